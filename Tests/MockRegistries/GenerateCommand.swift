import ArgumentParser
import Lives
import Verification

/// Writes a population file and its oracle.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Generates a population of people with lives, and an oracle of what is true about them.",
        discussion: """
            The same arguments give the same bytes on every machine. Lives are simulated first, then projected into the 29 datasets with each \
            registry's coverage, then spoilt with labelled mistakes. A summary is printed.

            Defects: none, standard, or CLASS=RATE after either, separated by commas: "standard,false-death=0.001". Classes: \
            \(DefectClass.allCases.map(\.rawValue).joined(separator: ", ")).

            Exit codes: 0 written, 1 a file cannot be written, 2 wrong usage, or a file to write that is a device, a pipe or a folder.
            """)

    @Option(help: ArgumentHelp("How many people, the dead included, 1 to 1000000.", valueName: "count"))
    var persons = 2_000

    @Option(help: ArgumentHelp("Another seed, other people.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The day that the data believe it is, YYYY-MM-DD, 1950 to 2200.", valueName: "date"))
    var today = "2026-03-01"

    @Option(help: ArgumentHelp("The population file to write.", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("The oracle to write, one JSON object a line.", valueName: "file"))
    var oracle: String?

    @Option(help: ArgumentHelp("Mistakes in registries: none, standard, or rates.", valueName: "defects"))
    var defects = "none"

    @Option(
        help: ArgumentHelp(
            "How late registries hear of things: none, delays or standard (delays, and court decisions that never arrive).", valueName: "lag"))
    var lag = "none"

    @Option(help: ArgumentHelp("Months of social insurance contributions, 0 to 36; default 12, above 50000 people 3.", valueName: "count"))
    var insuranceMonths: Int?

    func validate() throws { _ = try plan() }

    func run() async throws {
        let generation = Generation(try plan())
        let population = try OutputFile(out)
        let truth = try oracle.map { try OutputFile($0) }
        let summary = try generation.write(population: { try population.write($0) }, oracle: { try truth?.write($0) })
        try population.finish()
        try truth?.finish()
        print(summary)
    }

    private func plan() throws -> Plan {
        guard Plan.personRange.contains(persons) else { throw ValidationError("--persons must be from 1 to 1000000.") }
        guard let day = CalendarDate(today), (1950...2200).contains(day.year) else {
            throw ValidationError("--today must be an existing day from 1950 to 2200, written YYYY-MM-DD.")
        }
        guard let lag = Plan.Lag.allCases.first(where: { $0.rawValue.utf8.elementsEqual(self.lag.utf8) }) else {
            throw ValidationError("--lag must be none, delays or standard.")
        }
        if let insuranceMonths, !Plan.insuranceMonthRange.contains(insuranceMonths) {
            throw ValidationError("--insurance-months must be from 0 to 36.")
        }
        let rates: DefectRates
        do { rates = try DefectRates(parsing: defects) } catch { throw ValidationError("--defects: \(error).") }
        return Plan(persons: persons, seed: seed, today: day, defects: rates, lag: lag, insuranceMonths: insuranceMonths)
    }
}
