extension JSON {
    /// Reads one document.
    ///
    /// Accepts what RFC 8259 allows in UTF-8 and refuses besides: a byte order mark, the same member name twice in one object (parsers
    /// disagree on which one counts, so what is logged and what is obeyed could differ), U+0000 in any text, lone surrogates, and anything
    /// beyond `limits`. Names are compared byte by byte.
    package init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) {
        let entries = try JSONParser.entries(of: bytes, limits: limits)
        self = bytes.withUnsafeBufferPointer { buffer in
            var builder = JSONBuilder(bytes: buffer, entries: entries)
            return builder.value()
        }
    }
}

/// Makes the tree of a document whose entries were checked when they were read.
private struct JSONBuilder {
    let bytes: UnsafeBufferPointer<UInt8>
    let entries: [JSONDocument.Entry]
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>, entries: [JSONDocument.Entry]) {
        self.bytes = bytes
        self.entries = entries
    }

    mutating func value() -> JSON {
        let entry = entries[position]
        position += 1
        switch entry.kind {
        case .null: return .null
        case .bool: return .bool(bytes[Int(entry.start)] == UInt8(ascii: "t"))
        case .number: return .number(entry.content(in: bytes).text)
        case .string, .escapedString: return .string(entry.content(in: bytes).text)
        case .array:
            var elements: [JSON] = []
            while position < Int(entry.end) { elements.append(value()) }
            return .array(elements)
        case .object:
            var members: [JSON.Member] = []
            members.reserveCapacity(8)
            while position < Int(entry.end) {
                let name = entries[position].content(in: bytes).text
                position += 1
                members.append(JSON.Member(name, value()))
            }
            return .object(members)
        }
    }
}
