import Mocks
import Verification

/// Populations for tests: persons by letter, records as the file writes them.
enum Worlds {
    static let today = CalendarDate(dayNumber: 20_513)

    static func world(persons: String, _ registries: [String: String] = [:]) throws -> PopulationWorld {
        try PopulationWorld(population(persons: persons, registries))
    }

    static func population(persons: String, _ registries: [String: String] = [:], faults: String = "") throws -> Population {
        let holdings = registries.sorted { $0.key < $1.key }.map { #""\#($0.key)":{"records":[\#($0.value)]}"# }.joined(separator: ",")
        let text = #"{"today":"2026-03-01","persons":{\#(persons)},"registries":{\#(holdings)},"faults":{\#(faults)}}"#
        return try Population(parsing: Array(text.utf8), defaultToday: today)
    }

    static func date(_ text: String) -> CalendarDate? { CalendarDate(text) }

    /// Two ordinary people.
    static let couple = #""A":{"name":"陈安然","number":"449901198512040025"},"B":{"name":"黄立诚","number":"449901198303170018"}"#
    static let numberA = "449901198512040025"
    static let numberB = "449901198303170018"
    static let partyA = Party(name: "陈安然", number: numberA)
    static let partyB = Party(name: "黄立诚", number: numberB)
}
