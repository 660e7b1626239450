import StrictJSON

/// How a value is written so that it cannot leave the place it was put in.
enum Escaping: Sendable, Hashable {
    /// As it is: header values (checked for line ends later), texts to sign.
    case none
    /// Inside a JSON string (RFC 8259 section 7).
    case json
    /// Element or attribute text of XML 1.0.
    case xml
    /// `application/x-www-form-urlencoded` (WHATWG URL section 5.2).
    case form
    /// A segment of a path: everything but unreserved characters as `%XX` (RFC 3986 section 2.3).
    case path

    /// Appends the escaped bytes of a UTF-8 text; false when the place cannot carry one of its characters in any form.
    func append(_ value: some Sequence<UInt8>, to bytes: inout [UInt8]) -> Bool {
        switch self {
        case .none: bytes.append(contentsOf: value)
        case .json: for byte in value { Self.appendJSON(byte, to: &bytes) }
        case .xml: return Self.appendXML(value, to: &bytes)
        case .form: for byte in value { Self.appendPercent(byte, isForm: true, to: &bytes) }
        case .path: for byte in value { Self.appendPercent(byte, isForm: false, to: &bytes) }
        }
        return true
    }

    /// The same for a text; one without anything to escape, which is nearly every one, is copied whole.
    func append(text: String, to bytes: inout [UInt8]) -> Bool {
        let isCopied = text.utf8.withContiguousStorageIfAvailable { text in
            guard isPlain(text) else { return false }
            bytes.append(contentsOf: text)
            return true
        }
        return isCopied == true || append(text.utf8, to: &bytes)
    }

    /// True for a text that surely needs no escaping.
    private func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .none: return true
        case .json:
            for byte in text where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F { return false }
            return true
        case .xml, .form, .path: return false
        }
    }

    private static func appendJSON(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20, 0x7F:
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(hexadecimal(byte >> 4))
            bytes.append(hexadecimal(byte & 15))
        default: bytes.append(byte)
        }
    }

    /// Character data that XML 1.0 cannot carry (section 2.2): most controls, U+FFFE and U+FFFF.
    private static func appendXML(_ value: some Sequence<UInt8>, to bytes: inout [UInt8]) -> Bool {
        for byte in value {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&apos;".utf8)
            case 0x09: bytes.append(contentsOf: "&#9;".utf8)
            case 0x0A: bytes.append(contentsOf: "&#10;".utf8)
            case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
            case 0..<0x20: return false
            default:
                bytes.append(byte)
                if byte == 0xBE || byte == 0xBF, bytes.suffix(3).starts(with: [0xEF, 0xBF]) { return false }
            }
        }
        return true
    }

    private static func appendPercent(_ byte: UInt8, isForm: Bool, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            bytes.append(byte)
        case UInt8(ascii: "*") where isForm, UInt8(ascii: "~") where !isForm: bytes.append(byte)
        case 0x20 where isForm: bytes.append(UInt8(ascii: "+"))
        default:
            bytes.append(UInt8(ascii: "%"))
            bytes.append(hexadecimal(byte >> 4, upperCase: true))
            bytes.append(hexadecimal(byte & 15, upperCase: true))
        }
    }

    private static func hexadecimal(_ nibble: UInt8, upperCase: Bool = false) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: upperCase ? "A" : "a") + nibble - 10
    }
}
