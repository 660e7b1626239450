import ArgumentParser
import Conformance
import FoundationEssentials
import Glibc
import StrictJSON
import Verification

/// Asks one question and shows every byte that went over the port, masked.
struct AdaptersTry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Ask one registry one question and show the raw exchange, masked.",
        discussion: """
            The person comes from the samples file (--sample) or from standard input: the name on the first line, the number on the second; never from an \
            argument, which everybody on the machine can read. Secrets, tokens and signatures are never shown whole.

            Exit codes: 0 an answer, 1 a failure, 2 mistakes in what was given.
            """)

    /// Which of a registry's samples.
    enum Sample: String, ExpressibleByArgument, CaseIterable {
        case onRecord, notOnRecord
    }

    @Argument(help: "The department's name in the adapters file.") var name: String
    @OptionGroup var options: ConfigurationOptions
    @Option(help: ArgumentHelp("The registry to ask.", valueName: "id")) var registry: String
    @Option(help: ArgumentHelp("Whom to ask about.", valueName: "file")) var samples: String?
    @Option(help: "Which sample: onRecord or notOnRecord; without it the person is read from standard input.") var sample: Sample?
    @Option(help: ArgumentHelp("The type of a number from standard input.", valueName: "type")) var type = IdentifierType.residentID.rawValue
    @Flag(help: "Show names, numbers and bodies as they are: for fictional people only. Secrets stay masked.") var unmasked = false

    func validate() throws {
        if (sample == nil) != (samples == nil) { throw ValidationError("--sample and --samples belong together") }
        if IdentifierType(rawValue: type) == nil {
            throw ValidationError("--type must be one of: \(IdentifierType.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() async throws {
        let mistakes = MistakeList()
        let settings = CandidateDepartments.settings(try options.path(ConfigurationOptions.environment()), into: mistakes)
        let candidate = settings.map { CandidateDepartments.read($0, name: name, into: mistakes) }?.first
        let samples = GivenMistakes.samples(samples, settings, into: mistakes)
        try GivenMistakes.refuse(mistakes)
        guard let candidate else { throw ExitCode(2) }
        guard let id = RegistryID(rawValue: registry), candidate.registries[id] != nil else {
            StandardError.write(
                "\(name) joins no registry \(registry); it joins \(candidate.registries.keys.sorted().map(\.rawValue).joined(separator: ", "))")
            throw ExitCode(2)
        }
        let topic = try topic(samples, id)
        do {
            let attempt = try await Attempt.ask(
                candidate, registry: id, topic: topic, purpose: samples.purpose, surroundings: .real(), isUnmasked: unmasked)
            print(attempt.text, terminator: "")
            if !attempt.isAnswered { throw ExitCode(1) }
        } catch let code as ExitCode {
            throw code
        } catch {
            StandardError.write("\(name): cannot be asked: \(error)")
            throw ExitCode(2)
        }
    }

    private func topic(_ samples: Samples, _ id: RegistryID) throws -> Question.Topic {
        switch sample {
        case .onRecord?: if let topic = samples.registries[id]?.onRecord { return topic }
        case .notOnRecord?: if let topic = samples.registries[id]?.notOnRecord { return topic }
        case nil: return .person(try typed())
        }
        StandardError.write("the samples have no \(sample?.rawValue ?? "") of \(id)")
        throw ExitCode(2)
    }

    /// The person from standard input.
    private func typed() throws -> Person {
        func line(_ what: String) -> String {
            if isatty(STDIN_FILENO) == 1 { StandardError.write("\(what):") }
            return readLine() ?? ""
        }
        let name = line("name")
        let number = line("number")
        let problems = ProblemList()
        let reader = ObjectReader(
            ["name": .string(name), "identifier": ["type": .string(type), "number": .string(number)]], into: problems)
        guard let person = Person.read(reader)?.person, problems.isEmpty else {
            for problem in problems.all { StandardError.write("standard input: \(problem.pointer) \(problem.reason)") }
            throw ExitCode(2)
        }
        return person
    }
}
