import StrictJSON
import Verification

extension PopulationReader {
    /// One record of a dataset; nil only where its kind is not known.
    func readRecord(_ reader: ObjectReader, of dataset: DatasetShape) -> PopulationRecord? {
        guard let word = reader.string("kind") else { return nil }
        guard let place = dataset.records.firstIndex(where: { $0.word.isByteIdentical(to: word) }) else {
            let known = dataset.records.map(\.word).joined(separator: ", ")
            reader.report("kind", "unknown-kind", "must be one of the kinds of \(dataset.id): \(known)")
            return nil
        }
        var fields: [(name: String, value: FieldValue)] = []
        let kind = dataset.records[place]
        for field in dataset.writtenFields[place] {
            guard let json = field.isRequired ? reader.required(field.name) : reader.optional(field.name) else { continue }
            if let value = read(field, of: kind, json, of: reader) { fields.append((field.name, value)) }
        }
        let record = PopulationRecord(kind: kind, fields: fields, writtenAs: readWriting(reader, naming: fields.flatMap(\.value.personsNamed)))
        reader.finish()
        reportContradictions(of: record, reader)
        return record
    }

    private func read(_ field: RecordField, of kind: RecordKind, _ json: JSON, of reader: ObjectReader) -> FieldValue? {
        let key = field.name
        let pointer = reader.pointer(to: key)
        switch field.type {
        case .party where kind.admitsStrangers(in: field): return readParty(json, at: pointer).map(FieldValue.party)
        case .party: return reader.string(key).flatMap { person($0, at: pointer) }.map { .party(.person($0)) }
        case .parties:
            let ids = reader.strings(key, count: 1...2)
            return .parties(ids.enumerated().compactMap { person($0.element, at: pointer + "/\($0.offset)") })
        case .members: return .members(reader.array(key, count: 1...1_000).compactMap { readMember($0.json, at: $0.pointer) })
        default: return readPlain(field.type, json, of: reader, at: key).map(FieldValue.plain)
        }
    }

    /// A value that names nobody.
    private func readPlain(_ type: FieldType, _ json: JSON, of reader: ObjectReader, at key: String) -> RecordValue? {
        switch type {
        case .party, .parties, .members: return nil
        case .date: return reader.optionalDate(key).map(RecordValue.date)
        case .month: return period(reader, key, "must be a month, written YYYY-MM") { $0.month != nil }
        case .period: return period(reader, key, "must be a month or a year, written YYYY-MM or YYYY") { _ in true }
        case .text: return reader.string(key).map(RecordValue.text)
        case .texts(let least): return .texts(reader.strings(key, count: least...1_000))
        case .word(let words): return reader.word(key, among: words).map(RecordValue.text)
        case .decimal: return amount(json, of: reader, key, upTo: nil)
        case .percent: return amount(json, of: reader, key, upTo: 100)
        case .integer: return reader.optionalInteger(key, in: 0...1_000_000_000).map(RecordValue.integer)
        case .boolean: return reader.optionalBool(key).map(RecordValue.boolean)
        case .booleanOrDate: return json.flag.map(RecordValue.boolean) ?? reader.optionalDate(key).map(RecordValue.date)
        case .facts: return readFacts(ObjectReader(json, at: reader.pointer(to: key), into: problems))
        }
    }

    private func period(_ reader: ObjectReader, _ key: String, _ reason: String, _ isRight: (RecordPeriod) -> Bool) -> RecordValue? {
        guard let text = reader.string(key) else { return nil }
        if let period = RecordPeriod(text), isRight(period) { return .period(period) }
        reader.report(key, "invalid-period", reason)
        return nil
    }

    /// Nobody writes a negative amount here: corrections are later records.
    private func amount(_ json: JSON, of reader: ObjectReader, _ key: String, upTo bound: Int?) -> RecordValue? {
        guard case .number(let text) = json else {
            reader.report(key, "wrong-type", "must be a number, is \(json.kind)")
            return nil
        }
        guard let amount = ExactDecimal(text) else {
            reader.report(key, "invalid-amount", "must be a number of at most two decimals, without an exponent")
            return nil
        }
        if amount.hundredths >= 0, bound.map({ amount.hundredths <= $0 * 100 }) ?? true { return .decimal(amount) }
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

    private func readMember(_ json: JSON, at pointer: String) -> MemberReference? {
        let reader = ObjectReader(json, at: pointer, into: problems)
        let place = reader.string("person").flatMap { person($0, at: reader.pointer(to: "person")) }
        let relation = reader.optionalString("relation", length: 1...20)
        let from = reader.optionalDate("from")
        let until = reader.optionalDate("until")
        reader.reportReversed(("from", from), ("until", until))
        reader.finish()
        return place.map { MemberReference(person: $0, relation: relation, from: from, until: until) }
    }

    private func readFacts(_ reader: ObjectReader) -> RecordValue {
        .facts(
            reader.allMembers().compactMap { member in
                switch member.value {
                case .string(let text), .number(let text): return StatedFact(name: member.name, text: text)
                case .bool(let flag): return StatedFact(name: member.name, text: flag ? "true" : "false")
                default:
                    reader.report(member.name, "wrong-type", "must be a text, a number, true or false, is \(member.value.kind)")
                    return nil
                }
            })
    }

    private func readWriting(_ reader: ObjectReader, naming named: @autoclosure () -> [Int]) -> [(person: Int, writing: PopulationRecord.Writing)] {
        guard let overrides = reader.optionalObject("as") else { return [] }
        return overrides.allMembers().compactMap { member in
            let pointer = overrides.pointer(to: member.name)
            let details = ObjectReader(member.value, at: pointer, into: problems)
            let name = details.optionalString("name", length: 1...100)
            let number = details.optionalString("number", length: 1...64)
            let type = details.has("type") ? details.word("type", among: RecordKind.documentTypes) : nil
            details.finish()
            guard let place = person(member.name, at: pointer) else { return nil }
            if !named().contains(place) {
                problems.add(pointer, "not-in-record", "is not a person of this record")
                return nil
            }
            return (place, PopulationRecord.Writing(name: name, number: number, type: type))
        }
    }

    /// What the fields' types cannot say.
    private func reportContradictions(of record: PopulationRecord, _ reader: ObjectReader) {
        reader.reportReversed(("from", record.date("from")), ("until", record.date("until")))
        reader.reportReversed(("validFrom", record.date("validFrom")), ("validUntil", record.date("validUntil")))
        if record.kind.namesCouple, let first = record.person("a"), let second = record.person("b"), first == second {
            reader.report("b", "same-person", "must be another person than a")
        }
        switch (record.kind.word, record.text("status")) {
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
