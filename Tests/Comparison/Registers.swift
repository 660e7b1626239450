package import Lives
package import Verification

/// What every registry would answer about the people of a society: the projection's records, found by the numbers that stand in them.
///
/// It answers as adapters do, in facts, and lets a caller see which of them carry a labelled mistake. The real dialects, departments and
/// adapters are not in this way; other tests walk through them (`SoundnessTests`, the scenarios).
package struct Registers: Sendable {
    package let society: Society
    /// What each registry says of itself, truthfully.
    package private(set) var coverage: [RegistryID: RegistryCoverage] = [:]
    private var shelves: [RegistryID: Shelf] = [:]
    private var entries = PopulationEntries()
    /// What registries do not show, by person.
    private(set) var hiddenOf: [Int: [HiddenEvent]] = [:]
    /// Records that are none of the vocabulary; there must not be any.
    package private(set) var unreadable = 0
    /// What was spoilt, by person.
    private(set) var labelsOf: [Int: [DefectLabel]] = [:]

    /// One registry's facts.
    private struct Shelf: Sendable {
        var facts: [Fact] = []
        var spoilt: [Int: DefectClass] = [:]
        var places: [String: [Int]] = [:]
        var completeUntil: CalendarDate?
        var areas: [CoveredArea] = []

        mutating func add(_ fact: Fact, spoilt kind: DefectClass?, under keys: some Sequence<String>) {
            let place = facts.count
            facts.append(fact)
            if let kind { spoilt[place] = kind }
            for key in Set(keys) { places[key, default: []].append(place) }
        }
    }

    /// Closed worlds are declared as in `Config/adapters.json`, and beside it where these registries are complete by how they were made.
    package init(of society: Society, declaring closedWorlds: [RegistryID: Set<ClaimKind>]) {
        self.society = society
        let projection = Projection(of: society)
        for registry in Projection.registries {
            let holding = projection.holding(of: registry)
            for event in holding.hidden { for person in event.persons { hiddenOf[person, default: []].append(event) } }
            for label in holding.defects { for person in label.persons { labelsOf[person, default: []].append(label) } }
            var shelf = Shelf()
            shelf.completeUntil = holding.completeUntil
            shelf.areas = holding.areas
            let labels = Dictionary(holding.defects.compactMap { label in label.record.map { ($0, label.kind) } }) { first, _ in first }
            if registry == .population {
                entries = PopulationEntries(holding, projection, spoilt: labels)
            } else {
                fill(&shelf, holding, labels)
            }
            shelves[registry] = shelf
            coverage[registry] = RegistryCoverage(
                authority: registry.rawValue, from: holding.coverageFrom, closedWorldClaims: closedWorlds[registry] ?? [], areas: holding.areas)
        }
    }

    private mutating func fill(_ shelf: inout Shelf, _ holding: Projection.Holding, _ labels: [Int: DefectClass]) {
        if holding.registry == .exitEntry { addDocuments(&shelf) }
        for (place, record) in holding.records.enumerated() {
            guard let kind = RecordKind.named(record.kind, in: holding.registry),
                let written = try? Record(kind, record.fields.compactMap { field in value(field, record, in: kind).map { (field.name, $0) } })
            else {
                unreadable += 1
                continue
            }
            let fact = Fact(record: written)
            if fact.isSilent { continue }
            var keys = written.everybody.compactMap(\.number)
            if holding.registry.holdsPlaces {
                keys =
                    [written.text("name"), written.text("from"), written.text("to")].compactMap(\.self) + written.texts("from") + written.texts("to")
            }
            if let code = written.text("creditCode") { keys.append(code) }
            // The exit-entry register ties the numbers of somebody's documents to him or her.
            if holding.registry == .exitEntry, case .person(let person)? = record.fields.first?.value { keys += tied(to: person) }
            shelf.add(fact, spoilt: labels[place], under: keys)
        }
    }

    private func tied(to person: Int) -> [String] { [society.lives[person].number] + society.lives[person].papers.documents.map(\.number) }

    private func addDocuments(_ shelf: inout Shelf) {
        for (person, life) in society.lives.enumerated() {
            for document in life.papers.documents {
                shelf.add(
                    .document(
                        IdentityDocument(
                            holder: Party(name: life.name, number: life.number), type: document.type, number: document.number,
                            validFrom: document.validFrom, validUntil: document.validUntil, isRevoked: document.isRevoked)),
                    spoilt: nil, under: tied(to: person))
            }
        }
    }

    private func party(_ person: Int, _ record: ProjectedRecord) -> Party {
        let writing = record.writings.first { $0.person == person }
        return Party(name: writing?.name ?? society.lives[person].name, number: writing?.number ?? society.lives[person].number)
    }

    private func value(_ field: (name: String, value: ProjectedRecord.Value), _ record: ProjectedRecord, in kind: RecordKind) -> RecordValue? {
        switch field.value {
        case .person(let person): .party(party(person, record))
        case .persons(let people): .parties(people.map { party($0, record) })
        case .stranger(let name, let number): .party(Party(name: name, number: number))
        case .members(let members):
            .members(
                members.map {
                    HouseholdMember(
                        party: party($0.person, record), relation: $0.stay.relation < 10 ? "0\($0.stay.relation)" : "\($0.stay.relation)",
                        from: $0.stay.from, until: $0.stay.until)
                })
        case .date(let date): .date(date)
        case .text(let text): .text(text)
        case .texts(let texts): .texts(texts)
        case .period(let year, let month): RecordPeriod(year: year, month: month).map { .period($0) }
        case .integer(let number):
            kind.field(field.name)?.type == .integer ? .integer(number) : .decimal(ExactDecimal(hundredths: Int64(number) * 100))
        case .flag(let flag): .boolean(flag)
        case .facts(let facts): .facts(facts.map { StatedFact(name: $0.name, text: $0.value) })
        }
    }

    /// The answer, and what was spoilt in it.
    func answer(to question: Question) -> (answer: Answer, spoilt: [DefectClass]) {
        let shelf = shelves[question.registry] ?? Shelf()
        let number = question.person.identifier.number
        var facts: [Fact]
        var spoilt: [DefectClass] = []
        func take(_ key: String, _ fits: (Fact) -> Bool = { _ in true }) -> [Fact] {
            (shelf.places[key] ?? []).filter { fits(shelf.facts[$0]) }.map { place in
                if let kind = shelf.spoilt[place] { spoilt.append(kind) }
                return shelf.facts[place]
            }
        }
        switch question.topic {
        case .person where question.registry == .population:
            (facts, spoilt) = entries.registrations(under: number, in: society)
        case .person:
            facts = take(number) { fact in question.area.map { fact.lies(in: $0) } ?? true }
        case .document(_, _, let document):
            facts = take(document) { fact in if case .document(let held) = fact { held.number.utf8.elementsEqual(document.utf8) } else { false } }
        case .place(let place, _): facts = take(place.name)
        }
        return (
            Answer(
                question: question, statement: facts.isEmpty ? .noRecord : .records(facts), dataAsOf: shelf.completeUntil ?? society.today,
                areas: shelf.areas.filter { area in question.area.map { area.division.hasPrefix($0) || $0.hasPrefix(area.division) } ?? true }),
            spoilt
        )
    }
}

extension Fact {
    /// A record of a right that lies in the area; other records lie nowhere.
    fileprivate func lies(in area: String) -> Bool {
        guard case .record(let record) = self, let own = record.text("area") else { return true }
        return own.hasPrefix(area)
    }
}
