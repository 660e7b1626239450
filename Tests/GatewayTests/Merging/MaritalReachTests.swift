import Testing
import Verification

@testable import Gateway

/// Marriages that the registers of today do not wholly show: begun, ended or followed by another one before the offices' register began
/// (1990-01-01 here), in a place or time that is not theirs, or abroad (`domain.md` A.4.2, A.4.6; decision 19).
@Suite struct MaritalReachTests {
    @Test(arguments: standing + over + couples + everMarried + otherGaps + otherClaims + fromElsewhere) func rowHolds(_ row: Row) { row.check() }

    private static let a = Personas.p21
    private static let b = Personas.p22
    private static let c = Personas.p03
    private static let people = RuleWorld(a, b, c)
    /// Married five years before the register began.
    private static let old = people.with(.marriage, Record.marriage(a, b, "1985-05-20"))
    private static let limited: [CautionCode] = [.coverageLimited]
    private static func declaring(
        _ from: String? = nil, until: String? = nil, areas: [CoveredArea] = [], _ population: CoveredPopulation? = nil
    )
        -> RegistryCoverage
    {
        RegistryCoverage(
            authority: "civil-affairs", from: from.map { day($0) }, until: until.map { day($0) }, closedWorldClaims: [], areas: areas,
            population: population)
    }
    private static func world(_ world: RuleWorld, _ registry: RegistryID, declares coverage: RegistryCoverage) -> RuleWorld {
        var world = world
        world.coverage[registry] = coverage
        return world
    }

    static let standing: [Row] = [
        Row("an old marriage without more", old, .maritalStatus(), a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "on the first day of the register", people.with(.marriage, Record.marriage(a, b, "1990-01-01")), .maritalStatus(), a, .confirmed,
            .registeredAndNotEnded, value: "married", since: "1990-01-01"),
        Row(
            "on the day before", people.with(.marriage, Record.marriage(a, b, "1989-12-31")), .maritalStatus(), a, .inconclusive, .coverageGap,
            cautions: limited),
        Row("on the wedding day, which may be void by now", old, .maritalStatus(at: "1985-05-20"), a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "the certificate was reissued", old.with(.marriage, Record.reissue(a, b, "2003-01-01")), .maritalStatus(), a, .confirmed,
            .registeredAndNotEnded, value: "married", since: "1985-05-20"),
        Row(
            "asked for a day before the reissue", old.with(.marriage, Record.reissue(a, b, "2003-01-01")), .maritalStatus(at: "1991-01-01"), a,
            .confirmed, value: "married", since: "1985-05-20"),
        Row(
            "asked for a day before the register", old.with(.marriage, Record.reissue(a, b, "2003-01-01")), .maritalStatus(at: "1988-01-01"), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row(
            "that, where the reissue names the wedding", old.with(.marriage, Record.reissue(a, b, "2003-01-01", original: "1985-05-20")),
            .maritalStatus(at: "1988-01-01"), a, .confirmed, value: "married", since: "1985-05-20", cautions: limited),
        Row(
            "a reissue from before the register proves nothing for later", old.with(.marriage, Record.reissue(a, b, "1987-01-01")),
            .maritalStatus(), a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "registered once more within the register's time", old.with(.marriage, Record.marriage(a, b, "1995-01-01")), .maritalStatus(), a,
            .confirmed, value: "married", since: "1985-05-20", cautions: [.duplicateRecord]),
        Row(
            "not yet divorced at the time", old.with(.marriage, Record.divorce(a, b, "2001-01-01")), .maritalStatus(at: "1995-01-01"), a,
            .confirmed, .registeredAndNotEnded, value: "married", since: "1985-05-20"),
        Row("is married", old, .maritalIs("married"), a, .inconclusive, .coverageGap, cautions: limited),
        Row("is not divorced", old, .maritalIs("divorced"), a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "the spouse died since", old.with(.deathCertificate, Record.death(b, "2015-01-01")), .maritalStatus(), a, .inconclusive, .coverageGap,
            cautions: limited),
        Row(
            "the spouse of a reissued certificate died",
            old.with(.marriage, Record.reissue(a, b, "2003-01-01")).with(.deathCertificate, Record.death(b, "2015-01-01")), .maritalStatus(), a,
            .confirmed, .endedByDeath, value: "widowed", since: "2015-01-01", cautions: limited),
        Row(
            "the spouse was declared dead", old.with(.courtJudgment, Record.declaredDead(b, "2015-01-01")), .maritalStatus(), a, .inconclusive,
            .coverageGap, cautions: limited),
        Row(
            "two marriages stand, the first is old", old.with(.marriage, Record.marriage(a, c, "1995-01-01")), .maritalStatus(), a, .inconclusive,
            .coverageGap, cautions: nil),
        Row(
            "two marriages stand, the first was reissued",
            old.with(.marriage, Record.reissue(a, b, "2003-01-01"), Record.marriage(a, c, "1995-01-01")), .maritalStatus(), a, .conflict,
            .sourcesDisagree, cautions: nil),
    ]

    /// Dead since 2016; of the marriage of 1985 nobody knows what became of it.
    private static let diedMarriedLongAgo = old.with(.deathCertificate, Record.death(a, "2016-02-15"))

    static let over: [Row] = [
        Row(
            "divorced before the own death, perhaps where no register reaches", diedMarriedLongAgo, .maritalIs("divorced", at: "2018-01-01"), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row("dead, so not married", diedMarriedLongAgo, .maritalIs("married", at: "2018-01-01"), a, .refuted, .recordedOtherwise),
        Row("dead, so not married: said so", diedMarriedLongAgo, .maritalIs("not-married", at: "2018-01-01"), a, .confirmed, .recorded),
        Row(
            "married within the register's time until the own death",
            people.with(.marriage, Record.marriage(a, b, "1995-01-01")).with(.deathCertificate, Record.death(a, "2016-02-15")),
            .maritalIs("divorced", at: "2018-01-01"), a, .refuted, .recordedOtherwise),
        Row(
            "divorced before the register", people.with(.marriage, Record.marriage(a, b, "1980-01-01"), Record.divorce(a, b, "1985-01-01")),
            .maritalStatus(), a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "on the very day", people.with(.marriage, Record.marriage(a, b, "1980-01-01"), Record.divorce(a, b, "1985-01-01")),
            .maritalStatus(at: "1985-01-01"), a, .confirmed, .endedByRegistration, value: "divorced", since: "1985-01-01", cautions: limited),
        Row(
            "divorced by court before the register", old.with(.courtJudgment, Record.judgment(a, b, "1989-01-01")), .maritalStatus(), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row(
            "that, court silent", people.with(.marriage, Record.divorce(a, b, "1985-01-01")).with(.courtJudgment, answering: .timedOut),
            .maritalStatus(), a, .inconclusive, .coverageGap, cautions: [.coverageLimited, .nullityUnchecked]),
        Row(
            "an old marriage, divorced within the register's time", old.with(.marriage, Record.divorce(a, b, "1990-01-01")), .maritalStatus(), a,
            .confirmed, .endedByRegistration, value: "divorced", since: "1990-01-01", cautions: limited),
        Row(
            "married again within the register's time",
            people.with(.marriage, Record.divorce(a, b, "1985-01-01"), Record.marriage(a, c, "1999-09-09")), .maritalStatus(), a, .confirmed,
            .registeredAndNotEnded, value: "married", since: "1999-09-09"),
        Row(
            "widowed before the register", old.with(.deathCertificate, Record.death(b, "1988-01-01")), .maritalStatus(), a, .inconclusive,
            .coverageGap, cautions: limited),
        Row(
            "is not married", people.with(.marriage, Record.divorce(a, b, "1985-01-01")), .maritalIs("not-married"), a, .inconclusive,
            .coverageGap, cautions: limited),
        Row(
            "the subject's own death", old.with(.deathCertificate, Record.death(a, "1988-01-01")), .maritalIs("not-married"), a, .confirmed,
            .recorded),
        Row(
            "declared dead and back before the register",
            old.with(.courtJudgment, Record.declaredDead(b, "1987-01-01"), Record.revoked(b, "1988-01-01")), .maritalStatus(), a, .inconclusive,
            .coverageGap, cautions: nil),
        Row(
            "declared dead and back, of an old marriage",
            old.with(.courtJudgment, Record.declaredDead(b, "1997-01-01"), Record.revoked(b, "1998-01-01")), .maritalStatus(), a, .inconclusive,
            .coverageGap, cautions: limited),
    ]

    static let couples: [Row] = [
        Row("an old couple", old, .spouse(b), a, .inconclusive, .coverageGap, cautions: limited),
        Row("an old couple, reissued", old.with(.marriage, Record.reissue(a, b, "2003-01-01")), .spouse(b), a, .confirmed),
        Row(
            "parted before the register", old.with(.marriage, Record.divorce(a, b, "1988-01-01")), .spouse(b), a, .inconclusive, .coverageGap,
            cautions: limited),
        Row(
            "that, court silent",
            old.with(.marriage, Record.divorce(a, b, "1988-01-01")).with(.courtJudgment, answering: .timedOut), .spouse(b), a, .inconclusive,
            .coverageGap, cautions: [.coverageLimited, .nullityUnchecked]),
        Row(
            "parted within its time", old.with(.marriage, Record.divorce(a, b, "1998-01-01")), .spouse(b), a, .refuted, .endedByRegistration,
            cautions: limited),
        Row(
            "void before the register", old.with(.courtJudgment, Record.nullity(a, b, "1986-01-01")), .spouse(b), a, .inconclusive, .coverageGap,
            cautions: limited),
        Row("one of them died", old.with(.deathCertificate, Record.death(b, "1988-01-01")), .spouse(b), a, .refuted, .endedByDeath),
        Row(
            "the other one's old marriage does not matter",
            old.with(.marriage, Record.marriage(a, c, "1999-01-01"), Record.divorce(a, b, "1995-01-01")),
            .spouse(b), c, .refuted, .recordedOtherwise, cautions: nil),
        Row("one had an old marriage, the other none", old, .spouse(c), a, .noRecord, nil, cautions: limited),
        Row(
            "one had an old marriage, the other is married",
            old.with(.marriage, Record.marriage(c, Personas.p04, "2001-01-01")), .spouse(c), a, .refuted, .recordedOtherwise, cautions: nil),
    ]

    static let everMarried: [Row] = [
        Row("an old marriage may have been annulled", old, .maritalIs("never-married"), a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "a divorced one was not", old.with(.marriage, Record.divorce(a, b, "1987-01-01")), .maritalIs("never-married"), a, .refuted,
            .recordedOtherwise),
        Row("a reissued one was not", old.with(.marriage, Record.reissue(a, b, "2003-01-01")), .maritalIs("never-married"), a, .refuted),
        Row(
            "at the time, and annulled later perhaps", old, .maritalIs("never-married", at: "1986-01-01"), a, .inconclusive, .coverageGap,
            cautions: limited),
    ]

    private static let young = people.with(.marriage, Record.marriage(a, b, "2010-05-20"))
    private static let declared = people.with(.courtJudgment, Record.declaredDead(a, "2005-01-01"))
    private static let missing = people.with(.courtJudgment, Record.decision(.declaredMissing, [a.party], "2005-01-01"))
    static let otherClaims: [Row] = [
        Row("declared dead, courts since ever", declared, .isDead(), a, .confirmed),
        Row(
            "declared dead before the courts' register", world(declared, .courtJudgment, declares: declaring("2010-01-01")), .isDead(), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row(
            "its day", world(declared, .courtJudgment, declares: declaring("2010-01-01")), .deathDate, a, .inconclusive, .coverageGap,
            cautions: limited),
        Row(
            "alive", world(declared, .courtJudgment, declares: declaring("2010-01-01")), .alive(), a, .inconclusive, .coverageGap,
            cautions: limited),
        Row(
            "declared missing before the courts' register", world(missing, .courtJudgment, declares: declaring("2010-01-01")), .missing(), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row("declared missing on its first day", world(missing, .courtJudgment, declares: declaring("2005-01-01")), .missing(), a, .confirmed),
        Row(
            "declared missing, and the register has ended", world(missing, .courtJudgment, declares: declaring(until: "2020-01-01")), .missing(),
            a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "a foreign husband, whose death nobody here would know",
            RuleWorld(a, Personas.p18).with(
                .marriage, Record.marriage(a, Personas.p18, "2010-05-20")), .maritalStatus(), a, .confirmed, value: "married", since: "2010-05-20",
            cautions: [.spouseLifeUnchecked]),
    ]

    static let otherGaps: [Row] = [
        Row(
            "the register ended", world(young, .marriage, declares: declaring(until: "2020-12-31")), .maritalStatus(), a, .inconclusive,
            .coverageGap, cautions: limited),
        Row(
            "asked for its last day", world(young, .marriage, declares: declaring(until: "2020-12-31")), .maritalStatus(at: "2020-12-31"), a,
            .confirmed, value: "married", since: "2010-05-20"),
        Row(
            "the register ended, and divorced before",
            world(young.with(.marriage, Record.divorce(a, b, "2015-01-01")), .marriage, declares: declaring(until: "2020-12-31")),
            .maritalStatus(), a, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "kept for one area only",
            world(young, .marriage, declares: declaring(areas: [CoveredArea(division: "449901", electronicSince: nil)])), .maritalStatus(), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row(
            "it cannot hold such a person",
            world(young, .marriage, declares: declaring(nil, CoveredPopulation(identifierTypes: [.passport]))), .maritalStatus(), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row(
            "courts' decisions are there since 2012", world(young, .courtJudgment, declares: declaring("2012-01-01")), .maritalStatus(), a,
            .inconclusive, .coverageGap, cautions: limited),
        Row(
            "courts' decisions since 2012, divorced by registration since",
            world(young.with(.marriage, Record.divorce(a, b, "2015-01-01")), .courtJudgment, declares: declaring("2012-01-01")),
            .maritalStatus(), a, .confirmed, .endedByRegistration, value: "divorced", since: "2015-01-01", cautions: limited),
        Row(
            "a register since ever", world(old, .marriage, declares: declaring()), .maritalStatus(), a, .confirmed, value: "married",
            since: "1985-05-20"),
        Row(
            "data of an earlier day, divorced",
            young.with(.marriage, Record.divorce(a, b, "2015-01-01")).with(.marriage, dataAsOf: "2026-02-01"), .maritalStatus(), a, .confirmed,
            value: "divorced", since: "2015-01-01", cautions: limited + [.registryLag]),
        Row(
            "old data, divorced", young.with(.marriage, Record.divorce(a, b, "2015-01-01")).with(.marriage, dataAsOf: "2026-01-01"),
            .maritalStatus(), a, .inconclusive, .coverageGap, cautions: limited),
    ]

    /// From Hong Kong; married here to somebody with a household registration.
    private static let guest = Personas.p18
    private static let mixed = RuleWorld(a, guest).with(.marriage, Record.marriage(a, guest, "2010-05-20"))
    private static let parted = mixed.with(.marriage, Record.divorce(a, guest, "2015-01-01"))
    private static let bereaved = mixed.with(.deathCertificate, Record.death(a, "2015-01-01"))

    /// Whoever is at home elsewhere may have married there again; what stood and what ended here is answered.
    static let fromElsewhere: [Row] = [
        Row("divorced here, at home elsewhere", parted, .maritalStatus(), guest, .inconclusive, .coverageGap, cautions: limited),
        Row("widowed here, at home elsewhere", bereaved, .maritalStatus(), guest, .inconclusive, .coverageGap, cautions: limited),
        Row(
            "divorced by court", mixed.with(.courtJudgment, Record.judgment(a, guest, "2015-01-01")), .maritalStatus(), guest, .inconclusive,
            cautions: limited),
        Row("is divorced", parted, .maritalIs("divorced"), guest, .inconclusive, .coverageGap, cautions: limited),
        Row("is married", parted, .maritalIs("married"), guest, .inconclusive, .coverageGap, cautions: limited),
        Row("is not married", parted, .maritalIs("not-married"), guest, .inconclusive, .coverageGap, cautions: limited),
        Row("has been married", parted, .maritalIs("never-married"), guest, .refuted, .recordedOtherwise, cautions: nil),
        Row("the two are divorced", parted, .spouse(a), guest, .refuted, .endedByRegistration, cautions: limited),
        Row("the day before", parted, .maritalStatus(at: "2014-12-31"), guest, .confirmed, value: "married", since: "2010-05-20", cautions: nil),
        Row("the one who is at home here", parted, .maritalStatus(), a, .confirmed, value: "divorced", since: "2015-01-01", cautions: limited),
    ]
}
