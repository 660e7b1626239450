import StrictJSON
import Verification

extension PopulationReader {
    /// One record of a dataset; nil only where its kind is not known.
    func readRecord(_ reader: ObjectReader, of dataset: DatasetShape) -> PopulationRecord? {
        guard let kind = reader.string("kind") else { return nil }
        guard let shape = dataset.records.first(where: { $0.kind.utf8.elementsEqual(kind.utf8) }) else {
            let known = dataset.records.map(\.kind).joined(separator: ", ")
            reader.report("kind", "unknown-kind", "must be one of the kinds of \(dataset.id): \(known)")
            return nil
        }
        var fields: [(name: String, value: FieldValue)] = []
        for field in shape.fields + RecordShape.common {
            guard let json = field.isRequired ? reader.required(field.name) : reader.optional(field.name) else { continue }
            if let value = read(field.type, json, of: reader, at: field.name) { fields.append((field.name, value)) }
        }
        let record = PopulationRecord(kind: shape.kind, fields: fields, writtenAs: readWriting(reader, naming: personsNamed(by: fields)))
        reader.finish()
        reportContradictions(of: record, shape, reader)
        return record
    }

    private func read(_ type: FieldType, _ json: JSON, of reader: ObjectReader, at key: String) -> FieldValue? {
        switch type {
        case .person: return reader.string(key).flatMap { person($0, at: reader.pointer(to: key)) }.map(FieldValue.person)
        case .party: return readParty(json, at: reader.pointer(to: key)).map(FieldValue.party)
        case .persons:
            let pointer = reader.pointer(to: key)
            let ids = reader.strings(key, count: 1...2)
            return .persons(ids.enumerated().compactMap { person($0.element, at: pointer + "/\($0.offset)") })
        case .date: return reader.optionalDate(key).map(FieldValue.date)
        case .month: return period(reader, key, "must be a month, written YYYY-MM") { $0.utf8.count == 7 && CalendarDate($0 + "-01") != nil }
        case .period:
            return period(reader, key, "must be a month or a year, written YYYY-MM or YYYY") {
                CalendarDate($0.utf8.count == 4 ? $0 + "-01-01" : $0 + "-01") != nil
            }
        case .text: return reader.string(key).map(FieldValue.text)
        case .texts: return .texts(reader.strings(key, count: 2...1_000))
        case .word(let words): return reader.word(key, among: words).map(FieldValue.text)
        case .flag: return reader.optionalBool(key).map(FieldValue.flag)
        case .flagOrDate: return json.flag.map(FieldValue.flag) ?? reader.optionalDate(key).map(FieldValue.date)
        case .number(let bound): return number(json, of: reader, key, upTo: bound)
        case .code: return json.integer.map { .number(String($0)) } ?? reader.string(key, length: 1...50).map(FieldValue.text)
        case .members:
            return .members(reader.array(key, count: 1...1_000).compactMap { readMember($0.json, at: $0.pointer) })
        case .facts: return readFacts(ObjectReader(json, at: reader.pointer(to: key), into: problems))
        }
    }

    private func period(_ reader: ObjectReader, _ key: String, _ reason: String, _ isRight: (String) -> Bool) -> FieldValue? {
        guard let text = reader.string(key) else { return nil }
        if isRight(text) { return .text(text) }
        reader.report(key, "invalid-period", reason)
        return nil
    }

    private func number(_ json: JSON, of reader: ObjectReader, _ key: String, upTo bound: Int?) -> FieldValue? {
        guard case .number(let text) = json, let value = Double(text) else {
            reader.report(key, "wrong-type", "must be a number, is \(json.kind)")
            return nil
        }
        if value >= 0, value <= bound.map(Double.init) ?? .greatestFiniteMagnitude { return .number(text) }
        reader.report(key, "out-of-range", bound.map { "must be from 0 to \($0)" } ?? "must not be negative")
        return nil
    }

    private func readParty(_ json: JSON, at pointer: String) -> PartyReference? {
        if let id = json.text { return person(id, at: pointer).map(PartyReference.person) }
        guard case .object = json else {
            problems.add(pointer, "wrong-type", "must be a person id or an object with name and number, is \(json.kind)")
            return nil
        }
        let reader = ObjectReader(json, at: pointer, into: problems)
        let name = reader.string("name", length: 1...100)
        let number = reader.identifierNumber("number")
        reader.finish()
        guard let name, let number else { return nil }
        return .written(name: name, number: number)
    }

    private func readMember(_ json: JSON, at pointer: String) -> HouseholdMember? {
        let reader = ObjectReader(json, at: pointer, into: problems)
        let place = reader.string("person").flatMap { person($0, at: reader.pointer(to: "person")) }
        let relation = reader.optionalString("relation", length: 1...20)
        let from = reader.optionalDate("from")
        let until = reader.optionalDate("until")
        reader.reportReversed(("from", from), ("until", until))
        reader.finish()
        return place.map { HouseholdMember(person: $0, relation: relation, from: from, until: until) }
    }

    private func readFacts(_ reader: ObjectReader) -> FieldValue {
        .facts(
            reader.allMembers().compactMap { member in
                switch member.value {
                case .string(let text), .number(let text): return (member.name, text)
                case .bool(let flag): return (member.name, flag ? "true" : "false")
                default:
                    reader.report(member.name, "wrong-type", "must be a text, a number, true or false, is \(member.value.kind)")
                    return nil
                }
            })
    }

    private func readWriting(_ reader: ObjectReader, naming named: [Int]) -> [(person: Int, writing: PopulationRecord.Writing)] {
        guard let overrides = reader.optionalObject("as") else { return [] }
        return overrides.allMembers().compactMap { member in
            let pointer = overrides.pointer(to: member.name)
            let details = ObjectReader(member.value, at: pointer, into: problems)
            let name = details.optionalString("name", length: 1...100)
            let number = details.optionalString("number", length: 1...64)
            let type = details.has("type") ? details.word("type", among: DatasetShape.documentTypes) : nil
            details.finish()
            guard let place = person(member.name, at: pointer) else { return nil }
            if !named.contains(place) {
                problems.add(pointer, "not-in-record", "is not a person of this record")
                return nil
            }
            return (place, PopulationRecord.Writing(name: name, number: number, type: type))
        }
    }

    private func personsNamed(by fields: [(name: String, value: FieldValue)]) -> [Int] {
        fields.flatMap { field -> [Int] in
            switch field.value {
            case .person(let place), .party(.person(let place)): [place]
            case .persons(let places): places
            case .members(let members): members.map(\.person)
            default: []
            }
        }
    }

    /// What the fields' types cannot say.
    private func reportContradictions(of record: PopulationRecord, _ shape: RecordShape, _ reader: ObjectReader) {
        reader.reportReversed(("from", record.date("from")), ("until", record.date("until")))
        reader.reportReversed(("validFrom", record.date("validFrom")), ("validUntil", record.date("validUntil")))
        if shape.namesCouple, let first = record.subject("a"), let second = record.subject("b"), first == second {
            reader.report("b", "same-person", "must be another person than a")
        }
        switch (record.kind, record.text("status")) {
        case ("status", "cancelled"?) where record.text("reason") == nil:
            reader.report("reason", "missing", "is required when the registration is cancelled")
        case ("status", "active"?) where record.text("reason") != nil:
            reader.report("reason", "not-applicable", "has no meaning while the registration is active")
        case ("divorce", "effective"?) where record.date("effective") == nil && record.date("date") == nil:
            reader.report("effective", "missing", "is required when the judgment is effective")
        default: break
        }
    }
}

extension PopulationRecord {
    /// The person that a field names by id, whether as `person` or as `party`.
    fileprivate func subject(_ name: String) -> Int? {
        if let index = person(name) { return index }
        if case .person(let index)? = party(name) { return index }
        return nil
    }
}
