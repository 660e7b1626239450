/// The parts of a citizen number (GB 11643-1999) and of the cards that share its form: six characters of place, birth date, a sequence
/// whose parity tells the sex, and a check character (ISO 7064 MOD 11-2).
///
/// Residence permits for Hong Kong, Macao and Taiwan residents (area 81, 82, 83) and the foreign permanent resident card of 2023 (first
/// character 9) are built alike. Holds what has that form; whether the number was ever issued is the register's to say.
package struct CitizenNumber: Sendable, Hashable {
    /// Eighteen characters, 0–9 and in the last place also X.
    package let text: String
    /// The day that the number states.
    package let birthDate: CalendarDate
    /// What the parity of the sequence states; a register may know otherwise.
    package let sex: Sex

    /// Takes eighteen characters in normal form; nil when the form, the birth date or the check character is wrong.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18, Self.mistake(in: bytes) == nil, let date = Self.birthDate(in: bytes) else { return nil }
        self.init(unchecked: bytes, text: text, birthDate: date)
    }

    /// The same from an identifier of one of the three types that have this form.
    package init?(_ identifier: Identifier) {
        switch identifier.type {
        case .residentID, .hkMacaoTaiwanResidencePermit, .foreignPermanentResidence: self.init(identifier.number)
        case .passport, .hkMacaoTravelPermit, .taiwanTravelPermit, .unifiedSocialCreditCode: return nil
        }
    }

    init(unchecked bytes: [UInt8], text: String, birthDate: CalendarDate) {
        self.text = text
        self.birthDate = birthDate
        sex = bytes[16] & 1 == 1 ? .male : .female
    }

    /// The number in the old form of fifteen digits: no century, no check character.
    ///
    /// Nil for people born from 2000 on, who never had one, and where the short form would be read as somebody else's: sequences 996 to 999
    /// were kept for people born in the 1800s.
    package var fifteenDigitForm: String? {
        let bytes = Array(text.utf8)
        let wasKept = bytes[14] == UInt8(ascii: "9") && bytes[15] == UInt8(ascii: "9") && bytes[16] >= UInt8(ascii: "6")
        let century = (bytes[6], bytes[7])
        guard bytes[0] != UInt8(ascii: "9"), bytes[0] != UInt8(ascii: "8"),
            century == (UInt8(ascii: "1"), wasKept ? UInt8(ascii: "8") : UInt8(ascii: "9"))
        else { return nil }
        return String(decoding: bytes[0..<6] + bytes[8..<17], as: UTF8.self)
    }

    /// The form of eighteen characters of fifteen digits; nil when there are not fifteen or they state no possible birth date.
    package static func eighteenCharacterForm(of fifteen: some Collection<UInt8>) -> [UInt8]? {
        let old = Array(fifteen)
        guard old.count == 15, old.allSatisfy(isDigit) else { return nil }
        let bornBefore1900 = old[12] == UInt8(ascii: "9") && old[13] == UInt8(ascii: "9") && old[14] >= UInt8(ascii: "6")
        var bytes = Array(old[0..<6])
        bytes.append(UInt8(ascii: "1"))
        bytes.append(bornBefore1900 ? UInt8(ascii: "8") : UInt8(ascii: "9"))
        bytes.append(contentsOf: old[6..<15])
        guard birthDate(in: bytes) != nil else { return nil }
        bytes.append(checkCharacter(of: bytes))
        return bytes
    }

    /// The check character that belongs to seventeen digits (ISO 7064 MOD 11-2).
    package static func checkCharacter(of digits: some Sequence<UInt8>) -> UInt8 {
        var remainder = 0
        for digit in digits { remainder = (remainder + Int(digit - UInt8(ascii: "0"))) * 2 % 11 }
        let check = (12 - remainder) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(check)
    }

    /// What is wrong in eighteen bytes, or nil.
    static func mistake(in bytes: [UInt8]) -> IdentifierMistake.Code? {
        for index in 0..<17 where !isDigit(bytes[index]) { return .wrongForm }
        if !isDigit(bytes[17]) && bytes[17] != UInt8(ascii: "X") { return .wrongForm }
        if birthDate(in: bytes) == nil { return .impossibleBirthDate }
        return bytes[17] == checkCharacter(of: bytes[0..<17]) ? nil : .wrongCheckCharacter
    }

    /// The day in places seven to fourteen; nil when there is no such day or it lies before 1800, when nobody with a number was born.
    static func birthDate(in bytes: [UInt8]) -> CalendarDate? {
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        let year = number(6..<10)
        return year < 1800 ? nil : CalendarDate(year: year, month: number(10..<12), day: number(12..<14))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// Sex as GB/T 2261.1 tells it for 1 and 2; the raw value is used in facts, claims and population files.
package enum Sex: String, Sendable, CaseIterable {
    case male
    case female
}

extension Identifier {
    /// The old form of fifteen digits of a citizen number, under which old records may stand; nil for other types and younger people.
    package var fifteenDigitForm: String? {
        type == .residentID ? CitizenNumber(number)?.fifteenDigitForm : nil
    }
}
