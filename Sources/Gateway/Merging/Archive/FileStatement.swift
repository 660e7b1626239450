import Verification

/// Something that a file states, or that somebody states of a file: a name and a value, in a form in which they can be compared.
struct FileStatement: Sendable {
    private let name: String
    private let value: Value

    private enum Value: Sendable {
        /// A day, or only a month of a year.
        case date(year: Int, month: Int, day: Int?)
        case number(ExactDecimal)
        /// In comparison form: trimmed, half-width, NFC.
        case text(String)
    }

    init(name: String, text: String) {
        let form = name.inComparisonForm
        self.name = Self.birthDateNames.contains { $0.hasSameBytes(as: form) } ? Self.birthDate : form
        let written = text.inComparisonForm
        value =
            if Self.isIdentifier(form) {
                .text(written)
            } else if let date = Self.date(written) {
                date
            } else if Self.isQuantity(form), let number = ExactDecimal(written) {
                .number(number)
            } else {
                .text(written)
            }
    }

    /// A day, or a month of a year.
    var isDate: Bool { if case .date = value { true } else { false } }

    var isBirthDate: Bool { name.hasSameBytes(as: Self.birthDate) }

    func isAboutTheSame(as other: FileStatement) -> Bool { name.hasSameBytes(as: other.name) }

    /// How what is stated here fits what stands there. A month does not tell the day, and texts that differ may still mean the same.
    func compared(with other: FileStatement) -> MatchOutcome {
        switch (value, other.value) {
        case (.date(let year, let month, let day), .date(let theirYear, let theirMonth, let theirDay)):
            guard year == theirYear, month == theirMonth else { return .mismatch }
            guard let day else { return .match }
            return theirDay.map { $0 == day ? .match : .mismatch } ?? .notCompared
        case (.number(let number), .number(let theirs)): return number == theirs ? .match : .mismatch
        case (.text(let text), .text(let theirs)): return text.hasSameBytes(as: theirs) ? .match : .notCompared
        default: return .notCompared
        }
    }

    /// It is a day or a month, and not that day.
    func contradicts(_ date: CalendarDate) -> Bool {
        guard case .date(let year, let month, let day) = value else { return false }
        return year != date.year || month != date.month || (day.map { $0 != date.day } ?? false)
    }

    private static let birthDate = "birth-date"
    private static let birthDateNames = [birthDate, "出生日期", "出生年月日", "出生年月", "出生时间"]

    /// Numbers of documents and of members are names, not amounts: `0012345` is another one than `12345`, and `19830801` is no day.
    private static func isIdentifier(_ name: String) -> Bool { hasEnding(name, ["号", "号码", "编码", "代码", "number", "code"]) }

    /// What can be counted: years and amounts of money.
    private static func isQuantity(_ name: String) -> Bool {
        hasEnding(
            name,
            [
                "龄", "年", "年限", "年数", "年份", "年度", "月数", "金额", "数额", "工资", "薪", "薪级", "收入", "津贴", "补贴", "奖金", "years", "year", "amount",
                "salary", "income",
            ])
    }

    private static func hasEnding(_ name: String, _ endings: [String]) -> Bool {
        let bytes = Array(name.utf8)
        return endings.contains { bytes.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    /// `1983-08-01`, `1983.08`, `1983年8月1日`, `19830801` and the like; nil for what has no month, and for `1983.8`, which may be a number.
    private static func date(_ text: String) -> Value? {
        let bytes = Array(text.utf8)
        if bytes.count == 8, let date = CalendarDate(compact: text) { return .date(year: date.year, month: date.month, day: date.day) }
        var parts: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": parts[parts.count - 1].append(UInt8(truncatingIfNeeded: scalar.value))
            case "-", ".", "/", "年", "月", "日": parts.append([])
            default: return nil
            }
        }
        if parts.last?.isEmpty == true { parts.removeLast() }
        guard (2...3).contains(parts.count), parts[0].count == 4, parts.dropFirst().allSatisfy({ (1...2).contains($0.count) }) else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        guard CalendarDate(year: numbers[0], month: numbers[1], day: numbers.count == 3 ? numbers[2] : 1) != nil else { return nil }
        if parts.count == 2, parts[1].count == 1, bytes.contains(UInt8(ascii: ".")) { return nil }
        return .date(year: numbers[0], month: numbers[1], day: numbers.count == 3 ? numbers[2] : nil)
    }
}
