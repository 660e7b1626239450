import ArgumentParser
import Lives
import Mocks

/// Runs the command with this project's exit codes (ArgumentParser's own for wrong usage is 64).
@main
enum Main {
    static func main() async {
        do {
            var command = try MockRegistriesCommand.parseAsRoot()
            if command is GenerateCommand { try refuseRepeated(CommandLine.arguments) }
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch let mistakes as PopulationMistakes {
            complain(mistakes.problems.prefix(200).map { PopulationMistakes([$0]).description })
            if mistakes.problems.count > 200 { complain(["and \(mistakes.problems.count - 200) more"]) }
            complain(["mock-registries: the population file has \(mistakes.problems.count) mistake(s)"])
            MockRegistriesCommand.exit(withError: ExitCode(1))
        } catch let error as MockStartError {
            complain(["mock-registries: \(error)"])
            MockRegistriesCommand.exit(withError: ExitCode(1))
        } catch let error as OutputMistake {
            complain(["mock-registries: \(error)"])
            MockRegistriesCommand.exit(withError: ExitCode(error.isMisuse ? 2 : 1))
        } catch  where MockRegistriesCommand.exitCode(for: error) == .validationFailure {
            complain([MockRegistriesCommand.fullMessage(for: error)])
            MockRegistriesCommand.exit(withError: ExitCode(2))
        } catch {
            MockRegistriesCommand.exit(withError: error)
        }
    }

    /// The parser takes the last of an option that is given twice; two seeds are rather a mistake.
    private static func refuseRepeated(_ arguments: [String]) throws {
        var seen: Set<Substring> = []
        for option in arguments.lazy.filter({ $0.utf8.starts(with: "--".utf8) }).map({ $0.prefix { $0 != "=" } }) where !seen.insert(option).inserted
        {
            throw ValidationError("\(option) is given more than once.")
        }
    }

    private static func complain(_ lines: [String]) {
        for line in lines { StandardError.write(line) }
    }
}
