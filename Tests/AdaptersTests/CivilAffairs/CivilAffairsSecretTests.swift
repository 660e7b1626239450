import AdapterKit
import Adapters
import Mocks
import ShangMi
import Synchronization
import Testing
import Verification

/// The life of the exchange's secret: fetched once, kept, fetched again, shared by all who wait, and never held against anybody.
@Suite("Civil affairs: the secret of the hour")
struct CivilAffairsSecretTests {
    private static let world = StubWorld().holding(
        [
            .marital(
                MaritalEntry(
                    kind: .marriage, a: Party(name: nil, number: Person.subject.identifier.number), b: Party(name: nil, number: nil),
                    date: StubWorld.day))
        ],
        in: .marriage, under: Person.subject.identifier.number)
    private static let refreshPath = "/sysapi/auth/refreshappsecret"

    /// A wall clock that moves when told.
    private final class Clock: Sendable {
        private let time = Mutex(Rig.now)
        func read() -> Int64 { time.withLock { $0 } }
        func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
    }

    private func refreshes(_ outbound: MockOutbound) async -> Int { await outbound.arrivals.count { $0.request.path == Self.refreshPath } }

    @Test("fetched once and kept until shortly before its end")
    func kept() async throws {
        let clock = Clock()
        let rig = try Rig(.civilAffairs, world: Self.world, clock: { clock.read() })
        _ = try await rig.ask(.marriage)
        _ = try await rig.ask(.funeral)
        #expect(await refreshes(rig.outbound) == 1)
        clock.advance(seconds: 569)
        _ = try await rig.ask(.marriage)
        #expect(await refreshes(rig.outbound) == 1)
        clock.advance(seconds: 1)
        _ = try await rig.ask(.marriage)
        #expect(await refreshes(rig.outbound) == 2)
        for _ in 0..<20 {
            clock.advance(seconds: 97)
            _ = try await rig.ask(.marriage)
        }
        #expect(await rig.outbound.validations.allSatisfy { $0 == "ok" })
    }

    @Test("questions at once share one fetch")
    func shared() async throws {
        let rig = try Rig(.civilAffairs, world: Self.world)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 { group.addTask { (try? await rig.ask(.marriage)) != nil } }
            for await isAnswered in group { #expect(isAnswered) }
        }
        #expect(await refreshes(rig.outbound) == 1)
    }

    @Test("a rejected secret is forgotten, the failure says that nothing happened, the next question fetches another")
    func rejected() async throws {
        let changeable = ChangeableOutbound()
        let adapter = try Rig.adapter(.civilAffairs, secrets: Candidate.civilAffairs.secrets, outbound: changeable)
        let question = Question(.marriage, about: .subject)
        let expired = try Rig(.civilAffairs, world: Self.world, interference: .dialect(.expiredSecret)).outbound
        await changeable.point(to: expired)
        for round in 1...2 {
            await #expect(throws: AdapterFailure(.credentialsRefused, delivery: .didNotHappen, detail: "code api-104")) {
                _ = try await adapter.ask(question, context: .untraced)
            }
            #expect(await refreshes(expired) == round)
        }
        let good = try Rig(.civilAffairs, world: Self.world).outbound
        await changeable.point(to: good)
        for _ in 1...2 { _ = try await adapter.ask(question, context: .untraced) }
        #expect(await refreshes(good) == 1)
    }

    @Test("the mock tells a secret that has run out from a wrong signature")
    func outdated() throws {
        let department = CivilAffairsDepartment(credentials: MockCredentials(secrets: CivilAffairsWireTests.secrets))
        let recorded = try RecordedMessage("CivilAffairs", "marriage.request").request
        // The lent secret of the recorded hour, made as the mock makes it.
        let secret = Array(
            Hexadecimal.text(
                of: MessageCode.hmacSHA256(key: Array("fixture-app-key".utf8), Array("secret \(Rig.now / 600_000)".utf8))
            ).utf8.prefix(32))
        func verdict(after seconds: Int64, key: [UInt8]) -> String {
            let time = String(Rig.now + seconds * 1000)
            let sign = Base64.text(of: MessageCode.hmacSHA256(key: key, Array("s_demo_marriagegatewayd-demo\(time)".utf8)))
            var request = recorded
            request.headers = request.headers.map { header in
                switch header.name {
                case "gjgxjhpt_rtime": .init(header.name, time)
                case "gjgxjhpt_sign": .init(header.name, sign)
                default: header
                }
            }
            return department.respond(to: MockOutbound.received(request, at: Rig.now + seconds * 1000), world: Self.world).validation
        }
        #expect(verdict(after: 0, key: Array("another".utf8)) == "bad-signature")
        // Signed well at that time: only the form is still the recorded one.
        for seconds: Int64 in [1, 599, 659] { #expect(verdict(after: seconds, key: secret) == "malformed") }
        for seconds: Int64 in [660, 3_600, 80_000] { #expect(verdict(after: seconds, key: secret) == "expired-secret") }
        #expect(verdict(after: 200_000, key: secret) == "bad-signature")
    }

    @Test(
        "a fetch that fails says that the question was not sent, and the next question tries again",
        arguments: [
            (#"{"code":"200","data":{"secret":"AAAA","secretEndTime":"1772295000000"}}"#, "/data/secret cannot be opened with the app key"),
            (#"{"code":"200","data":{"secret":"\#(foreign)","secretEndTime":"1772295000000"}}"#, "/data/secret cannot be opened with the app key"),
            (#"{"code":"200","data":{"secret":"AAAA","secretEndTime":"1772294400000"}}"#, "/data/secretEndTime is over"),
            (
                #"{"code":"200","data":{"secret":"AAAA","secretEndTime":"99999999999999999999"}}"#,
                "/data/secretEndTime must be milliseconds since 1970"
            ),
            (#"{"code":"200","data":{"secretEndTime":"1772295000000"}}"#, "/data/secret is missing"),
            (#"{"code":"200","data":null}"#, "/data is missing"),
            ("<html>", "unexpected-byte at line 1, column 1"),
        ])
    func failedFetch(body: String, place: String) async throws {
        let outbound = ScriptedOutbound(
            OutboundResponse(status: 200, headers: [], body: Array(body.utf8)), try RecordedMessage("CivilAffairs", "secret.reply").response,
            try RecordedMessage("CivilAffairs", "marriage-none.reply").response)
        let adapter = try Rig.adapter(.civilAffairs, secrets: CivilAffairsWireTests.secrets, outbound: outbound)
        let question = Question(.marriage, about: .subject)
        await #expect(throws: AdapterFailure(.unreadable, delivery: .didNotHappen, detail: "secret refresh: " + place)) {
            _ = try await adapter.ask(question, context: .untraced)
        }
        #expect(try await adapter.ask(question, context: .untraced).statement == .noRecord)
    }

    /// Forty-eight bytes that are a vector and two blocks of nothing that opens.
    private static let foreign = String(repeating: "AAAA", count: 16)

    @Test("a question that waits ends at its own deadline while others go on waiting")
    func ownDeadline() async throws {
        let gate = GatedOutbound(try Rig(.civilAffairs, world: Self.world).outbound)
        let adapter = try Rig.adapter(.civilAffairs, secrets: Candidate.civilAffairs.secrets, outbound: gate)
        let question = Question(.marriage, about: .subject)
        let patient = Task { try await adapter.ask(question, context: Rig.context(deadline: .now + .seconds(600))) }
        await gate.firstArrival()
        await #expect(throws: AdapterFailure(.timedOut, delivery: .didNotHappen, detail: "while waiting for a credential")) {
            _ = try await adapter.ask(question, context: Rig.context(deadline: .now + .milliseconds(20)))
        }
        await gate.open()
        #expect(try await patient.value.dataAsOf != nil)
        #expect(await gate.passed == 1)
    }

    @Test("a cancelled question leaves the fetch to those who still wait")
    func cancelledLeader() async throws {
        let gate = GatedOutbound(try Rig(.civilAffairs, world: Self.world).outbound)
        let adapter = try Rig.adapter(.civilAffairs, secrets: Candidate.civilAffairs.secrets, outbound: gate)
        let question = Question(.marriage, about: .subject)
        let leader = Task { try await adapter.ask(question, context: Rig.context(deadline: .now + .seconds(600))) }
        await gate.firstArrival()
        let follower = Task { try await adapter.ask(question, context: Rig.context(deadline: .now + .seconds(600))) }
        // Long enough in line in nearly every run; where it is not, it fetches for itself and the test proves less, never wrongly.
        for _ in 0..<20 { await Task.yield() }
        leader.cancel()
        await #expect(throws: AdapterFailure(.cancelled, delivery: .didNotHappen, detail: "while waiting for a credential")) {
            _ = try await leader.value
        }
        await gate.open()
        #expect(try await follower.value.dataAsOf != nil)
    }

    @Test("a fetch that nobody waits for any more is cancelled, and the next question begins another")
    func abandoned() async throws {
        let gate = GatedOutbound(try Rig(.civilAffairs, world: Self.world).outbound)
        let adapter = try Rig.adapter(.civilAffairs, secrets: Candidate.civilAffairs.secrets, outbound: gate)
        let question = Question(.marriage, about: .subject)
        let only = Task { try await adapter.ask(question, context: Rig.context(deadline: .now + .seconds(600))) }
        await gate.firstArrival()
        only.cancel()
        await #expect(throws: AdapterFailure.self) { _ = try await only.value }
        await gate.firstCancellation()
        await gate.open()
        #expect(try await adapter.ask(question, context: .untraced).dataAsOf != nil)
    }

    @Test("who has more time than the question that began the fetch gets a fetch of his own")
    func moreTime() async throws {
        let gate = GatedOutbound(try Rig(.civilAffairs, world: Self.world).outbound)
        let adapter = try Rig.adapter(.civilAffairs, secrets: Candidate.civilAffairs.secrets, outbound: gate)
        let question = Question(.marriage, about: .subject)
        let hasty = Task { try await adapter.ask(question, context: Rig.context(deadline: .now + .milliseconds(80))) }
        await gate.firstArrival()
        let patient = Task { try await adapter.ask(question, context: Rig.context(deadline: .now + .seconds(600))) }
        await #expect(throws: AdapterFailure.self) { _ = try await hasty.value }
        await gate.open()
        #expect(try await patient.value.dataAsOf != nil)
    }
}

/// Holds requests for a secret back until it is opened, their deadline passes or their task is cancelled.
private actor GatedOutbound: Outbound {
    private enum Outcome { case opened, cancelled, late }

    private let target: any Outbound
    private var isOpen = false
    private var held: [Int: CheckedContinuation<Outcome, Never>] = [:]
    private var arrivals = 0
    private var cancellations = 0
    private var watchers: [CheckedContinuation<Void, Never>] = []
    private(set) var passed = 0

    init(_ target: any Outbound) { self.target = target }

    /// Returns once a request for a secret has come.
    func firstArrival() async { while arrivals == 0 { await change() } }

    /// Returns once such a request was cancelled.
    func firstCancellation() async { while cancellations == 0 { await change() } }

    func open() {
        isOpen = true
        for request in held.keys.sorted() { release(request, .opened) }
    }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        guard request.path != "/httpproxy" else { return try await target.send(request, deadline: deadline) }
        switch await hold(until: deadline) {
        case .opened: break
        case .cancelled: throw OutboundFailure(.cancelled, delivery: .didNotHappen, detail: "cancelled")
        case .late: throw OutboundFailure(.timeout, delivery: .didNotHappen, detail: "deadline passed")
        }
        passed += 1
        return try await target.send(request, deadline: deadline)
    }

    private func hold(until deadline: ContinuousClock.Instant) async -> Outcome {
        if isOpen { return .opened }
        arrivals += 1
        announce()
        let request = arrivals
        let alarm = Task {
            do {
                try await Task.sleep(until: deadline, clock: .continuous)
                release(request, .late)
            } catch {
                return
            }
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { held[request] = $0 }
        } onCancel: {
            Task { await release(request, .cancelled) }
        }
    }

    private func release(_ request: Int, _ outcome: Outcome) {
        guard let waiter = held.removeValue(forKey: request) else { return }
        if outcome == .cancelled { cancellations += 1 }
        announce()
        waiter.resume(returning: outcome)
    }

    private func change() async { await withCheckedContinuation { watchers.append($0) } }

    private func announce() {
        let waiting = watchers
        watchers = []
        for watcher in waiting { watcher.resume() }
    }
}
