import Verification

/// Issues numbers that cannot be anybody's: from division codes that have never existed (`domain.md` C.1).
struct NumberIssuer {
    private var issued: Set<UInt64> = []
    private var serial = 0

    /// A fresh citizen number of a division 4499xx.
    mutating func citizen(division: Int, born: CalendarDate, sex: Sex, _ dice: inout Dice) -> String {
        number(prefix: 449_900 + division, born: born, sex: sex, &dice)
    }

    /// A fresh number of a residence permit (areas 8199, 8299, 8399) or a foreign permanent resident card (9 44 990).
    mutating func outsider(_ origin: Origin, born: CalendarDate, sex: Sex, _ dice: inout Dice) -> String {
        let prefix =
            switch origin {
            case .hongKong: 819_900
            case .macao: 829_900
            case .taiwan: 839_900
            case .foreign, .mainland: 944_990
            }
        return number(prefix: prefix, born: born, sex: sex, &dice)
    }

    /// A running number for certificates and documents.
    mutating func nextSerial() -> Int {
        serial += 1
        return serial
    }

    private mutating func number(prefix: Int, born: CalendarDate, sex: Sex, _ dice: inout Dice) -> String {
        // Sequences from 990 on are left alone: 996 to 999 once meant people born in the 1800s.
        var half = dice.below(495)
        var sequence = half * 2 + (sex == .male ? 1 : 2)
        while !issued.insert(UInt64(prefix) << 40 | UInt64(UInt32(bitPattern: born.dayNumber)) << 10 | UInt64(sequence)).inserted {
            half = (half + 1) % 495
            sequence = half * 2 + (sex == .male ? 1 : 2)
        }
        let digits = String(prefix) + born.compact + Self.padded(sequence, 3)
        return digits + String(decoding: [CitizenNumber.checkCharacter(of: digits.utf8)], as: UTF8.self)
    }

    /// The number in decimal digits with leading zeros.
    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
