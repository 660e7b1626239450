extension Array {
    /// `map` with a typed error.
    func mapStrictly<Value, Failure: Error>(_ transform: (Element) throws(Failure) -> Value) throws(Failure) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        for element in self { values.append(try transform(element)) }
        return values
    }
}
