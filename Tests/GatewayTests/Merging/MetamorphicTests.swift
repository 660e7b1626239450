import Testing
import Verification

@testable import Gateway

/// The properties of `domain.md` A.4.10, each over many generated worlds. Property 9 (no registry call where none is allowed) is the planner's.
@Suite struct MetamorphicTests {
    private static let seeds: Range<UInt64> = 0..<120

    @Test(arguments: [seeds]) func property01TheOrderOfRecordsAndRepliesNeverMatters(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var one = RandomCase(seed: seed)
            let evidence = one.evidence
            let shuffled = evidence.mapped { answer in
                guard case .records(let facts) = answer.statement else { return answer }
                return answer.saying(.records(facts.shuffled(using: &one.generator)))
            }
            #expect(one.finding(on: shuffled) == one.finding(on: evidence), "seed \(seed)")
        }
    }

    @Test(arguments: [seeds]) func property02AddingSilenceNeverChangesAConfirmation(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let one = RandomCase(seed: seed)
            for registry in [RegistryID.funeral, .exitEntry, .healthService] {
                let less = one.finding(in: one.world.without(registry))
                let more = one.finding(in: one.world.with(registry, answering: .noRecord))
                if less.verdict == .confirmed { #expect(more.verdict == .confirmed && more.value == less.value, "seed \(seed)") }
            }
        }
    }

    @Test(arguments: [seeds]) func property03AFailureNeverDecides(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let one = RandomCase(seed: seed)
            let original = one.finding()
            let evidence = one.evidence
            for registry in one.claim.sources.required + [.population] {
                let isSilent = evidence.answers.allSatisfy { $0.question.registry != registry || $0.statement == .noRecord }
                for failure in [Statement.timedOut, .denied, .pending] {
                    let failed = one.finding(in: one.world.with(registry, answering: failure))
                    if isSilent, failed.verdict.isDecided {
                        #expect(failed.verdict == original.verdict && failed.value == original.value, "seed \(seed) \(registry)")
                    }
                    let flips = Set([failed.verdict, original.verdict]) == [.confirmed, .refuted]
                    #expect(!flips, "seed \(seed) \(registry)")
                }
            }
        }
    }

    @Test(arguments: [seeds]) func property04ReissuesNeverChangeAStatus(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var one = RandomCase(seed: seed, claims: RandomCase.maritalClaim)
            let a = one.subject
            let b = one.generator.pick(Array(RandomCase.cast.dropFirst()))
            let wedding = one.generator.date(to: "2010-01-01")
            let base = one.world.with(.marriage, Record.marriage(a, b, wedding), Record.divorce(a, b, "2012-03-04"))
            let reissued = base.with(.marriage, Record.reissue(a, b, one.generator.date(from: wedding)))
                .with(.marriage, Record.reissuedDivorce(a, b, one.generator.date(from: "2012-03-04")))
            let before = one.finding(in: base)
            let after = one.finding(in: reissued)
            #expect(after.verdict == before.verdict && after.value == before.value, "seed \(seed)")
        }
    }

    @Test(arguments: [seeds]) func property05LaterEventsDoNotChangeAStatus(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var one = RandomCase(seed: seed) { _, _ in .maritalStatus(at: "2015-06-30") }
            let a = one.subject
            let b = RandomCase.cast[4]
            // The couple must be registered: an end without a beginning makes the time before it uncertain, by rule.
            let base = one.world.with(.marriage, Record.marriage(a, b, "1993-01-01"))
            // A reissued divorce certificate leaves open when the divorce was, until a divorce is found that it may belong to.
            if base.records[.marriage, default: []].contains(where: \.isReissuedDivorce) { continue }
            // What a register contributed is told; only the conclusion has to stay the same.
            func conclusion(_ world: RuleWorld) -> Finding {
                var finding = one.finding(in: world)
                finding.trace = []
                return finding
            }
            let before = conclusion(base)
            // Nor does a divorce of two who were divorced before belong to a marriage on record: it makes the time since then uncertain, by rule.
            let isDivorced = before.value == .word("divorced")
            let later = one.generator.date(from: "2015-07-01")
            let divorce = isDivorced ? [] : [Record.judgment(a, b, later)]
            for fact in divorce + [Record.declaredDead(b, later), Record.revoked(b, later)] {
                #expect(conclusion(base.with(.courtJudgment, fact)) == before, "seed \(seed)")
            }
            #expect(conclusion(base.with(.marriage, Record.refusal(by: a, later))) == before, "seed \(seed)")
        }
    }

    @Test(arguments: [seeds]) func property06SpousesAreSymmetric(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var one = RandomCase(seed: seed) { _, at in .spouse(RandomCase.cast[1], at: at) }
            if one.generator.chance(30) {
                one.world = one.world.with(
                    one.generator.pick([.marriage, .courtJudgment]), about: one.generator.pick(RandomCase.cast), answering: .timedOut)
            }
            let at = one.claim.date("at")?.description
            let there = one.finding()
            let back = one.world.finding(.spouse(RandomCase.cast[0], at: at), about: RandomCase.cast[1])
            #expect(there.verdict == back.verdict && there.reason == back.reason, "seed \(seed)")
            #expect(there.restsOn == back.restsOn && there.cautions == back.cautions && there.since == back.since, "seed \(seed)")
        }
    }

    @Test(arguments: [seeds]) func property07AFormerNumberGivesTheSameVerdict(_ seeds: Range<UInt64>) {
        let former = "449902198603120027"
        for seed in seeds {
            let one = RandomCase(seed: seed)
            var world = one.world
            world.people[0].links = [IdentifierLink(identifier: Identifier(type: .residentID, number: former), until: day("2009-06-01"))]
            let present = world.finding(one.claim, about: one.subject.person)
            let asked = world.finding(one.claim, about: one.subject.person(under: former))
            #expect(present.verdict == asked.verdict && present.value == asked.value && present.reason == asked.reason, "seed \(seed)")
        }
    }

    @Test(arguments: [seeds]) func property08SealedAndCleanAreTheSame(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var one = RandomCase(seed: seed) { _, _ in .noCrime }
            let date = one.generator.date()
            let holder = one.generator.chance(50) ? one.subject.party : one.subject.written("王大明")
            let sealed = one.world.with(.crimeRecord, Record.crime(holder, date, isSealed: true))
            #expect(one.finding(in: sealed) == one.finding(), "seed \(seed)")
            let outcomes = [one.world, sealed].map {
                Merging.outcomes(evidence: $0.evidence(for: [one.claim], about: one.subject.person), claims: [one.claim])
            }
            #expect(outcomes[0] == outcomes[1], "seed \(seed)")
        }
    }

    @Test(arguments: [seeds]) func property10AbsenceNeverConfirms(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let one = RandomCase(seed: seed)
            let at = one.claim.date("at")?.description
            #expect(one.world.finding(.maritalIs("never-married", at: at), about: one.subject).verdict != .confirmed, "seed \(seed)")
            let evidence = one.world.evidence(for: [.alive(at: at)], about: one.subject.person)
            let holdsNothing = evidence.answers.allSatisfy { $0.question.registry == .population || $0.statement == .noRecord }
            let alive = Merging.finding(for: .alive(at: at), sources: Claim.alive().sources, evidence: evidence)
            if holdsNothing { #expect(alive.verdict != .confirmed, "seed \(seed)") }
        }
    }

    @Test(arguments: [seeds]) func property11TheNamedSourcesSuffice(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let one = RandomCase(seed: seed)
            let evidence = one.evidence
            let finding = one.finding(on: evidence)
            guard finding.verdict.isDecided else { continue }
            let kept = Set(finding.restsOn + [.population])
            let reduced = evidence.mapped { kept.contains($0.question.registry) ? $0 : $0.saying(.noRecord) }
            let again = one.finding(on: reduced)
            #expect(again.verdict == finding.verdict && again.value == finding.value, "seed \(seed)")
        }
    }

    @Test(arguments: [seeds]) func property12AdvisorySilenceChangesOnlyFlags(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let one = RandomCase(seed: seed)
            let evidence = one.evidence
            let finding = one.finding(on: evidence)
            for registry in one.claim.sources.advisory where registry != .population {
                let isSilent = evidence.answers.allSatisfy { $0.question.registry != registry || $0.statement == .noRecord }
                guard isSilent else { continue }
                for world in [one.world.without(registry), one.world.with(registry, answering: .timedOut)] {
                    let other = one.finding(in: world)
                    // Two marriages that overlap may be one after a death that nobody could look up: then it is not called a conflict.
                    if finding.verdict == .conflict, other.reason == .defeaterUnavailable { continue }
                    // A death would make another thing of a divorce, or make a widow of a wife: no word of these with a register down (P2, P7).
                    let isMarried = finding.value == .word("married")
                    if other.verdict == .inconclusive, other.reason == .defeaterUnavailable, !isMarried { continue }
                    #expect(other.verdict == finding.verdict && other.value == finding.value && other.since == finding.since, "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: [seeds]) func anyAnswersGiveALawfulFinding(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var one = RandomCase(seed: seed)
            let evidence = one.evidence
            let odd: [Statement] = [.noRecord, .notCovered, .identityMismatch, .denied, .pending, .timedOut, .records([])]
            let broken = evidence.mapped { one.generator.chance(40) ? $0.saying(one.generator.pick(odd)) : $0 }
            let finding = one.finding(on: broken)
            let answered = broken.answers.filter {
                switch $0.statement {
                case .records, .incomplete, .noRecord, .notCovered, .identityMismatch: true
                case .denied, .later, .unavailable: false
                }
            }.map(\.question.registry)
            #expect(finding.restsOn.allSatisfy(answered.contains), "seed \(seed): \(finding.restsOn)")
            #expect(finding.value == nil || one.claim.kind.isValueClaim, "seed \(seed)")
            _ = Merging.outcomes(evidence: broken, claims: [one.claim])
            _ = Merging.questions(for: one.claim, sources: one.claim.sources, evidence: broken)
        }
    }
}

extension Fact {
    fileprivate var isReissuedDivorce: Bool { if case .marital(let entry) = self { entry.kind == .reissuedDivorce } else { false } }
}
