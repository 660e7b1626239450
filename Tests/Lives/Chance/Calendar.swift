package import Verification

extension CalendarDate {
    /// An existing day written in the program.
    init(_ year: Int, _ month: Int, _ day: Int) { self = CalendarDate(year: year, month: month, day: day) ?? CalendarDate(dayNumber: 0) }

    /// Whole years from a birth on that day until this one; on 29 February's birthday in common years from 1 March.
    package func years(since birth: CalendarDate) -> Int {
        let passed = (month, day) >= (birth.month, birth.day)
        return year - birth.year - (passed ? 0 : 1)
    }

    /// The first of the month so many months later (earlier when negative).
    func firstOfMonth(adding months: Int) -> CalendarDate {
        let count = year * 12 + month - 1 + months
        return CalendarDate(count / 12, count % 12 + 1, 1)
    }
}
