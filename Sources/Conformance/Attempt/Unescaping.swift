import ShangMi

/// Undoes the ways of writing a character that a reader cannot read: `\u9648` and `\/` of JSON, `&#38472;` of XML, `%E9%99%88` of addresses.
enum Unescaping {
    /// Escapes lie in escapes: a text in a text.
    private static let deepest = 4

    /// The text with readable characters. What is no character (half a surrogate pair) or would change the text's structure (quotes, control
    /// characters) stays escaped; percent-encoded bytes that are no text are told by size and digest.
    static func readable(_ text: String) -> String {
        var text = text
        for _ in 0..<deepest {
            let next = percent(entities(backslashes(Array(text.utf8))))
            let undone = String(decoding: next, as: UTF8.self)
            if undone.utf8.elementsEqual(text.utf8) { break }
            text = undone
        }
        return text
    }

    private static func backslashes(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "\\")) else { return text }
        var made: [UInt8] = []
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "\\") else {
                made.append(text[index])
                index += 1
                continue
            }
            // A string in a string has its backslashes doubled.
            let end = text[index...].firstIndex { $0 != UInt8(ascii: "\\") } ?? text.count
            if let (scalar, next) = escaped(text, at: end), scalar.value >= 0x20, scalar.value != 0x7F, scalar != "\"", scalar != "\\" {
                made += Array(String(scalar).utf8)
                index = next
            } else if end < text.count, text[end] == UInt8(ascii: "/") {
                index = end
            } else {
                made += text[index..<end]
                index = end
            }
        }
        return made
    }

    /// The character of a `u` with four hexadecimal digits, or of a pair of such, that begins there, and where the text goes on.
    private static func escaped(_ text: [UInt8], at index: Int) -> (Unicode.Scalar, Int)? {
        guard let first = unit(text, index) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, index + 5) }
        let next = text[(index + 5)...].firstIndex { $0 != UInt8(ascii: "\\") } ?? text.count
        guard next > index + 5, (0xD800..<0xDC00).contains(first), let second = unit(text, next), (0xDC00..<0xE000).contains(second) else {
            return nil
        }
        return Unicode.Scalar(0x1_0000 + ((UInt32(first) - 0xD800) << 10) + (UInt32(second) - 0xDC00)).map { ($0, next + 5) }
    }

    private static func unit(_ text: [UInt8], _ index: Int) -> UInt16? {
        guard index + 5 <= text.count, text[index] == UInt8(ascii: "u") else { return nil }
        let digits = text[(index + 1)..<(index + 5)]
        return digits.allSatisfy { hexadecimalDigit($0) != nil } ? UInt16(String(decoding: digits, as: UTF8.self), radix: 16) : nil
    }

    private static func entities(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "&")) else { return text }
        var made: [UInt8] = []
        var index = 0
        while index < text.count {
            let tail = text[index...].prefix(12)
            if tail.starts(with: "&#".utf8), let end = tail.firstIndex(of: UInt8(ascii: ";")) {
                let digits = String(decoding: tail[(index + 2)..<end], as: UTF8.self)
                let isHexadecimal = digits.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "x")
                let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
                if let scalar = value.flatMap(Unicode.Scalar.init), scalar.value >= 0x20, !"<>&\"'".unicodeScalars.contains(scalar) {
                    made += Array(String(scalar).utf8)
                    index = end + 1
                    continue
                }
            }
            made.append(text[index])
            index += 1
        }
        return made
    }

    private static func percent(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        var made: [UInt8] = []
        var index = 0
        while index < text.count {
            var bytes: [UInt8] = []
            var next = index
            while next + 2 < text.count, text[next] == UInt8(ascii: "%"), let high = hexadecimalDigit(text[next + 1]),
                let low = hexadecimalDigit(text[next + 2])
            {
                bytes.append(high << 4 | low)
                next += 3
            }
            if bytes.isEmpty {
                made.append(text[index])
                index += 1
                continue
            }
            // Controls would break lines and colour terminals.
            let printable = bytes.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
            made += Layers.text(of: printable).map { Array($0.text.utf8) } ?? Array(closed(bytes).utf8)
            index = next
        }
        return made
    }

    /// Bytes that are not shown.
    static func closed(_ bytes: [UInt8]) -> String {
        "(\(bytes.count) bytes, sha256 \(Hexadecimal.text(of: Digest.sha256(bytes)).prefix(16))…)"
    }

    static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
