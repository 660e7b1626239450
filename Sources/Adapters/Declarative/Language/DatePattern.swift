import StrictJSON
import Verification

/// How a registry writes a day or a moment: the letters `yyyy MM dd HH mm ss SSS`, `M` and `d` for one or two digits, all else literally,
/// ASCII letters between apostrophes; or `unix` (seconds) or `millis` (milliseconds) since 1970. Times of day are China's (UTC+8, no summer time since 1992).
struct DatePattern: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case year, month, day, plainMonth, plainDay, hour, minute, second, millisecond
        /// One byte of what stands between the fields.
        case literal(UInt8)

        var digitCount: Int {
            switch self {
            case .year: 4
            case .month, .day, .hour, .minute, .second: 2
            case .plainMonth, .plainDay: 1
            case .millisecond: 3
            case .literal: 0
            }
        }
    }

    enum Form: Sendable, Hashable {
        case parts([Part])
        case seconds, milliseconds
    }

    /// What a text says: a month, and its day if the pattern has one.
    struct Reading: Sendable, Hashable {
        let year: Int
        let month: Int?
        let date: CalendarDate?
    }

    let form: Form

    /// Milliseconds that China's clocks are ahead of UTC.
    static let chinaOffsetMilliseconds: Int64 = 8 * 3_600_000
    static let dayMilliseconds: Int64 = 86_400_000

    /// Throws with what is wrong in the pattern.
    init(_ text: String) throws(TemplateMistake) {
        if text.isByteIdentical(to: "unix") {
            form = .seconds
        } else if text.isByteIdentical(to: "millis") {
            form = .milliseconds
        } else {
            form = .parts(try Self.parts(of: text))
        }
    }

    /// True when a day can be read from it.
    var hasDay: Bool {
        guard case .parts(let parts) = form else { return true }
        return hasYear && hasMonth && (parts.contains(.day) || parts.contains(.plainDay))
    }

    /// True when it holds a year; nothing can be read without one.
    var hasYear: Bool { if case .parts(let parts) = form { parts.contains(.year) } else { true } }

    /// True when a month can be read from it.
    var hasMonth: Bool { if case .parts(let parts) = form { parts.contains(.month) || parts.contains(.plainMonth) } else { true } }

    /// True when it holds a time of day, which a day cannot fill.
    var hasTime: Bool {
        guard case .parts(let parts) = form else { return true }
        return parts.contains { [.hour, .minute, .second, .millisecond].contains($0) }
    }

    private static func parts(of text: String) throws(TemplateMistake) -> [Part] {
        let scalars = Array(text.unicodeScalars)
        var parts: [Part] = []
        var literal: [UInt8] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let end = scalars[index...].firstIndex { $0 != scalar } ?? scalars.count
            if scalar == "'" {
                guard let close = scalars[(index + 1)...].firstIndex(of: "'") else { throw TemplateMistake(index + 1, "an apostrophe is not closed") }
                literal += Array(String(String.UnicodeScalarView(scalars[(index + 1)..<close])).utf8)
                index = close + 1
            } else if let part = part(scalar, count: end - index) {
                parts += literal.map { .literal($0) }
                literal = []
                if parts.contains(part) { throw TemplateMistake(index + 1, "a field stands there twice") }
                parts.append(part)
                index = end
            } else if scalar.isASCII, scalar.properties.isAlphabetic {
                throw TemplateMistake(index + 1, "knows the fields yyyy MM M dd d HH mm ss SSS only; other letters stand between apostrophes")
            } else {
                literal += Array(String(scalar).utf8)
                index += 1
            }
        }
        parts += literal.map { .literal($0) }
        guard parts.contains(where: { $0.digitCount > 0 }) else { throw TemplateMistake(1, "has no field") }
        return parts
    }

    private static func part(_ letter: Unicode.Scalar, count: Int) -> Part? {
        switch (letter, count) {
        case ("y", 4): .year
        case ("M", 2): .month
        case ("d", 2): .day
        case ("M", 1): .plainMonth
        case ("d", 1): .plainDay
        case ("H", 2): .hour
        case ("m", 2): .minute
        case ("s", 2): .second
        case ("S", 3): .millisecond
        default: nil
        }
    }
}
