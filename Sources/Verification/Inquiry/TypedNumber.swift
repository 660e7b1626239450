/// A number on its way from what was typed to what is compared: upper-case ASCII bytes, and what had to be changed.
struct TypedNumber {
    private(set) var bytes: [UInt8]
    private(set) var normalised: [Normalisation] = []

    /// Bytes that anybody may type as a number before it is refused unread.
    private static let maximumBytes = 128

    /// Puts full-width forms, lower case and spaces right and refuses every other character.
    static func reading(_ text: String) -> Result<TypedNumber, IdentifierMistake> {
        if text.utf8.count > maximumBytes { return .failure(IdentifierMistake(.wrongLength, "is too long for any number")) }
        var number = TypedNumber(bytes: [])
        number.bytes.reserveCapacity(18)
        for scalar in text.unicodeScalars {
            guard number.append(scalar) else {
                return .failure(IdentifierMistake(.wrongCharacter, "may hold digits and Latin letters only"))
            }
        }
        return number.bytes.isEmpty ? .failure(IdentifierMistake(.empty, "must not be empty")) : .success(number)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes the bytes of another written form of the same number.
    mutating func replace(with other: [UInt8], _ change: Normalisation) {
        bytes = other
        note(change)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The first two digits as a number; 0 when they are none.
    var provinceNumber: Int {
        guard bytes.count > 1, (0x30...0x39).contains(bytes[0]), (0x30...0x39).contains(bytes[1]) else { return 0 }
        return Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
    }

    /// The type of card that an eighteen-character number of this beginning belongs to.
    var cardType: IdentifierType {
        switch provinceNumber {
        case 81, 82, 83: .hkMacaoTaiwanResidencePermit
        case 90...99: .foreignPermanentResidence
        default: .residentID
        }
    }

    /// True when the number has the form of a pattern in which `0` is any digit, `A` any letter, and all else itself.
    func matches(_ pattern: String) -> Bool {
        guard bytes.count == pattern.utf8.count else { return false }
        return zip(bytes, pattern.utf8).allSatisfy { byte, wanted in
            switch wanted {
            case UInt8(ascii: "0"): (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            case UInt8(ascii: "A"): (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            default: byte == wanted
            }
        }
    }

    /// The reading of a number that states neither birth date nor sex.
    func reading(as type: IdentifierType, warnings: [IdentifierWarning] = []) -> IdentifierReading {
        IdentifierReading(
            identifier: Identifier(type: type, number: text), normalised: normalised, warnings: warnings, birthDate: nil, sex: nil)
    }

    private mutating func append(_ scalar: Unicode.Scalar) -> Bool {
        var value = scalar.value
        switch value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            value -= 0xFEE0
            note(.fullWidthNumber)
        case 0x20, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
            note(.spacesInNumber)
            return true
        default: break
        }
        switch value {
        case 0x30...0x39, 0x41...0x5A: bytes.append(UInt8(value))
        case 0x61...0x7A:
            bytes.append(UInt8(value - 0x20))
            note(.lowerCaseNumber)
        default: return false
        }
        return true
    }

    private mutating func note(_ change: Normalisation) {
        if !normalised.contains(change) { normalised.append(change) }
    }
}
