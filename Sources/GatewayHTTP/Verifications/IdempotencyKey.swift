import NIOHTTP1

/// The shape of `Idempotency-Key` (IETF draft): a quoted string or a bare key, 1 to 255 visible ASCII characters.
///
/// Keys are checked only; stored outcomes come with the ledger, so a repeated key asks again.
enum IdempotencyKey {
    static func check(_ headers: HTTPHeaders) throws(Problem) {
        let values = headers["idempotency-key"]
        if values.isEmpty { return }
        guard values.count == 1, isWellFormed(values[0]) else {
            throw Problem(.invalidHeader, detail: "Idempotency-Key must be given once, with 1 to 255 visible ASCII characters")
        }
    }

    static func isWellFormed(_ value: String) -> Bool {
        var key = value.utf8[...]
        let quote = UInt8(ascii: "\"")
        if key.count >= 2, key.first == quote, key.last == quote { key = key.dropFirst().dropLast() }
        return (1...255).contains(key.count) && key.allSatisfy { (0x21...0x7E).contains($0) && $0 != quote && $0 != UInt8(ascii: "\\") }
    }
}
