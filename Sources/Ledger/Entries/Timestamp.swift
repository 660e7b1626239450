package import Verification

/// A moment of the wall clock in milliseconds, written as RFC 3339 in UTC with exactly three decimals: `2026-03-01T00:00:00.000Z`.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    private static let day: Int64 = 86_400_000
    /// The years 0001 to 9999, which are all that the text has room for.
    private static let range: Range<Int64> = -719_162 * day..<2_932_897 * day

    /// A moment; one outside of the years 0001 to 9999 becomes the nearest that can be written.
    package init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.range.lowerBound), Self.range.upperBound - 1)
    }

    /// Nil unless the text is exactly in the form that ``text`` writes and the moment exists. Leap seconds do not.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let marks: [(Int, Unicode.Scalar)] = [(10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "Z")]
        guard bytes.count == 24, marks.allSatisfy({ bytes[$0.0] == UInt8(ascii: $0.1) }),
            let date = CalendarDate(String(decoding: bytes[..<10], as: UTF8.self)), let hours = Self.number(bytes[11..<13]), hours < 24,
            let minutes = Self.number(bytes[14..<16]), minutes < 60, let seconds = Self.number(bytes[17..<19]), seconds < 60,
            let thousandths = Self.number(bytes[20..<23])
        else { return nil }
        milliseconds = Int64(date.dayNumber) * Self.day + ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    }

    /// The moment as text.
    package var text: String {
        let (day, rest) = split
        var bytes = Array(day.description.utf8)
        bytes.reserveCapacity(24)
        func append(_ mark: Unicode.Scalar, _ value: Int64, digits: Int) {
            bytes.append(UInt8(ascii: mark))
            if digits == 3 { bytes.append(UInt8(0x30 + value / 100)) }
            bytes.append(UInt8(0x30 + value / 10 % 10))
            bytes.append(UInt8(0x30 + value % 10))
        }
        append("T", rest / 3_600_000, digits: 2)
        append(":", rest / 60_000 % 60, digits: 2)
        append(":", rest / 1000 % 60, digits: 2)
        append(".", rest % 1000, digits: 3)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The day in Asia/Shanghai, which has been UTC+8 without daylight saving since 1991.
    package var legalDate: CalendarDate { Timestamp(milliseconds: milliseconds + 8 * 3_600_000).split.day }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    private var split: (day: CalendarDate, rest: Int64) {
        let quotient = milliseconds / Self.day
        let day = milliseconds % Self.day < 0 ? quotient - 1 : quotient
        return (CalendarDate(dayNumber: Int32(day)), milliseconds - day * Self.day)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return value
    }
}

/// When an entry was made, and whether the wall clock had gone back since the entry before.
package struct EntryStamp: Sendable, Hashable {
    /// The wall clock's time.
    package let at: Timestamp
    /// True when it is earlier than that of the entry before.
    package let clockWentBack: Bool

    package init(at: Timestamp, clockWentBack: Bool) {
        self.at = at
        self.clockWentBack = clockWentBack
    }
}

/// Stamps the entries of one log in their order. The order itself is the sequence; time is only what the clock said.
package struct EntryClock: Sendable {
    private var last: Timestamp?

    /// `last` is the time of the log's newest entry, nil for an empty log.
    package init(last: Timestamp?) { self.last = last }

    /// The stamp of the next entry, made now.
    package mutating func stamp(milliseconds: Int64) -> EntryStamp {
        let now = Timestamp(milliseconds: milliseconds)
        defer { last = now }
        return EntryStamp(at: now, clockWentBack: last.map { now < $0 } ?? false)
    }
}
