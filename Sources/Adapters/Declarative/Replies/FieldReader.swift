import StrictJSON
import Verification

/// Compiles `fields`: keys are the names of a kind's fields, those of a person's parts written `person.name` and `person.number`.
struct FieldReader {
    private let reply: ReplyReader
    private let reader: ObjectReader

    init(_ reply: ReplyReader, _ reader: ObjectReader) {
        self.reply = reply
        self.reader = reader
    }

    /// The mappings of each kind. A mistake that several kinds share is recorded once; a key that no kind has is one, too.
    func fields(of kinds: [RecordKind]) -> [[FieldMapping]] {
        let members = reader.allMembers()
        for member in members where !kinds.isEmpty && !kinds.contains(where: { $0.field(Self.base(member.name)) != nil }) {
            reader.report(member.name, "unknown-key", "is no field of \(kinds.map(\.word).joined(separator: ", "))")
        }
        return kinds.map { kind in
            let scratch = ProblemList()
            let mappings = fields(of: kind, members, scratch)
            for problem in scratch.all where !reader.problems.all.contains(problem) {
                reader.problems.add(problem.pointer, problem.code, problem.reason)
            }
            return mappings
        }
    }

    private static func base(_ name: String) -> String { String(name.split(separator: ".", maxSplits: 1)[safe: 0] ?? "") }

    private func fields(of kind: RecordKind, _ members: [JSON.Member], _ problems: ProblemList) -> [FieldMapping] {
        let entry = EntryReader(problems: problems, vocabulary: reply.entry.vocabulary)
        entry.isAboutPlaces = reply.entry.isAboutPlaces
        var values = ReplyReader(entry, reply.shape)
        values.rowFormat = reply.rowFormat
        return (kind.fields + RecordKind.common).enumerated().compactMap { place, field in
            let own = members.filter { Self.base($0.name).isByteIdentical(to: field.name) }
            guard !own.isEmpty else {
                if field.isRequired { problems.add(reader.pointer(to: field.name), "missing", "is required for \(kind.word)") }
                return nil
            }
            return source(of: field, own, values, problems).map { FieldMapping(field: field, place: place, source: $0) }
        }
    }

    private func source(of field: RecordField, _ members: [JSON.Member], _ values: ReplyReader, _ problems: ProblemList) -> FieldMapping.Source? {
        if case .party = field.type { return someone(field, members, values, problems) }
        guard members.count == 1, members[0].name.isByteIdentical(to: field.name) else {
            for member in members { problems.add(reader.pointer(to: member.name), "unknown-key", "is no part of \(field.name)") }
            return nil
        }
        let json = members[0].value
        let pointer = reader.pointer(to: field.name)
        switch field.type {
        case .parties: return people(json, pointer, values)
        case .members: return household(json, pointer, values)
        case .texts: return texts(json, pointer, values)
        case .facts:
            let object = ObjectReader(json, at: pointer, into: problems)
            if let path = object.optional("members")?.text {
                object.finish()
                guard case .row(let path)? = values.origin(path, at: object.pointer(to: "members")) else { return nil }
                return .allFacts(path)
            }
            return .facts(object.allMembers().compactMap { member in values.value(member.name, of: object).map { (member.name, $0) } })
        default:
            let object = ObjectReader(json, at: pointer, into: problems)
            guard let value = values.value(object) else { return nil }
            return .value(checked(value, field, object))
        }
    }

    /// `person.name` and `person.number`, at least one.
    private func someone(
        _ field: RecordField, _ members: [JSON.Member], _ values: ReplyReader, _ problems: ProblemList
    ) -> FieldMapping.Source? {
        var name: ReplyValue?
        var number: ReplyValue?
        for member in members {
            let object = ObjectReader(member.value, at: reader.pointer(to: member.name), into: problems)
            if member.name.isByteIdentical(to: field.name + ".name") {
                name = values.value(object)
            } else if member.name.isByteIdentical(to: field.name + ".number") {
                number = values.value(object)
            } else {
                problems.add(object.pointer, "unknown-key", "a person is mapped by \(field.name).name and \(field.name).number")
            }
        }
        return .someone(FieldMapping.Someone(name: name, number: number))
    }

    /// `{each, name?, number?}` or a list of `{name?, number?}`.
    private func people(_ json: JSON, _ pointer: String, _ values: ReplyReader) -> FieldMapping.Source? {
        if let elements = json.elements {
            return .people(
                elements.enumerated().map { index, element in
                    let object = ObjectReader(element, at: "\(pointer)/\(index)", into: values.entry.problems)
                    defer { object.finish() }
                    return FieldMapping.Someone(name: values.value("name", of: object), number: values.value("number", of: object))
                })
        }
        let object = ObjectReader(json, at: pointer, into: values.entry.problems)
        defer { object.finish() }
        guard let path = each(object, values) else { return nil }
        let someone = FieldMapping.Someone(name: values.value("name", of: object), number: values.value("number", of: object))
        return .listedPeople(FieldMapping.List(path: path, format: values.rowFormat ?? .json, element: someone))
    }

    /// `{each, name?, number?, relation?, from?, until?}`.
    private func household(_ json: JSON, _ pointer: String, _ values: ReplyReader) -> FieldMapping.Source? {
        let object = ObjectReader(json, at: pointer, into: values.entry.problems)
        defer { object.finish() }
        guard let path = each(object, values) else { return nil }
        let someone = FieldMapping.Someone(name: values.value("name", of: object), number: values.value("number", of: object))
        let day = RecordField("from", .date, isRequired: false)
        let element = (
            someone: someone, relation: values.value("relation", of: object),
            from: object.optionalObject("from").flatMap { from in values.value(from).map { checked($0, day, from) } },
            until: object.optionalObject("until").flatMap { until in values.value(until).map { checked($0, day, until) } }
        )
        return .members(FieldMapping.List(path: path, format: values.rowFormat ?? .json, element: element))
    }

    /// `{each, at}` or a list of values.
    private func texts(_ json: JSON, _ pointer: String, _ values: ReplyReader) -> FieldMapping.Source? {
        if let elements = json.elements {
            return .texts(
                elements.enumerated().compactMap {
                    values.value(ObjectReader($0.element, at: "\(pointer)/\($0.offset)", into: values.entry.problems))
                })
        }
        let object = ObjectReader(json, at: pointer, into: values.entry.problems)
        guard let path = each(object, values), let value = values.value(object) else { return nil }
        return .listedTexts(FieldMapping.List(path: path, format: values.rowFormat ?? .json, element: value))
    }

    private func each(_ object: ObjectReader, _ values: ReplyReader) -> ReplyPath? {
        guard let text = object.string("each", length: 0...512),
            case .row(let path)? = values.origin(text, at: object.pointer(to: "each"))
        else { return nil }
        return path
    }

    /// Checks what can be known without a reply: forms of dates, words of tables, constants. Adds the usual form where a date has none.
    private func checked(_ value: ReplyValue, _ field: RecordField, _ object: ObjectReader) -> ReplyValue {
        var dates = value.dates
        switch field.type {
        case .date, .booleanOrDate:
            if dates.isEmpty { dates = DatePattern.usual("yyyy-MM-dd") }
            if !dates.allSatisfy(\.hasDay) { object.report("date", "bad-date-form", "must hold a year, a month and a day") }
        case .month:
            if dates.isEmpty { dates = DatePattern.usual("yyyy-MM") }
            if !dates.allSatisfy({ $0.hasYear && $0.hasMonth }) { object.report("date", "bad-date-form", "must hold a year and a month") }
        case .period:
            if dates.isEmpty { dates = DatePattern.usual("yyyy-MM") + DatePattern.usual("yyyy") }
            if !dates.allSatisfy(\.hasYear) { object.report("date", "bad-date-form", "must hold a year") }
        default: if !dates.isEmpty { object.report("date", "invalid", "\(field.name) is not a date but \(field.type.words)") }
        }
        if value.unit != nil {
            switch field.type {
            case .decimal, .percent: break
            default: object.report("unit", "invalid", "\(field.name) is not an amount but \(field.type.words)")
            }
        }
        if let table = value.table, case .word = field.type {
            for word in table.targets where FieldMapping.plain(word, field.type) == nil {
                object.report("table", "unknown-value", "holds a word that \(field.name) does not know")
            }
        }
        if case .constant(let text) = value.origin, FieldMapping.plain(text, field.type) == nil {
            object.report("constant", "invalid", "is not \(field.type.words)")
        }
        if let text = value.fallback, FieldMapping.plain(text, field.type) == nil {
            object.report("default", "invalid", "is not \(field.type.words)")
        }
        return value.with(dates: dates)
    }
}

extension DatePattern {
    /// A form that is known to be right.
    fileprivate static func usual(_ text: String) -> [DatePattern] { (try? DatePattern(text)).map { [$0] } ?? [] }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
