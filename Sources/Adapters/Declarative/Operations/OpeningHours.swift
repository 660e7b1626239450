import StrictJSON

/// When a registry answers, by China's clocks.
struct OpeningHours: Sendable {
    private struct Window: Sendable {
        /// Monday is 0.
        let days: Set<Int>
        /// Minutes of the day, the end not included.
        let minutes: Range<Int>
    }

    private let windows: [Window]

    /// Whether it is open at that time, milliseconds since 1970.
    func isOpen(at time: Int64) -> Bool {
        let local = time + DatePattern.chinaOffsetMilliseconds
        let day = Int(local / 86_400_000)
        let minute = Int(local % 86_400_000) / 60_000
        // 1970-01-01 was a Thursday.
        return windows.contains { $0.days.contains((day + 3) % 7) && $0.minutes.contains(minute) }
    }

    private static let dayWords = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Reads a list of `{days?, from, until}`; without days it counts every day, "24:00" is the end of a day.
    static func reading(_ key: String, of reader: ObjectReader) -> OpeningHours? {
        guard reader.has(key) else {
            _ = reader.optional(key)
            return nil
        }
        let windows = reader.array(key, count: 1...32).compactMap { element -> Window? in
            let object = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            defer { object.finish() }
            var days: Set<Int> = []
            for (index, word) in object.strings("days", required: false, count: 1...7).enumerated() {
                if let day = dayWords.firstIndex(of: word) {
                    days.insert(day)
                } else {
                    object.problems.add(
                        object.pointer(to: "days") + "/\(index)", "unknown-value", "must be one of: \(dayWords.joined(separator: ", "))")
                }
            }
            let (begin, end) = (minutes("from", of: object), minutes("until", of: object))
            guard let from = begin, let until = end else { return nil }
            guard from < until else {
                object.report("until", "invalid", "must come after from; a night is written as two windows")
                return nil
            }
            return Window(days: days.isEmpty ? Set(0..<7) : days, minutes: from..<until)
        }
        return windows.isEmpty ? nil : OpeningHours(windows: windows)
    }

    private static func minutes(_ key: String, of object: ObjectReader) -> Int? {
        guard let text = object.string(key, length: 1...16) else { return nil }
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(bytes[$0]) }) else {
            object.report(key, "invalid", "must be a time as HH:mm")
            return nil
        }
        let hour = Int(bytes[0] - 0x30) * 10 + Int(bytes[1] - 0x30)
        let minute = Int(bytes[3] - 0x30) * 10 + Int(bytes[4] - 0x30)
        guard minute < 60, hour * 60 + minute <= 24 * 60 else {
            object.report(key, "invalid", "must be a time as HH:mm")
            return nil
        }
        return hour * 60 + minute
    }
}
