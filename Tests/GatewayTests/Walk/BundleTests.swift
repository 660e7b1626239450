import Testing
import Verification

@testable import Gateway

/// Claims of a bundle share questions and answers and nothing else: each finding is the one that the claim has alone (decision 23).
@Suite struct BundleTests {
    /// Asks as the walk does, everything that the claims want to know.
    private static func findings(_ claims: [Claim], about subject: TestPerson, in world: RuleWorld) throws -> (findings: [Finding], rounds: Int) {
        let planned = claims.map { PlannedClaim(claim: $0, sources: $0.sources) }
        var asked = Asked(evidence: Evidence(today: world.today, subject: subject.person, coverage: RegistryTable(world.coverage)), exchanges: [])
        for _ in 0..<Plan.maximumRounds {
            let questions = Plan.nextQuestions(for: planned, after: &asked)
            if questions.isEmpty { break }
            asked.add(
                questions.map {
                    let answer = Answer(
                        question: $0, statement: world.statement(to: $0), dataAsOf: world.dataAsOf[$0.registry] ?? world.today,
                        areas: world.statedAreas[$0.registry] ?? [])
                    return Exchange(answer: answer, elapsedMilliseconds: 1)
                })
        }
        let findings = asked.findings(on: planned)
        return (try #require(findings), asked.rounds.count)
    }

    /// The register of marriages shows P04 alive in 2016; whether he was dead in 2013 nobody asks it unless a death is on record (A.4.7).
    @Test func aMarriageAskedAboutBesideIsNoSignOfLife() throws {
        let (p03, p04) = (Personas.p03, Personas.p04)
        let world = RuleWorld(p03, p04).with(.marriage, Record.marriage(p03, p04, "2016-10-09"))
        let alone = try Self.findings([.isDead(at: "2013-01-01")], about: p04, in: world).findings
        #expect(alone.map(\.verdict) == [.noRecord])
        for beside in [Claim.maritalStatus(), .spouse(p03), .kin("spouse", of: p03)] {
            #expect(try Self.findings([.isDead(at: "2013-01-01"), beside], about: p04, in: world).findings[0] == alone[0])
            #expect(try Self.findings([beside, .isDead(at: "2013-01-01")], about: p04, in: world).findings[1] == alone[0])
        }
    }

    /// Claims of every kind beside one another, over random worlds.
    @Test(arguments: EveryClaim.table) func everyFindingIsTheOneAlone(_ every: EveryClaim) throws {
        for seed in 0..<12 as Range<UInt64> {
            var one = try AnyWorld(every, seed: seed)
            let others = (0..<4).map { _ in one.generator.pick(EveryClaim.table) }
            let claims = [one.claim] + others.map { $0.make(&one.generator, one.generator.chance(50) ? nil : one.generator.date(from: "2005-01-01")) }
            for _ in 0..<4 {
                let (registry, fact) = try AnyWorld.event(&one.generator)
                one.world = one.world.with(registry, fact)
            }
            let bundle = try Self.findings(claims, about: AnyWorld.subject, in: one.world)
            var most = 0
            for (claim, finding) in zip(claims, bundle.findings) {
                let alone = try Self.findings([claim], about: AnyWorld.subject, in: one.world)
                #expect(alone.findings == [finding], "\(claim.kind.rawValue) beside \(claims.map(\.kind.rawValue)), seed \(seed)")
                most = max(most, alone.rounds)
            }
            #expect(bundle.rounds <= most, "a bundle takes no more rounds than its slowest claim")
        }
    }
}
