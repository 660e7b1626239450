import ArgumentParser
import StrictJSON

/// What can be done with configuration files besides serving them.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Compare configurations.", subcommands: [ConfigDiff.self])
}

/// Says which claims are answered in another way. Exit codes as diff(1): 0 no claim, 1 some, 2 a file cannot be read.
struct ConfigDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say which claims change route between two configurations.",
        discussion: """
            OLD and NEW are each a gatewayd.json, a folder that holds one, or an adapters.json or catalogue.json alone (the other of the two is \
            taken from its folder, else from the other side). Certificates and secrets are not looked at, nor is a test bed.
            Exit codes: 0 no claim changes route, 1 some do, 2 a file cannot be read.
            """)

    @Argument(help: "The configuration as it is.") var old: String
    @Argument(help: "The configuration as it shall be.") var new: String
    @Flag(help: "Print the difference as JSON.") var json = false

    func run() throws {
        let mistakes = MistakeList()
        let before = RouteSource.find(old, into: mistakes)
        let after = RouteSource.find(new, into: mistakes)
        guard let before, let after else { throw Self.refusal(mistakes, json) }
        let sources = (before.completed(by: after), after.completed(by: before))
        let routes = sources.0.read(into: mistakes)
        let others = MistakeList()
        let newRoutes = sources.1.read(into: others)
        mistakes.add(others)
        guard let routes, let newRoutes else { throw Self.refusal(mistakes, json) }
        let differences = routes.differences(to: newRoutes)
        print(json ? Self.jsonReport(sources.0, sources.1, differences) : Self.report(differences))
        if !differences.isEmpty { throw ExitCode(1) }
    }

    /// For people; ends with the count.
    static func report(_ differences: [RouteDifference]) -> String {
        if differences.isEmpty { return "no claim changes route" }
        return (differences.flatMap(\.lines) + ["\(differences.count) claim(s) change route"]).joined(separator: "\n")
    }

    /// For programs: which files were compared, and the difference.
    static func jsonReport(_ old: RouteSource, _ new: RouteSource, _ differences: [RouteDifference]) -> String {
        let report: JSON = [
            "old": old.json, "new": new.json, "claimsThatChangeRoute": .integer(differences.count), "claims": .array(differences.map(\.json)),
        ]
        return String(decoding: report.encoded(), as: UTF8.self)
    }

    private static func refusal(_ mistakes: MistakeList, _ json: Bool) -> ExitCode {
        if json {
            let report: JSON = ["mistakes": mistakes.json]
            print(String(decoding: report.encoded(), as: UTF8.self))
        } else {
            for line in mistakes.lines { StandardError.write(line) }
        }
        return ExitCode(2)
    }
}

extension RouteSource {
    fileprivate var json: JSON {
        ["adapters": adaptersPath.map(JSON.string) ?? .null, "catalogue": cataloguePath.map(JSON.string) ?? .null]
    }
}
