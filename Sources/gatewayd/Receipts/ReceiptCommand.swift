import ArgumentParser

/// `gatewayd receipt`: what can be done with a receipt without a daemon.
struct ReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "Check receipts offline.", subcommands: [ReceiptVerify.self])
}
