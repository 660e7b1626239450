import ArgumentParser

/// `gatewayd`: the daemon and its commands. Exit codes: 0 good, 1 not, 2 usage (or, of `config diff`, a file that cannot be read).
@main
struct GatewayDaemon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatewayd", abstract: "Answers a service hall's question about one person by asking the departments that know.",
        subcommands: [Serve.self, CheckConfig.self, ConfigCommand.self, AdaptersCommand.self, Explain.self, ReceiptCommand.self, LedgerCommand.self])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            let status = exitCode(for: error)
            let text = fullMessage(for: error)
            if status == .success {
                print(text)
                exit()
            }
            StandardError.write(text)
            exit(withError: ExitCode(status == .validationFailure ? 2 : 1))
        }
    }
}
