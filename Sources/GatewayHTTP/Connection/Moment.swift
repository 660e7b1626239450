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
        let offset = abs(offsetMinutes)
        let day = date.description
        return String(unsafeUninitializedCapacity: 29) { buffer in
            var length = 0
            for byte in day.utf8 {
                buffer[length] = byte
                length += 1
            }
            length = Self.writeClock(millisecondOfDay / 1000, after: UInt8(ascii: "T"), to: buffer, at: length)
            buffer[length] = UInt8(ascii: ".")
            buffer[length + 1] = UInt8(ascii: "0") + UInt8(fraction / 100)
            length = Self.writeTwo(fraction % 100, to: buffer, at: length + 2)
            buffer[length] = offsetMinutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
            length = Self.writeTwo(offset / 60, to: buffer, at: length + 1)
            buffer[length] = UInt8(ascii: ":")
            return Self.writeTwo(offset % 60, to: buffer, at: length + 1)
        }
    }

    /// Writes two digits and returns where to go on.
    private static func writeTwo(_ value: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, at position: Int) -> Int {
        buffer[position] = UInt8(ascii: "0") + UInt8(value / 10)
        buffer[position + 1] = UInt8(ascii: "0") + UInt8(value % 10)
        return position + 2
    }

    /// Writes a byte and `HH:MM:SS`, and returns where to go on.
    private static func writeClock(_ seconds: Int, after byte: UInt8, to buffer: UnsafeMutableBufferPointer<UInt8>, at position: Int) -> Int {
        buffer[position] = byte
        var next = writeTwo(seconds / 3600, to: buffer, at: position + 1)
        buffer[next] = UInt8(ascii: ":")
        next = writeTwo(seconds / 60 % 60, to: buffer, at: next + 1)
        buffer[next] = UInt8(ascii: ":")
        return writeTwo(seconds % 60, to: buffer, at: next + 1)
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
