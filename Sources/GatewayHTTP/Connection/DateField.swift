import Verification

/// The value of the `Date` field (RFC 9110 section 5.6.7), written once a second. Belongs to one event loop.
final class DateField {
    /// Seconds since 1970.
    private let wallClock: @Sendable () -> Int64
    private var second: Int64 = -1
    private var text = ""

    init(wallClock: @escaping @Sendable () -> Int64) {
        self.wallClock = wallClock
    }

    func value() -> String {
        let now = wallClock()
        if now != second {
            second = now
            text = Self.text(secondsSince1970: now)
        }
        return text
    }

    /// IMF-fixdate, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(secondsSince1970 seconds: Int64) -> String {
        let moment = Moment(milliseconds: seconds * 1000, offsetMinutes: 0)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = moment.date
        let weekday = weekdays[((Int(date.dayNumber) % 7) + 7) % 7]
        let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
        return "\(weekday), \(day) \(months[date.month - 1]) \(date.year) \(moment.clock) GMT"
    }
}
