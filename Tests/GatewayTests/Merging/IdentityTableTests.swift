import Testing
import Verification

@testable import Gateway

/// `identity.*`, `crime.no-record`, `missing.declared`, and what an unestablished identity means for every claim.
@Suite struct IdentityTableTests {
    @Test(arguments: matches) func matchHolds(_ row: Row) { row.check() }
    @Test(arguments: attributes) func attributeHolds(_ row: Row) { row.check() }
    @Test(arguments: crimes) func crimeHolds(_ row: Row) { row.check() }
    @Test(arguments: missing) func missingHolds(_ row: Row) { row.check() }

    private static let p01 = Personas.p01
    private static let world = RuleWorld(p01, Personas.p15, Personas.p18, Personas.p23, Personas.p24, Personas.p26)
    private static func named(_ name: String, _ person: TestPerson) -> TestPerson { person.with { $0.name = name } }

    static let matches: [Row] = [
        Row("the same", world, .match, p01, .confirmed, .recorded),
        Row("another name", world, .match, named("王大明", p01), .refuted, .identityDiffers),
        Row("a former name", world, .match, named("邓招娣", Personas.p24), .refuted, .identityDiffers, cautions: [.formerName]),
        Row("a variant writing", world, .match, named("陈泰文", Personas.p18), .inconclusive, .identityNotEstablished),
        Row("another separator", world, .match, named("阿依古丽•买买提", Personas.p15), .confirmed, .recorded, cautions: [.nameNormalised]),
        Row("number not in base", world, .match, Personas.p06, .noRecord, .noRecordFound),
        // Names change (decisions 21 and 24): data that end long before say nothing of the present one.
        Row("data of last week", world.with(.population, dataAsOf: "2026-02-22"), .match, p01, .confirmed, cautions: [.registryLag]),
        Row("data of two years", world.with(.population, dataAsOf: "2024-02-29"), .match, p01, .confirmed, cautions: [.registryLag]),
        Row("data of two years and a day", world.with(.population, dataAsOf: "2024-02-28"), .match, p01, .inconclusive, .coverageGap, cautions: nil),
        Row("old data", old, .match, p01, .inconclusive, .coverageGap, cautions: [.coverageLimited]),
        Row("old data, another name", old, .match, named("王大明", p01), .inconclusive, .coverageGap, cautions: [.coverageLimited]),
        Row("register silent", world.with(.population, answering: .timedOut), .match, p01, .inconclusive, .sourceUnavailable),
        Row("register denies", world.with(.population, answering: .denied), .match, p01, .inconclusive, .sourceDenied),
        Row("register pending", world.with(.population, answering: .pending), .match, p01, .pending, .sourcePending),
        Row("register says no more than that the name differs", world.with(.population, answering: .identityMismatch), .match, p01, .refuted),
        Row("register not joined", world.without(.population), .match, p01, .inconclusive, .registryNotConnected),
        Row("a shared number: its present holder", world, .match, Personas.p23, .confirmed),
        Row("a shared number: its former holder", world, .match, named("彭建国", Personas.p23), .confirmed),
        Row("a shared number: somebody else", world, .match, named("彭建军", Personas.p23), .refuted),
    ]

    private static let old = world.with(.population, dataAsOf: "2014-01-01")

    @Test func oldDataAnswerForTheirOwnDay() {
        #expect(world(asOf: "2025-02-01").finding(.match, about: Self.p01).asOf == day("2025-02-01"))
        #expect(world(asOf: "2025-02-01").finding(.match, about: Self.named("王大明", Self.p01)).asOf == day("2025-02-01"))
        #expect(world(asOf: "2014-01-01").finding(.match, about: Self.p01).asOf == RuleWorld.today)
    }
    private func world(asOf date: String) -> RuleWorld { Self.world.with(.population, dataAsOf: date) }

    /// Fifteen digits and eighteen: only the register's own link says that they are one number (`domain.md` A.4.9 item 2, S14).
    @Test func fifteenDigitsNeedTheRegistersLink() {
        let p17 = Personas.p17
        let asked = Person(name: PersonName(recorded: p17.name), identifier: p17.identifier, oldNumber: "449902630501003")
        #expect(RuleWorld(p17).finding(.match, about: asked).verdict == .confirmed)
        let unlinked = RuleWorld(p17.with { $0.links = [] }).finding(.match, about: asked)
        #expect(unlinked.verdict == .noRecord && unlinked.reason == .noRecordFound)
        #expect(unlinked.match == [FieldMatch(field: "name", outcome: .match), FieldMatch(field: "number", outcome: .registryLacks)])
    }

    private static let described = RuleWorld(
        p01.with {
            $0.sex = "female"
            $0.birthDate = day("1985-12-04")
            $0.ethnicity = "01"
            $0.residences = [
                Residence(division: "449902", address: "样板区一路1号", from: day("2000-01-01"), until: day("2015-06-01")),
                Residence(division: "449901", address: "样板区二路2号", from: day("2015-06-01"), until: nil),
            ]
        })

    static let attributes: [Row] = [
        Row("sex", described, .attribute("sex", "female"), p01, .confirmed),
        Row("not that sex", described, .attribute("sex", "male"), p01, .refuted, .recordedOtherwise),
        Row("birth date", described, .attribute("birth-date", "1985-12-04"), p01, .confirmed),
        Row("not that birth date", described, .attribute("birth-date", "1985-12-05"), p01, .refuted),
        Row("ethnicity by name for a code", described, .attribute("ethnicity", "汉族"), p01, .confirmed),
        Row("another ethnicity", described, .attribute("ethnicity", "壮族"), p01, .refuted),
        Row("an empty field proves nothing", world, .attribute("sex", "female"), p01, .noRecord),
        Row("former name", world, .attribute("former-name", "邓招娣"), Personas.p24, .confirmed),
        Row("a former name that is not known", world, .attribute("former-name", "邓大花"), Personas.p24, .noRecord),
        Row("register silent", described.with(.population, answering: .timedOut), .attribute("sex", "female"), p01, .inconclusive, cautions: nil),
        Row("hukou here", described, .hukou(division: "449901"), p01, .confirmed),
        Row("hukou in the city", described, .hukou(division: "449900"), p01, .confirmed),
        Row("hukou elsewhere", described, .hukou(division: "449902"), p01, .refuted, .recordedOtherwise),
        Row("hukou then", described, .hukou(division: "449902", at: "2014-01-01"), p01, .confirmed),
        Row("hukou on the day of the move", described, .hukou(division: "449901", at: "2015-06-01"), p01, .confirmed),
        Row(
            "hukou before the records", described, .hukou(division: "449902", at: "1999-01-01"), p01, .noRecord, .coverageGap,
            cautions: [.coverageLimited]),
        Row("hukou nobody wrote down", world, .hukou(division: "449901"), p01, .noRecord),
        Row("hukou cancelled", RuleWorld(p01.cancelled(.emigrated, "2011-01-01")), .hukou(division: "449901"), p01, .refuted),
        Row("passport in force", passports, .document("passport", "E99000001"), p01, .confirmed),
        Row("passport expired", passports, .document("passport", "E99000002"), p01, .refuted, .recordedOtherwise),
        Row("passport lost", passports, .document("passport", "E99000003"), p01, .refuted, .recordedOtherwise),
        Row("passport never issued", passports, .document("passport", "E99000009"), p01, .refuted, .authoritativeNegative),
        Row("somebody else's passport", passports, .document("passport", "E99000004"), p01, .refuted, .authoritativeNegative, cautions: nil),
        Row("exit-entry silent", passports.with(.exitEntry, answering: .timedOut), .document("passport", "E99000001"), p01, .inconclusive),
        Row(
            "card, register does not tell", passports.with(.population, about: p01, answering: .records([.registration(p01.registration)])),
            .document("resident-id-card", p01.number), p01, .noRecord),
    ]

    private static let passports = RuleWorld(p01).with(
        .exitEntry, document("E99000001", "2030-01-01"), document("E99000002", "2020-01-01"), document("E99000003", "2030-01-01", isRevoked: true),
        .document(
            IdentityDocument(
                holder: Personas.p02.party, type: "passport", number: "E99000004", validFrom: nil, validUntil: day("2030-01-01"))))

    private static func document(_ number: String, _ until: String, isRevoked: Bool = false) -> Fact {
        .document(
            IdentityDocument(holder: p01.party, type: "passport", number: number, validFrom: nil, validUntil: day(until), isRevoked: isRevoked))
    }

    private static let p23 = Personas.p23
    private static let p26 = Personas.p26
    private static let convicted = world.with(.crimeRecord, Record.crime(p23.party, "2008-08-08"))

    static let crimes: [Row] = [
        Row("clean", world, .noCrime, p01, .confirmed, .authoritativeNegative),
        // The record says otherwise than stated: there is one.
        Row("convicted", convicted, .noCrime, p23, .refuted, .recordedOtherwise),
        Row(
            "sealed", RuleWorld(Personas.p20).with(.crimeRecord, Record.crime(Personas.p20.party, "2017-05-05", isSealed: true)), .noCrime,
            Personas.p20, .confirmed, .authoritativeNegative),
        Row("not yet effective", world.with(.crimeRecord, Record.crime(p01.party, "2026-03-02")), .noCrime, p01, .confirmed),
        Row(
            "the other one's record under a shared number", convicted, .noCrime, p26, .confirmed, .authoritativeNegative,
            cautions: [.recordWithOtherNameExcluded]),
        Row(
            "a variant writing",
            world.with(.crimeRecord, Record.crime(Personas.p18.written("陈泰文"), "2008-08-08")).with(.exitEntry, answering: .noRecord), .noCrime,
            Personas.p18, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row(
            "under the former name", world.with(.crimeRecord, Record.crime(Personas.p24.written("邓招娣"), "2012-01-01")), .noCrime, Personas.p24,
            .refuted),
        Row(
            "under the old number",
            RuleWorld(Personas.p17).with(.crimeRecord, Record.crime(Personas.p17.written(under: "449902630501003"), "1990-01-01")), .noCrime,
            Personas.p17, .refuted),
        Row("register silent", world.with(.crimeRecord, answering: .timedOut), .noCrime, p01, .inconclusive, .sourceUnavailable),
        Row("register pending", world.with(.crimeRecord, answering: .pending), .noCrime, p01, .pending),
        Row("register denies", world.with(.crimeRecord, answering: .denied), .noCrime, p01, .inconclusive, .sourceDenied),
        Row(
            "register does not cover", world.with(.crimeRecord, answering: .notCovered), .noCrime, p01, .noRecord, .coverageGap,
            cautions: [.coverageLimited]),
        Row(
            "register behind", world.with(.crimeRecord, dataAsOf: "2026-02-01"), .noCrime, p01, .noRecord, .coverageGap, cautions: [.coverageLimited]),
        Row(
            "register knows another name", world.with(.crimeRecord, answering: .identityMismatch), .noCrime, p01, .inconclusive, .recordsAmbiguous,
            cautions: nil),
        Row("identity silent", world.with(.population, answering: .timedOut), .noCrime, p01, .inconclusive, .identityNotEstablished),
        Row(
            "identity silent, record there", convicted.with(.population, answering: .timedOut), .noCrime, p23, .inconclusive, .identityNotEstablished),
        Row("number not in base", world, .noCrime, Personas.p06, .inconclusive, .identityNotEstablished),
        Row("another name", world, .noCrime, named("王大明", p01), .identityMismatch, .identityDiffers),
        Row("a former name", world, .noCrime, named("邓招娣", Personas.p24), .identityMismatch, .identityDiffers, cautions: [.formerName]),
        Row("register not joined", world.without(.crimeRecord), .noCrime, p01, .inconclusive, .registryNotConnected),
        Row("before the period", convicted, period("2010-01-01", nil), p23, .confirmed),
        Row("after the period", convicted, period("2000-01-01", "2007-12-31"), p23, .confirmed),
        Row("within the period", convicted, period("2000-01-01", "2010-12-31"), p23, .refuted),
    ]

    private static func period(_ from: String, _ to: String?) -> Claim {
        Claim(.crimeNoRecord, [Claim.Parameter("period", .period(from: day(from), to: to.map(day)))])
    }

    private static let declared = world.with(.courtJudgment, Record.decision(.declaredMissing, [p01.party], "2016-01-10"))

    static let missing: [Row] = [
        Row("declared", declared, .missing(), p01, .confirmed, .recorded),
        Row("declared on the day", declared, .missing(at: "2016-01-10"), p01, .confirmed),
        Row("not yet declared", declared, .missing(at: "2016-01-09"), p01, .refuted, .authoritativeNegative),
        Row(
            "revoked", declared.with(.courtJudgment, Record.decision(.declaredMissingRevoked, [p01.party], "2020-01-10")), .missing(), p01, .refuted,
            .recordedOtherwise),
        Row(
            "superseded by a declaration of death", declared.with(.courtJudgment, Record.declaredDead(p01, "2020-01-10")), .missing(), p01, .refuted,
            .recordedOtherwise),
        Row(
            "before it was superseded", declared.with(.courtJudgment, Record.declaredDead(p01, "2020-01-10")), .missing(at: "2019-01-01"), p01,
            .confirmed),
        Row(
            "without effect", world.with(.courtJudgment, Record.decision(.declaredMissing, [p01.party], nil, .firstInstance)), .missing(), p01,
            .refuted, .authoritativeNegative),
        Row("nothing: not declared", world, .missing(), p01, .refuted, .authoritativeNegative),
        Row("courts silent", world.with(.courtJudgment, answering: .timedOut), .missing(), p01, .inconclusive, .sourceUnavailable),
        Row("identity silent", declared.with(.population, answering: .timedOut), .missing(), p01, .confirmed, cautions: [.identifiersNotClosed]),
        Row(
            "courts behind", world.with(.courtJudgment, dataAsOf: "2026-02-01"), .missing(), p01, .noRecord, .coverageGap,
            cautions: [.coverageLimited]),
    ]

    @Test func matchIsToldPerField() {
        let finding = Self.world.finding(.match, about: Personas.p15.person(named: "阿依古丽•买买提"))
        #expect(finding.match == [FieldMatch(field: "name", outcome: .normalised), FieldMatch(field: "number", outcome: .match)])
        let missing = Self.world.finding(.match, about: Personas.p06)
        #expect(missing.match == [FieldMatch(field: "name", outcome: .notCompared), FieldMatch(field: "number", outcome: .registryLacks)])
    }

    @Test func aMismatchStopsTheQuestions() {
        let subject = Self.named("王大明", Personas.p17)
        let world = RuleWorld(Personas.p17)
        let asked = world.evidence(for: [.maritalStatus()], about: subject.person).answers.map(\.question)
        #expect(asked.allSatisfy { $0.person.identifier.number == subject.number })
    }

    @Test func everyLinkedNumberIsAsked() {
        let asked = RuleWorld(Personas.p17).evidence(for: [.noCrime], about: Personas.p17.person).answers.map(\.question)
            .filter { $0.registry == .crimeRecord }.map(\.person.identifier.number).sorted()
        #expect(asked == ["449902196305010031", "449902630501003"])
        // Without the register's link the old form is not asked: arithmetic proves nothing.
        let unlinked = RuleWorld(Personas.p17.with { $0.links = [] })
        #expect(
            unlinked.evidence(for: [.noCrime], about: Personas.p17.person).answers.allSatisfy { $0.question.person.identifier.number.count == 18 })
    }

    @Test func thePersonBehindAPermitIsFound() {
        let permit = Personas.p18.person(under: "H99000001", .hkMacaoTravelPermit)
        let world = RuleWorld(Personas.p18)
            .with(
                .exitEntry,
                .document(
                    IdentityDocument(holder: Personas.p18.party, type: "hk-macao-travel-permit", number: "H99000001", validFrom: nil, validUntil: nil)
                )
            )
            .with(.crimeRecord, Record.crime(Personas.p18.party, "2010-01-01"))
        #expect(world.finding(.match, about: permit).verdict == .confirmed)
        #expect(world.finding(.noCrime, about: permit).verdict == .refuted)
        #expect(RuleWorld(Personas.p18).finding(.noCrime, about: permit).verdict == .inconclusive)
    }

    /// Nothing is asked for a claim that cannot be judged, also where every register is joined, and the reason says which it is.
    @Test(arguments: ClaimKind.allCases) func aClaimWithoutARuleIsNeverAVerdict(_ kind: ClaimKind) {
        let claim = Claim(kind)
        guard Rule(of: claim) == nil else { return }
        var world = Self.world
        for registry in claim.sources.required + claim.sources.advisory where world.coverage[registry] == nil {
            world.coverage[registry] = RegistryCoverage(authority: "x", from: nil, closedWorldClaims: [kind])
        }
        let finding = world.finding(claim, about: Self.p01)
        #expect(finding.verdict == .inconclusive)
        #expect(finding.reason == Self.reasonWithoutRule(kind, world))
        #expect(finding.reason != .registryNotConnected)
        #expect(Merging.questions(for: claim, sources: claim.sources, evidence: world.evidence(for: [], about: Self.p01.person)).isEmpty)
    }

    private static func reasonWithoutRule(_ kind: ClaimKind, _ world: RuleWorld) -> ReasonCode {
        let sources = Claim(kind).sources
        if sources.required.isEmpty && sources.advisory.isEmpty { return .noRegisterExists }
        let joined = { (registry: RegistryID) in world.coverage[registry] != nil }
        let isJoined = sources.required.isEmpty ? sources.advisory.contains(where: joined) : sources.required.allSatisfy(joined)
        return isJoined ? .noMergeRule : .registryNotConnected
    }

    @Test(arguments: ClaimKind.allCases) func everyClaimHasAFinding(_ kind: ClaimKind) {
        let claim = Claim(kind)
        for world in [Self.world, Self.world.without(.population), Self.world.with(.population, answering: .timedOut)] {
            let finding = world.finding(claim, about: Self.p01)
            if Rule(of: claim) == nil {
                #expect(finding.verdict == .inconclusive)
                #expect(finding.reason == Self.reasonWithoutRule(kind, world))
                #expect(Merging.questions(for: claim, sources: claim.sources, evidence: world.evidence(for: [], about: Self.p01.person)).isEmpty)
            }
        }
    }
}
