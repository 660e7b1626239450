import AdapterKit
import Adapters
import Mocks
import StrictJSON
import Synchronization
import Testing
import Verification

/// Tokens, looks and patience: what happens between the first request and the answer.
@Suite("Conversation with the courts")
struct CourtsConversationTests {
    private let question = Question(.courtJudgment, about: CourtsWireTests.person)
    private let answer = Reply.Statement.records(CourtsWireTests.decisions.map(Fact.decision))

    private func adapter(
        _ outbound: any Outbound, clock: @escaping @Sendable () -> Int64 = { Rig.now }, pause: @escaping CourtsAdapter.Pause
    )
        throws -> CourtsAdapter
    {
        try CourtsAdapter(
            settings: AdapterSettings(
                json: ["callerID": "gatewayd-demo"], pointer: "", secrets: CourtsWireTests.secrets.mapValues { Secret(Array($0.utf8)) }),
            environment: AdapterEnvironment(outbound: outbound, wallClock: clock, randomBytes: { [UInt8](repeating: 0, count: $0) }), pause: pause)
    }

    private func mock(
        looksUntilReady: Int = 0, tokenLifetimeSeconds: Int = 180, interference: MockOutbound.Interference? = nil,
        clock: @escaping @Sendable () -> Int64 = { Rig.now }
    ) -> MockOutbound {
        MockOutbound(
            department: CourtsDepartment(
                credentials: MockCredentials(secrets: CourtsWireTests.secrets), looksUntilReady: looksUntilReady,
                tokenLifetimeSeconds: tokenLifetimeSeconds), world: CourtsWireTests.world, interference: interference, clock: clock)
    }

    @Test func `looks follow the wish of the courts until the answer is there`() async throws {
        let pauses = Mutex<[Duration]>([])
        let outbound = mock(looksUntilReady: 4)
        let adapter = try adapter(outbound) { duration in pauses.withLock { $0.append(duration) } }
        #expect(try await adapter.ask(question, context: .untraced).statement == answer)
        #expect(pauses.withLock { $0 } == [Duration](repeating: .milliseconds(5), count: 4))
    }

    @Test(
        arguments: [
            ([("Retry-After", "2")], .seconds(2)), ([("retry-after-ms", "7"), ("Retry-After", "2")], .milliseconds(7)),
            ([("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")], .milliseconds(20)), ([("Retry-After", "-1")], .milliseconds(20)),
            ([("Retry-After", "1e3")], .milliseconds(20)), ([], .milliseconds(20)),
        ] as [([(String, String)], Duration)])
    func `the wish is read or the pause is ours`(headers: [(String, String)], pause: Duration) async throws {
        let notReady = try CourtsWireTests.recorded("not-ready")
        let kept = notReady.headers.filter { $0.name == "Content-Type" } + headers.map { OutboundRequest.Header($0.0, $0.1) }
        let outbound = ScriptedOutbound(
            try CourtsWireTests.recorded("token"), try CourtsWireTests.recorded("application"),
            OutboundResponse(status: 202, headers: kept, body: notReady.body), try CourtsWireTests.recorded("answer"))
        let pauses = Mutex<[Duration]>([])
        let adapter = try adapter(outbound) { duration in pauses.withLock { $0.append(duration) } }
        #expect(try await adapter.ask(question, context: .untraced).statement == answer)
        #expect(pauses.withLock { $0 } == [pause])
    }

    @Test func `an answer that is never ready becomes a ticket`() async throws {
        let outbound = mock(looksUntilReady: .max)
        let adapter = try adapter(outbound) { _ in }
        let reply = try await adapter.ask(question, context: .untraced)
        #expect(reply == Reply(.later(Ticket(number: "20260301449901000001")), reference: "20260301449901000001"))
        #expect(await outbound.arrivals.count < 100)
    }

    @Test func `a wish beyond the deadline becomes a ticket at once`() async throws {
        let notReady = try CourtsWireTests.recorded("not-ready")
        let headers = [notReady.headers[0], OutboundRequest.Header("Retry-After", "86400")]
        let outbound = ScriptedOutbound(
            try CourtsWireTests.recorded("token"), try CourtsWireTests.recorded("application"),
            OutboundResponse(status: 202, headers: headers, body: notReady.body))
        let adapter = try adapter(outbound) { _ in Issue.record("waited") }
        #expect(try await adapter.ask(question, context: .untraced).statement == .later(Ticket(number: "20260301449901000001")))
    }

    @Test func `a look that runs out of time leaves the ticket, a lost one does not`() async throws {
        for (kind, isTicket) in [(OutboundFailure.Kind.timeout, true), (.reset, false), (.tls, false), (.cancelled, false)] {
            let outbound = ScriptedOutbound([
                .success(try CourtsWireTests.recorded("token")), .success(try CourtsWireTests.recorded("application")),
                .failure(OutboundFailure(kind, delivery: .mayHaveHappened, detail: "\(kind)")),
            ])
            let adapter = try adapter(outbound) { _ in }
            let reply = try? await adapter.ask(question, context: .untraced)
            #expect(reply?.statement == (isTicket ? .later(Ticket(number: "20260301449901000001")) : nil))
        }
    }

    @Test func `a question cancelled between two looks ends`() async throws {
        let waiting = AsyncStream<Void>.makeStream()
        let adapter = try adapter(mock(looksUntilReady: .max)) { _ in
            waiting.continuation.yield()
            try await Task.sleep(for: .seconds(3_600))
        }
        let asking = Task { () async -> FailureKind? in
            do throws(AdapterFailure) {
                _ = try await adapter.ask(question, context: .farAway)
                return nil
            } catch {
                return error.kind
            }
        }
        for await _ in waiting.stream { break }
        asking.cancel()
        #expect(await asking.value == .cancelled)
    }

    @Test func `a token serves many questions and is renewed before its life ends`() async throws {
        let now = Mutex(Rig.now)
        let clock: @Sendable () -> Int64 = { now.withLock { $0 } }
        let outbound = mock(tokenLifetimeSeconds: 100, clock: clock)
        let adapter = try adapter(outbound, clock: clock) { _ in }
        func tokens() async -> Int { await outbound.arrivals.count { $0.dataset == nil } }
        for _ in 0..<5 { #expect(try await adapter.ask(question, context: .untraced).statement == answer) }
        #expect(await tokens() == 1)
        now.withLock { $0 += 89_999 }
        #expect(try await adapter.ask(question, context: .untraced).statement == answer)
        #expect(await tokens() == 1)
        now.withLock { $0 += 1 }
        #expect(try await adapter.ask(question, context: .untraced).statement == answer)
        #expect(await tokens() == 2)
        #expect(await outbound.validations.allSatisfy { $0 == "ok" })
    }

    @Test func `many questions at once fetch one token`() async throws {
        let outbound = mock()
        let adapter = try adapter(outbound) { _ in }
        await withTaskGroup(of: Reply.Statement?.self) { group in
            for _ in 0..<64 { group.addTask { try? await adapter.ask(question, context: .untraced).statement } }
            for await statement in group { #expect(statement == answer) }
        }
        #expect(await outbound.arrivals.count { $0.dataset == nil } == 1)
    }

    @Test func `an invalid token is renewed once and the request is sent again`() async throws {
        let outbound = ScriptedOutbound(
            try CourtsWireTests.recorded("token"), try CourtsWireTests.recorded("invalid-token"), try CourtsWireTests.recorded("token"),
            try CourtsWireTests.recorded("application"), try CourtsWireTests.recorded("answer"))
        #expect(try await adapter(outbound) { _ in }.ask(question, context: .untraced).statement == answer)
        #expect(
            await outbound.requests.map(\.path) == [
                "/oauth/token", "/judgments/applications", "/oauth/token", "/judgments/applications", "/judgments/applications/20260301449901000001",
            ])
    }

    @Test func `a second refusal of the token is final`() async throws {
        let refusal = try CourtsWireTests.recorded("invalid-token")
        let outbound = ScriptedOutbound(try CourtsWireTests.recorded("token"), refusal, try CourtsWireTests.recorded("token"), refusal)
        let adapter = try adapter(outbound) { _ in }
        let failure = await #expect(throws: AdapterFailure.self) { try await adapter.ask(question, context: .untraced) }
        #expect(failure == AdapterFailure(.credentialsRefused, detail: "http 401"))
        #expect(await outbound.requests.count == 4)
    }

    @Test(
        arguments: [
            (401, "{\"error\":\"invalid_client\"}", .credentialsRefused), (400, "", .credentialsRefused), (503, "", .registryError),
            (302, "", .registryError), (200, "", .unreadable), (200, "{\"access_token\":\"a\",\"token_type\":\"mac\",\"expires_in\":5}", .unreadable),
            (200, "{\"access_token\":\"a\\r\\nb\",\"token_type\":\"Bearer\",\"expires_in\":5}", .unreadable),
            (200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":-5}", .unreadable),
            (200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}", .unreadable),
        ] as [(Int, String, FailureKind)])
    func `no token, no question`(status: Int, body: String, kind: FailureKind) async throws {
        let outbound = ScriptedOutbound(
            OutboundResponse(status: status, headers: [OutboundRequest.Header("Content-Type", "application/json")], body: Array(body.utf8)))
        let adapter = try adapter(outbound) { _ in }
        let failure = await #expect(throws: AdapterFailure.self) { try await adapter.ask(question, context: .untraced) }
        #expect(failure?.kind == kind)
        #expect(failure?.delivery == .didNotHappen)
        #expect(failure?.detail.hasPrefix("token: ") == true)
        #expect(await outbound.requests.count == 1)
    }

    @Test func `a document is not what courts hold`() async throws {
        let outbound = ScriptedOutbound()
        let topic = Question.Topic.document(holder: CourtsWireTests.person, type: "passport", number: "E99000001")
        let reply = try await adapter(outbound) { _ in }.ask(Question(registry: .courtJudgment, topic: topic), context: .untraced)
        #expect(reply == Reply(.notCovered))
        #expect(await outbound.requests.isEmpty)
    }
}

extension ExchangeContext {
    /// A context whose deadline no test reaches.
    static var farAway: ExchangeContext { Rig.context(deadline: .now + .seconds(7_200)) }
}
