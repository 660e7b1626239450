import AdapterKit
import Mocks
import StrictJSON
import Testing
import Verification

/// What every adapter owes its callers (`RegistryAdapter`), asked of each through its mock department: requirements C01 to C09 about what
/// is said. A new adapter joins by one line in `Candidates.swift`.
@Suite("Adapter conformance: answers")
struct AdapterConformance {
    @Test("C01 the manifest names the authority and serves nothing that its department does not", arguments: Candidate.all)
    func manifest(candidate: Candidate) {
        let manifest = candidate.adapter.manifest
        #expect(manifest.name == candidate.department.authority)
        #expect(manifest.authority == candidate.department.authority)
        // The department's other datasets are joined by description.
        #expect(Set(manifest.datasets).isSubset(of: candidate.department.datasets))
        #expect(Set(candidate.datasets.map(\.registry)) == Set(manifest.datasets))
        #expect(manifest.datasets.count == Set(manifest.datasets).count)
    }

    @Test("C02 what is on record arrives as facts, with the day of the data", arguments: Candidate.exchanges)
    func records(exchange: Candidate.Exchange) async throws {
        let facts = exchange.facts(about: .subject, seed: 2)
        var world = StubWorld().holding(facts, in: exchange.registry, under: Person.subject.identifier.number)
        world.completeUntil = StubWorld.day.adding(days: -3)
        let rig = try Rig(exchange.candidate, world: world)
        let reply = try await rig.ask(exchange.registry)
        #expect(reply.statement == .records(facts))
        #expect(reply.dataAsOf == world.completeUntil)
        #expect(await rig.outbound.validations.allSatisfy { $0 == "ok" })
    }

    @Test("C03 nothing on record is said as no record, with the day of the data", arguments: Candidate.exchanges)
    func noRecord(exchange: Candidate.Exchange) async throws {
        let facts = exchange.facts(about: .stranger, seed: 3)
        let world = StubWorld().holding(facts, in: exchange.registry, under: Person.stranger.identifier.number)
        let reply = try await Rig(exchange.candidate, world: world).ask(exchange.registry)
        #expect(reply.statement == .noRecord)
        #expect(reply.dataAsOf == world.completeUntil)
    }

    @Test("C04 random facts go over the wire and come back the same", arguments: Candidate.exchanges)
    func roundTrip(exchange: Candidate.Exchange) async throws {
        for seed in UInt64(0)..<150 {
            var generator = SeededGenerator(seed: seed)
            let person = Person(generator.name(), generator.number())
            let facts = exchange.dataset.facts(&generator, person)
            let rig = try Rig(exchange.candidate, world: StubWorld().holding(facts, in: exchange.registry, under: person.identifier.number))
            guard case .records(let received) = try await rig.ask(exchange.registry, person).statement else {
                Issue.record("seed \(seed): no records")
                continue
            }
            #expect(received == facts, "seed \(seed)")
            #expect(received.map(\.spelling) == facts.map(\.spelling), "seed \(seed)")
        }
    }

    @Test("C05 names are handed on as the registry writes them and never compared", arguments: Candidate.exchanges)
    func namesAreNotCompared(exchange: Candidate.Exchange) async throws {
        let facts = exchange.facts(about: Person("登记另名", Person.subject.identifier.number), seed: 5)
        let world = StubWorld().holding(facts, in: exchange.registry, under: Person.subject.identifier.number)
        let reply = try await Rig(exchange.candidate, world: world).ask(exchange.registry)
        #expect(reply.statement == .records(facts))
    }

    @Test("C06 a record about another number is unreadable, never handed on", arguments: Candidate.exchanges)
    func stranger(exchange: Candidate.Exchange) async throws {
        for seed in UInt64(0)..<20 {
            let facts = exchange.facts(about: .stranger, seed: seed)
            let world = StubWorld().holding(facts, in: exchange.registry, under: Person.subject.identifier.number)
            let rig = try Rig(exchange.candidate, world: world)
            let failure = await rig.failure(of: exchange.registry)
            #expect(failure?.kind == .unreadable)
            if let failure { expectNoPersonalData(in: failure.detail, about: .stranger) }
        }
    }

    @Test("C07 one foreign record among good ones spoils the reply", arguments: Candidate.exchanges)
    func strangerAmongOthers(exchange: Candidate.Exchange) async throws {
        let facts = exchange.facts(about: .subject, seed: 7) + exchange.facts(about: .stranger, seed: 8)
        let world = StubWorld().holding(facts, in: exchange.registry, under: Person.subject.identifier.number)
        let failure = try await Rig(exchange.candidate, world: world).failure(of: exchange.registry)
        #expect(failure?.kind == .unreadable)
    }

    @Test("C08 a dataset of somebody else's is not asked at all", arguments: Candidate.all)
    func foreignDataset(candidate: Candidate) async throws {
        let rig = try Rig(candidate)
        let failure = await rig.failure(of: "no-such-dataset")
        #expect(failure?.delivery == .didNotHappen)
        #expect(await rig.outbound.arrivals.isEmpty)
    }

    @Test("C09 many questions at once each get their own answer", arguments: Candidate.exchanges)
    func concurrent(exchange: Candidate.Exchange) async throws {
        var generator = SeededGenerator(seed: 9)
        var world = StubWorld()
        var expected: [(person: Person, facts: [Fact])] = []
        for _ in 0..<48 {
            let person = Person(generator.name(), generator.number())
            let facts = generator.chance(oneIn: 4) ? [] : exchange.dataset.facts(&generator, person)
            world = world.holding(facts, in: exchange.registry, under: person.identifier.number)
            expected.append((person, facts))
        }
        let rig = try Rig(exchange.candidate, world: world)
        await withTaskGroup(of: Bool.self) { group in
            for (person, facts) in expected {
                group.addTask {
                    let reply = try? await rig.ask(exchange.registry, person)
                    return reply?.statement == (facts.isEmpty ? .noRecord : .records(facts))
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
