import Verification

/// A moment of the wall clock in a zone with a fixed offset, taken apart for writing.
struct Moment {
    let date: CalendarDate
    /// Milliseconds since midnight.
    let millisecondOfDay: Int
    let offsetMinutes: Int

    init(milliseconds: Int64, offsetMinutes: Int) {
        let local = milliseconds + Int64(offsetMinutes) * 60_000
        let day = (local >= 0 ? local : local - 86_399_999) / 86_400_000
        date = CalendarDate(dayNumber: Int32(day))
        millisecondOfDay = Int(local - day * 86_400_000)
        self.offsetMinutes = offsetMinutes
    }

    /// China Standard Time, in which halls and registries live.
    static func inChina(milliseconds: Int64) -> Moment { Moment(milliseconds: milliseconds, offsetMinutes: 480) }

    /// `HH:MM:SS`.
    var clock: String {
        let seconds = millisecondOfDay / 1000
        return "\(Self.two(seconds / 3600)):\(Self.two(seconds / 60 % 60)):\(Self.two(seconds % 60))"
    }

    /// RFC 3339 with milliseconds and offset: `2026-03-01T09:30:00.000+08:00`.
    var rfc3339: String {
        let fraction = millisecondOfDay % 1000
        let sign = offsetMinutes < 0 ? "-" : "+"
        let offset = "\(sign)\(Self.two(abs(offsetMinutes) / 60)):\(Self.two(abs(offsetMinutes) % 60))"
        return "\(date)T\(clock).\(fraction < 100 ? "0" : "")\(Self.two(fraction))\(offset)"
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
