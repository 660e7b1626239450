import Testing
import Verification

@testable import Gateway

/// The properties of `domain.md` A.4.10 for the claims that rest on one plain register each.
@Suite struct PlainMetamorphicTests {
    /// A random world about one person with a former number, and a random claim.
    private struct Case {
        static let former = "449902198603120027"
        let subject = Personas.p03.with {
            $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: former), until: day("2009-06-01"))]
            $0.birthDate = day("1976-05-09")
        }
        var world: RuleWorld
        let claim: Claim
        var generator: SeededGenerator

        init(seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed)
            world = RuleWorld(subject)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let (registry, fact) = try Self.event(about: subject, &generator)
                world = world.with(registry, fact)
            }
            let at = generator.chance(50) ? nil : generator.date(from: "2015-01-01")
            claim = generator.pick([
                .unemployed(at: at), .hardToEmploy(at: at), .disabled(level: generator.pick([nil, 2, 3]), at: at), .rehab(at: at),
                .performance("2018-01-01", "2022-12-31"), .custodian, .inFile("工龄", "29"), .inFile("出生日期", "1976-05-09"),
                .legalAid([], generator.pick([3000, 6000])),
            ])
            self.generator = generator
        }

        private static func event(about person: TestPerson, _ generator: inout SeededGenerator) throws -> (RegistryID, Fact) {
            let party = person.written(generator.chance(10) ? "王大明" : nil, under: generator.chance(30) ? former : nil)
            let from = generator.date(from: "2015-01-01")
            let until = generator.chance(40) ? generator.date(from: from) : nil
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: return (.employment, try Record.unemployed(party, from, until: until))
            case 1: return (.employment, try Record.unemployed(party, from, until: until, "hardship"))
            case 2: return (.socialInsurance, try Record.contribution(party, "2025-12"))
            case 3: return (.disability, try Record.disability(party, person.number + generator.pick(["42", "43"]), from: from, until: until))
            case 4: return (.rehabilitation, try Record.agreement(party, "社区康复", from, until: until, performance: "良好"))
            case 5:
                let facts = [("工龄", generator.pick(["29", "30"])), ("出生日期", generator.pick(["1976-05-09", "1975-05-09"]))]
                return (.personalFiles, try Record.file(party, generator.pick(["甲单位", "乙单位"]), facts))
            default: return (.tax, try Record.income(party, generator.pick(["2025-12", "2026-01", "2026-02"]), "5000"))
            }
        }

        func finding(in world: RuleWorld) -> Finding { world.finding(claim, about: subject) }
    }

    private static let seeds: Range<UInt64> = 0..<200

    @Test(arguments: [seeds]) func orderNeverMatters(_ seeds: Range<UInt64>) throws {
        for seed in seeds {
            var one = try Case(seed: seed)
            let evidence = one.world.evidence(for: [one.claim], about: one.subject.person)
            let shuffled = evidence.mapped { answer in
                guard case .records(let facts) = answer.statement else { return answer }
                return answer.saying(.records(facts.shuffled(using: &one.generator)))
            }
            let findings = [evidence, shuffled].map { Merging.finding(for: one.claim, sources: one.claim.sources, evidence: $0) }
            #expect(findings[0] == findings[1], "seed \(seed) \(one.claim.kind)")
        }
    }

    @Test(arguments: [seeds]) func aFailureNeverDecides(_ seeds: Range<UInt64>) throws {
        for seed in seeds {
            let one = try Case(seed: seed)
            let original = one.finding(in: one.world)
            for registry in one.claim.sources.required + one.claim.sources.advisory + [.population] {
                for failure in [Statement.timedOut, .denied, .pending] {
                    let worlds = [
                        one.world.with(registry, answering: failure),
                        one.world.with(registry, about: TestPerson(one.subject.name, Case.former), answering: failure),
                    ]
                    for world in worlds {
                        let failed = one.finding(in: world)
                        guard failed.verdict.isDecided else { continue }
                        #expect(failed.verdict == original.verdict, "seed \(seed) \(one.claim.kind) \(registry)")
                    }
                }
            }
        }
    }

    @Test(arguments: [seeds]) func aFormerNumberGivesTheSameVerdict(_ seeds: Range<UInt64>) throws {
        for seed in seeds {
            let one = try Case(seed: seed)
            let present = one.finding(in: one.world)
            let asked = one.world.finding(one.claim, about: one.subject.person(under: Case.former))
            #expect(
                present.verdict == asked.verdict && present.value == asked.value && present.reason == asked.reason, "seed \(seed) \(one.claim.kind)")
        }
    }

    @Test(arguments: [seeds]) func aFindingRestsOnWhatAnswered(_ seeds: Range<UInt64>) throws {
        for seed in seeds {
            var one = try Case(seed: seed)
            let odd: [Statement] = [.noRecord, .notCovered, .identityMismatch, .denied, .pending, .timedOut, .records([])]
            let broken = one.world.evidence(for: [one.claim], about: one.subject.person)
                .mapped { one.generator.chance(40) ? $0.saying(one.generator.pick(odd)) : $0 }
            let finding = Merging.finding(for: one.claim, sources: one.claim.sources, evidence: broken)
            let answered = broken.answers.filter {
                switch $0.statement {
                case .denied, .later, .unavailable: false
                default: true
                }
            }.map(\.question.registry)
            #expect(finding.restsOn.allSatisfy(answered.contains), "seed \(seed) \(one.claim.kind): \(finding.restsOn)")
            #expect(finding.value == nil || one.claim.kind.isValueClaim, "seed \(seed)")
        }
    }
}
