import Testing
import Verification

@testable import Gateway

/// The twelve properties of `domain.md` A.4.10, each for every claim that a rule answers (``EveryClaim/table``), over random worlds.
@Suite struct EveryClaimPropertyTests {
    private static let seeds: Range<UInt64> = 0..<25

    /// Runs over the worlds of one claim.
    private static func each(_ every: EveryClaim, _ body: (inout AnyWorld, _ at: String) throws -> Void) throws {
        for seed in seeds {
            var one = try AnyWorld(every, seed: seed)
            try body(&one, "\(every.kind.rawValue), seed \(seed)")
        }
    }

    @Test func everyRuleHasItsLine() {
        let settled: [ClaimKind] = [.maritalSeparated, .illnessCertificateAuthentic]
        #expect(Set(EveryClaim.table.map(\.kind) + settled) == Set(ClaimKind.allCases.filter { Rule(of: Claim($0)) != nil }))
    }

    /// The worlds are worth looking at: most claims are decided in some, and none in all.
    @Test(arguments: EveryClaim.table) func theWorldsDecideAndLeaveOpen(_ every: EveryClaim) throws {
        var verdicts: Set<Verdict> = []
        try Self.each(every) { one, _ in verdicts.insert(one.finding().verdict) }
        // Hardship is declared, never proven; who the subject is does not change.
        #expect(every.kind == .hardshipLegalAid || !verdicts.isDisjoint(with: [.confirmed, .refuted]), "\(every.kind.rawValue): \(verdicts)")
        #expect(every.kind == .identityMatch || verdicts.count > 1, "\(every.kind.rawValue): \(verdicts)")
    }

    /// Nobody is said to have kept silent who was never asked (P10).
    @Test(arguments: EveryClaim.table) func theTraceNamesOnlyRegistersThatWereAsked(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let evidence = one.evidence
            let asked = Set(evidence.answers.map(\.question.registry))
            for step in one.finding(on: evidence).trace where step.code != .notJoined {
                let wasAsked = step.from.map(asked.contains) ?? true
                #expect(wasAsked, "\(name): \(step.from?.rawValue ?? "")")
            }
        }
    }

    @Test(arguments: EveryClaim.table) func property01TheOrderOfRepliesNeverChangesTheFinding(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let evidence = one.evidence
            let finding = one.finding(on: evidence)
            let answers = evidence.answers.shuffled(using: &one.generator).map { answer in
                guard case .records(let facts) = answer.statement else { return answer }
                return answer.saying(.records(facts.shuffled(using: &one.generator)))
            }
            let shuffled = Evidence(today: evidence.today, subject: evidence.subject, coverage: evidence.coverage).adding(answers)
            #expect(one.finding(on: shuffled) == finding, "\(name)")
        }
    }

    @Test(arguments: EveryClaim.table) func property02AddingAnEmptyAnswerNeverChangesAConfirmation(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            for registry in one.registries where !one.required.contains(registry) && registry != .population {
                let less = one.finding(in: one.world.without(registry))
                guard less.verdict == .confirmed else { continue }
                let more = one.finding(in: one.world.with(registry, answering: .noRecord))
                #expect(more.verdict == .confirmed && more.value.map(\.text) == less.value.map(\.text), "\(name) \(registry)")
            }
        }
    }

    /// A verdict that stands while a required register fails is the one that stands whether the register holds nothing or what it does hold:
    /// its word was not needed. Of the registers that merely may add something, none turns a verdict round by failing, unless the finding says
    /// what was not looked at. The one exception is m11: a registered divorce stands without the courts, who alone could have voided the
    /// marriage, and says so.
    @Test(arguments: EveryClaim.table) func property03AFailureNeverClosesWhatWasOpen(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let original = one.finding()
            for registry in one.registries {
                let failing =
                    [Statement.timedOut, .denied, .pending, .incomplete([], missing: [])].map { one.world.with(registry, answering: $0) }
                    + [one.world.withPartOf(registry)]
                for (way, world) in failing.enumerated() {
                    let failed = one.finding(in: world)
                    guard failed.verdict.isDecided else { continue }
                    if failed.cautions.contains(.nullityUnchecked), !original.cautions.contains(.nullityUnchecked), original.verdict == .noRecord {
                        continue
                    }
                    guard one.required.contains(registry) else {
                        let flips = original.verdict.isDecided && original.verdict != failed.verdict
                        #expect(!flips || !Set(failed.cautions).subtracting(original.cautions).isEmpty, "\(name) \(registry) way \(way)")
                        continue
                    }
                    #expect(
                        failed.isAs(original),
                        "\(name) \(registry) way \(way): \(failed.verdict) \(failed.reason), was \(original.verdict) \(original.reason)")
                    // What a partial answer told stands; without an answer, holding nothing has to come to the same.
                    guard way < 4, registry != .population else { continue }
                    let empty = one.finding(in: one.world.with(registry, answering: .noRecord))
                    #expect(
                        failed.claimsNothingBeyond(empty), "\(name) \(registry) way \(way): \(failed.verdict), empty \(empty.verdict) \(empty.reason)"
                    )
                }
            }
        }
    }

    /// The same where only the question under a former number fails (P13).
    @Test(arguments: EveryClaim.table) func property03AFailureUnderOneNumberNeverDecides(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let original = one.finding()
            for registry in one.registries {
                for failure in [Statement.timedOut, .denied, .pending] {
                    let former = TestPerson(AnyWorld.subject.name, AnyWorld.former)
                    let failed = one.finding(in: one.world.with(registry, about: former, answering: failure))
                    guard failed.verdict.isDecided else { continue }
                    let isSaid = !one.required.contains(registry) && !Set(failed.cautions).subtracting(original.cautions).isEmpty
                    #expect(isSaid || failed.isAs(original), "\(name) \(registry): \(failed.verdict) \(failed.reason), was \(original.verdict)")
                }
            }
        }
    }

    /// A finding rests on registers that answered, whatever the others did.
    @Test(arguments: EveryClaim.table) func aFindingRestsOnWhatAnswered(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let odd: [Statement] = [.noRecord, .notCovered, .identityMismatch, .denied, .pending, .timedOut, .records([])]
            let broken = one.evidence.mapped { one.generator.chance(40) ? $0.saying(one.generator.pick(odd)) : $0 }
            let answered = broken.answers.filter {
                switch $0.statement {
                case .denied, .later, .unavailable: false
                default: true
                }
            }.map(\.question.registry)
            let finding = one.finding(on: broken)
            #expect(finding.restsOn.allSatisfy(answered.contains), "\(name): \(finding.restsOn)")
            let isTold = every.kind.isValueClaim || every.kind == .inheritanceFacts
            #expect(finding.value == nil || isTold, "\(name)")
        }
    }

    @Test(arguments: EveryClaim.table) func property04ReissuesNeverChangeAnything(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let (a, b) = (AnyWorld.subject, one.generator.pick(AnyWorld.others))
            let base = one.world.with(.marriage, Record.marriage(a, b, "1999-01-01"), Record.divorce(a, b, "2012-03-04"))
            let reissued = base.with(.marriage, Record.reissue(a, b, one.generator.date(from: "1999-01-02")))
                .with(.marriage, Record.reissuedDivorce(a, b, one.generator.date(from: "2012-03-04")))
            #expect(one.finding(in: reissued).isAs(one.finding(in: base)), "\(name)")
        }
    }

    @Test(arguments: EveryClaim.table) func property05LaterEventsChangeNothing(_ every: EveryClaim) throws {
        let day = "2015-06-30"
        for seed in Self.seeds {
            var generator = SeededGenerator(seed: seed)
            let claim = every.make(&generator, day)
            guard claim.date("at") != nil, every.kind != .deathIsDead, every.kind != .aliveAt else { continue }
            let one = try AnyWorld(EveryClaim(every.kind) { _, _ in claim }, seed: seed)
            let before = one.finding()
            for _ in 0..<6 {
                let (registry, fact) = try AnyWorld.event(&generator, from: "2015-07-01")
                guard fact.isOrdinary(after: day) else { continue }
                let after = one.finding(in: one.world.with(registry, fact))
                #expect(
                    after.isAs(before),
                    "\(every.kind.rawValue), seed \(seed) \(registry): \(before.verdict) \(before.reason) \(after.verdict) \(after.reason)")
            }
        }
    }

    @Test(arguments: AnyWorld.pairs) func property06WhatHoldsOneWayHoldsTheOther(_ pair: AnyWorld.Pair) throws {
        for seed in Self.seeds {
            for other in AnyWorld.others {
                let one = try AnyWorld(EveryClaim(pair.kind) { _, at in pair.there(AnyWorld.subject, other, at) }, seed: seed)
                let there = one.finding()
                let back = one.world.finding(pair.back(AnyWorld.subject, other, one.claim.date("at")?.description), about: other.person)
                #expect(there.verdict == back.verdict, "\(pair.name), seed \(seed): \(there.verdict) \(there.reason) \(back.verdict) \(back.reason)")
            }
        }
    }

    @Test(arguments: EveryClaim.table) func property07AFormerNumberGivesTheSameVerdict(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let present = one.finding()
            let asked = one.world.finding(one.claim, about: AnyWorld.subject.person(under: AnyWorld.former))
            #expect(
                asked.isAs(present) && asked.reason == present.reason,
                "\(name): \(asked.verdict) \(asked.reason) \(present.verdict) \(present.reason)")
        }
    }

    @Test(arguments: EveryClaim.table) func property08SealedAndCleanAreTheSame(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let sealed = one.world.with(.crimeRecord, Record.crime(AnyWorld.subject.party, one.generator.date(), isSealed: true))
            let (clean, evidence) = (one.evidence, sealed.evidence(for: [one.claim], about: AnyWorld.subject.person))
            #expect(one.finding(on: evidence) == one.finding(on: clean), "\(name)")
            #expect(
                Merging.outcomes(evidence: evidence, claims: [one.claim]) == Merging.outcomes(evidence: clean, claims: [one.claim]), "\(name)")
            #expect(Set(evidence.answers.map(\.question)) == Set(clean.answers.map(\.question)), "\(name)")
        }
    }

    @Test func property09WhatIsSettledAsksNobody() throws {
        let catalogue = try GatewayWalkTests.catalogue()
        var settled = 0
        for certificate in catalogue.certificates {
            for category in PurposeCategory.allCases {
                let claims = certificate.claims.prefix(1).map { Claim($0) }
                let plan = Plan(
                    for: GatewayWalkTests.inquiry(certificate.id, claims: Array(claims), category: category), certificate: certificate,
                    catalogue: catalogue)
                guard certificate.isPurelyProcedural || certificate.exception(for: category) != nil else { continue }
                settled += 1
                if case .settled = plan { continue }
                Issue.record("\(certificate.id) \(category) asks")
            }
        }
        #expect(settled > 20)
        for kind in [ClaimKind.maritalSeparated, .illnessCertificateAuthentic] {
            let evidence = RuleWorld(AnyWorld.subject).evidence(for: [Claim(kind)], about: AnyWorld.subject.person)
            #expect(evidence.answers.count == 0)
        }
    }

    @Test(arguments: EveryClaim.table) func property10AbsenceNeverConfirms(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let finding = one.finding()
            if every.kind == .fertilityCountAtMost { #expect(finding.verdict != .confirmed, "\(name)") }
            if every.kind == .inheritanceFacts { #expect(finding.cautions.contains(.otherHeirsNotExcluded), "\(name)") }
            if one.claim.text("status") == MaritalIs.neverMarried { #expect(finding.verdict != .confirmed, "\(name)") }
            var empty = RuleWorld([AnyWorld.subject] + AnyWorld.others)
            let silent = one.finding(in: empty)
            // What the population register holds of everybody: name, sex, day of birth.
            let mayConfirm = every.kind.restsOnAbsence || every.kind.isAboutIdentity || [.identityAttribute, .birthFact].contains(every.kind)
            #expect(silent.verdict != .confirmed || mayConfirm, "\(name)")
            // Nobody whom the population register does not know is free of anything.
            empty.people = []
            #expect(one.finding(in: empty).verdict != .confirmed, "\(name)")
        }
    }

    @Test(arguments: EveryClaim.table) func property11TheNamedSourcesSuffice(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let evidence = one.evidence
            let finding = one.finding(on: evidence)
            guard finding.verdict.isDecided else { return }
            let kept = Set(finding.restsOn + [.population])
            let reduced = evidence.mapped { kept.contains($0.question.registry) ? $0 : $0.saying(.noRecord) }
            let again = one.finding(on: reduced)
            #expect(again.isAs(finding), "\(name): \(finding.verdict) on \(finding.restsOn.map(\.rawValue)), then \(again.verdict) \(again.reason)")
        }
    }

    @Test(arguments: EveryClaim.table) func property12AnAdvisoryRegisterThatHeldNothingChangesOnlyFlags(_ every: EveryClaim) throws {
        try Self.each(every) { one, name in
            let evidence = one.evidence
            let finding = one.finding(on: evidence)
            for registry in one.registries where !one.required.contains(registry) && registry != .population {
                let isSilent = evidence.answers.allSatisfy { $0.question.registry != registry || $0.statement == .noRecord }
                guard isSilent, finding.verdict.isDecided else { continue }
                for world in [one.world.without(registry), one.world.with(registry, answering: .timedOut)] {
                    let other = one.finding(in: world)
                    // A death would make another thing of a divorce, or a widow of a wife: nothing is said of these while a register is down (P2, P7).
                    let isOfMarriages = every.kind == .maritalStatus || every.kind == .maritalIs
                    if isOfMarriages, other.verdict == .inconclusive, other.reason == .defeaterUnavailable, finding.value != .word("married") {
                        continue
                    }
                    #expect(other.isAs(finding), "\(name) \(registry): \(finding.verdict) \(finding.reason), then \(other.verdict) \(other.reason)")
                }
            }
        }
    }
}

extension AnyWorld {
    /// Two claims that say one thing, from either person's side.
    struct Pair: Sendable, CustomTestStringConvertible {
        typealias Make = @Sendable (_ a: TestPerson, _ b: TestPerson, _ at: String?) -> Claim
        let name: String
        let kind: ClaimKind
        /// Asked about the first person.
        let there: Make
        /// Asked about the second one.
        let back: Make
        var testDescription: String { name }
    }

    static let pairs: [Pair] =
        KinshipRelation.Relation.allCases.map { relation in
            Pair(
                name: relation.rawValue, kind: .kinshipRelation, there: { _, b, at in .kin(relation.rawValue, of: b, at: at) },
                back: { a, _, at in .kin(relation.inverse.rawValue, of: a, at: at) })
        } + [
            Pair(name: "spouse", kind: .maritalSpouse, there: { _, b, at in .spouse(b, at: at) }, back: { a, _, at in .spouse(a, at: at) }),
            Pair(
                name: "household", kind: .kinshipSameHousehold, there: { _, b, at in .household(with: b, at: at) },
                back: { a, _, at in .household(with: a, at: at) }),
            Pair(name: "person", kind: .personSame, there: { _, b, _ in .same(as: b.person) }, back: { a, _, _ in .same(as: a.person) }),
        ]
}

extension Finding {
    /// The same verdict and value; of a bundle the same of each part.
    fileprivate func isAs(_ other: Finding) -> Bool { verdict == other.verdict && value.map(\.text) == other.value.map(\.text) }

    /// Whatever it says to be true or false, the other one says too; of a bundle each part.
    fileprivate func claimsNothingBeyond(_ other: Finding) -> Bool {
        guard case .findings(let parts)? = value, case .findings(let others)? = other.value else { return !verdict.isDecided || isAs(other) }
        return parts.count == others.count && zip(parts, others).allSatisfy { !$0.verdict.isDecided || $0.verdict == $1.verdict }
    }
}

extension Fact {
    /// It has effect from its own day only: no nullity, no reissue, no end without a beginning, nothing that tells of an earlier time.
    fileprivate func isOrdinary(after day: String) -> Bool {
        let limit = CalendarDate(day) ?? CalendarDate(dayNumber: 0)
        switch self {
        case .marital(let entry): return entry.date > limit && (entry.kind == .marriage || entry.kind == .refusalToResume)
        case .decision(let decision):
            switch decision.kind {
            case .declaredDead: return decision.accident == nil
            case .declaredMissing, .declaredMissingRevoked: return true
            default: return false
            }
        case .record(let record):
            switch record.kind.word {
            case "adoption", "right", "vehicle", "lease", "unemployed", "hardship", "agreement", "certificate": return true
            default: return false
            }
        default: return false
        }
    }
}
