import Testing
import Verification

@testable import Gateway

/// The scenarios of `domain.md` C.4 that the rules of this house decide, at the level of the rules.
@Suite struct ScenarioRuleTests {
    @Test(arguments: table) func scenarioHolds(_ row: Row) { row.check() }

    private static let p03 = Personas.p03
    private static let p04 = Personas.p04
    private static let p05 = Personas.p05
    private static let p07 = Personas.p07
    private static let p08 = Personas.p08
    private static let p10 = Personas.p10
    private static let p17 = Personas.p17
    private static let p21 = Personas.p21
    private static let p24 = Personas.p24

    private static let s01 = RuleWorld(Personas.p01, Personas.p02)
        .with(.marriage, Record.marriage(Personas.p01, Personas.p02, "2010-05-20"))
        .with(.courtJudgment, Record.judgment(Personas.p01, Personas.p02, "2019-06-20"))
    private static let s02 = RuleWorld(p03, p04, p17)
        .with(.marriage, Record.marriage(p03, p17, "2001-03-08"), Record.marriage(p03, p04, "2016-10-09"))
        .with(.deathCertificate, Record.death(p17, "2012-07-01"))
    private static let s04 = RuleWorld(p05, p10).with(.marriage, Record.marriage(p05, p10, "2008-08-08"))
    private static let s05 = RuleWorld(p21, Personas.p22)
    private static let s08 = RuleWorld(p21).with(.deathCertificate, Record.death(p21, "2026-02-15"))
    private static let s09 = RuleWorld(p21.cancelled(.death, "1998-04-03")).with(.deathCertificate, answering: .notCovered)
    private static let s10 = RuleWorld(p21.cancelled(.emigrated, "2011-01-01"))
    private static let s11 = RuleWorld(p07, p08).with(.marriage, Record.marriage(p07, p08, "1996-05-01"))
        .with(.courtJudgment, Record.declaredDead(p07, "2018-04-02"), Record.revoked(p07, "2023-05-10"))
    private static let s20 = RuleWorld(Personas.p23)

    static let table: [Row] = [
        Row(
            "S01 status", s01, .maritalStatus(), Personas.p01, .confirmed, .endedByJudgment, value: "divorced", since: "2019-06-20",
            cautions: [.coverageLimited]),
        Row("S01 spouse today", s01, .spouse(Personas.p02), Personas.p01, .refuted, .endedByJudgment, cautions: [.coverageLimited]),
        Row("S01 spouse in 2018", s01, .spouse(Personas.p02, at: "2018-01-01"), Personas.p01, .confirmed, .registeredAndNotEnded),
        Row("S02 today", s02, .maritalStatus(), p03, .confirmed, value: "married", since: "2016-10-09"),
        Row(
            "S02 in 2014", s02, .maritalStatus(at: "2014-01-01"), p03, .confirmed, .endedByDeath, value: "widowed", since: "2012-07-01",
            cautions: [.coverageLimited]),
        Row("S02 spouse in 2014", s02, .spouse(p17, at: "2014-01-01"), p03, .refuted, .endedByDeath),
        Row("S03", RuleWorld(Personas.p06), .maritalIs("never-married"), Personas.p06, .noRecord, .noRecordFound),
        Row("S04 court down", s04.with(.courtJudgment, answering: .timedOut), .maritalStatus(), p05, .inconclusive, .defeaterUnavailable),
        Row("S04 asked again", s04, .maritalStatus(), p05, .confirmed, value: "married", since: "2008-08-08"),
        Row(
            "S05 with the original", s05.with(.marriage, Record.reissue(p21, Personas.p22, "2020-11-02", original: "1971-10-01")),
            .maritalStatus(), p21, .confirmed, value: "married", since: "1971-10-01"),
        Row(
            "S05 without", s05.with(.marriage, Record.reissue(p21, Personas.p22, "2020-11-02")), .maritalStatus(), p21, .confirmed,
            value: "married", since: nil),
        Row(
            "S06",
            RuleWorld(p24, Personas.p25).with(
                .marriage, Record.marriage(p24, Personas.p25, "2018-01-18"),
                Record.marital(.divorceApplication, p24.party, Personas.p25.party, "2026-02-10")),
            .maritalStatus(), p24, .confirmed, value: "married", since: "2018-01-18"),
        Row(
            "S07", s04.with(.courtJudgment, Record.judgment(p05, p10, "2026-02-05", .firstInstance)), .maritalStatus(), p10, .confirmed,
            value: "married", since: "2008-08-08"),
        Row("S08 dead", s08, .isDead(), p21, .confirmed, .recorded, cautions: [.registryLag]),
        Row("S08 date", s08, .deathDate, p21, .confirmed, value: "2026-02-15", since: "2026-02-15", cautions: [.registryLag]),
        Row("S08 alive", s08, .alive(), p21, .refuted, cautions: [.registryLag]),
        Row("S09 dead", s09, .isDead(), p21, .confirmed, .recorded),
        Row("S09 date", s09, .deathDate, p21, .confirmed, value: "1998-04-03", since: "1998-04-03"),
        Row("S10 dead", s10, .isDead(), p21, .noRecord, cautions: nil),
        Row("S10 alive", s10, .alive(), p21, .noRecord),
        Row("S11 today", s11, .maritalStatus(), p08, .confirmed, .restoredAfterRevocation, value: "married", since: "2023-05-10"),
        Row(
            "S11 in 2020", s11, .maritalStatus(at: "2020-01-01"), p08, .confirmed, .endedByDeclaredDeath, value: "widowed", since: "2018-04-02",
            cautions: [.coverageLimited]),
        Row("S11 dead on the day of the revocation", s11, .isDead(at: "2023-05-10"), p07, .refuted, .lifeSign),
        Row("S11 dead today", s11, .isDead(), p07, .noRecord, cautions: [.coverageLimited, .declaredDeathRevoked]),
        Row(
            "S15", RuleWorld(p24), .match, p24.with { $0.name = "邓招娣" }, .refuted, .identityDiffers, cautions: [.formerName]),
        Row(
            "S16", RuleWorld(Personas.p18), .maritalStatus(), Personas.p18, .noRecord, .coverageGap, cautions: [.coverageLimited]),
        Row(
            "S17", RuleWorld(Personas.p15), .match, Personas.p15.with { $0.name = "阿依古丽•买买提" }, .confirmed, .recorded,
            cautions: [.nameNormalised]),
        Row("S18 a known private-use character", s18("\u{E863}文涛"), .spouse(Personas.p16), Personas.p15, .confirmed, .registeredAndNotEnded),
        Row("S18 an unknown one", s18("\u{F8F5}文涛"), .spouse(Personas.p16), Personas.p15, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row(
            "S18 an unknown one, asked the other way", s18("\u{F8F5}文涛"), .spouse(Personas.p15), Personas.p16, .inconclusive, .recordsAmbiguous,
            cautions: nil),
        Row("S20 detained, not judged", s20, .noCrime, Personas.p23, .confirmed, .authoritativeNegative),
    ]

    private static func s18(_ written: String) -> RuleWorld {
        RuleWorld(Personas.p15, Personas.p16)
            .with(.marriage, Record.marriage(Personas.p15.party, Personas.p16.written(written), "2012-02-02"))
    }

    @Test func s08AsksForACorrection() {
        #expect(Self.s08.finding(.isDead(), about: Self.p21).corrections == [Correction(registry: .population, code: .deathNotRecorded)])
        #expect(Self.s08.finding(.isDead(), about: Self.p21).restsOn == [.deathCertificate])
    }

    @Test func s19ASealedRecordLeavesNoTrace() {
        let clean = RuleWorld(Personas.p20)
        let sealed = clean.with(.crimeRecord, Record.crime(Personas.p20.party, "2017-05-05", isSealed: true))
        #expect(sealed.finding(.noCrime, about: Personas.p20) == clean.finding(.noCrime, about: Personas.p20))
        #expect(clean.finding(.noCrime, about: Personas.p20).verdict == .confirmed)
        let outcomes = [clean, sealed].map {
            Merging.outcomes(evidence: $0.evidence(for: [.noCrime], about: Personas.p20.person), claims: [.noCrime])
        }
        #expect(outcomes[0] == outcomes[1])
        #expect(outcomes[0] == [.population: .record, .crimeRecord: .negative])
    }
}
