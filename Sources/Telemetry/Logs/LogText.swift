import Logging
import StrictJSON

extension JSONWriter {
    /// What every line begins with: time, severity, logger, message.
    mutating func beginLogLine(milliseconds: Int64, _ level: Logger.Level, _ label: String, _ message: String) {
        beginObject()
        name("time")
        string(Timestamp.rfc3339(milliseconds: milliseconds))
        name("severity")
        string(level.rawValue)
        name("logger")
        string(label)
        name("message")
        logText(message)
    }

    /// A text that may come from anywhere, as a string that stays on its line in every reader: controls of both sets, line and paragraph
    /// separators and direction marks are escaped scalar by scalar (CRLF is one `Character`, M13), and what is too long is cut.
    mutating func logText(_ text: String) {
        if text.utf8.count <= LogText.maximumBytes, LogText.isPlain(text) { return string(text) }
        encoded(LogText.encoded(text))
    }
}

/// How foreign text is written into a log line.
enum LogText {
    static let maximumBytes = 4096

    /// Printable ASCII and nothing else.
    static func isPlain(_ text: String) -> Bool {
        let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
            for byte in bytes where byte < 0x20 || byte > 0x7E { return false }
            return true
        }
        return isPlain ?? text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }

    static func encoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for scalar in text.unicodeScalars {
            if bytes.count > maximumBytes {
                bytes.append(contentsOf: "…".utf8)
                break
            }
            switch scalar {
            case "\"": bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\"")])
            case "\\": bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\\")])
            // Strict readers, ours among them, take no U+0000 even when it is escaped.
            case "\0": bytes.append(contentsOf: "\u{2400}".utf8)
            case _ where isUnsafe(scalar): bytes.append(contentsOf: escape(scalar).utf8)
            default: bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return bytes
    }

    /// Everything that ends a line, moves a cursor, hides, or turns the reading direction.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
