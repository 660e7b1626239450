import StrictJSON
import Verification

/// How one value of ours is found in a reply: where it stands, and what has to be done to it. A class, like everything that is compiled once
/// and read for every row: handing it on costs one count.
final class ReplyValue: Sendable {
    enum Origin: Sendable {
        /// The first of these that says something.
        case places([ReplyOrigin])
        case constant(String)
        /// From the question, for registries that do not repeat it.
        case askedName, askedNumber
    }

    let origin: Origin
    /// The registry's words to ours; a word that it lacks is a mistake.
    let table: CodeTable?
    /// The forms in which a day or month may be written.
    let dates: [DatePattern]
    /// What counts when nothing stands there.
    let fallback: String?
    /// In what an amount is written, if not in yuan or per cent.
    let unit: AmountUnit?
    /// Texts with which the registry says that it knows nothing, besides null, an empty text and no text at all.
    let nothing: [String]

    init(origin: Origin, table: CodeTable?, dates: [DatePattern], fallback: String?, unit: AmountUnit? = nil, nothing: [String] = []) {
        self.origin = origin
        self.table = table
        self.dates = dates
        self.fallback = fallback
        self.unit = unit
        self.nothing = nothing
    }

    /// The place of a value that is what stands at one place of the row, but for a table and forms of dates; nil for every other. Whatever is
    /// added to a value has to be looked at here, too: ``RowPlan`` reads such values by itself.
    var onlyPlace: ReplyPath? {
        guard fallback == nil, unit == nil, nothing.isEmpty, case .places(let places) = origin, places.count == 1, case .row(let path) = places[0]
        else { return nil }
        return path
    }

    /// The same with other forms of dates.
    func with(dates: [DatePattern]) -> ReplyValue {
        ReplyValue(origin: origin, table: table, dates: dates, fallback: fallback, unit: unit, nothing: nothing)
    }

    /// A found text with its place, which is made only when something is wrong.
    struct Found {
        let text: String
        let place: ReplyOrigin?
    }

    /// The text, translated; nil when there is none and nothing counts instead.
    func found(in view: ReplyView, asked: Person?) throws(ReplyMistake) -> Found? {
        switch origin {
        case .constant(let text): return Found(text: text, place: nil)
        case .askedName: return asked.map { Found(text: $0.name.text, place: nil) }
        case .askedNumber: return asked.map { Found(text: $0.identifier.number, place: nil) }
        case .places(let places):
            for place in places {
                guard let text = try view.text(place) else { continue }
                if !nothing.isEmpty, nothing.contains(where: { $0.isByteIdentical(to: text) }) { continue }
                guard let table else { return Found(text: text, place: place) }
                guard let word = table[text] else { throw view.mistake(place, "is not in the table") }
                return Found(text: word, place: place)
            }
            return fallback.map { Found(text: $0, place: nil) }
        }
    }

    /// The text as it is after translation.
    func text(in view: ReplyView, asked: Person?) throws(ReplyMistake) -> String? { try found(in: view, asked: asked)?.text }

    /// What a found text says as a date, by the first form that fits it.
    func reading(_ found: Found, in view: ReplyView) throws(ReplyMistake) -> DatePattern.Reading {
        if found.place == nil, let date = CalendarDate(found.text) { return DatePattern.Reading(year: date.year, month: date.month, date: date) }
        for pattern in dates {
            if let reading = pattern.read(found.text) { return reading }
        }
        throw mistake(found, in: view, "is not written as the date form says")
    }

    func mistake(_ found: Found?, in view: ReplyView, _ reason: String) -> ReplyMistake {
        if let place = found?.place { return view.mistake(place, reason) }
        if case .places(let places) = origin, let first = places.first { return view.mistake(first, reason) }
        return ReplyMistake(reason, at: view.rowPlace)
    }

    /// A day, nil when nothing is said.
    func day(in view: ReplyView, asked: Person?) throws(ReplyMistake) -> CalendarDate? {
        guard let found = try found(in: view, asked: asked) else { return nil }
        guard let date = try reading(found, in: view).date else { throw mistake(found, in: view, "is no day") }
        return date
    }
}
