import Glibc
import Verification

/// Real time.
enum WallClock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Today in Asia/Shanghai, which has been UTC+8 without daylight saving since 1991.
    static func legalDate() -> CalendarDate { legalDate(at: milliseconds()) }

    /// The pure part.
    static func legalDate(at milliseconds: Int64) -> CalendarDate {
        CalendarDate(dayNumber: Int32((milliseconds + 8 * 3_600_000).flooringDivision(by: 86_400_000)))
    }
}

extension Int64 {
    fileprivate func flooringDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
