import Verification

/// `ps-exit-entry`: documents, crossings and links. What concerns a person is found under every number that this register itself ties to
/// him or her: the present number, the numbers of the documents, and those of `link` records. A crossing written under another number is
/// found under that one only.
struct ExitEntryRegister {
    private(set) var index = FactIndex()

    init(_ population: Population) {
        let records = population.holdings[.exitEntry]?.records ?? []
        let links = IdentityLinks(records, in: population)
        let tied = Self.tiedNumbers(population, records, links)
        for (place, person) in population.persons.enumerated() {
            for document in person.details?.documents ?? [] {
                let fact = IdentityDocument(
                    holder: Party(name: person.name, number: person.number), type: document.type, number: document.number,
                    validFrom: document.validFrom, validUntil: document.validUntil, isRevoked: document.isRevoked)
                index.add(.document(fact), under: tied[place] ?? [])
            }
        }
        for record in records {
            switch record.kind.word {
            case "document": addDocument(record, population, tied)
            case "crossing": addCrossing(record, population, tied)
            case "link": addLink(record, population, tied)
            default: break
            }
        }
    }

    /// The numbers of each person who has any beside his or her own.
    private static func tiedNumbers(_ population: Population, _ records: [PopulationRecord], _ links: IdentityLinks) -> [Int: [String]] {
        var tied: [Int: [String]] = [:]
        for (place, person) in population.persons.enumerated() {
            let numbers = (person.details?.documents ?? []).map(\.number) + links.others(of: place).map(\.number)
            if !numbers.isEmpty { tied[place] = [person.number] + numbers }
        }
        for record in records where record.kind.word == "document" {
            guard let person = record.person("person"), let number = record.text("number"), record.writing(of: person)?.number == nil else {
                continue
            }
            tied[person, default: [population.persons[person].number]].append(number)
        }
        return tied
    }

    /// All numbers of the person if the written one is among them, else the written one alone.
    private func numbers(of person: Int, writtenAs holder: Party, _ tied: [Int: [String]]) -> [String] {
        guard let written = holder.number else { return [] }
        guard let all = tied[person], all.contains(where: { WrittenKey($0) == WrittenKey(written) }) else { return [written] }
        return all
    }

    private mutating func addDocument(_ record: PopulationRecord, _ population: Population, _ tied: [Int: [String]]) {
        guard let person = record.person("person"), let type = record.text("type"), let number = record.text("number") else { return }
        let holder = record.written(person, in: population)
        let fact = IdentityDocument(
            holder: holder, type: type, number: number, validFrom: record.date("validFrom"), validUntil: record.date("validUntil"),
            isRevoked: record.flag("revoked") ?? false)
        index.add(.document(fact), under: numbers(of: person, writtenAs: holder, tied) + [number])
    }

    private mutating func addCrossing(_ record: PopulationRecord, _ population: Population, _ tied: [Int: [String]]) {
        guard let person = record.person("person"), let date = record.date("date") else { return }
        let holder = record.written(person, in: population)
        index.add(.crossing(Crossing(holder: holder, date: date)), under: numbers(of: person, writtenAs: holder, tied))
    }

    /// A link reads as an entry of the person (else of the first side) that names the other side's number; it is no document.
    private mutating func addLink(_ record: PopulationRecord, _ population: Population, _ tied: [Int: [String]]) {
        guard let a = record.party("a"), let b = record.party("b") else { return }
        var sides = [record.written(a, in: population), record.written(b, in: population)]
        if case .written = a, case .person = b { sides.reverse() }
        guard let number = sides[1].number else { return }
        let link = IdentifierLink(identifier: Identifier(type: IdentifierForm.type(of: number), number: number), name: sides[1].name)
        var under = sides.compactMap(\.number)
        for side in [a, b] { if case .person(let person) = side { under += tied[person] ?? [] } }
        index.add(.registration(Registration(holder: sides[0], status: .active, links: [link])), under: under)
    }
}
