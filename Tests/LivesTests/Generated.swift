import Lives
import Mocks
import ShangMi
import StrictJSON
import Verification

/// A generated society with its files, in memory.
struct Generated: Sendable {
    let plan: Plan
    let society: Society
    let summary: Summary
    let population: [UInt8]
    let oracle: [UInt8]

    static let today = CalendarDate(dayNumber: 20_513)  // 2026-03-01

    init(persons: Int, seed: UInt64 = 7, defects: DefectRates = .none, lag: Plan.Lag = .none) throws {
        plan = Plan(persons: persons, seed: seed, today: Self.today, defects: defects, lag: lag)
        let generation = Generation(plan)
        society = generation.society
        let files = Files()
        summary = try generation.write(population: { files.population += $0 }, oracle: { files.oracle += $0 })
        population = files.population
        oracle = files.oracle
    }

    private final class Files {
        var population: [UInt8] = []
        var oracle: [UInt8] = []
    }

    /// As the mock registries read it.
    func world() throws -> PopulationWorld { PopulationWorld(try Population(parsing: population, defaultToday: Self.today)) }

    /// The lines of the oracle, the header first.
    func lines() throws -> [JSON] { try oracle.split(separator: UInt8(ascii: "\n")).map { try JSON(parsing: Array($0), limits: .file) } }

    static func digest(_ bytes: [UInt8]) -> String {
        Digest.sm3(bytes).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
