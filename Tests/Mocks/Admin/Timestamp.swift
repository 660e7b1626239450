package import Verification

/// Wall-clock times of the mocks.
package enum Timestamp {
    /// `YYYY-MM-DDTHH:MM:SS.sssZ` (RFC 3339) of milliseconds since 1970.
    static func rfc3339(_ milliseconds: Int64) -> String {
        let day = Int32((Double(milliseconds) / 86_400_000).rounded(.down))
        let rest = Int(milliseconds - Int64(day) * 86_400_000)
        func padded(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        let time = [padded(rest / 3_600_000, 2), padded(rest / 60_000 % 60, 2), padded(rest / 1_000 % 60, 2)].joined(separator: ":")
        return "\(CalendarDate(dayNumber: day))T\(time).\(padded(rest % 1_000, 3))Z"
    }

    /// The legal date (Asia/Shanghai, UTC+8 all year) at milliseconds since 1970.
    package static func legalDate(_ milliseconds: Int64) -> CalendarDate {
        CalendarDate(dayNumber: Int32((Double(milliseconds + 8 * 3_600_000) / 86_400_000).rounded(.down)))
    }
}
