import AdapterKit
import Mocks
import StrictJSON
import Testing
import Verification

/// One adapter wired to its mock department for one test.
struct Rig: Sendable {
    let adapter: any RegistryAdapter
    let outbound: MockOutbound

    /// 2026-03-01 00:00 in Shanghai, milliseconds since 1970.
    static let now: Int64 = 1_772_294_400_000

    init(
        _ candidate: Candidate, world: any World = StubWorld(), secrets: [String: String]? = nil, interference: MockOutbound.Interference? = nil,
        clock: @escaping @Sendable () -> Int64 = { now }
    ) throws {
        outbound = MockOutbound(
            department: candidate.department.init(credentials: MockCredentials(secrets: candidate.secrets)), world: world,
            interference: interference, clock: clock)
        adapter = try Self.adapter(candidate, secrets: secrets ?? candidate.secrets, outbound: outbound, clock: clock)
    }

    static func adapter(
        _ candidate: Candidate, settings: JSON? = nil, secrets: [String: String], outbound: any Outbound,
        clock: @escaping @Sendable () -> Int64 = { now },
        randomBytes: @escaping @Sendable (Int) -> [UInt8] = { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }
    ) throws -> any RegistryAdapter {
        try candidate.adapter.init(
            settings: AdapterSettings(
                json: settings ?? candidate.settings, pointer: "/departments/0/settings", secrets: secrets.mapValues { Secret(Array($0.utf8)) }),
            environment: AdapterEnvironment(outbound: outbound, wallClock: clock, randomBytes: randomBytes))
    }

    /// Asks about the person by number; a generous deadline unless the test is about it.
    func ask(
        _ registry: RegistryID, _ person: Person = .subject, deadline: ContinuousClock.Instant = .now + .seconds(600)
    ) async throws(AdapterFailure) -> Reply {
        try await ask(Question(registry, about: person), deadline: deadline)
    }

    func ask(_ question: Question, deadline: ContinuousClock.Instant = .now + .seconds(600)) async throws(AdapterFailure) -> Reply {
        try await adapter.ask(question, context: Self.context(deadline: deadline))
    }

    static func context(deadline: ContinuousClock.Instant) -> ExchangeContext {
        ExchangeContext(
            deadline: deadline, exchangeID: "0123456789abcdef0123456789abcdef", matterCode: "440199001", caseNumber: "CASE-2026-0001",
            unitCode: "11449900MB00000197", traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    }

    /// Asks and hands back the failure, which must name no person; a reply is recorded as an issue.
    func failure(
        of registry: RegistryID, _ person: Person = .subject, deadline: ContinuousClock.Instant = .now + .seconds(600),
        _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> AdapterFailure? {
        do {
            let reply = try await ask(registry, person, deadline: deadline)
            Issue.record("answered: \(reply.statement) \(comment?.rawValue ?? "")", sourceLocation: sourceLocation)
            return nil
        } catch {
            expectNoPersonalData(in: error.detail, about: person, sourceLocation: sourceLocation)
            return error
        }
    }
}

/// No name and no number of the person in a text that may be logged, plain or percent-encoded.
func expectNoPersonalData(in text: String, about person: Person, sourceLocation: SourceLocation = #_sourceLocation) {
    let name = person.name.text
    let encodedName = name.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
    for needle in [name, encodedName, person.identifier.number] {
        #expect(!text.uppercased().contains(needle.uppercased()), "personal data", sourceLocation: sourceLocation)
    }
}

extension Fact {
    /// Exactly as written: Swift's own `==` on strings takes canonically equivalent ones for equal.
    var spelling: [UInt8] { Array(String(reflecting: self).utf8) }

    /// Every number that stands in the fact.
    var numbers: [String] {
        let holders: [Party?] =
            switch self {
            case .registration(let fact): [fact.holder]
            case .document(let fact): [fact.holder]
            case .crossing(let fact): [fact.holder]
            case .criminalJudgment(let fact): [fact.holder]
            case .marital(let fact): [fact.a, fact.b]
            case .cremation(let fact): [fact.holder]
            case .death(let fact): [fact.holder]
            case .encounter(let fact): [fact.holder]
            case .decision(let fact): fact.parties
            case .record(let record): record.everybody
            }
        var numbers = holders.compactMap { $0?.number }
        if case .registration(let fact) = self { numbers += fact.links.map(\.identifier.number) }
        if case .document(let fact) = self { numbers.append(fact.number) }
        return numbers
    }
}
