import AdapterKit
import Adapters
import Conformance
import StrictJSON
import Synchronization
import Testing
import Verification

/// What an adapter may do wrong: a genuine one with one vice.
protocol Vice: Sendable {
    init()
    /// The port that the genuine adapter gets.
    func port(_ genuine: any Outbound) -> any Outbound
    /// The settings that it gets.
    func settings(_ given: AdapterSettings) -> AdapterSettings
    /// What becomes of a question.
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply
}

extension Vice {
    func port(_ genuine: any Outbound) -> any Outbound { genuine }
    func settings(_ given: AdapterSettings) -> AdapterSettings { given }
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        try await genuine.ask(question, context: context)
    }
}

/// The declarative adapter with a vice.
struct Vicious<Kind: Vice>: RegistryAdapter {
    static var manifest: AdapterManifest { DeclarativeAdapter.manifest }
    static func manifest(for settings: AdapterSettings) -> AdapterManifest { DeclarativeAdapter.manifest(for: settings) }

    let vice = Kind()
    let genuine: DeclarativeAdapter

    init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {
        genuine = try DeclarativeAdapter(
            settings: vice.settings(settings),
            environment: AdapterEnvironment(
                outbound: vice.port(environment.outbound), wallClock: environment.wallClock, randomBytes: environment.randomBytes))
    }

    func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        try await vice.ask(question, context, of: genuine)
    }
}

/// Takes what it cannot read for "no record".
struct Credulous: Vice {
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        do {
            return try await genuine.ask(question, context: context)
        } catch {
            if error.kind == .unreadable || error.kind == .registryError { return Reply(.noRecord) }
            throw error
        }
    }
}

/// Tells everybody on the way whom it asks about.
struct Talkative: Vice {
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        do {
            return try await genuine.ask(question, context: context)
        } catch {
            throw AdapterFailure(error.kind, delivery: error.delivery, detail: "\(error.detail) for \(question.person.identifier.number)")
        }
    }
}

/// Puts the number into the path.
struct Careless: Vice {
    struct Port: Outbound {
        let genuine: any Outbound
        func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
            var request = request
            let run = request.body.split { !(48...57).contains($0) && $0 != 88 }.first { $0.count == 18 }
            if let run { request.path += "?id=" + String(decoding: run, as: UTF8.self) }
            return try await genuine.send(request, deadline: deadline)
        }
    }

    func port(_ genuine: any Outbound) -> any Outbound { Port(genuine: genuine) }
}

/// Works on when nobody wants the answer any more.
struct Deaf: Vice {
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        let work = Task.detached { () -> Result<Reply, AdapterFailure> in
            do throws(AdapterFailure) { return .success(try await genuine.ask(question, context: context)) } catch { return .failure(error) }
        }
        return try await work.value.get()
    }
}

/// Waits as long as it likes.
struct Patient: Vice {
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        try await genuine.ask(
            question,
            context: ExchangeContext(
                deadline: context.deadline + .seconds(2), exchangeID: context.exchangeID, matterCode: context.matterCode,
                caseNumber: context.caseNumber, unitCode: context.unitCode, traceparent: context.traceparent))
    }
}

/// Tries once more when something went wrong.
struct Insistent: Vice {
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        do { return try await genuine.ask(question, context: context) } catch { return try await genuine.ask(question, context: context) }
    }
}

/// Remembers its first answer and gives it to everybody.
final class Forgetful: Vice {
    private let kept = Mutex<Reply?>(nil)

    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        if let reply = kept.withLock({ $0 }) { return reply }
        let reply = try await genuine.ask(question, context: context)
        if case .records = reply.statement { kept.withLock { $0 = reply } }
        return reply
    }
}

/// Takes any setting.
struct Tolerant: Vice {
    func settings(_ given: AdapterSettings) -> AdapterSettings {
        let members = (given.json.members ?? []).filter { $0.name != "conformance-check" }
        return AdapterSettings(json: .object(members), pointer: given.pointer, secrets: given.secrets)
    }
}

/// Never looks whose record it is: what stands in the answer is taken for what was asked.
struct Blind: Vice {
    struct Port: Outbound {
        let genuine: any Outbound
        func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
            let asked = Self.number(in: request.body)
            let response = try await genuine.send(request, deadline: deadline)
            guard let asked, let got = Self.number(in: response.body) else { return response }
            let body = String(decoding: response.body, as: UTF8.self).split(separator: got, omittingEmptySubsequences: false).joined(separator: asked)
            return OutboundResponse(status: response.status, headers: response.headers, body: Array(body.utf8))
        }

        static func number(in body: [UInt8]) -> String? {
            String(decoding: body, as: UTF8.self).split(whereSeparator: { !$0.isASCII || !$0.isNumber && $0 != "X" }).first { $0.count == 18 }.map(
                String.init)
        }
    }

    func port(_ genuine: any Outbound) -> any Outbound { Port(genuine: genuine) }
}

/// Takes every code that it does not know for "no record", and nothing else.
struct CatchAll: Vice {
    func ask(_ question: Question, _ context: ExchangeContext, of genuine: DeclarativeAdapter) async throws(AdapterFailure) -> Reply {
        do {
            return try await genuine.ask(question, context: context)
        } catch {
            if error.kind == .registryError, error.detail.hasPrefix("/ret ") { return Reply(.noRecord) }
            throw error
        }
    }
}

/// Reads the address as the name.
struct Mistaken: Vice {
    func settings(_ given: AdapterSettings) -> AdapterSettings {
        given.changing("local-gov") { member in
            guard member.name == "records", let records = member.value.elements?.first, let fields = records["fields"]?.members else {
                return [member]
            }
            let changed = fields.map { $0.name == "applicant.name" ? JSON.Member($0.name, ["at": "/2"]) : $0 }
            let others = (records.members ?? []).filter { $0.name != "fields" }
            return [JSON.Member("records", .array([.object(others + [JSON.Member("fields", .object(changed))])]))]
        }
    }
}

/// Reads no name at all.
struct Nameless: Vice {
    func settings(_ given: AdapterSettings) -> AdapterSettings {
        given.changing("local-gov") { member in
            guard member.name == "records", let records = member.value.elements?.first, let fields = records["fields"]?.members else {
                return [member]
            }
            let others = (records.members ?? []).filter { $0.name != "fields" }
            let kept = JSON.Member("fields", .object(fields.filter { $0.name != "applicant.name" }))
            return [JSON.Member("records", .array([.object(others + [kept])]))]
        }
    }
}

extension AdapterSettings {
    /// The settings with the members of one operation made anew.
    func changing(_ operation: String, by change: (JSON.Member) -> [JSON.Member]) -> AdapterSettings {
        let members = (json.members ?? []).map { member in
            guard member.name == "operations" else { return member }
            let operations = (member.value.members ?? []).map { one in
                one.name == operation ? JSON.Member(one.name, .object((one.value.members ?? []).flatMap(change))) : one
            }
            return JSON.Member(member.name, .object(operations))
        }
        return AdapterSettings(json: .object(members), pointer: pointer, secrets: secrets)
    }
}

extension AskingTests {
    /// The list finds adapters that are not as they should be, each by the requirement that is about it.
    @Suite struct BadAdaptersTests {
        struct Case: Sendable, CustomTestStringConvertible {
            let adapter: any RegistryAdapter.Type
            let requirements: [String]
            var testDescription: String { "\(adapter)" }

            init(_ adapter: any RegistryAdapter.Type, fails requirements: String...) {
                self.adapter = adapter
                self.requirements = requirements
            }
        }

        static let cases: [Case] = [
            Case(Vicious<Credulous>.self, fails: "R19", "R20", "R23", "R24"), Case(Vicious<Talkative>.self, fails: "R38"),
            Case(Vicious<Careless>.self, fails: "R38"), Case(Vicious<Deaf>.self, fails: "R16"),
            Case(Vicious<Patient>.self, fails: "R09", "R10", "R37"),
            Case(Vicious<Insistent>.self, fails: "R17"), Case(Vicious<Forgetful>.self, fails: "R03", "R05"),
            Case(Vicious<Tolerant>.self, fails: "R01"), Case(Vicious<Blind>.self, fails: "R24"),
            Case(Vicious<CatchAll>.self, fails: "R39"), Case(Vicious<Mistaken>.self, fails: "R02"), Case(Vicious<Nameless>.self, fails: "R02"),
        ]

        @Test("a vice is found", .timeLimit(.minutes(2)), arguments: cases)
        func found(_ bad: Case) async throws {
            let stage = try #require(Stage.current)
            let genuine = try #require(try stage.candidates("local-gov").first)
            let candidate = Candidate(
                name: genuine.name, adapter: bad.adapter, settings: genuine.settings, profile: genuine.profile, timeout: genuine.timeout,
                registries: genuine.registries, entry: genuine.entry)
            // What privacy looks back at has to be asked first.
            let only = Set(bad.requirements + ["R02", "R12", "R13"])
            var surroundings = stage.surroundings()
            surroundings.mockAdmin = nil
            let checker = Checker(samples: try Stage.samples(), surroundings: surroundings, only: only)
            let report = try await stage.turns.taking { try await checker.check(candidate) }
            for id in bad.requirements {
                let result = try #require(report.results.first { $0.requirement == id })
                #expect(result.outcome.word == .failed, "\(id): \(result.outcome.reason ?? "")")
            }
            if !bad.requirements.contains("R02") { #expect(report.results.first { $0.requirement == "R02" }?.outcome.word == .passed) }
        }

        @Test("limits that an entry sets itself fail nothing", .timeLimit(.minutes(3)))
        func ownLimits() async throws {
            let stage = try #require(Stage.current)
            let genuine = try #require(try stage.candidates("local-gov").first)
            let limits = [JSON.Member("perSecond", 20), JSON.Member("concurrency", 1)]
            let settings = genuine.settings.changing("local-gov") { $0.name == "request" ? [$0] + limits : [$0] }
            let candidate = Candidate(
                name: genuine.name, adapter: genuine.adapter, settings: settings, profile: genuine.profile, timeout: genuine.timeout,
                registries: genuine.registries, entry: genuine.entry)
            var surroundings = stage.surroundings()
            surroundings.mockAdmin = nil
            let only: Set = ["R01", "R02", "R03", "R05", "R09", "R16", "R17", "R18", "R19", "R20", "R21", "R22", "R23", "R24", "R25", "R28", "R39"]
            let checker = Checker(samples: try Stage.samples(), surroundings: surroundings, only: only)
            let report = try await stage.turns.taking { try await checker.check(candidate) }
            for result in report.results { #expect(result.outcome.word == .passed, "\(result.requirement): \(result.outcome.reason ?? "")") }
        }

        @Test("the same department without a vice is good", .timeLimit(.minutes(2)))
        func good() async throws {
            let stage = try #require(Stage.current)
            let candidate = try #require(try stage.candidates("local-gov").first)
            var surroundings = stage.surroundings()
            surroundings.mockAdmin = nil
            let checker = Checker(samples: try Stage.samples(), surroundings: surroundings)
            let report = try await stage.turns.taking { try await checker.check(candidate) }
            #expect(report.count(.failed) == 0)
            // Without the admin door nobody can order a dialect's faults.
            #expect(Set(report.results.filter { $0.outcome.word == .notRun }.map(\.requirement)) == Set((29...36).map { "R\($0)" }))
        }
    }
}
