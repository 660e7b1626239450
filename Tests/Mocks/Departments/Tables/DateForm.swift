import StrictJSON
import Verification

/// How a department writes days.
enum DateForm: Sendable {
    /// 2026-03-01
    case dashed
    /// 20260301
    case compact
    /// 2026/3/1
    case slashed
    /// 2026.03.01
    case dotted
    /// 2026年3月1日
    case chinese
    /// 01.03.2026
    case dayFirst
    /// 2026-03-01 00:00:00
    case dateTime
    /// 2026-03-01T00:00:00+08:00
    case rfc3339
    /// Milliseconds since 1970 of the day's beginning in China, a number.
    case milliseconds
    /// Seconds since 1970 of the day's beginning in China, a number.
    case seconds

    func written(_ date: CalendarDate) -> JSON {
        let dashed = date.description
        let parts = dashed.split(separator: "-")
        return switch self {
        case .dashed: .string(dashed)
        case .compact: .string(date.compact)
        case .slashed: .string("\(date.year)/\(date.month)/\(date.day)")
        case .dotted: .string(parts.joined(separator: "."))
        case .chinese: .string("\(date.year)年\(date.month)月\(date.day)日")
        case .dayFirst: .string(parts.reversed().joined(separator: "."))
        case .dateTime: .string(dashed + " 00:00:00")
        case .rfc3339: .string(dashed + "T00:00:00+08:00")
        case .milliseconds: .integer(Self.beginning(of: date) * 1_000)
        case .seconds: .integer(Self.beginning(of: date))
        }
    }

    /// Seconds since 1970; China is eight hours ahead of UTC all year.
    private static func beginning(of date: CalendarDate) -> Int { Int(date.dayNumber) * 86_400 - 8 * 3_600 }
}

/// Clock times as callers write them, in China's time.
enum ChinaTime {
    /// Reads `yyyyMMddHHmmss` into milliseconds since 1970.
    static func milliseconds(compact text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 14, bytes.allSatisfy(\.isASCIIDigit), let day = CalendarDate(compact: bytes[0..<8]) else { return nil }
        let parts = [8, 10, 12].map { Int64(bytes[$0] - 0x30) * 10 + Int64(bytes[$0 + 1] - 0x30) }
        guard parts[0] < 24, parts[1] < 60, parts[2] < 60 else { return nil }
        return (Int64(day.dayNumber) * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2] - 8 * 3_600) * 1_000
    }
}
