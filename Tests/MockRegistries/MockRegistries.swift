import ArgumentParser

/// The whole command: serving is what it does unless told otherwise.
struct MockRegistriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mock-registries",
        abstract: "Department registries for testers: people who lead lives, and registries that know a part of them.",
        discussion: """
            `mock-registries --population FILE --state DIR` serves a population; `mock-registries generate --persons 2000 --out FILE \
            --oracle FILE` makes one, with an oracle that says what is true. Documentation/mock-registries.md is the manual.
            """,
        subcommands: [ServeCommand.self, GenerateCommand.self],
        defaultSubcommand: ServeCommand.self)
}
