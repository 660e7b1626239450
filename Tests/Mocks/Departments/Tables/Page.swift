import ShangMi

/// A part of a list of rows.
struct Page<Row> {
    let rows: ArraySlice<Row>
    /// Where the next part starts; nil after the last.
    let next: Int?
    let total: Int

    /// The part of `size` rows from `offset` on.
    init(of all: [Row], from offset: Int, size: Int) {
        rows = all.dropFirst(offset).prefix(size)
        next = rows.endIndex < all.endIndex ? rows.endIndex : nil
        total = all.count
    }
}

/// A cursor that says nothing to the caller and cannot be made by one.
struct Cursor: Sendable {
    let key: [UInt8]

    func text(at offset: Int) -> String {
        let place = Array("\(offset)".utf8)
        return Base64.text(of: place + [0] + MessageCode.hmacSHA256(key: key, place).prefix(8))
    }

    /// Nil for a cursor that was never given.
    func offset(of text: String) -> Int? {
        guard let bytes = Base64.bytes(of: text), let end = bytes.firstIndex(of: 0), let offset = Int(String(decoding: bytes[..<end], as: UTF8.self)),
            Check.areEqual(text, self.text(at: offset))
        else { return nil }
        return offset
    }
}

extension Array {
    /// A page by its number; nil when number or size make no sense.
    func page(number: Int, first: Int, size: Int) -> Page<Element>? {
        guard number >= first, (1...500).contains(size), number - first <= 1_000_000 else { return nil }
        return Page(of: self, from: (number - first) * size, size: size)
    }
}
