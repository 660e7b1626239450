import ArgumentParser

/// HTTPS load for one daemon, and the people that it asks about.
@main
struct GatewayLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway-load", abstract: "Drives a closed loop of verifications and says what each costs.",
        subcommands: [Drive.self, PopulationCommand.self], defaultSubcommand: Drive.self)
}

/// Prints a population file of fictional people without any records.
struct PopulationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "population", abstract: "Prints a population of N fictional people (JSON).")

    @Argument(help: "How many people, 1 to 1000000.")
    var count: Int

    @Option(help: "The population's day, YYYY-MM-DD.")
    var today = "2026-03-01"

    func validate() throws {
        guard (1...1_000_000).contains(count) else { throw ValidationError("the count must be from 1 to 1000000") }
    }

    func run() {
        print(Person.population(of: count, today: today))
    }
}
