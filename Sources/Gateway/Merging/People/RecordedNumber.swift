import Verification

extension String {
    /// The same number: equal bytes but for the case of ASCII letters, since some registers still write the check character as `x`.
    func isSameNumber(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let isSame = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                for index in left.indices where left[index] != right[index] {
                    let letter = left[index] | 0x20
                    guard letter == right[index] | 0x20, (0x61...0x7A).contains(letter) else { return false }
                }
                return true
            }
        }
        return (isSame ?? nil) ?? hasSameBytes(as: other)
    }
}

extension Identifier {
    /// The number of a party as a record writes it, with the type that its form tells (`domain.md` B.1). Records seldom say the type.
    ///
    /// Fifteen digits stay fifteen digits: converting them proves nothing, only the register's own link does (A.4.9).
    init(recorded number: String) {
        let bytes = Array(number.utf8)
        let isDigits = bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let isPermit = bytes.first.map { [UInt8(ascii: "H"), UInt8(ascii: "M"), UInt8(ascii: "h"), UInt8(ascii: "m")].contains($0) } ?? false
        let type: IdentifierType =
            switch bytes.count {
            case 18 where bytes[0] == UInt8(ascii: "8") && (UInt8(ascii: "1")...UInt8(ascii: "3")).contains(bytes[1]): .hkMacaoTaiwanResidencePermit
            case 18 where bytes[0] == UInt8(ascii: "9"): .foreignPermanentResidence
            case 18: .residentID
            case 15: isDigits ? .residentID : .foreignPermanentResidence
            case 9 where isPermit, 11 where isPermit: .hkMacaoTravelPermit
            case 8 where isDigits: .taiwanTravelPermit
            default: .passport
            }
        self.init(type: type, number: number)
    }

    /// True for the eighteen-character numbers under which the population register keeps a person.
    var isCitizenForm: Bool {
        switch type {
        case .residentID, .hkMacaoTaiwanResidencePermit, .foreignPermanentResidence: number.utf8.count == 18
        case .passport, .hkMacaoTravelPermit, .taiwanTravelPermit, .unifiedSocialCreditCode: false
        }
    }

    /// The same number whatever its type is taken for: registers do not always agree on types.
    func hasSameNumber(as other: Identifier) -> Bool { number.isSameNumber(as: other.number) }
}

extension PersonName {
    /// A name as a record writes it, in comparison form where it can be read at all.
    init(recorded text: String) {
        switch PersonName.reading(text) {
        case .success(let reading): self = reading.name
        case .failure: self.init(text: text, original: text)
        }
    }

    /// The same comparison form, byte for byte.
    func hasSameForm(as other: PersonName) -> Bool { text.hasSameBytes(as: other.text) }
}

extension NameComparison {
    /// Strength, for choosing the best of several comparisons.
    var rank: Int {
        switch self {
        case .exact: 3
        case .normalised: 2
        case .variant: 1
        case .mismatch: 0
        }
    }

    /// Exact or harmlessly normalised: the names are the same.
    var isSame: Bool { rank >= 2 }
}
