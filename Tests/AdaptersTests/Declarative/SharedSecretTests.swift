import AdapterKit
import Adapters
import Mocks
import Synchronization
import Testing
import Verification

/// Two departments of one authority that fetch an expiring secret with the same key, each for itself.
@Suite("Departments that share a secret") struct SharedSecretTests {
    /// The exchange lends by the clock, not by the caller: whoever asks gets the secret of the hour, and an earlier one stays good until its
    /// end. So a native and a described department do not throw each other out, at any time around a change.
    @Test("a native and a described department with one app key both get answers, across several secrets")
    func both() async throws {
        let clock = Mutex(DeclarativeRig.now)
        let now: @Sendable () -> Int64 = { clock.withLock { $0 } }
        let secrets = ["app-key": "demo-app-key", "access-key": "demo-access-key"]
        func outbound() -> MockOutbound {
            MockOutbound(
                department: CivilAffairsDepartment(credentials: MockCredentials(secrets: secrets)), world: StubWorld(), interference: nil, clock: now)
        }
        let ports = [outbound(), outbound()]
        func environment(_ index: Int) -> AdapterEnvironment {
            AdapterEnvironment(outbound: ports[index], wallClock: now, randomBytes: { [UInt8](repeating: 7, count: $0) })
        }
        let native = try CivilAffairsAdapter(
            settings: ShippedEntries.settings(try ShippedEntries.anyEntry("civil-affairs"), secrets), environment: environment(0))
        let described = try DeclarativeAdapter(
            settings: ShippedEntries.settings(try ShippedEntries.anyEntry("civil-affairs-registers"), secrets), environment: environment(1))
        for step in 0..<60 {
            clock.withLock { $0 += 41_000 }
            let marriage = try await native.ask(Question(.marriage, about: DeclarativeRig.subject), context: DeclarativeRig.context)
            let adoption = try await described.ask(Question(.adoption, about: DeclarativeRig.subject), context: DeclarativeRig.context)
            #expect(marriage.statement == .noRecord && adoption.statement == .noRecord, "\(step)")
        }
        for port in ports {
            #expect(await port.validations.allSatisfy { $0 == "ok" })
            // Forty-one minutes: a handful of secrets, not one for each question.
            let refreshes = await port.arrivals.count { $0.dataset == nil }
            #expect((3...6).contains(refreshes), "\(refreshes)")
        }
    }
}
