import Verification

extension PopulationRecord {
    /// The fact that a registry makes of this record, and the texts under which it is found: numbers of everybody who stands in it, and names
    /// of places or codes of enterprises where the registry is asked by them. Nil where the registry says nothing (a `proceeding`).
    func projection(of population: Population) -> (fact: Fact, keys: [String])? {
        guard let record = record(in: population) else { return nil }
        let fact = Fact(record: record)
        return fact.isSilent ? nil : (fact, record.everybody.compactMap(\.number) + record.lookUpTexts)
    }

    /// The same record with everybody written out.
    func record(in population: Population) -> Record? {
        let written = fields.compactMap { field -> (name: String, value: RecordValue)? in
            // Notes are for people.
            guard field.name != "note" else { return nil }
            return (field.name, recordValue(field.value, in: population))
        }
        // The reader has checked all that a record demands.
        return try? Record(kind, written)
    }

    /// A person as this record writes him or her: the truth, or what `as` says instead.
    func written(_ person: Int, in population: Population) -> Party {
        let truth = population.persons[person]
        let writing = writing(of: person)
        return Party(name: writing?.name ?? truth.name, number: writing?.number ?? truth.number)
    }

    func written(_ reference: PartyReference, in population: Population) -> Party {
        switch reference {
        case .person(let person): written(person, in: population)
        case .written(let name, let number): Party(name: name, number: number)
        }
    }

    private func recordValue(_ value: FieldValue, in population: Population) -> RecordValue {
        switch value {
        case .party(let reference): .party(written(reference, in: population))
        case .parties(let persons): .parties(persons.map { written($0, in: population) })
        case .members(let members):
            .members(
                members.map {
                    HouseholdMember(party: written($0.person, in: population), relation: $0.relation, from: $0.from, until: $0.until)
                })
        case .plain(let value): value
        }
    }
}

extension Record {
    /// What the registry is asked by where that is no person's number.
    fileprivate var lookUpTexts: [String] {
        switch kind.registries.first {
        case RegistryID.doorplate?: [text("name"), text("from"), text("to")].compactMap(\.self) + texts("from") + texts("to")
        case RegistryID.marketEntities?: [text("creditCode")].compactMap(\.self)
        default: []
        }
    }
}
