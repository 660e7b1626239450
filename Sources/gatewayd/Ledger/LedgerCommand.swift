import ArgumentParser

/// What can be done with a ledger besides writing it.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Make the keys of a log, check it, export it, search it.",
        subcommands: [LedgerInit.self, LedgerVerify.self, LedgerExport.self, LedgerFind.self])
}
