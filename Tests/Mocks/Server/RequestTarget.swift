/// The target of a request line, taken apart: path as it was sent, query decoded.
struct RequestTarget {
    let path: String
    let query: [(name: String, value: String)]

    init(_ target: String) {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            path = target
            query = []
            return
        }
        path = String(target[..<mark])
        query = FormItems.decode(target.utf8[target.utf8.index(after: mark)...])
    }
}

/// `application/x-www-form-urlencoded` (WHATWG URL standard, section 5.1), as queries and form bodies are written.
package enum FormItems {
    /// The items in order. Bytes that are no UTF-8 after decoding become U+FFFD; a broken escape stays as it is written.
    package static func decode(_ bytes: some Sequence<UInt8>) -> [(name: String, value: String)] {
        var items: [(name: String, value: String)] = []
        for part in Array(bytes).split(separator: UInt8(ascii: "&")) {
            let mark = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            items.append((text(part[..<mark]), mark == part.endIndex ? "" : text(part[part.index(after: mark)...])))
        }
        return items
    }

    private static func text(_ part: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var index = part.startIndex
        while index < part.endIndex {
            let byte = part[index]
            if byte == UInt8(ascii: "%"), index + 2 < part.endIndex, let high = digit(part[index + 1]), let low = digit(part[index + 2]) {
                bytes.append(high << 4 | low)
                index += 3
                continue
            }
            bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            index += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
