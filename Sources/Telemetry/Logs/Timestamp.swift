/// Writes moments of the wall clock for log lines.
enum Timestamp {
    /// RFC 3339 in UTC with milliseconds: `2026-03-01T01:30:00.000Z`.
    static func rfc3339(milliseconds: Int64) -> String {
        let seconds = (milliseconds >= 0 ? milliseconds : milliseconds - 999) / 1000
        let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let secondOfDay = Int(seconds - day * 86_400)
        let (year, month, dayOfMonth) = civil(day: Int(day))
        let years = padded(year, 4)
        return String(unsafeUninitializedCapacity: years.utf8.count + 20) { buffer in
            var length = 0
            func append(_ byte: UInt8) {
                buffer[length] = byte
                length += 1
            }
            func append(_ separator: UInt8, _ value: Int) {
                append(separator)
                append(UInt8(ascii: "0") + UInt8(value / 10))
                append(UInt8(ascii: "0") + UInt8(value % 10))
            }
            for byte in years.utf8 { append(byte) }
            append(UInt8(ascii: "-"), month)
            append(UInt8(ascii: "-"), dayOfMonth)
            append(UInt8(ascii: "T"), secondOfDay / 3600)
            append(UInt8(ascii: ":"), secondOfDay / 60 % 60)
            append(UInt8(ascii: ":"), secondOfDay % 60)
            let fraction = Int(milliseconds - seconds * 1000)
            append(UInt8(ascii: "."), fraction / 10)
            append(UInt8(ascii: "0") + UInt8(fraction % 10))
            append(UInt8(ascii: "Z"))
            return length
        }
    }

    /// Day of the Gregorian calendar from days since 1970-01-01 (era algorithm: March is month 0, so that a leap day ends its year).
    private static func civil(day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
