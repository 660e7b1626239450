import ArgumentParser
import Gateway
import Logging
import StrictJSON
import Verification

/// Plays one inquiry, or tells what would come of one, step by step for a person to read.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain step by step how an inquiry is answered, or what would come of one.",
        discussion: """
            With --inquiry FILE (- for standard input; the body of POST /v1/verifications) the configured registries are asked and every step is told. \
            Personal data never comes from an argument, which everybody on the machine can read.
            With --certificate alone nobody is asked: it is told what would be asked, of whom, and how far their data reach (POST /v1/coverage).
            scripts/explain --population FILE plays it against mock registries of a population.
            Exit codes: 0 answered (or answerable), 1 refused (or it would stop before a registry is asked), 2 mistakes in what was given.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Option(help: ArgumentHelp("Whose rights count: a name of the clients file.", valueName: "name")) var client: String
    @Option(help: ArgumentHelp("The inquiry to play.", valueName: "file")) var inquiry: String?
    @Option(help: ArgumentHelp("Seconds to wait for registries.", valueName: "seconds")) var wait = 8
    @OptionGroup var coverage: CoverageOptions
    @Flag(help: "Print the explanation as JSON.") var json = false

    func validate() throws {
        guard (inquiry == nil) != (coverage.certificate == nil) else { throw ValidationError("give either --inquiry or --certificate") }
        guard (0...30).contains(wait) else { throw ValidationError("--wait must be from 0 to 30") }
    }

    func run() async throws {
        let mistakes = MistakeList()
        let environment = ConfigurationOptions.environment()
        let settings = Settings.read(path: try options.path(environment), environment: environment, into: mistakes)
        let logger = Logger(label: "gatewayd") { _ in SwiftLogNoOpLogHandler() }
        guard let settings, let assembly = await Assembly.build(settings, logger: logger, into: mistakes), mistakes.isEmpty else {
            throw Self.refusal(mistakes)
        }
        do {
            let outcome = try await explain(assembly)
            await assembly.shutdown()
            print(json ? String(decoding: outcome.json.encoded(), as: UTF8.self) : outcome.text)
            if !outcome.isGood { throw ExitCode(1) }
        } catch {
            await assembly.shutdown()
            throw error
        }
    }

    private func explain(_ assembly: Assembly) async throws -> any Explained {
        guard let client = assembly.clients.client(named: client) else {
            StandardError.write("--client: the clients file has no such name")
            throw ExitCode(2)
        }
        let gateway = assembly.gateway
        if let inquiry {
            let played = try read(inquiry, gateway)
            return try await PlayedInquiry(played, by: client, gateway, within: .seconds(wait))
        }
        let problems = ProblemList()
        let body = try coverage.body()
        let read = CoverageInquiry.read(body, catalogue: gateway.catalogue, today: gateway.legalDate(), into: problems)
        guard let read, problems.isEmpty else { throw Self.refusal(problems, of: "the options") }
        return ExplainedCoverage(answer: try gateway.coverage(of: read, for: client), catalogue: gateway.catalogue, client: client)
    }

    private func read(_ path: String, _ gateway: Gateway) throws -> Inquiry {
        let mistakes = MistakeList()
        let isStandardInput = path.utf8.elementsEqual("-".utf8)
        let bytes = isStandardInput ? standardInput() : ConfigurationFile.bytes(path, into: mistakes)
        guard let bytes, mistakes.isEmpty else { throw Self.refusal(mistakes) }
        let problems = ProblemList()
        do {
            let json = try JSON(parsing: bytes, limits: .request)
            let inquiry = Inquiry.read(json, catalogue: gateway.catalogue, today: gateway.legalDate(), into: problems)
            guard let inquiry, problems.isEmpty else { throw Self.refusal(problems, of: "the inquiry") }
            return inquiry
        } catch let error as JSONSyntaxError {
            StandardError.write("the inquiry: \(error)")
            throw ExitCode(2)
        }
    }

    private func standardInput() -> [UInt8] {
        var bytes: [UInt8] = []
        while let line = readLine(strippingNewline: false), bytes.count <= JSONLimits.request.bytes { bytes += Array(line.utf8) }
        return bytes
    }

    private static func refusal(_ mistakes: MistakeList) -> ExitCode {
        for line in mistakes.lines { StandardError.write(line) }
        return ExitCode(2)
    }

    private static func refusal(_ problems: ProblemList, of what: String) -> ExitCode {
        for problem in problems.all { StandardError.write("\(what): \(problem.pointer) \(problem.reason)") }
        return ExitCode(2)
    }
}

/// Something that was explained.
protocol Explained {
    /// It is, or would be, answered.
    var isGood: Bool { get }
    /// For people, in Chinese and English.
    var text: String { get }
    var json: JSON { get }
}

/// What would be asked, on the command line: nothing in it is about a person.
struct CoverageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A certificate, by id or name.", valueName: "name")) var certificate: String?
    @Option(help: ArgumentHelp("A claim; without it the certificate's default.", valueName: "claim")) var claim: String?
    @Option(help: ArgumentHelp("A parameter of the claim that is about nobody.", valueName: "name=value")) var parameter: [String] = []
    @Option(help: ArgumentHelp("general or an exception of the list.", valueName: "category")) var purpose: String?
    @Option(help: "The year in which the person would be born.") var birthYear: Int?
    @Option(help: ArgumentHelp("A division code.", valueName: "code")) var area: String?
    @Option(help: ArgumentHelp("The day for which it would be asked.", valueName: "date")) var at: String?
    @Flag(help: "An article that allows the question would be named.") var legalBasis = false
    @Flag(help: "The subject's consent would be named.") var consent = false

    /// The same as the body of `POST /v1/coverage`.
    func body() throws -> JSON {
        var members: [JSON.Member] = [.init("certificate", .string(certificate ?? ""))]
        if let claim { members.append(.init("claims", .array([["claim": .string(claim), "parameters": .object(try parameters(of: claim))]]))) }
        var purposes: [JSON.Member] = [.init("legalBasis", .bool(legalBasis)), .init("consent", .bool(consent))]
        if let purpose { purposes.append(.init("category", .string(purpose))) }
        members.append(.init("purpose", .object(purposes)))
        if let birthYear { members.append(.init("birthYear", .integer(birthYear))) }
        if let area { members.append(.init("area", .string(area))) }
        if let at { members.append(.init("at", .string(at))) }
        return .object(members)
    }

    private func parameters(of claim: String) throws -> [JSON.Member] {
        try parameter.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--parameter wants name=value") }
            let type = ClaimKind(rawValue: claim)?.parameters.first { $0.name.utf8.elementsEqual(parts[0].utf8) }?.type
            return .init(parts[0], value(parts[1], of: type))
        }
    }

    private func value(_ text: String, of type: ParameterType?) -> JSON {
        switch type {
        case .integer?: Int(text).map(JSON.integer) ?? .string(text)
        case .words?: .array(text.split(separator: ",").map { .string(String($0)) })
        case .onlyTrue?: .bool(text.utf8.elementsEqual("true".utf8))
        default: .string(text)
        }
    }
}
