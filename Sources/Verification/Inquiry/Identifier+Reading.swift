/// An identifier as it was read from what somebody typed.
package struct IdentifierReading: Sendable, Hashable {
    package let identifier: Identifier
    /// The harmless changes that were made, each at most once.
    package let normalised: [Normalisation]
    /// What looks odd and is accepted all the same.
    package let warnings: [IdentifierWarning]
    /// The birth date that the number states, for numbers that state one.
    package let birthDate: CalendarDate?
    /// The sex that the number states, for numbers that state it.
    package let sex: Sex?
}

/// Something odd about a number that is no reason to refuse it.
package enum IdentifierWarning: String, Sendable, CaseIterable {
    /// The check character of a unified social credit code does not fit; some early genuine codes have that.
    case checkCharacterDiffers = "check-character-differs"
    /// No province has ever had the first two digits (GB/T 2260).
    case unknownProvince = "unknown-province"
}

/// Why a text is no number of the wanted type. The reason never repeats the text.
package struct IdentifierMistake: Error, Sendable, Hashable {
    /// The kind of mistake; the raw value is stable (`invalidParameters[].code`).
    package enum Code: String, Sendable, CaseIterable {
        case empty
        case wrongCharacter = "wrong-character"
        case wrongLength = "wrong-length"
        case wrongForm = "wrong-form"
        case impossibleBirthDate = "impossible-birth-date"
        case wrongCheckCharacter = "wrong-check-character"
        /// The number is well-formed but belongs to another type.
        case wrongIdentifierType = "wrong-identifier-type"
    }

    package let code: Code
    package let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

extension Identifier {
    /// Reads a number of one type: ASCII digits and letters only, after full-width forms, lower case and inner spaces were put right.
    ///
    /// Works on bytes, so that no other script's digits pass for ours. Check characters and birth dates are verified; with `today` given a
    /// birth after it is impossible. Areas that no table knows are accepted: an area code says where a number was first issued and is never
    /// updated.
    package static func reading(
        _ text: String, as type: IdentifierType, today: CalendarDate? = nil
    ) -> Result<IdentifierReading, IdentifierMistake> {
        let typed: TypedNumber
        switch TypedNumber.reading(text) {
        case .success(let number): typed = number
        case .failure(let mistake): return .failure(mistake)
        }
        switch type {
        case .residentID: return residentID(typed, today: today)
        case .hkMacaoTaiwanResidencePermit, .foreignPermanentResidence: return card(typed, type, today: today)
        case .passport, .hkMacaoTravelPermit, .taiwanTravelPermit: return travelDocument(typed, type)
        case .unifiedSocialCreditCode: return creditCode(typed)
        }
    }

    private static func residentID(_ typed: TypedNumber, today: CalendarDate?) -> Result<IdentifierReading, IdentifierMistake> {
        var typed = typed
        if typed.bytes.count == 15 {
            guard typed.bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                return .failure(IdentifierMistake(.wrongForm, "an old citizen number has fifteen digits"))
            }
            guard let bytes = CitizenNumber.eighteenCharacterForm(of: typed.bytes) else {
                return .failure(IdentifierMistake(.impossibleBirthDate, "the number states a birth date that does not exist"))
            }
            typed.replace(with: bytes, .fifteenDigitNumber)
        }
        guard typed.bytes.count == 18 else {
            return .failure(IdentifierMistake(.wrongLength, "a citizen number has 18 characters, an old one 15"))
        }
        switch typed.cardType {
        case .hkMacaoTaiwanResidencePermit:
            return .failure(IdentifierMistake(.wrongIdentifierType, "areas 81, 82 and 83 are those of hk-macao-taiwan-residence-permit"))
        case .foreignPermanentResidence:
            return .failure(IdentifierMistake(.wrongIdentifierType, "numbers beginning with 9 are those of foreign-permanent-residence"))
        default: return citizenForm(typed, .residentID, today: today)
        }
    }

    private static func card(_ typed: TypedNumber, _ type: IdentifierType, today: CalendarDate?) -> Result<IdentifierReading, IdentifierMistake> {
        if type == .foreignPermanentResidence, typed.bytes.count == 15 {
            guard typed.matches("AAA000000000000") else {
                return .failure(IdentifierMistake(.wrongForm, "the older number has three letters and twelve digits"))
            }
            return .success(typed.reading(as: type))
        }
        guard typed.bytes.count == 18 else {
            return .failure(IdentifierMistake(.wrongLength, "the number has 18 characters"))
        }
        guard typed.cardType == type else {
            let wanted = type == .foreignPermanentResidence ? "9" : "81, 82 or 83"
            return .failure(IdentifierMistake(.wrongIdentifierType, "a \(type.rawValue) number begins with \(wanted)"))
        }
        return citizenForm(typed, type, today: today)
    }

    private static func citizenForm(
        _ typed: TypedNumber, _ type: IdentifierType, today: CalendarDate?
    ) -> Result<IdentifierReading, IdentifierMistake> {
        switch CitizenNumber.mistake(in: typed.bytes) {
        case .wrongCheckCharacter?:
            return .failure(IdentifierMistake(.wrongCheckCharacter, "the last character does not fit the others: a digit was mistyped or swapped"))
        case .impossibleBirthDate?:
            return .failure(IdentifierMistake(.impossibleBirthDate, "the number states a birth date that does not exist"))
        case .some:
            return .failure(IdentifierMistake(.wrongForm, "must be 17 digits and a check character, 0 to 9 or X"))
        case nil: break
        }
        guard let birthDate = CitizenNumber.birthDate(in: typed.bytes), today.map({ birthDate <= $0 }) ?? true else {
            return .failure(IdentifierMistake(.impossibleBirthDate, "the number states a birth date in the future"))
        }
        let text = typed.text
        let number = CitizenNumber(unchecked: typed.bytes, text: text, birthDate: birthDate)
        let isOdd = type == .residentID && !knownProvinces.contains(typed.provinceNumber)
        return .success(
            IdentifierReading(
                identifier: Identifier(type: type, number: text), normalised: typed.normalised, warnings: isOdd ? [.unknownProvince] : [],
                birthDate: birthDate, sex: number.sex))
    }

    private static func travelDocument(_ typed: TypedNumber, _ type: IdentifierType) -> Result<IdentifierReading, IdentifierMistake> {
        switch type {
        case .passport:
            // Any state's passport: their forms differ, ICAO 9303 leaves nine characters and some states print more.
            guard (5...15).contains(typed.bytes.count) else {
                return .failure(IdentifierMistake(.wrongLength, "a passport number has 5 to 15 characters"))
            }
        case .hkMacaoTravelPermit:
            // Older permits print a two-digit issue count behind the number.
            guard ["H00000000", "M00000000", "H0000000000", "M0000000000"].contains(where: typed.matches) else {
                return .failure(IdentifierMistake(.wrongForm, "must be H or M and eight digits"))
            }
        default:
            guard typed.matches("00000000") else {
                return .failure(IdentifierMistake(.wrongForm, "must be eight digits"))
            }
        }
        return .success(typed.reading(as: type))
    }

    private static func creditCode(_ typed: TypedNumber) -> Result<IdentifierReading, IdentifierMistake> {
        guard typed.bytes.count == 18 else {
            return .failure(IdentifierMistake(.wrongLength, "a unified social credit code has 18 characters"))
        }
        guard let check = CreditCode.checkCharacter(of: typed.bytes[0..<17]), CreditCode.value(of: typed.bytes[17]) != nil,
            typed.bytes[2..<8].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            return .failure(IdentifierMistake(.wrongForm, "must be digits and letters without I, O, S, V and Z, with six digits of division"))
        }
        return .success(typed.reading(as: .unifiedSocialCreditCode, warnings: check == typed.bytes[17] ? [] : [.checkCharacterDiffers]))
    }
}

/// First two digits of GB/T 2260 codes, present and historic.
private let knownProvinces: Set<Int> = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71,
]

/// Arithmetic of the unified social credit code (GB 32100-2015).
package enum CreditCode {
    /// The symbol's value, 0 to 30; nil for I, O, S, V, Z and all else.
    static func value(of byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "H"): Int(byte - UInt8(ascii: "A")) + 10
        case UInt8(ascii: "J")...UInt8(ascii: "N"): Int(byte - UInt8(ascii: "J")) + 18
        case UInt8(ascii: "P")...UInt8(ascii: "R"): Int(byte - UInt8(ascii: "P")) + 23
        case UInt8(ascii: "T")...UInt8(ascii: "U"): Int(byte - UInt8(ascii: "T")) + 26
        case UInt8(ascii: "W")...UInt8(ascii: "Y"): Int(byte - UInt8(ascii: "W")) + 28
        default: nil
        }
    }

    /// The check character that belongs to seventeen symbols (weights 3^i mod 31); nil when one of them is no symbol.
    package static func checkCharacter(of symbols: some Sequence<UInt8>) -> UInt8? {
        var sum = 0
        var weight = 1
        for symbol in symbols {
            guard let value = value(of: symbol) else { return nil }
            sum += value * weight
            weight = weight * 3 % 31
        }
        return Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)[(31 - sum % 31) % 31]
    }
}
