import Testing
import Verification

@testable import Gateway

/// The way to a finding: complete, in one order, and no word more than the finding itself tells.
@Suite struct TraceTests {
    private static let (p01, p02, p23) = (Personas.p01, Personas.p02, Personas.p23)
    private static let crime = Claim(.crimeNoRecord)

    private static func told(_ finding: Finding) -> [String] {
        finding.trace.map { step in
            [step.rule.rawValue + "/" + step.code.rawValue, step.from?.rawValue, step.about?.rawValue, step.number?.rawValue, step.date?.description]
                .compactMap(\.self).joined(separator: " ")
        }
    }

    private static let who = ["gate/admitted", "identity/established ps-population subject resident-id"]

    @Test func anAuthoritativeNegativeNamesItsRegister() {
        let finding = RuleWorld(Self.p23).finding(Self.crime, about: Self.p23)
        #expect(Self.told(finding) == Self.who + ["sources/negative crime-record", "closed-world-negative/all-negative"])
    }

    @Test func aRecordDecides() {
        let finding = RuleWorld(Self.p23).with(.crimeRecord, Record.crime(Self.p23.party, "2019-05-05")).finding(Self.crime, about: Self.p23)
        #expect(Self.told(finding) == Self.who + ["sources/record crime-record", "closed-world-negative/judgment-in-period"])
    }

    @Test("a sealed record leaves the trace of none") func sealed() {
        let clean = RuleWorld(Self.p23)
        let sealed = clean.with(.crimeRecord, Record.crime(Self.p23.party, "2009-05-05", isSealed: true))
        #expect(sealed.finding(Self.crime, about: Self.p23) == clean.finding(Self.crime, about: Self.p23))
    }

    @Test("the fold names the act that decided, with its day") func fold() {
        let married = RuleWorld(Self.p01, Self.p02).with(.marriage, Record.marriage(Self.p01, Self.p02, "2010-05-20"))
        let divorced = married.with(.courtJudgment, Record.judgment(Self.p01, Self.p02, "2019-06-20"))
        #expect(
            Self.told(divorced.finding(.maritalStatus(), about: Self.p01)) == Self.who + [
                "sources/record ca-marriage", "sources/record court-judgment", "marital-fold/ended-by-judgment court-judgment 2019-06-20",
            ])
        // Whose death is looked for is a third person: the registers that were asked about the spouse are not told of.
        #expect(
            Self.told(married.finding(.maritalStatus(), about: Self.p01)) == Self.who + [
                "sources/record ca-marriage", "sources/nothing court-judgment", "marital-fold/spouse-life-checked",
                "marital-fold/marriage-stands ca-marriage 2010-05-20",
            ])
        let silent = married.with(.courtJudgment, answering: .timedOut).finding(.maritalStatus(), about: Self.p01)
        #expect(
            Self.told(silent) == Self.who + ["sources/record ca-marriage", "sources/unavailable court-judgment", "marital-fold/defeater-open"])
    }

    @Test("a wrong name learns that it is wrong, whatever is on record") func wrongName() {
        let stranger = TestPerson("彭建业", Self.p01.number)
        let bare = RuleWorld(Self.p01, Self.p02)
        let full = bare.with(.marriage, Record.marriage(Self.p01, Self.p02, "2010-05-20")).with(
            .crimeRecord, Record.crime(Self.p01.party, "2019-05-05")
        )
        .with(.deathCertificate, Record.death(Self.p01, "2024-01-01"))
        for claim in [Self.crime, .maritalStatus(), .maritalIs("married"), Claim(.deathIsDead), Claim(.aliveAt)] {
            let trace = Self.told(full.finding(claim, about: stranger))
            #expect(trace == Self.told(bare.finding(claim, about: stranger)))
            #expect(trace == ["gate/admitted", "identity/differs ps-population subject resident-id", "gate/differs ps-population"])
        }
    }

    @Test("a client without the right to the value sees that something decided, and no day") func disclosure() {
        let world = RuleWorld(Self.p01, Self.p02).with(.marriage, Record.marriage(Self.p01, Self.p02, "2010-05-20"))
        let finding = world.finding(.maritalStatus(), about: Self.p01)
        let blind = Client(
            name: "x", unitCode: "", requesterClass: .governmentDepartment, certificateName: "", claims: Set(ClaimKind.allCases), valueClaims: [])
        let limited = Disclosure.limit(finding, for: blind, today: RuleWorld.today)
        #expect(
            Self.told(limited) == Self.who + ["sources/record ca-marriage", "sources/nothing court-judgment", "marital-fold/recorded"])
        let sighted = Disclosure.limit(finding, for: GatewayWalkTests.hall, today: RuleWorld.today)
        #expect(sighted.trace == finding.trace)
        // Of a claim that has no value no day is told, whoever asks.
        let married = world.finding(.maritalIs("married"), about: Self.p01)
        #expect(married.trace.contains { $0.date != nil })
        #expect(!Disclosure.limit(married, for: GatewayWalkTests.hall, today: RuleWorld.today).trace.contains { $0.date != nil })
    }

    @Test("the trace does not depend on the order of replies, and tells nothing that the finding does not", arguments: [0..<300])
    func randomWorlds(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var one = RandomCase(seed: seed)
            if one.generator.chance(30) { one.world = one.world.with(one.generator.pick([.marriage, .courtJudgment]), answering: .timedOut) }
            let evidence = one.world.evidence(for: [one.claim], about: one.subject.person)
            let finding = Merging.finding(for: one.claim, sources: one.claim.sources, evidence: evidence)
            let shuffled = Evidence(today: evidence.today, subject: evidence.subject, coverage: evidence.coverage)
                .adding(evidence.answers.shuffled(using: &one.generator))
            #expect(Merging.finding(for: one.claim, sources: one.claim.sources, evidence: shuffled).trace == finding.trace, "seed \(seed)")
            let asked = Set(evidence.answers.map(\.question.registry))
            let last = finding.trace.last
            #expect(finding.trace.first?.code == .admitted && last != nil, "seed \(seed)")
            for step in finding.trace {
                let wasAsked = step.from.map(asked.contains) ?? true
                #expect(wasAsked, "seed \(seed)")
                #expect(step.date == nil || step.date == finding.since, "seed \(seed)")
                #expect(step == last || step.rule.isStage || step.code == .spouseLifeChecked, "seed \(seed)")
            }
            let rests = last?.from.map(finding.restsOn.contains) ?? true
            #expect(rests, "seed \(seed)")
            let registers = finding.trace.filter { $0.rule == .sources && $0.code != .otherName }.compactMap(\.from)
            #expect(registers == registers.sorted() && Set(registers).count == registers.count, "seed \(seed)")
        }
    }
}
