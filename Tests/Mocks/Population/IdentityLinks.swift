import Verification

/// Who is the same as whom by one register's own word: its `link` records, joined into groups.
///
/// A written `{name, number}` is the person who has exactly that name and number now, else a writing of its own. Numbers alone never join
/// two groups: two people may once have used one number, and must stay two (`domain.md` A.4.9, item 22).
struct IdentityLinks {
    /// One writing in a group.
    struct Writing {
        let name: String
        let number: String
        /// The person who is written so now; nil for a former or foreign writing.
        let person: Int?
        /// True where a record says that this is a former name.
        var isFormerName = false
    }

    private(set) var writings: [Writing] = []
    private var parents: [Int] = []
    private var groups: [[Int]] = []
    private var groupOfPerson: [Int: Int] = [:]

    init(_ records: [PopulationRecord], in population: Population) {
        let links = records.filter { $0.kind.word == "link" }
        guard !links.isEmpty else { return }
        var places: [WrittenKey: Int] = [:]
        let persons = Self.presentPersons(population)
        for record in links {
            guard let a = record.party("a"), let b = record.party("b") else { continue }
            let first = place(of: a, record, population, persons, &places)
            let second = place(of: b, record, population, persons, &places)
            if record.text("reason") == "former-name" {
                for place in [first, second] where writings[place].person == nil { writings[place].isFormerName = true }
            }
            join(first, second)
        }
        var members: [Int: [Int]] = [:]
        for place in writings.indices { members[root(place), default: []].append(place) }
        groups = members.values.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
        for (index, group) in groups.enumerated() {
            for place in group { if let person = writings[place].person { groupOfPerson[person] = index } }
        }
    }

    /// The other writings of the person, in file order.
    func others(of person: Int) -> [Writing] {
        guard let group = groupOfPerson[person] else { return [] }
        return groups[group].map { writings[$0] }.filter { $0.person != person }
    }

    /// Groups in which nobody of the population stands.
    var strangers: [[Writing]] {
        groups.map { $0.map { writings[$0] } }.filter { $0.allSatisfy { $0.person == nil } }
    }

    private static func presentPersons(_ population: Population) -> NumberIndex {
        var index = NumberIndex(minimumCapacity: population.persons.count)
        for (place, person) in population.persons.enumerated() { index.add(place, under: person.number) }
        return index
    }

    private mutating func place(
        of party: PartyReference, _ record: PopulationRecord, _ population: Population, _ persons: NumberIndex, _ places: inout [WrittenKey: Int]
    ) -> Int {
        let writing: Writing
        switch party {
        case .person(let person):
            let written = record.written(person, in: population)
            writing = Writing(name: written.name ?? "", number: written.number ?? "", person: person)
        case .written(let name, let number):
            let holders = persons.map(number) { $0 }.filter { population.persons[$0].name.utf8.elementsEqual(name.utf8) }
            writing = Writing(name: name, number: number, person: holders.first)
        }
        let key = WrittenKey(writing.person.map { "person \($0)" } ?? "written \(writing.number) \(writing.name)")
        if let place = places[key] { return place }
        places[key] = writings.count
        parents.append(writings.count)
        writings.append(writing)
        return writings.count - 1
    }

    private func root(_ place: Int) -> Int {
        var place = place
        while parents[place] != place { place = parents[place] }
        return place
    }

    private mutating func join(_ first: Int, _ second: Int) {
        let (one, other) = (root(first), root(second))
        parents[max(one, other)] = min(one, other)
    }
}
