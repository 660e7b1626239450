import Testing
import Verification

@testable import Gateway

/// What the table of A.4.6 does not spell out: nullity, reissues, old numbers, names, overlaps with deaths, `marital.is`, `marital.spouse`.
@Suite struct MaritalCasesTests {
    @Test(arguments: table) func rowHolds(_ row: Row) { row.check() }

    private static let p01 = Personas.p01
    private static let p02 = Personas.p02
    private static let p25 = Personas.p25
    private static let couple = RuleWorld(p01, p02, p25).with(.marriage, Record.marriage(p01, p02, "2010-05-20"))
    private static let void = couple.with(.courtJudgment, Record.nullity(p01, p02, "2015-03-03"))
    private static let divorced = couple.with(.marriage, Record.divorce(p01, p02, "2015-01-05"))

    static let table: [Row] = nullity + reissues + persons + statuses + spouses

    private static let nullity: [Row] = [
        Row("void from the beginning", void, .maritalStatus(), p01, .noRecord, .noRecordFound),
        Row("void also for the time before it was found", void, .maritalStatus(at: "2012-01-01"), p01, .noRecord, .noRecordFound),
        Row(
            "void although divorced in between", divorced.with(.courtJudgment, Record.nullity(p01, p02, "2016-01-01")), .maritalStatus(), p01,
            .noRecord),
        Row(
            "annulled by the office", couple.with(.marriage, Record.marital(.annulled, p01.party, p02.party, "2011-01-01")), .maritalStatus(), p01,
            .noRecord),
        Row(
            "married again after the nullity", void.with(.marriage, Record.marriage(p01, p02, "2016-06-06")), .maritalStatus(), p01, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2016-06-06"),
        Row(
            "nullity of the second marriage leaves the first divorce",
            divorced.with(.marriage, Record.marriage(p01, p02, "2016-06-06")).with(.courtJudgment, Record.nullity(p01, p02, "2017-01-01")),
            .maritalStatus(), p01, .confirmed, .endedByRegistration, value: "divorced", since: "2015-01-05", cautions: [.coverageLimited]),
        Row("never married leaves no-record after nullity", void, .maritalIs("never-married"), p01, .noRecord),
    ]

    private static let reissues: [Row] = [
        Row(
            "a reissue is no marriage", couple.with(.marriage, Record.reissue(p01, p02, "2020-11-02")), .maritalStatus(), p01, .confirmed,
            value: "married", since: "2010-05-20"),
        Row(
            "a reissue after the divorce revives nothing", divorced.with(.marriage, Record.reissue(p01, p02, "2020-11-02")), .maritalStatus(), p01,
            .confirmed, .endedByRegistration, value: "divorced", since: "2015-01-05", cautions: [.coverageLimited]),
        Row(
            "only a reissue: start unknown", RuleWorld(p01, p02).with(.marriage, Record.reissue(p01, p02, "2020-11-02")), .maritalStatus(), p01,
            .confirmed, .registeredAndNotEnded, value: "married", since: nil),
        Row(
            "only a reissue: asked for the time before", RuleWorld(p01, p02).with(.marriage, Record.reissue(p01, p02, "2020-11-02")),
            .maritalStatus(at: "2019-01-01"), p01, .inconclusive, .startUnknown),
        Row(
            "only a reissue that names the original",
            RuleWorld(p01, p02).with(.marriage, Record.reissue(p01, p02, "2020-11-02", original: "2011-01-01")),
            .maritalStatus(at: "2019-01-01"), p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2011-01-01"),
        Row(
            "only a reissued divorce certificate",
            RuleWorld(p01, p02).with(.marriage, Record.reissuedDivorce(p01, p02, "2020-11-02")), .maritalStatus(), p01, .inconclusive,
            .coverageGap, cautions: [.coverageLimited]),
        Row(
            "a reissued divorce certificate beside a standing marriage",
            couple.with(.marriage, Record.reissuedDivorce(p01, p02, "2020-11-02")), .maritalStatus(), p01, .inconclusive, .recordsAmbiguous),
        Row(
            "a reissued divorce certificate that names the original",
            couple.with(.marriage, Record.reissuedDivorce(p01, p02, "2020-11-02", original: "2013-01-01")), .maritalStatus(), p01, .confirmed,
            .endedByRegistration, value: "divorced", since: "2013-01-01", cautions: [.coverageLimited]),
        Row(
            "a row twice", couple.with(.marriage, Record.marriage(p01, p02, "2010-05-20")), .maritalStatus(), p01, .confirmed, value: "married",
            since: "2010-05-20", cautions: [.duplicateRecord]),
        Row(
            "registered twice on two days", couple.with(.marriage, Record.marriage(p01, p02, "2010-06-20")), .maritalStatus(), p01, .confirmed,
            value: "married", since: "2010-05-20", cautions: [.duplicateRecord]),
    ]

    private static let old = "449902630501003"
    private static let persons: [Row] = [
        Row(
            "the own death of somebody without a household registration is on no register",
            RuleWorld(p01).with(
                .exitEntry,
                .document(
                    IdentityDocument(holder: Personas.p18.party, type: "hk-macao-travel-permit", number: "H99000001", validFrom: nil, validUntil: nil)
                )
            )
            .with(.marriage, Record.marriage(Personas.p18, p01, "2010-05-20")), .maritalStatus(), Personas.p18, .confirmed, value: "married",
            since: "2010-05-20", cautions: [.coverageLimited, .identifiersNotClosed]),
        // The divorce is found with the other spouse alone; nobody has the number beside this name.
        Row(
            "a divorce under the own name and a number with two digits swapped",
            couple.with(.marriage, Record.marital(.divorce, p01.written(under: "449901198512040052"), p02.party, "2015-01-05")), .maritalStatus(),
            p01, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row(
            "a divorce from a namesake whom the register knows",
            RuleWorld(p01, p02, p25, TestPerson(p01.name, "449901198512040041"))
                .with(.marriage, Record.marriage(p01, p02, "2010-05-20"))
                .with(.marriage, Record.marriage(TestPerson(p01.name, "449901198512040041"), p02, "2005-01-05"))
                .with(.marriage, Record.divorce(TestPerson(p01.name, "449901198512040041"), p02, "2008-01-05")), .maritalStatus(), p01, .confirmed,
            value: "married", since: "2010-05-20", cautions: nil),
        Row(
            "the divorce stands under the spouse's old number",
            RuleWorld(Personas.p03, Personas.p17)
                .with(.marriage, Record.marriage(Personas.p03, Personas.p17, "1991-03-08"))
                .with(.marriage, Record.marital(.divorce, Personas.p03.party, Personas.p17.written(under: old), "1995-01-01")),
            .maritalStatus(), Personas.p03, .confirmed, .endedByRegistration, value: "divorced", since: "1995-01-01", cautions: nil),
        Row(
            "the subject's marriage stands under his old number",
            RuleWorld(Personas.p03, Personas.p17)
                .with(.marriage, Record.marriage(Personas.p03.party, Personas.p17.written(under: old), "1991-03-08")),
            .maritalStatus(), Personas.p17, .confirmed, .registeredAndNotEnded, value: "married", since: "1991-03-08", cautions: nil),
        Row(
            "a divorce from somebody of the spouse's name and another number",
            couple.with(.courtJudgment, Record.decision(.divorce, [p01.party, Party(name: p02.name, number: "449901198303170990")], "2016-01-01")),
            .maritalStatus(), p01, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row(
            "a record under the number and another name is left out",
            RuleWorld(p01, p02, p25).with(.marriage, Record.marriage(p01.written("王大明"), p25.party, "2009-01-01")), .maritalStatus(), p01,
            .noRecord, cautions: [.recordWithOtherNameExcluded]),
        Row(
            "a record under the former name counts",
            RuleWorld(Personas.p24, p25).with(.marriage, Record.marriage(Personas.p24.written("邓招娣"), p25.party, "2014-01-18")),
            .maritalStatus(), Personas.p24, .confirmed, .registeredAndNotEnded, value: "married", since: "2014-01-18"),
        Row(
            "below the age of marriage",
            RuleWorld(p01, p02).with(.marriage, Record.marriage(p01, p02, "2004-01-01")), .maritalStatus(), p01, .confirmed, value: "married",
            since: "2004-01-01", cautions: [.belowMarriageAge]),
        Row(
            "the first husband died, the second marriage stands",
            RuleWorld(p01, p02, p25).with(.marriage, Record.marriage(p01, p02, "2010-05-20"), Record.marriage(p01, p25, "2016-10-09"))
                .with(.deathCertificate, Record.death(p02, "2014-07-01")), .maritalStatus(), p01, .confirmed, value: "married",
            since: "2016-10-09"),
        Row(
            "the first husband may have died: nobody could tell",
            RuleWorld(p01, p02, p25).with(.marriage, Record.marriage(p01, p02, "2010-05-20"), Record.marriage(p01, p25, "2016-10-09"))
                .with(.deathCertificate, answering: .timedOut), .maritalStatus(), p01, .inconclusive, .defeaterUnavailable, cautions: nil),
        Row(
            "the subject is dead", couple.with(.deathCertificate, Record.death(p01, "2021-01-01")), .maritalStatus(), p01, .inconclusive,
            .endedByDeath, cautions: nil),
        Row(
            "the court's data end shortly before the day", couple.with(.courtJudgment, dataAsOf: "2026-01-29"), .maritalStatus(), p01, .confirmed,
            value: "married", since: "2010-05-20", cautions: [.coverageLimited, .registryLag]),
        Row(
            "the court's data end long before the day", couple.with(.courtJudgment, dataAsOf: "2026-01-28"), .maritalStatus(), p01, .inconclusive,
            .coverageGap, cautions: [.coverageLimited]),
        Row(
            "a divorce judgment that names one party",
            couple.with(.courtJudgment, Record.decision(.divorce, [p01.party], "2016-01-01")), .maritalStatus(), p01, .confirmed,
            .endedByJudgment, value: "divorced", since: "2016-01-01", cautions: [.coverageLimited]),
        Row("the court does not cover her", couple.with(.courtJudgment, answering: .notCovered), .maritalStatus(), p01, .inconclusive, .coverageGap),
        Row(
            "an old person without record", RuleWorld(Personas.p21), .maritalStatus(), Personas.p21, .noRecord, .noRecordFound,
            cautions: [.coverageLimited]),
    ]

    private static let statuses: [Row] = [
        Row("is married", couple, .maritalIs("married"), p01, .confirmed, .registeredAndNotEnded),
        Row("is not divorced", couple, .maritalIs("divorced"), p01, .refuted, .recordedOtherwise),
        Row("is not not-married", couple, .maritalIs("not-married"), p01, .refuted, .recordedOtherwise),
        Row("never married is refuted", couple, .maritalIs("never-married"), p01, .refuted, .recordedOtherwise),
        Row("never married at a time before", couple, .maritalIs("never-married", at: "2009-01-01"), p01, .noRecord),
        Row(
            "never married while the court is silent", couple.with(.courtJudgment, answering: .timedOut), .maritalIs("never-married"), p01,
            .inconclusive, .defeaterUnavailable),
        Row(
            "never married of a divorced person, court silent", divorced.with(.courtJudgment, answering: .timedOut), .maritalIs("never-married"), p01,
            .inconclusive),
        Row(
            "divorced, court silent", divorced.with(.courtJudgment, answering: .timedOut), .maritalIs("divorced"), p01, .confirmed,
            cautions: [.coverageLimited, .nullityUnchecked]),
        Row("not married by divorce", divorced, .maritalIs("not-married"), p01, .confirmed, .recorded, cautions: [.coverageLimited]),
        Row("not married without record", RuleWorld(Personas.p06), .maritalIs("not-married"), Personas.p06, .noRecord),
        Row("married without record", RuleWorld(Personas.p06), .maritalIs("married"), Personas.p06, .noRecord),
        Row(
            "never married in conflict", couple.with(.marriage, Record.marriage(p01, p25, "2012-12-02")), .maritalIs("never-married"), p01,
            .refuted, .recordedOtherwise),
        Row("married in conflict", couple.with(.marriage, Record.marriage(p01, p25, "2012-12-02")), .maritalIs("married"), p01, .conflict),
    ]

    private static let spouses: [Row] = [
        Row("spouses", couple, .spouse(p02), p01, .confirmed, .registeredAndNotEnded),
        Row("not yet spouses", couple, .spouse(p02, at: "2009-01-01"), p01, .noRecord),
        Row("no longer spouses", divorced, .spouse(p02), p01, .refuted, .endedByRegistration, cautions: [.coverageLimited]),
        Row("spouses at the time", divorced, .spouse(p02, at: "2014-01-01"), p01, .confirmed),
        Row(
            "no longer spouses, court silent", divorced.with(.courtJudgment, answering: .timedOut), .spouse(p02), p01, .refuted,
            .endedByRegistration, cautions: [.coverageLimited, .nullityUnchecked]),
        Row("spouses, court silent", couple.with(.courtJudgment, answering: .timedOut), .spouse(p02), p01, .inconclusive, .defeaterUnavailable),
        Row("spouses, office silent", couple.with(.marriage, answering: .timedOut), .spouse(p02), p01, .inconclusive, .sourceUnavailable),
        Row("void", void, .spouse(p02), p01, .refuted, .endedByJudgment, cautions: [.coverageLimited]),
        Row("married to somebody else", couple, .spouse(p25), p01, .refuted, .recordedOtherwise),
        Row("the other one is married to somebody else", couple, .spouse(p01), p25, .refuted, .recordedOtherwise),
        Row("one number for both", couple, .spouse(p01), p01, .inconclusive, .recordsAmbiguous),
        Row("nobody married", RuleWorld(p01, p02), .spouse(p02), p01, .noRecord),
        Row("the other one is not who is said", couple, .spouse(p02.person(named: "王大明")), p01, .identityMismatch, .identityDiffers),
        Row(
            "the other one is dead", couple.with(.deathCertificate, Record.death(p02, "2020-02-02")), .spouse(p02), p01, .refuted, .endedByDeath),
        Row(
            "the other one has two marriages", couple.with(.marriage, Record.marriage(p02, p25, "2012-12-02")), .spouse(p02), p01, .conflict,
            .sourcesDisagree),
        Row(
            "married to somebody with her husband's number and another name",
            RuleWorld(p01, p02).with(.marriage, Record.marriage(p01.party, p02.written("王大明"), "2010-05-20")), .spouse(p02), p01, .inconclusive,
            .recordsAmbiguous, cautions: nil),
    ]
}
