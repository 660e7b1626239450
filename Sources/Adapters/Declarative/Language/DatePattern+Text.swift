import Verification

extension DatePattern {
    /// The moment as the registry writes it.
    func write(moment milliseconds: Int64, to bytes: inout [UInt8]) {
        switch form {
        case .seconds: bytes.append(contentsOf: String(milliseconds.quotient(floorDividedBy: 1_000)).utf8)
        case .milliseconds: bytes.append(contentsOf: String(milliseconds).utf8)
        case .parts(let parts):
            let local = milliseconds + Self.chinaOffsetMilliseconds
            let day = local.quotient(floorDividedBy: Self.dayMilliseconds)
            write(parts, CalendarDate(dayNumber: Int32(clamping: day)), Int(local - day * Self.dayMilliseconds), to: &bytes)
        }
    }

    /// The day as the registry writes it, at 00:00 where a time is wanted.
    func write(day: CalendarDate, to bytes: inout [UInt8]) {
        if case .parts(let parts) = form { return write(parts, day, 0, to: &bytes) }
        write(moment: Int64(day.dayNumber) * Self.dayMilliseconds - Self.chinaOffsetMilliseconds, to: &bytes)
    }

    private func write(_ parts: [Part], _ day: CalendarDate, _ millisecond: Int, to bytes: inout [UInt8]) {
        for part in parts {
            let value: Int
            switch part {
            case .literal(let byte):
                bytes.append(byte)
                continue
            case .year: value = day.year
            case .month: value = day.month
            case .day: value = day.day
            case .plainMonth, .plainDay:
                bytes.append(contentsOf: String(part == .plainMonth ? day.month : day.day).utf8)
                continue
            case .hour: value = millisecond / 3_600_000
            case .minute: value = millisecond / 60_000 % 60
            case .second: value = millisecond / 1_000 % 60
            case .millisecond: value = millisecond % 1_000
            }
            var divisor = part.digitCount == 4 ? 1_000 : part.digitCount == 3 ? 100 : 10
            while divisor > 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
                divisor /= 10
            }
        }
    }

    /// What a text in exactly this form says; nil for any other text and for days that do not exist.
    func read(_ text: String) -> Reading? {
        var text = text
        return text.withUTF8 { read($0) }
    }

    /// The same for the bytes of a text.
    func read(_ text: UnsafeBufferPointer<UInt8>) -> Reading? {
        switch form {
        case .seconds: Self.day(of: text, unitMilliseconds: 1_000)
        case .milliseconds: Self.day(of: text, unitMilliseconds: 1)
        case .parts(let parts): parts.withUnsafeBufferPointer { Self.read(text, $0) }
        }
    }

    /// The moment that a text in exactly this form says, milliseconds since 1970.
    func moment(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { moment($0) }
    }

    private func moment(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        switch form {
        case .seconds: Self.number(text).map { $0 * 1_000 }
        case .milliseconds: Self.number(text)
        case .parts(let parts):
            parts.withUnsafeBufferPointer { Self.fields(text, $0) }.flatMap { fields in
                CalendarDate(year: fields.year ?? 0, month: fields.month ?? 0, day: fields.day ?? 0).map {
                    Int64($0.dayNumber) * Self.dayMilliseconds + Int64(fields.milliseconds) - Self.chinaOffsetMilliseconds
                }
            }
        }
    }

    private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard (1...15).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    private static func day(of text: UnsafeBufferPointer<UInt8>, unitMilliseconds: Int64) -> Reading? {
        guard let number = number(text), number <= 253_402_300_799_999 / unitMilliseconds else { return nil }
        let local = number * unitMilliseconds + chinaOffsetMilliseconds
        let date = CalendarDate(dayNumber: Int32(clamping: local.quotient(floorDividedBy: dayMilliseconds)))
        return Reading(year: date.year, month: date.month, date: date)
    }

    /// What a text says in these parts.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ parts: UnsafeBufferPointer<Part>) -> Reading? {
        guard let fields = fields(bytes, parts), let year = fields.year else { return nil }
        guard let month = fields.month else { return Reading(year: year, month: nil, date: nil) }
        guard let date = CalendarDate(year: year, month: month, day: fields.day ?? 1) else { return nil }
        return Reading(year: year, month: month, date: fields.day == nil ? nil : date)
    }

    private static func fields(
        _ bytes: UnsafeBufferPointer<UInt8>, _ parts: UnsafeBufferPointer<Part>
    ) -> (year: Int?, month: Int?, day: Int?, milliseconds: Int)? {
        var fields: (year: Int?, month: Int?, day: Int?, milliseconds: Int) = (nil, nil, nil, 0)
        var index = 0
        for part in parts {
            if case .literal(let byte) = part {
                guard index < bytes.count, bytes[index] == byte else { return nil }
                index += 1
                continue
            }
            let isPlain = part == .plainMonth || part == .plainDay
            let end = min(index + (isPlain ? 2 : part.digitCount), bytes.count)
            let start = index
            var value = 0
            while index < end, (0x30...0x39).contains(bytes[index]) {
                value = value * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            guard isPlain ? index > start : index - start == part.digitCount else { return nil }
            switch part {
            case .year: fields.year = value
            case .month, .plainMonth: fields.month = value
            case .day, .plainDay: fields.day = value
            case .hour where value < 24: fields.milliseconds += value * 3_600_000
            case .minute where value < 60: fields.milliseconds += value * 60_000
            case .second where value < 61: fields.milliseconds += value * 1_000
            case .millisecond: fields.milliseconds += value
            default: return nil
            }
        }
        return index == bytes.count ? fields : nil
    }
}

extension Int64 {
    /// Division that rounds towards the past, also before 1970.
    fileprivate func quotient(floorDividedBy divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
