import StrictJSON
import Verification

extension ObjectReader {
    /// An existing day; anything else is a mistake.
    func optionalDate(_ key: String) -> CalendarDate? {
        guard let text = optionalString(key) else { return nil }
        if let date = CalendarDate(text) { return date }
        report(key, "invalid-date", "must be an existing day, written YYYY-MM-DD")
        return nil
    }

    /// A number of a person or document: ASCII letters and digits.
    func identifierNumber(_ key: String) -> String? {
        guard let text = string(key, length: 1...32) else { return nil }
        if text.utf8.allSatisfy(\.isASCIILetterOrDigit) { return text }
        report(key, "invalid-number", "must consist of ASCII letters and digits")
        return nil
    }

    /// One word of a list that is known only at run time.
    func word(_ key: String, among words: [String]) -> String? {
        guard let text = string(key) else { return nil }
        if let word = words.first(where: { $0.utf8.elementsEqual(text.utf8) }) { return word }
        report(key, "unknown-value", "must be one of: \(words.joined(separator: ", "))")
        return nil
    }

    /// Two days of which the second must not come first.
    func reportReversed(_ from: (key: String, date: CalendarDate?), _ until: (key: String, date: CalendarDate?)) {
        guard let first = from.date, let last = until.date, last < first else { return }
        report(until.key, "reversed-dates", "must not lie before \(from.key)")
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isASCIILetterOrDigit: Bool { isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}

extension String {
    /// Six ASCII digits, as GB/T 2260 writes a division.
    var isAreaCode: Bool { utf8.count == 6 && utf8.allSatisfy(\.isASCIIDigit) }
}
