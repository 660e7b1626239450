package import StrictJSON

/// Why bytes are no leaf, payload or receipt of ours. Names places and kinds, never the text itself.
package enum EntryFlaw: Error, Sendable, Hashable {
    /// The bytes are no JSON.
    case syntax(reason: String)
    /// The JSON says something that is not meant to be there; all of it.
    case mistakes([JSONProblem])
    /// The content is good and the bytes are not those that we write for it: another order, spaces, other escapes.
    case notCanonical
}

/// Reading of JSON that has exactly one way of being written.
enum CanonicalJSON {
    /// Bytes that a payload or receipt may have.
    static let limits = JSONLimits(bytes: 4 << 20)

    /// Reads the value and demands that writing it gives the same bytes again.
    static func decoded<Value>(
        _ bytes: [UInt8], limits: JSONLimits = limits, reading: (ObjectReader) -> Value?, writing: (Value) -> [UInt8]
    ) throws(EntryFlaw) -> Value {
        let json: JSON
        do {
            json = try JSON(parsing: bytes, limits: limits)
        } catch {
            throw .syntax(reason: error.description)
        }
        let problems = ProblemList()
        let reader = ObjectReader(json, into: problems)
        let version = reader.integer("v", in: 1...1)
        let value = reading(reader)
        reader.finish()
        guard problems.isEmpty, version != nil, let value else {
            throw .mistakes(problems.isEmpty ? [JSONProblem(pointer: "", code: "invalid", reason: "cannot be read")] : problems.all)
        }
        guard writing(value) == bytes else { throw .notCanonical }
        return value
    }

    /// The bytes of an object that begins with its version.
    static func encoded(capacity: Int = 512, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: capacity)
        writer.beginObject()
        writer.number("v", 1)
        write(&writer)
        writer.endObject()
        return writer.bytes
    }
}
