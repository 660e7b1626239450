import AdapterKit
import Mocks
import StrictJSON
import Testing
import Verification

/// Requirements C20 to C29: whatever goes wrong is thrown as the right failure and never looks like an answer.
@Suite("Adapter conformance: failures")
struct AdapterFailureConformance {
    /// Faults of the dialect with what they have to become; nil stands for an honest "no record".
    static let dialectFaults: [(fault: DialectFault, kind: FailureKind?)] = [
        (.emptySuccess, nil), (.businessError, .registryError), (.expiredSecret, .credentialsRefused),
        (.clockSkew(seconds: 900), .credentialsRefused), (.clockSkew(seconds: -900), .credentialsRefused), (.closedHours, .closed),
        (.wrongCharset, .unreadable),
    ]

    private func heldWorld(_ exchange: Candidate.Exchange) -> StubWorld {
        StubWorld().holding(exchange.facts(about: .subject, seed: 20), in: exchange.registry, under: Person.subject.identifier.number)
    }

    @Test("C20 wrong credentials are refused", arguments: Candidate.exchanges)
    func wrongCredentials(exchange: Candidate.Exchange) async throws {
        for name in exchange.candidate.wrongSecrets.keys {
            var secrets = exchange.candidate.secrets
            secrets[name] = exchange.candidate.wrongSecrets[name]
            let rig = try Rig(exchange.candidate, world: heldWorld(exchange), secrets: secrets)
            #expect(await rig.failure(of: exchange.registry)?.kind == .credentialsRefused, "\(name)")
        }
    }

    @Test("C21 every fault of the dialect becomes its failure", arguments: Candidate.exchanges)
    func dialectFaults(exchange: Candidate.Exchange) async throws {
        for (fault, kind) in Self.dialectFaults {
            let rig = try Rig(exchange.candidate, world: heldWorld(exchange), interference: .dialect(fault))
            guard let kind else {
                #expect(try await rig.ask(exchange.registry).statement == .noRecord, "\(fault)")
                continue
            }
            #expect(await rig.failure(of: exchange.registry)?.kind == exchange.candidate.kinds[fault] ?? kind, "\(fault)")
        }
    }

    @Test("C22 an HTTP error is a failure, whatever its body", arguments: Candidate.exchanges)
    func statuses(exchange: Candidate.Exchange) async throws {
        for status in [100, 204, 301, 302, 400, 401, 403, 404, 405, 408, 413, 429, 500, 501, 502, 503, 504, 599] {
            for keepsBody in [true, false] {
                let rig = try Rig(
                    exchange.candidate, world: heldWorld(exchange),
                    interference: .response { genuine in
                        OutboundResponse(
                            status: status, headers: genuine.headers, body: keepsBody ? genuine.body : Array("<html>不可用</html>".utf8))
                    })
                let kind = await rig.failure(of: exchange.registry)?.kind
                switch status {
                case 401, 403: #expect(kind == .credentialsRefused, "\(status)")
                case 400...599: #expect(kind == .registryError, "\(status)")
                default: #expect(kind == .registryError || kind == .unreadable, "\(status)")
                }
            }
        }
    }

    @Test("C23 a body that is no answer is unreadable", arguments: Candidate.exchanges)
    func hostileBodies(exchange: Candidate.Exchange) async throws {
        for world in [heldWorld(exchange), StubWorld()] {
            let genuine = Recorder()
            let first = try Rig(exchange.candidate, world: world, interference: .response { genuine.keep($0) })
            _ = try await first.ask(exchange.registry)
            for hostile in HostileBodies.all(from: genuine.bodies.last ?? []) {
                let rig = try Rig(
                    exchange.candidate, world: world,
                    interference: .response { OutboundResponse(status: $0.status, headers: $0.headers, body: hostile.body) })
                #expect(await rig.failure(of: exchange.registry)?.kind == .unreadable, "\(hostile.name)")
            }
        }
    }

    @Test("C24 failures of the transport keep their kind and their delivery", arguments: Candidate.exchanges)
    func transport(exchange: Candidate.Exchange) async throws {
        for kind in OutboundFailure.Kind.allCases {
            for delivery in Delivery.allCases {
                let outbound = OutboundFailure(kind, delivery: delivery, detail: "conformance \(kind)")
                let rig = try Rig(exchange.candidate, world: heldWorld(exchange), interference: .failure(outbound))
                let failure = await rig.failure(of: exchange.registry)
                #expect(failure?.kind == AdapterFailure(outbound).kind, "\(kind)")
                #expect(failure?.delivery == delivery, "\(kind)")
            }
        }
    }

    @Test("C25 a cancelled question ends at once", arguments: Candidate.exchanges)
    func cancellation(exchange: Candidate.Exchange) async throws {
        let rig = try Rig(exchange.candidate, world: heldWorld(exchange), interference: .silence)
        let asking = Task { await rig.failure(of: exchange.registry) }
        await rig.outbound.firstQuestion()
        let start = ContinuousClock.now
        asking.cancel()
        #expect(await asking.value?.kind == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("C26 the deadline goes along with every request and is kept", arguments: Candidate.exchanges)
    func deadline(exchange: Candidate.Exchange) async throws {
        let rig = try Rig(exchange.candidate, world: heldWorld(exchange), interference: .silence)
        let deadline = ContinuousClock.now + .milliseconds(50)
        let failure = await rig.failure(of: exchange.registry, deadline: deadline)
        #expect(failure?.kind == .timedOut)
        #expect(await rig.outbound.arrivals.allSatisfy { $0.deadline <= deadline })
    }

    @Test("C27 nothing is sent twice", arguments: Candidate.exchanges)
    func noResend(exchange: Candidate.Exchange) async throws {
        let failures: [MockOutbound.Interference] = [
            .failure(OutboundFailure(.reset, delivery: .mayHaveHappened, detail: "reset")), .dialect(.businessError), .dialect(.expiredSecret),
            .response { OutboundResponse(status: 503, headers: $0.headers, body: []) },
        ]
        for interference in failures {
            let rig = try Rig(exchange.candidate, world: heldWorld(exchange), interference: interference)
            _ = await rig.failure(of: exchange.registry)
            #expect(await rig.outbound.arrivals.count { $0.dataset != nil } == 1)
        }
    }

    @Test("C28 after any failure the next question is answered", arguments: Candidate.exchanges)
    func recovery(exchange: Candidate.Exchange) async throws {
        let world = heldWorld(exchange)
        for fault in Self.dialectFaults {
            let changeable = ChangeableOutbound()
            let adapter = try Rig.adapter(exchange.candidate, secrets: exchange.candidate.secrets, outbound: changeable)
            let question = Question(exchange.registry, about: .subject)
            await changeable.point(to: try Rig(exchange.candidate, world: world, interference: .dialect(fault.fault)).outbound)
            _ = try? await adapter.ask(question, context: Rig.context(deadline: .now + .seconds(600)))
            await changeable.point(to: try Rig(exchange.candidate, world: world).outbound)
            let reply = try await adapter.ask(question, context: Rig.context(deadline: .now + .seconds(600)))
            #expect(reply.statement == .records(exchange.facts(about: .subject, seed: 20)), "\(fault.fault)")
        }
    }
}

/// An outbound port that can be pointed elsewhere between two questions.
actor ChangeableOutbound: Outbound {
    private var target: (any Outbound)?

    func point(to target: any Outbound) { self.target = target }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        guard let target else { throw OutboundFailure(.closed, delivery: .didNotHappen, detail: "nowhere to go") }
        return try await target.send(request, deadline: deadline)
    }
}
