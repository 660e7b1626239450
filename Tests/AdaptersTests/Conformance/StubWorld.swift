import Mocks
import Verification

/// A world that holds exactly what a test puts into it.
struct StubWorld: World {
    var today = Self.day
    var completeUntil: CalendarDate = Self.day
    private var held: [RegistryID: [String: [Fact]]] = [:]

    /// 2026-03-01, the "today" of the examples.
    static let day = CalendarDate(dayNumber: 20_513)

    /// The same world where the registry answers with these facts, in this order, when asked for that number.
    func holding(_ facts: [Fact], in registry: RegistryID, under number: String) -> StubWorld {
        var world = self
        world.held[registry, default: [:]][number] = facts
        return world
    }

    func facts(in registry: RegistryID, under number: String) -> [Fact] { held[registry]?[number] ?? [] }
    func dataAsOf(_ registry: RegistryID) -> CalendarDate { completeUntil }
}
