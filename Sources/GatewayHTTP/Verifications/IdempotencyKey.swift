import NIOHTTP1

/// The shape of `Idempotency-Key` (IETF draft): a quoted string or a bare key, 1 to 255 visible ASCII characters.
///
/// A key stands for its request for seven days: the same body again gets the stored outcome, another body is refused.
enum IdempotencyKey {
    /// The key without its quotes; nil when there is none.
    static func read(_ headers: HTTPHeaders) throws(Problem) -> String? {
        let values = headers["idempotency-key"]
        if values.isEmpty { return nil }
        guard values.count == 1, isWellFormed(values[0]) else {
            throw Problem(.invalidHeader, detail: "Idempotency-Key must be given once, with 1 to 255 visible ASCII characters")
        }
        return String(values[0].drop { $0 == "\"" }.prefix { $0 != "\"" })
    }

    static func isWellFormed(_ value: String) -> Bool {
        var key = value.utf8[...]
        let quote = UInt8(ascii: "\"")
        if key.count >= 2, key.first == quote, key.last == quote { key = key.dropFirst().dropLast() }
        return (1...255).contains(key.count) && key.allSatisfy { (0x21...0x7E).contains($0) && $0 != quote && $0 != UInt8(ascii: "\\") }
    }
}
