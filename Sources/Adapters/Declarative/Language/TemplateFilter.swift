import AdapterKit
import ShangMi

/// One step that a value goes through on its way into a request.
enum TemplateFilter: Sendable {
    case upper, lower, trim
    case hex, base64, url
    case sha256, sm3, md5
    case hmacSHA256(Secret), hmacSM3(Secret)
    /// The registry's code for the value; without one the question is outside what the registry can be asked.
    case table(CodeTable)
    /// So many characters at the beginning or the end.
    case first(Int), last(Int)
    /// What to send when there is no value.
    case fallback([UInt8])

    /// The value after this step; nil when the table has no code for it.
    func applied(to value: [UInt8]) -> [UInt8]? {
        switch self {
        case .upper: value.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        case .lower: value.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        case .trim: Self.trimmed(value)
        case .hex: Array(Hexadecimal.text(of: value).utf8)
        case .base64: Array(Base64.text(of: value).utf8)
        case .url: Self.encoded(value)
        case .sha256: Digest.sha256(value)
        case .sm3: Digest.sm3(value)
        case .md5: Digest.md5(value)
        case .hmacSHA256(let key): MessageCode.hmacSHA256(key: key.bytes, value)
        case .hmacSM3(let key): MessageCode.hmacSM3(key: key.bytes, value)
        case .table(let table): table[value].map { Array($0.utf8) }
        case .first(let count):
            Self.part(of: value) {
                $0.prefix(count)
            } scalars: {
                $0.prefix(count)
            }
        case .last(let count):
            Self.part(of: value) {
                $0.suffix(count)
            } scalars: {
                $0.suffix(count)
            }
        case .fallback: value
        }
    }

    /// A part by characters, which are bytes in ASCII.
    private static func part(
        of value: [UInt8], bytes: ([UInt8]) -> ArraySlice<UInt8>, scalars: (String.UnicodeScalarView) -> Substring.UnicodeScalarView
    ) -> [UInt8] {
        if value.allSatisfy({ $0 < 0x80 }) { return Array(bytes(value)) }
        return Array(String(String.UnicodeScalarView(scalars(String(decoding: value, as: UTF8.self).unicodeScalars))).utf8)
    }

    private static func trimmed(_ value: [UInt8]) -> [UInt8] {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        guard let first = value.firstIndex(where: { !isSpace($0) }), let last = value.lastIndex(where: { !isSpace($0) }) else { return [] }
        return Array(value[first...last])
    }

    private static func encoded(_ value: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        // Percent-encoding carries every byte.
        _ = Escaping.path.append(value, to: &bytes)
        return bytes
    }
}
