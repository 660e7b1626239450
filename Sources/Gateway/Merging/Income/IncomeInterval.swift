import Verification

/// What registers let be known of an income in a span of months: at least ``lower`` and, only where every kind of income is on complete
/// registers, at most ``upper`` (`interval-compare`, `domain.md` A.4.5).
struct IncomeInterval: Sendable, Hashable {
    let lower: ExactDecimal
    /// Nil where nobody knows: some income may be on no register.
    let upper: ExactDecimal?

    init(lower: ExactDecimal, upper: ExactDecimal?) {
        self.lower = lower
        self.upper = upper
    }

    /// One person's income from what each register holds about it.
    ///
    /// The same salary may stand on several registers, so the lower bound is the largest sum of one register, never the sum of all; and a row
    /// for a whole year may hold the rows of its months, so the larger of the two counts, where the span holds the whole year. Rows that are
    /// alike count once in the lower bound, for a register that is asked under two numbers may tell one row twice. The upper bound takes
    /// everything but what was paid back.
    init(of registers: [[IncomeRow]], in months: MonthSpan, isComplete: Bool) {
        lower = registers.map { Self.leastSum(of: Self.once($0), in: months) }.max() ?? ExactDecimal(hundredths: 0)
        upper = isComplete ? registers.reduce(ExactDecimal(hundredths: 0)) { $0.adding(Self.greatestSum(of: $1, in: months)) } : nil
    }

    /// The two incomes together.
    static func + (left: IncomeInterval, right: IncomeInterval) -> IncomeInterval {
        IncomeInterval(
            lower: left.lower.adding(right.lower), upper: left.upper.flatMap { upper in right.upper.map(upper.adding) })
    }

    /// Whether it is at most so much; nil where that cannot be told.
    func isAtMost(_ amount: ExactDecimal) -> Bool? {
        if lower > amount { return false }
        return upper.map { $0 <= amount } == true ? true : nil
    }

    /// Whether it is at least so much; nil where that cannot be told.
    func isAtLeast(_ amount: ExactDecimal) -> Bool? {
        if lower >= amount { return true }
        return upper.map { $0 < amount } == true ? false : nil
    }

    private static func leastSum(of rows: [IncomeRow], in months: MonthSpan) -> ExactDecimal {
        months.years.reduce(ExactDecimal(hundredths: 0)) { sum, year in
            let monthly = total(rows.filter { $0.period.year == year && $0.period.month != nil && months.holds($0.period) })
            let yearly = total(rows.filter { $0.period.year == year && $0.period.month == nil && months.holds($0.period) })
            return sum.adding(max(monthly, yearly))
        }
    }

    private static func greatestSum(of rows: [IncomeRow], in months: MonthSpan) -> ExactDecimal {
        total(
            rows.filter { $0.amount.hundredths > 0 }.filter {
                $0.period.month == nil ? months.years.contains($0.period.year) : months.holds($0.period)
            })
    }

    private static func once(_ rows: [IncomeRow]) -> [IncomeRow] {
        rows.filter { $0.amount.hundredths < 0 } + rows.filter { $0.amount.hundredths >= 0 }.withoutRepeats()
    }

    private static func total(_ rows: [IncomeRow]) -> ExactDecimal { rows.reduce(ExactDecimal(hundredths: 0)) { $0.adding($1.amount) } }
}

/// An income that a register holds for a month or a whole year.
struct IncomeRow: Sendable, Hashable {
    let period: RecordPeriod
    let amount: ExactDecimal

    /// Nil for a record that is no income.
    init?(_ record: Record) {
        guard record.kind.word.hasSameBytes(as: "income"), let period = record.period("period"), let amount = record.decimal("amount") else {
            return nil
        }
        self.period = period
        self.amount = amount
    }
}

/// Whole months, one after the other; both ends belong to it.
struct MonthSpan: Sendable, Hashable {
    /// Months since January of the year 0.
    private let first: Int
    private let last: Int

    /// Nil where the span ends before it begins.
    init?(fromYear: Int, month fromMonth: Int, toYear: Int, month toMonth: Int) {
        first = fromYear * 12 + fromMonth - 1
        last = toYear * 12 + toMonth - 1
        guard first <= last else { return nil }
    }

    /// Each of the last so many whole months before the month of a day, as a span of its own.
    static func wholeMonths(_ count: Int, before day: CalendarDate) -> [MonthSpan] {
        (1...count).compactMap { back in
            let month = day.year * 12 + day.month - 1 - back
            return MonthSpan(fromYear: month / 12, month: month % 12 + 1, toYear: month / 12, month: month % 12 + 1)
        }
    }

    /// The years that it touches.
    var years: ClosedRange<Int> { first / 12...last / 12 }

    /// The first day of the first month.
    var firstDay: CalendarDate? { CalendarDate(year: first / 12, month: first % 12 + 1, day: 1) }

    /// The last day of the last month.
    var lastDay: CalendarDate? { CalendarDate(year: (last + 1) / 12, month: (last + 1) % 12 + 1, day: 1).map { $0.adding(days: -1) } }

    /// Some of the period lies inside.
    func touches(_ period: RecordPeriod) -> Bool {
        let begin = period.year * 12 + (period.month ?? 1) - 1
        let end = period.year * 12 + (period.month ?? 12) - 1
        return begin <= last && first <= end
    }

    /// Each of the months has one of these periods to it, or lies in one.
    func isFilled(by periods: [RecordPeriod]) -> Bool {
        (first...last).allSatisfy { month in
            periods.contains { $0.year == month / 12 && ($0.month.map { $0 == month % 12 + 1 } ?? true) }
        }
    }

    /// The whole period lies inside.
    func holds(_ period: RecordPeriod) -> Bool {
        let begin = period.year * 12 + (period.month ?? 1) - 1
        let end = period.year * 12 + (period.month ?? 12) - 1
        return first <= begin && end <= last
    }
}

extension ExactDecimal {
    /// The sum; beyond what 64 bits hold, the furthest that they do.
    func adding(_ other: ExactDecimal) -> ExactDecimal {
        let (sum, isTooLarge) = hundredths.addingReportingOverflow(other.hundredths)
        return ExactDecimal(hundredths: isTooLarge ? (other.hundredths < 0 ? .min : .max) : sum)
    }
}
