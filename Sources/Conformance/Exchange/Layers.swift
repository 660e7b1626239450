import Charsets
import ShangMi

/// The charsets that registries write.
enum Charset: String, Sendable {
    case utf8 = "UTF-8"
    case gb18030 = "GB18030"

    var other: Charset { self == .utf8 ? .gb18030 : .utf8 }

    /// Nil where the charset has no bytes for a character.
    func bytes(of text: String) -> [UInt8]? { self == .utf8 ? Array(text.utf8) : try? GB18030.bytes(from: text) }
}

/// The texts that lie in a body, layer under layer: base64 in XML, GB18030 in base64.
enum Layers {
    /// Runs of base64 shorter than this are taken for words.
    private static let shortestRun = 24
    private static let deepest = 4

    /// Bytes as text, and in what charset: UTF-8 where they are valid UTF-8, else GB18030; nil for what is no text.
    static func text(of bytes: [UInt8]) -> (text: String, charset: Charset)? {
        if let text = String(validating: bytes, as: UTF8.self) { return isText(text) ? (text, .utf8) : nil }
        guard let text = try? GB18030.text(from: bytes), isText(text) else { return nil }
        return (text, .gb18030)
    }

    /// The body with its innermost texts rewritten; nil when `rewrite` changed nothing or the body is no text.
    static func rewriting(_ bytes: [UInt8], depth: Int = 0, by rewrite: (_ text: String, _ charset: Charset) -> [UInt8]?) -> [UInt8]? {
        guard depth < deepest, let (text, charset) = text(of: bytes) else { return nil }
        let runs = depth + 1 < deepest ? base64Runs(in: Array(text.utf8), structured: true) : []
        if runs.isEmpty { return rewrite(text, charset) }
        var written: [UInt8] = []
        var place = 0
        var hasChanged = false
        let utf8 = Array(text.utf8)
        for run in runs {
            written += utf8[place..<run.range.lowerBound]
            if let inner = rewriting(run.content, depth: depth + 1, by: rewrite) {
                hasChanged = true
                written += Array(Base64.text(of: inner).utf8)
            } else {
                written += utf8[run.range]
            }
            place = run.range.upperBound
        }
        written += utf8[place...]
        if hasChanged { return charset.bytes(of: String(decoding: written, as: UTF8.self)) }
        return rewrite(text, charset)
    }

    /// All texts of a body, decoded, in one: for searching.
    static func everything(in bytes: [UInt8], depth: Int = 0) -> String {
        guard depth < deepest, let (text, _) = text(of: bytes) else { return "" }
        var all = text
        let utf8 = Array(text.utf8)
        if utf8.contains(UInt8(ascii: "%")) { all += "\n" + String(decoding: percentDecoded(utf8), as: UTF8.self) }
        for run in base64Runs(in: utf8, structured: false) { all += "\n" + everything(in: run.content, depth: depth + 1) }
        return all
    }

    /// The runs of base64 in a text whose content is text again; `structured` takes only XML and JSON for text, for an id or a signature may
    /// happen to decode to characters.
    static func base64Runs(in text: [UInt8], structured: Bool) -> [(range: Range<Int>, content: [UInt8])] {
        var runs: [(Range<Int>, [UInt8])] = []
        var start = 0
        func end(_ index: Int) {
            let range = start..<index
            // A number or a long word may look like base64; text is what comes out of the real one.
            if range.count >= shortestRun, range.count % 4 == 0, text[range].contains(where: { !isDigit($0) }),
                let content = Base64.bytes(of: Array(text[range])), !structured || "<{[".utf8.contains(content.first ?? 0),
                Layers.text(of: content) != nil
            {
                runs.append((range, content))
            }
            start = index + 1
        }
        for (index, byte) in text.enumerated() where !isBase64(byte) { end(index) }
        end(text.count)
        return runs
    }

    /// `%XX` and `+` undone, as forms are written.
    static func percentDecoded(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
                let value = Hexadecimal.bytes(of: String(decoding: text[index + 1...index + 2], as: UTF8.self))
            {
                bytes += value
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }

    /// No control characters but those between lines.
    private static func isText(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0xFFFD || $0.value == 9 || $0.value == 10 || $0.value == 13
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isBase64(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) && byte & 0x40 != 0 || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
    }
}
