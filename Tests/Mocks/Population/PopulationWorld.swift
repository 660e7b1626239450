package import Verification

/// The population, projected into every registry's facts: built once, then only read.
///
/// A look-up costs one hash, whatever the size: a registry's facts are indexed by the numbers that stand written in them. The population
/// register keeps no facts but makes them when asked, because nearly all of its people have nothing beside name and number.
package struct PopulationWorld: World {
    package let today: CalendarDate
    private let content: Content

    /// What is the same on every day.
    private final class Content: Sendable {
        let register: PopulationRegister
        let indexes: [RegistryID: FactIndex]
        let holdings: [RegistryID: RegistryHolding]
        let personCount: Int

        init(_ population: Population) {
            register = PopulationRegister(population)
            var indexes: [RegistryID: FactIndex] = [:]
            for (id, holding) in population.holdings where id != .population && id != .exitEntry {
                indexes[id] = FactIndex(projecting: holding.records, in: population)
            }
            indexes[.exitEntry] = ExitEntryRegister(population).index
            self.indexes = indexes
            holdings = population.holdings
            personCount = population.persons.count
        }
    }

    package init(_ population: Population) {
        today = population.today
        content = Content(population)
    }

    private init(today: CalendarDate, content: Content) {
        self.today = today
        self.content = content
    }

    /// The same people on another day; costs nothing.
    package func on(_ today: CalendarDate) -> PopulationWorld { PopulationWorld(today: today, content: content) }

    package var personCount: Int { content.personCount }

    package func facts(in registry: RegistryID, under number: String) -> [Fact] {
        if registry == .population { return content.register.facts(under: number) }
        return content.indexes[registry]?.facts(under: number) ?? []
    }

    /// What the file says, else today.
    package func dataAsOf(_ registry: RegistryID) -> CalendarDate { content.holdings[registry]?.dataAsOf ?? today }

    /// The day before which events may be missing; nil when the file does not say.
    package func coverageFrom(_ registry: RegistryID) -> CalendarDate? { content.holdings[registry]?.coverageFrom }

    package func areas(of registry: RegistryID) -> [AreaCoverage] { content.holdings[registry]?.areas ?? [] }

    package func institutions(of registry: RegistryID) -> [InstitutionAnswer] { content.holdings[registry]?.institutions ?? [] }
}

/// Facts in file order, found by number.
struct FactIndex: Sendable {
    private var facts: [Fact] = []
    private var numbers = NumberIndex()

    /// Adds one fact that is found under each of the numbers.
    mutating func add(_ fact: Fact, under writtenNumbers: some Sequence<String>) {
        for number in writtenNumbers { numbers.add(facts.count, under: number) }
        facts.append(fact)
    }

    func facts(under number: String) -> [Fact] { numbers.map(number) { facts[$0] } }
}

extension FactIndex {
    /// The facts of an ordinary dataset: each under the numbers of its own parties.
    init(projecting records: [PopulationRecord], in population: Population) {
        for record in records {
            guard let (fact, keys) = record.projection(of: population) else { continue }
            add(fact, under: keys)
        }
    }
}
