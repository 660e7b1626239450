/// A month of a year, or a whole year.
package struct RecordPeriod: Sendable, Hashable {
    package let year: Int
    /// 1 to 12; nil for the whole year.
    package let month: Int?

    /// Nil when the year lies outside 1…9999 or there is no such month.
    package init?(year: Int, month: Int? = nil) {
        guard CalendarDate(year: year, month: month ?? 1, day: 1) != nil else { return nil }
        self.year = year
        self.month = month
    }

    /// Reads exactly `YYYY-MM` or `YYYY`.
    package init?(_ text: String) {
        guard let first = CalendarDate(text.utf8.count == 4 ? text + "-01-01" : text + "-01"), text.utf8.count == 4 || text.utf8.count == 7
        else { return nil }
        year = first.year
        month = text.utf8.count == 7 ? first.month : nil
    }
}

extension RecordPeriod: CustomStringConvertible {
    /// `YYYY-MM` or `YYYY`.
    package var description: String {
        let first = CalendarDate(year: year, month: month ?? 1, day: 1)?.description ?? ""
        return String(first.prefix(month == nil ? 4 : 7))
    }
}
