import ArgumentParser
import Configuration
import Gateway
import Logging
import StrictJSON

/// Reads the whole configuration as `serve` would and reports every mistake at once; asks no registry and listens on nothing.
struct CheckConfig: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Check the configuration and report every mistake with its place.")

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Print the report as JSON.") var json = false

    func run() async throws {
        let mistakes = MistakeList()
        let environment = ConfigurationOptions.environment()
        let path = try options.path(environment)
        let logger = Logger(label: "gatewayd") { _ in SwiftLogNoOpLogHandler() }
        var assembly: Assembly?
        if let settings = Settings.read(path: path, environment: environment, into: mistakes) {
            assembly = await Assembly.build(settings, logger: logger, into: mistakes)
        }
        print(json ? Self.jsonReport(path, assembly, mistakes) : Self.report(path, assembly, mistakes))
        await assembly?.shutdown()
        if !mistakes.isEmpty { throw ExitCode(1) }
    }

    static func report(_ path: String, _ assembly: Assembly?, _ mistakes: MistakeList) -> String {
        guard mistakes.isEmpty, let assembly else {
            return (["\(path): \(mistakes.all.count) mistake(s)"] + mistakes.lines.map { "  " + $0 }).joined(separator: "\n")
        }
        let departments = assembly.gateway.readiness().departments.map(\.name).joined(separator: ", ")
        return "\(path): good. Departments joined: \(departments)"
    }

    static func jsonReport(_ path: String, _ assembly: Assembly?, _ mistakes: MistakeList) -> String {
        let departments = assembly.map { $0.gateway.readiness().departments.map { JSON.string($0.name) } } ?? []
        let report: JSON = [
            "configuration": .string(path),
            "good": .bool(mistakes.isEmpty),
            "departments": .array(departments),
            "mistakes": mistakes.json,
        ]
        return String(decoding: report.encoded(), as: UTF8.self)
    }
}

/// Where the configuration is.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .long, help: "The daemon's configuration file; GATEWAYD_CONFIG serves too.") var config: String?

    /// What the environment says, under the prefix `GATEWAYD_`.
    static func environment() -> ConfigReader {
        ConfigReader(provider: EnvironmentVariablesProvider()).scoped(to: "gatewayd")
    }

    /// The path from the command line or the environment. There is no default: a daemon must not start on a configuration that nobody chose.
    func path(_ environment: ConfigReader) throws -> String {
        if let path = config ?? environment.string(forKey: "config") { return path }
        throw ValidationError("no configuration: give --config FILE or set GATEWAYD_CONFIG")
    }
}
