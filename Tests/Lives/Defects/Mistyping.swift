import Verification

/// How names and numbers are typed wrongly.
enum Mistyping {
    /// A wrong writing of the name; nil where nothing goes wrong.
    static func name(_ name: String, _ rates: DefectRates, _ dice: inout Dice) -> (DefectClass, String)? {
        let rolls = (0..<4).map { _ in dice.below(1_000_000) }
        let scalars = Array(name.unicodeScalars)
        if scalars.contains("·"), rolls[0] < rates[.wrongSeparator] {
            return (.wrongSeparator, text(scalars.map { $0 == "·" ? separators[rolls[3] % separators.count] : $0 }))
        }
        guard let last = scalars.lastIndex(where: { $0.value > 0x2E80 }) else { return nil }
        if rolls[1] < rates[.privateUseCharacter] {
            var wrong = scalars
            let rare = scalars.firstIndex(of: "䶮")
            wrong[rare ?? last] = rare == nil ? "\u{F8F5}" : "\u{E863}"
            return (.privateUseCharacter, text(wrong))
        }
        if rolls[2] < rates[.wrongCharacter] {
            var wrong = scalars
            let start = rolls[3] % others.count
            wrong[last] = others[scalars[last] == others[start] ? (start + 1) % others.count : start]
            return (.wrongCharacter, text(wrong))
        }
        return nil
    }

    /// A wrong or old writing of the number; nil where nothing goes wrong.
    static func number(
        _ number: String, of life: Life, on date: CalendarDate?, _ rates: DefectRates, _ dice: inout Dice
    ) -> (DefectClass, String)? {
        let rolls = (0..<3).map { _ in dice.below(1_000_000) }
        let isOld = date.map { $0 < CalendarDate(1999, 10, 1) } ?? false
        if rolls[0] < (isOld ? rates[.fifteenDigitNumber] : rates[.fifteenDigitNumber] / 80), life.origin == .mainland,
            life.born < CalendarDate(1999, 10, 1), let old = CitizenNumber(number)?.fifteenDigitForm
        {
            return (.fifteenDigitNumber, old)
        }
        if rolls[1] < rates[.transposedDigits] {
            var digits = Array(number.utf8)
            let start = 6 + rolls[2] % 10
            for place in start..<start + 10 {
                let left = 6 + (place - 6) % 10
                guard left + 1 < digits.count - 1, digits[left] != digits[left + 1] else { continue }
                digits.swapAt(left, left + 1)
                return (.transposedDigits, String(decoding: digits, as: UTF8.self))
            }
        }
        return nil
    }

    private static let separators: [Unicode.Scalar] = ["•", "‧", "・", "."]
    private static let others = Array("佳玮菁斐琪彤淇铖骁岩舟楠".unicodeScalars)

    private static func text(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }
}
