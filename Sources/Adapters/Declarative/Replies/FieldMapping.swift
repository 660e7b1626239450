import StrictJSON
import Verification

/// How one field of a record is filled from a row.
final class FieldMapping: Sendable {
    /// Somebody, by name, number or both.
    struct Someone: Sendable {
        let name: ReplyValue?
        let number: ReplyValue?

        /// Nil when the row says neither.
        func party(in view: ReplyView, asked: Person?) throws(ReplyMistake) -> Party? {
            let party = Party(name: try name?.text(in: view, asked: asked), number: try number?.text(in: view, asked: asked))
            return party.isSomebody ? party : nil
        }
    }

    /// Elements of a list inside the row.
    struct List<Element: Sendable>: Sendable {
        let path: ReplyPath
        let format: DocumentFormat
        let element: Element
    }

    indirect enum Source: Sendable {
        case value(ReplyValue)
        case someone(Someone)
        case people([Someone])
        case listedPeople(List<Someone>)
        case members(List<(someone: Someone, relation: ReplyValue?, from: ReplyValue?, until: ReplyValue?)>)
        case texts([ReplyValue])
        case listedTexts(List<ReplyValue>)
        case facts([(name: String, value: ReplyValue)])
        /// Every member of an object, or every child of an element, that holds a text.
        case allFacts(ReplyPath)
    }

    let field: RecordField
    /// Where the field stands in records of its kind.
    let place: Int
    let source: Source

    init(field: RecordField, place: Int, source: Source) {
        self.field = field
        self.place = place
        self.source = source
    }

    /// The field's value in a row; nil when the row does not say it and need not.
    func checkedValue(in view: ReplyView, asked: Person?) throws(ReplyMistake) -> RecordValue? {
        guard let value = try value(in: view, asked: asked) else {
            if field.isRequired { throw ReplyMistake("is missing", at: place(in: view)) }
            return nil
        }
        guard value.fits(field.type) else { throw ReplyMistake("is not \(field.type.words)", at: place(in: view)) }
        return value
    }

    /// The field's value in a row; nil when the row does not say it.
    func value(in view: ReplyView, asked: Person?) throws(ReplyMistake) -> RecordValue? {
        switch source {
        case .value(let value): return try Self.value(value, field.type, in: view, asked: asked)
        case .someone(let someone): return try someone.party(in: view, asked: asked).map { .party($0) }
        case .people(let people):
            let parties = try people.compactMapStrictly { someone throws(ReplyMistake) in try someone.party(in: view, asked: asked) }
            return parties.isEmpty ? nil : .parties(parties)
        case .listedPeople(let list):
            let parties = try Self.rows(list.path, list.format, in: view).compactMapStrictly { row throws(ReplyMistake) in
                try list.element.party(in: row, asked: asked)
            }
            return parties.isEmpty ? nil : .parties(parties)
        case .members(let list):
            let members = try Self.rows(list.path, list.format, in: view).compactMapStrictly { row throws(ReplyMistake) -> HouseholdMember? in
                guard let party = try list.element.someone.party(in: row, asked: asked) else { return nil }
                return HouseholdMember(
                    party: party, relation: try list.element.relation?.text(in: row, asked: asked),
                    from: try list.element.from?.day(in: row, asked: asked), until: try list.element.until?.day(in: row, asked: asked))
            }
            return members.isEmpty ? nil : .members(members)
        case .texts(let values):
            let texts = try values.compactMapStrictly { value throws(ReplyMistake) in try value.text(in: view, asked: asked) }
            return texts.isEmpty ? nil : .texts(texts)
        case .listedTexts(let list):
            let texts = try Self.rows(list.path, list.format, in: view).compactMapStrictly { row throws(ReplyMistake) in
                try list.element.text(in: row, asked: asked)
            }
            return texts.isEmpty ? nil : .texts(texts)
        case .facts(let values):
            let facts = try values.compactMapStrictly { value throws(ReplyMistake) in
                try value.value.text(in: view, asked: asked).map { StatedFact(name: value.name, text: $0) }
            }
            return facts.isEmpty ? nil : .facts(facts)
        case .allFacts(let path):
            let facts = try Self.statements(path, in: view)
            return facts.isEmpty ? nil : .facts(facts)
        }
    }

    /// Where the field is looked for first, for messages.
    func place(in view: ReplyView) -> String {
        switch source {
        case .value(let value): value.mistake(nil, in: view, "").place
        case .someone(let someone): (someone.number ?? someone.name)?.mistake(nil, in: view, "").place ?? view.rowPlace
        default: view.rowPlace
        }
    }

    private static func statements(_ path: ReplyPath, in view: ReplyView) throws(ReplyMistake) -> [StatedFact] {
        guard let node = try view.find(.row(path)) else { return [] }
        let named: [(name: String, node: ReplyNode)] =
            switch node {
            case .json(let document, let place): (document.members(of: place) ?? []).map { ($0.name, .json(document, $0.value)) }
            case .xml(let element): element.children.map { ($0.name, .xml($0)) }
            default: []
            }
        guard named.count <= 256 else { throw view.mistake(.row(path), "states more than 256 facts") }
        do throws(ReplyMistake) {
            return try named.compactMapStrictly { entry throws(ReplyMistake) in
                try entry.node.text().map { StatedFact(name: entry.name, text: $0) }
            }
        } catch {
            throw view.mistake(.row(path), "holds something other than texts")
        }
    }

    private static func rows(_ path: ReplyPath, _ format: DocumentFormat, in view: ReplyView) throws(ReplyMistake) -> [ReplyView] {
        guard let row = view.row else { return [] }
        let place = LocatedPath(document: row.list.document, prefix: view.rowPlace, path: path, format: format)
        let nodes: ReplyRows
        do throws(ReplyMistake) {
            nodes = try path.list(in: row.node) ?? .few([])
        } catch {
            throw error.at(view.rowPlace)
        }
        return nodes.enumerated().map { view.entering($0.element, place, $0.offset) }
    }

    private static func value(
        _ value: ReplyValue, _ type: FieldType, in view: ReplyView, asked: Person?
    ) throws(ReplyMistake) -> RecordValue? {
        guard let found = try value.found(in: view, asked: asked) else { return nil }
        switch type {
        case .date, .month, .period: return try dated(value, found, type, in: view)
        case .booleanOrDate:
            if let flag = flag(found.text) { return .boolean(flag) }
            return try dated(value, found, .date, in: view)
        default:
            let text = value.unit.map { $0.yuan(found.text) ?? "" } ?? found.text
            guard let typed = plain(text, type) else { throw value.mistake(found, in: view, "is not \(type.words)") }
            return typed
        }
    }

    private static func dated(
        _ value: ReplyValue, _ found: ReplyValue.Found, _ type: FieldType, in view: ReplyView
    ) throws(ReplyMistake) -> RecordValue {
        guard let typed = dated(try value.reading(found, in: view), type) else { throw value.mistake(found, in: view, "is not \(type.words)") }
        return typed
    }

    /// What a date says to a field of that type; nil when it says too little.
    static func dated(_ reading: DatePattern.Reading, _ type: FieldType) -> RecordValue? {
        switch type {
        case .date: reading.date.map { .date($0) }
        case .month: reading.month.flatMap { RecordPeriod(year: reading.year, month: $0) }.map { .period($0) }
        default: RecordPeriod(year: reading.year, month: reading.month).map { .period($0) }
        }
    }

    /// The typed value of a text; nil when it has another form.
    static func plain(_ text: String, _ type: FieldType) -> RecordValue? {
        switch type {
        case .text: return .text(text)
        case .word(let words): return words.contains { $0.isByteIdentical(to: text) } ? .text(text) : nil
        case .decimal: return ExactDecimal(text).map { .decimal($0) }
        case .percent: return ExactDecimal(text).flatMap { (0...10_000).contains($0.hundredths) ? .decimal($0) : nil }
        case .integer: return (1...18).contains(text.utf8.count) ? Int(text).map { .integer($0) } : nil
        case .boolean: return flag(text).map { .boolean($0) }
        case .booleanOrDate: return flag(text).map { .boolean($0) } ?? CalendarDate(text).map { .date($0) }
        case .date: return CalendarDate(text).map { .date($0) }
        case .month, .period: return RecordPeriod(text).map { .period($0) }
        case .party, .parties, .members, .texts, .facts: return nil
        }
    }

    private static func flag(_ text: String) -> Bool? {
        switch text {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }
}

extension FieldType {
    /// For messages: "a decimal".
    var words: String {
        switch self {
        case .party: "a person"
        case .parties: "persons"
        case .members: "members of a household"
        case .date: "a day"
        case .month: "a month"
        case .period: "a month or a year"
        case .text: "a text"
        case .texts: "texts"
        case .word: "a word that the field knows"
        case .decimal: "a decimal"
        case .percent: "a percentage"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .booleanOrDate: "true, false or a day"
        case .facts: "facts"
        }
    }
}

extension Collection {
    /// `compactMap` with a typed error.
    func compactMapStrictly<Value, Failure: Error>(_ transform: (Element) throws(Failure) -> Value?) throws(Failure) -> [Value] {
        var values: [Value] = []
        for element in self { if let value = try transform(element) { values.append(value) } }
        return values
    }
}
