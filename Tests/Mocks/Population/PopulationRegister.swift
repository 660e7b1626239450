import Verification

/// `ps-population`: everybody who is not absent, found under the present number and under every number that the register links to him or
/// her. Whoever asks by an old number gets the present holder's entry, and every holder where two people used one number.
struct PopulationRegister: Sendable {
    private let persons: [PopulationPerson]
    private var extras: [Int: Extra] = [:]
    private var numbers: NumberIndex

    /// What records add to a person.
    private struct Extra {
        var status: (RegistrationStatus, date: CalendarDate?)?
        var writing: PopulationRecord.Writing?
        var residences: [Residence] = []
        var links: [IdentityLinks.Writing] = []
    }

    init(_ population: Population) {
        let records = population.holdings[.population]?.records ?? []
        let links = IdentityLinks(records, in: population)
        var persons = population.persons
        for record in records { Self.add(record, to: &extras) }
        if !links.writings.isEmpty {
            for index in persons.indices {
                let others = links.others(of: index)
                if !others.isEmpty { extras[index, default: Extra()].links = others }
            }
        }
        // A link between two writings of nobody in the file: the register knows a person whom the file does not tell of; the last is present.
        for group in links.strangers {
            guard let present = group.last else { continue }
            let birth = IdentifierForm.birth(in: present.number)
            extras[persons.count, default: Extra()].links = Array(group.dropLast())
            persons.append(
                PopulationPerson(id: "", name: present.name, number: present.number, sex: birth.sex, born: birth.born, details: nil))
        }
        self.persons = persons
        numbers = NumberIndex(minimumCapacity: persons.count)
        for (index, person) in persons.enumerated() where person.details?.isAbsent != true {
            let extra = extras[index]
            numbers.add(index, under: extra?.writing?.number ?? person.number)
            for former in person.details?.formerNumbers ?? [] where former.isLinked { numbers.add(index, under: former.text) }
            for link in extra?.links ?? [] { numbers.add(index, under: link.number) }
        }
    }

    func facts(under number: String) -> [Fact] { numbers.map(number) { .registration(registration($0)) } }

    private static func add(_ record: PopulationRecord, to extras: inout [Int: Extra]) {
        switch record.kind.word {
        case "status":
            guard let person = record.person("person") else { return }
            var extra = extras[person] ?? Extra()
            let date = record.date("date")
            let reason = record.text("reason").flatMap { CancellationReason(rawValue: $0) }
            // The last act counts; undated ones by their place in the file.
            if let known = extra.status?.date, let date, date < known { return }
            extra.status = (reason.map { .cancelled($0, on: date) } ?? .active, date)
            extra.writing = record.writing(of: person) ?? extra.writing
            extras[person] = extra
        case "household":
            for member in record.members {
                let residence = Residence(
                    division: record.text("division"), address: record.text("address"), from: member.from, until: member.until,
                    household: record.text("id"), relation: member.relation)
                extras[member.person, default: Extra()].residences.append(residence)
            }
        default: break
        }
    }

    private func registration(_ index: Int) -> Registration {
        let person = persons[index]
        let extra = extras.isEmpty ? nil : extras[index]
        guard person.details != nil || extra != nil else {
            return Registration(
                holder: Party(name: person.name, number: person.number), status: .active, sex: person.sex?.rawValue, birthDate: person.born)
        }
        let holder = Party(name: extra?.writing?.name ?? person.name, number: extra?.writing?.number ?? person.number)
        var formerNames = (person.details?.formerNames ?? []).filter(\.isLinked).map { FormerName(name: $0.text, until: $0.until) }
        var links = (person.details?.formerNumbers ?? []).filter(\.isLinked).map {
            IdentifierLink(identifier: Identifier(type: IdentifierForm.type(of: $0.text), number: $0.text), until: $0.until)
        }
        for link in extra?.links ?? [] {
            if link.isFormerName, !formerNames.contains(where: { WrittenKey($0.name) == WrittenKey(link.name) }) {
                formerNames.append(FormerName(name: link.name, until: nil))
            }
            let isKnown = links.contains { WrittenKey($0.identifier.number) == WrittenKey(link.number) }
            if !isKnown, WrittenKey(link.number) != WrittenKey(holder.number ?? "") {
                links.append(
                    IdentifierLink(identifier: Identifier(type: IdentifierForm.type(of: link.number), number: link.number), name: link.name))
            }
        }
        return Registration(
            holder: holder, status: extra?.status?.0 ?? .active, sex: person.sex?.rawValue, birthDate: person.born,
            ethnicity: person.details?.ethnicity, formerNames: formerNames, links: links, residences: extra?.residences ?? [])
    }
}
