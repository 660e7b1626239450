/// Injuries to the text of an answer, in whatever layer it lies.
enum SpoiltText {
    static let otherCharset = "the other charset"

    /// Every injury that this body can have, with a name for the report.
    static func all(_ body: [UInt8]) -> [(name: String, body: [UInt8])] {
        var spoilt: [(String, [UInt8])] = []
        if let other = Layers.rewriting(
            body,
            by: { text, charset in
                text.utf8.allSatisfy { $0 < 0x80 } ? nil : charset.other.bytes(of: text)
            })
        {
            spoilt.append((otherCharset, other))
        }
        if let invalid = Layers.rewriting(body, by: invalidBytes) { spoilt.append(("bytes of no character", invalid)) }
        if let lone = Layers.rewriting(body, by: loneSurrogate) { spoilt.append(("a lone surrogate", lone)) }
        return spoilt
    }

    /// The body with that number replaced by another of the same form; nil where it does not stand in it.
    static func swapping(_ number: String, in body: [UInt8]) -> [UInt8]? {
        let other = another(number)
        return Layers.rewriting(body) { text, charset in
            let swapped = text.split(separator: number, omittingEmptySubsequences: false).joined(separator: other)
            return swapped.utf8.elementsEqual(text.utf8) ? nil : charset.bytes(of: swapped)
        }
    }

    /// Somebody else's number: the last digits are others, the check digit is right where there is one (ISO 7064 MOD 11-2).
    static func another(_ number: String) -> String {
        var bytes = Array(number.utf8)
        guard let place = bytes.indices.dropLast().last(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }) else {
            return number + "1"
        }
        bytes[place] = bytes[place] == UInt8(ascii: "9") ? UInt8(ascii: "0") : bytes[place] + 1
        if bytes.count == 18 {
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
            let sum = zip(bytes, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 }
            bytes[17] = Array("10X98765432".utf8)[((sum % 11) + 11) % 11]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first character beyond ASCII gives way to bytes that neither charset has.
    private static func invalidBytes(_ text: String, _ charset: Charset) -> [UInt8]? {
        guard let place = text.unicodeScalars.firstIndex(where: { $0.value >= 0x80 }) else { return nil }
        guard let before = charset.bytes(of: String(text.unicodeScalars[..<place])),
            let after = charset.bytes(of: String(text.unicodeScalars[text.unicodeScalars.index(after: place)...]))
        else { return nil }
        return before + [0xFF, 0xFE] + after
    }

    /// The first JSON string, or the first text of XML, gets half a character.
    private static func loneSurrogate(_ text: String, _ charset: Charset) -> [UInt8]? {
        let utf8 = Array(text.utf8)
        let isJSON = utf8.first == UInt8(ascii: "{") || utf8.first == UInt8(ascii: "[")
        let isXML = utf8.first == UInt8(ascii: "<")
        guard isJSON || isXML else { return nil }
        for index in utf8.indices.dropFirst().dropLast() {
            let isPlace =
                isJSON
                ? utf8[index] == UInt8(ascii: "\"") && utf8[index - 1] == UInt8(ascii: ":")
                : utf8[index] == UInt8(ascii: ">") && utf8[index - 1] != UInt8(ascii: "?") && !" \r\n\t<".utf8.contains(utf8[index + 1])
            guard isPlace else { continue }
            let half = isJSON ? "\\ud800" : "&#xD800;"
            return charset.bytes(of: String(decoding: utf8[...index], as: UTF8.self) + half + String(decoding: utf8[(index + 1)...], as: UTF8.self))
        }
        return nil
    }
}
