/// The form in which names of certificates are looked up: no spaces, half-width, ASCII in lower case, NFC; compared byte by byte.
struct NameKey: Hashable {
    private let bytes: [UInt8]

    init(_ name: String) {
        bytes = NameForm(name).text.unicodeScalars.reduce(into: []) { bytes, scalar in
            switch scalar.value {
            case 0x41...0x5A: bytes.append(UInt8(scalar.value + 0x20))
            case 0x2D, 0x5F: break
            default: if !scalar.isSpace { bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter) }
            }
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The same without a trailing part in brackets; nil when there is none, or nothing before it.
    var withoutBrackets: NameKey? {
        guard bytes.last == UInt8(ascii: ")"), let open = bytes.firstIndex(of: UInt8(ascii: "(")), open > 0 else { return nil }
        return NameKey(bytes: Array(bytes[..<open]))
    }
}
