package import StrictJSON
package import Verification

extension Population {
    /// Reads a population file strictly: unknown keys, datasets, kinds, fields and persons are mistakes, and all of them are reported together.
    ///
    /// `defaultToday` counts where the file has no `today`.
    package init(parsing bytes: [UInt8], defaultToday: CalendarDate) throws(PopulationMistakes) {
        let json: JSON
        do { json = try JSON(parsing: bytes, limits: .file) } catch { throw PopulationMistakes(error) }
        try self.init(json, defaultToday: defaultToday)
    }

    /// The same of a document that is parsed already.
    package init(_ json: JSON, defaultToday: CalendarDate) throws(PopulationMistakes) {
        let reader = PopulationReader()
        let population = reader.read(json, defaultToday: defaultToday)
        guard reader.problems.isEmpty else { throw PopulationMistakes(reader.problems.all) }
        self = population
    }
}

/// Walks the document once: persons first, because records name them.
final class PopulationReader {
    let problems = ProblemList()
    private(set) var persons: [PopulationPerson] = []
    private var places: [WrittenKey: Int] = [:]

    func read(_ json: JSON, defaultToday: CalendarDate) -> Population {
        let root = ObjectReader(json, into: problems)
        _ = root.optionalString("$schema")
        _ = root.optionalString("note")
        let today = root.optionalDate("today") ?? defaultToday
        if let members = root.object("persons") { readPersons(members) }
        var holdings: [RegistryID: RegistryHolding] = [:]
        if let registries = root.optionalObject("registries") {
            for (id, shape, json) in datasets(of: registries) {
                holdings[id] = readHolding(ObjectReader(json, at: registries.pointer(to: id.rawValue), into: problems), shape)
            }
        }
        var faults: [RegistryID: [FaultRule]] = [:]
        if let lists = root.optionalObject("faults") {
            for (id, shape, json) in datasets(of: lists) {
                faults[id] = FaultRule.list(json, at: lists.pointer(to: id.rawValue), hasAreas: shape.hasAreas, into: problems)
            }
        }
        root.finish()
        return Population(today: today, persons: persons, holdings: holdings, faults: faults)
    }

    /// The person of that id, or a mistake at the pointer.
    func person(_ id: String, at pointer: String) -> Int? {
        if let place = places[WrittenKey(id)] { return place }
        problems.add(pointer, "unknown-person", "names nobody under /persons")
        return nil
    }

    private func datasets(of reader: ObjectReader) -> [(RegistryID, DatasetShape, JSON)] {
        reader.allMembers().compactMap { member in
            if let shape = DatasetShape.named(member.name) { return (shape.id, shape, member.value) }
            problems.add(reader.pointer(to: member.name), "unknown-dataset", "is not a known dataset")
            return nil
        }
    }

    private func readPersons(_ reader: ObjectReader) {
        let members = reader.allMembers()
        persons.reserveCapacity(members.count)
        places.reserveCapacity(members.count)
        for member in members {
            let person = ObjectReader(member.value, at: reader.pointer(to: member.name), into: problems)
            places[WrittenKey(member.name)] = persons.count
            persons.append(readPerson(person, id: member.name))
        }
    }

    private func readPerson(_ reader: ObjectReader, id: String) -> PopulationPerson {
        let name = reader.string("name", length: 1...100) ?? ""
        let number = reader.identifierNumber("number") ?? ""
        let stated = IdentifierForm.birth(in: number)
        let sex = reader.optionalWord("sex", of: PopulationPerson.Sex.self) ?? stated.sex
        let born = reader.optionalDate("born") ?? stated.born
        let ethnicity = reader.optionalString("ethnicity", length: 1...50)
        let formerNames = readFormer(reader, "formerNames", "name")
        let formerNumbers = readFormer(reader, "formerNumbers", "number")
        let documents = reader.array("documents", required: false).map { readDocument($0.json, at: $0.pointer) }
        let isAbsent = reader.optionalBool("absent") ?? false
        _ = reader.optionalString("note")
        reader.finish()
        var details: PopulationPerson.Details?
        if ethnicity != nil || !formerNames.isEmpty || !formerNumbers.isEmpty || !documents.isEmpty || isAbsent {
            details = PopulationPerson.Details(
                ethnicity: ethnicity, formerNames: formerNames, formerNumbers: formerNumbers, documents: documents, isAbsent: isAbsent)
        }
        return PopulationPerson(id: id, name: name, number: number, sex: sex, born: born, details: details)
    }

    private func readFormer(_ reader: ObjectReader, _ list: String, _ key: String) -> [PopulationPerson.FormerWriting] {
        reader.array(list, required: false).map { element in
            let former = ObjectReader(element.json, at: element.pointer, into: problems)
            let text = key == "number" ? former.identifierNumber(key) : former.string(key, length: 1...100)
            let until = former.optionalDate("until")
            let isLinked = former.optionalBool("linked") ?? true
            former.finish()
            return PopulationPerson.FormerWriting(text: text ?? "", until: until, isLinked: isLinked)
        }
    }

    private func readDocument(_ json: JSON, at pointer: String) -> PopulationPerson.HeldDocument {
        let reader = ObjectReader(json, at: pointer, into: problems)
        let type = reader.word("type", among: RecordKind.documentTypes) ?? ""
        let number = reader.identifierNumber("number") ?? ""
        let validFrom = reader.optionalDate("validFrom")
        let validUntil = reader.optionalDate("validUntil")
        reader.reportReversed(("validFrom", validFrom), ("validUntil", validUntil))
        let isRevoked = reader.optionalBool("revoked") ?? false
        reader.finish()
        return PopulationPerson.HeldDocument(type: type, number: number, validFrom: validFrom, validUntil: validUntil, isRevoked: isRevoked)
    }

    private func readHolding(_ reader: ObjectReader, _ shape: DatasetShape) -> RegistryHolding {
        let dataAsOf = reader.optionalDate("dataAsOf")
        let coverageFrom = reader.optionalDate("coverageFrom")
        _ = reader.optionalString("note")
        let areas = shape.hasAreas ? readAreas(reader) : []
        let institutions = shape.hasInstitutions ? readInstitutions(reader) : []
        let records = reader.array("records", required: false).compactMap { record in
            readRecord(ObjectReader(record.json, at: record.pointer, into: problems), of: shape)
        }
        reader.finish()
        return RegistryHolding(
            dataAsOf: dataAsOf, coverageFrom: coverageFrom, areas: areas, institutions: institutions, records: records)
    }

    private func readAreas(_ reader: ObjectReader) -> [AreaCoverage] {
        guard let areas = reader.optionalObject("areas") else { return [] }
        return areas.allMembers().map { area in
            if !area.name.isAreaCode { areas.report(area.name, "invalid-area", "must be named by a division code of six digits") }
            let details = ObjectReader(area.value, at: areas.pointer(to: area.name), into: problems)
            let since = details.optionalDate("electronicSince")
            details.finish()
            return AreaCoverage(division: area.name, electronicSince: since)
        }
    }

    private func readInstitutions(_ reader: ObjectReader) -> [InstitutionAnswer] {
        reader.array("institutions", required: false).map { institution in
            let details = ObjectReader(institution.json, at: institution.pointer, into: problems)
            let name = details.string("name")
            let hasAnswered = details.optionalBool("answered")
            details.finish()
            return InstitutionAnswer(name: name ?? "", hasAnswered: hasAnswered ?? true)
        }
    }
}
