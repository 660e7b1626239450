import ArgumentParser
import Conformance
import CurlTransport
import StrictJSON

/// Runs the numbered list of requirements against configured registries.
struct AdaptersCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Run the conformance requirements against a configured registry, mock or real.",
        discussion: """
            Asks the registries about the people of the samples file, over the real transport, lets the wire and the answers misbehave, and prints what was \
            met. Only the named department has to be good in the configuration; without a name all are checked.

            Exit codes: 0 nothing failed, 1 something failed (or got worse than the baseline, or nobody on record could be asked about), 2 mistakes in \
            what was given.
            """)

    @Argument(help: "The department's name in the adapters file; all departments without it.") var name: String?
    @OptionGroup var options: ConfigurationOptions
    @Option(help: ArgumentHelp("Whom to ask about (see Config/samples.schema.json).", valueName: "file")) var samples: String?
    @Option(help: ArgumentHelp("Write the report as JSON.", valueName: "file")) var report: String?
    @Option(help: ArgumentHelp("An earlier report; prints what has changed since.", valueName: "file")) var baseline: String?
    @Option(help: ArgumentHelp("Requirements to try, joined by commas.", valueName: "ids")) var only: String?
    @Option(help: ArgumentHelp("Requirements to leave out, joined by commas.", valueName: "ids")) var skip: String?
    @Option(help: ArgumentHelp("Admin door of mock registries, to order faults of the dialect.", valueName: "url")) var mockAdmin: String?

    @Flag(help: "Print the requirements with what each demands, and end.") var list = false

    func validate() throws {
        let known = Set(ConformanceSuite.requirements.map(\.id))
        let unknown = (Self.ids(only) + Self.ids(skip)).filter { !known.contains($0) }
        if !unknown.isEmpty { throw ValidationError("no such requirement: \(unknown.joined(separator: ", "))") }
        if let mockAdmin, !mockAdmin.utf8.starts(with: "http://".utf8) { throw ValidationError("--mock-admin must be http://host:port") }
    }

    func run() async throws {
        if list { return print(Self.table) }
        let mistakes = MistakeList()
        let settings = CandidateDepartments.settings(try options.path(ConfigurationOptions.environment()), into: mistakes)
        let candidates = settings.map { CandidateDepartments.read($0, name: name, into: mistakes) } ?? []
        let samples = GivenMistakes.samples(samples, settings, into: mistakes)
        if let report, let mistake = ReportFile.mistake(in: report) { mistakes.add(file: report, pointer: "", mistake) }
        let earlier = baseline.flatMap { GivenMistakes.read($0, mistakes, by: ConformanceReport.read) }
        try GivenMistakes.refuse(mistakes)
        let report = try await check(candidates, samples)
        print(report.text, terminator: "")
        let drift = earlier.map { Drift(from: $0, to: report, wholeConfiguration: name == nil) }
        if let drift { print("\n" + drift.text) }
        if let path = self.report {
            guard ReportFile.write(report.json.encoded() + [UInt8(ascii: "\n")], to: path) else {
                StandardError.write("\(path): cannot be written")
                throw ExitCode(1)
            }
        }
        let unasked = wanted?.contains(ConformanceSuite.first) ?? true ? report.withoutFirst : []
        for place in unasked { StandardError.write("\(place): nothing is shown, because nobody on record could be asked about: give a sample") }
        if report.hasFailures || drift?.isWorse == true || !unasked.isEmpty { throw ExitCode(1) }
    }

    private func check(_ candidates: [Candidate], _ samples: Samples) async throws -> ConformanceReport {
        var surroundings = Surroundings.real()
        surroundings.mockAdmin = mockAdmin
        let chosen = wanted
        let checker = Checker(samples: samples, surroundings: surroundings, only: chosen)
        let begun = surroundings.wallClock()
        var departments: [DepartmentReport] = []
        for candidate in candidates {
            do {
                departments.append(try await checker.check(candidate))
            } catch {
                StandardError.write("\(candidate.name): cannot be checked: \(error)")
                throw ExitCode(2)
            }
        }
        return ConformanceReport(
            suite: ConformanceSuite.name, version: ConformanceSuite.version, milliseconds: begun, only: chosen?.sorted(), departments: departments)
    }

    /// The list in the order of its numbers.
    private static var table: String {
        let head = "\(ConformanceSuite.name) \(ConformanceSuite.version)"
        return ([head] + ConformanceSuite.requirements.sorted { $0.id < $1.id }.map { "\($0.id) \($0.title): \($0.demand)" }).joined(separator: "\n")
    }

    /// The ids to try; nil for all.
    private var wanted: Set<String>? {
        if only == nil, skip == nil { return nil }
        let chosen = only == nil ? ConformanceSuite.requirements.map(\.id) : Self.ids(only)
        return Set(chosen).subtracting(Self.ids(skip))
    }

    private static func ids(_ text: String?) -> [String] {
        (text ?? "").split(whereSeparator: { $0 == "," || $0 == " " }).map { $0.uppercased() }
    }
}
