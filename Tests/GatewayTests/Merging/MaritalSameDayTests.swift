import Testing
import Verification

@testable import Gateway

/// Acts of one day, and deaths that nobody could look up (Civil Code 1076, 1080, 1121; `domain.md` A.4.4 P2 and P7, A.4.6; decision 25).
@Suite struct MaritalSameDayTests {
    @Test(arguments: oneDay + unheard + together) func rowHolds(_ row: Row) { row.check() }

    private static let wife = Personas.p01
    private static let husband = Personas.p02
    private static let other = Personas.p04
    private static let people = RuleWorld(wife, husband, other)
    private static let couple = people.with(.marriage, Record.marriage(wife, husband, "2010-05-20"))

    // A divorce dissolves the marriage that there is (Civil Code 1080), also one of the very day.
    private static let undone = couple.with(.marriage, Record.divorce(wife, husband, "2010-05-20"))
    private static let judged = couple.with(.courtJudgment, Record.judgment(wife, husband, "2010-05-20"))
    private static let again = undone.with(.marriage, Record.marriage(wife, other, "2012-02-02"))
    /// Divorced from the other, married and divorced on one day.
    private static let twice = people.with(
        .marriage, Record.marriage(wife, other, "2007-01-01"), Record.divorce(wife, other, "2010-05-20"),
        Record.marriage(wife, husband, "2010-05-20"), Record.divorce(wife, husband, "2010-05-20"))
    /// An earlier marriage of the two stood: the divorce is of that one.
    private static let renewed = undone.with(.marriage, Record.marriage(wife, husband, "2006-01-01"))
    private static let old = RuleWorld(Personas.p21, Personas.p22).with(
        .marriage, Record.marriage(Personas.p21, Personas.p22, "1995-05-20"), Record.divorce(Personas.p21, Personas.p22, "1995-05-20"))

    private static let oneDay: [Row] = [
        Row(
            "married and divorced at the office on one day", undone, .maritalStatus(), wife, .confirmed, .endedByRegistration, value: "divorced",
            since: "2010-05-20", cautions: [.coverageLimited]),
        Row("the same, on the day", undone, .maritalIs("divorced", at: "2010-05-20"), husband, .confirmed, cautions: [.coverageLimited]),
        Row("the same, is he married", undone, .maritalIs("married"), husband, .refuted, cautions: [.coverageLimited]),
        Row("the same, is she not married", undone, .maritalIs("not-married"), wife, .confirmed, cautions: [.coverageLimited]),
        Row("the same, was she never", undone, .maritalIs("never-married"), wife, .refuted),
        Row("the same, are they spouses", undone, .spouse(husband), wife, .refuted, .endedByRegistration, cautions: [.coverageLimited]),
        Row("the same, asked by the other", undone, .spouse(wife), husband, .refuted, .endedByRegistration, cautions: [.coverageLimited]),
        Row(
            "divorced by a court with effect from the wedding day", judged, .maritalStatus(), wife, .confirmed, .endedByJudgment,
            value: "divorced", since: "2010-05-20", cautions: [.coverageLimited]),
        Row("the same, are they spouses", judged, .spouse(husband), wife, .refuted, .endedByJudgment, cautions: [.coverageLimited]),
        Row("married to another since", again, .maritalStatus(), wife, .confirmed, value: "married", since: "2012-02-02"),
        Row("the same, the other one's status", again, .spouse(wife), other, .confirmed),
        Row(
            "divorced, married and divorced on one day", twice, .maritalStatus(), wife, .confirmed, value: "divorced", since: "2010-05-20",
            cautions: [.coverageLimited]),
        Row("the same, the second husband", twice, .spouse(wife), husband, .refuted, .endedByRegistration, cautions: [.coverageLimited]),
        Row("divorced and married again on one day", renewed, .maritalStatus(), wife, .confirmed, value: "married", since: "2010-05-20"),
        Row("the same, are they spouses", renewed, .spouse(husband), wife, .confirmed),
        Row(
            "void, and divorced on the wedding day",
            undone.with(.courtJudgment, Record.decision(.nullity, [wife.party, husband.party], "2012-01-01")),
            .maritalIs("divorced"), wife, .noRecord, cautions: nil),
        // The two may have been married before the register began: then it was that marriage that was divorced.
        Row("an older marriage may lie before the register", old, .maritalStatus(), Personas.p21, .inconclusive, .recordsAmbiguous),
        Row("the same, are they spouses", old, .spouse(Personas.p22), Personas.p21, .inconclusive, .recordsAmbiguous),
    ]

    // P2 and P7: a register that is down closes nothing. Over is over, whatever ended it.
    private static let divorced = couple.with(.marriage, Record.divorce(wife, husband, "2015-05-20"))
    private static let silent = divorced.with(.deathCertificate, answering: .timedOut)
    private static let bySentence = couple.with(.courtJudgment, Record.judgment(wife, husband, "2015-05-20"))
        .with(.deathCertificate, about: husband, answering: .timedOut)
    private static let standing = couple.with(.deathCertificate, answering: .timedOut)
    private static let outdated = couple.with(.deathCertificate, dataAsOf: "2014-01-01")
    private static let over: [CautionCode] = [.coverageLimited, .spouseLifeUnchecked]

    private static let unheard: [Row] = [
        Row("divorced, deaths not heard", silent, .maritalStatus(), wife, .inconclusive, .defeaterUnavailable, cautions: [.spouseLifeUnchecked]),
        Row("the same, is she divorced", silent, .maritalIs("divorced"), wife, .inconclusive, .defeaterUnavailable, cautions: nil),
        Row("the same, is she widowed", silent, .maritalIs("widowed"), wife, .inconclusive, .defeaterUnavailable, cautions: nil),
        Row("the same, is she married", silent, .maritalIs("married"), wife, .refuted, cautions: over),
        Row("the same, is she not married", silent, .maritalIs("not-married"), wife, .confirmed, cautions: over),
        Row("the same, are they spouses", silent, .spouse(husband), wife, .refuted, .endedByRegistration, cautions: [.coverageLimited]),
        Row("divorced by court, his death not heard", bySentence, .maritalStatus(), wife, .inconclusive, .defeaterUnavailable, cautions: nil),
        Row(
            "deaths denied", divorced.with(.deathCertificate, answering: .denied), .maritalStatus(), wife, .inconclusive, .sourceDenied,
            cautions: nil),
        Row(
            "deaths pending", divorced.with(.deathCertificate, answering: .pending), .maritalStatus(), wife, .pending, .sourcePending,
            cautions: nil),
        Row(
            "data of deaths that end before the divorce", divorced.with(.deathCertificate, dataAsOf: "2014-01-01"), .maritalStatus(), wife,
            .inconclusive, .coverageGap, cautions: nil),
        Row(
            "data of deaths that end after the divorce", divorced.with(.deathCertificate, dataAsOf: "2016-01-01"), .maritalStatus(), wife,
            .confirmed, value: "divorced", since: "2015-05-20", cautions: nil),
        Row(
            "no register of deaths is joined", divorced.without(.deathCertificate), .maritalStatus(), wife, .confirmed, value: "divorced",
            since: "2015-05-20", cautions: [.coverageLimited]),
        Row("married, deaths not heard: is she widowed", standing, .maritalIs("widowed"), wife, .inconclusive, .defeaterUnavailable, cautions: nil),
        Row("the same, is she not married", standing, .maritalIs("not-married"), wife, .inconclusive, .defeaterUnavailable, cautions: nil),
        Row("the same, is she divorced: not in any case", standing, .maritalIs("divorced"), wife, .refuted, cautions: [.spouseLifeUnchecked]),
        Row("the same, is she married (m20)", standing, .maritalIs("married"), wife, .confirmed, cautions: [.spouseLifeUnchecked]),
        Row("data of deaths that are old: is she widowed", outdated, .maritalIs("widowed"), wife, .inconclusive, .coverageGap, cautions: nil),
        Row("the same, is she not married", outdated, .maritalIs("not-married"), wife, .inconclusive, .coverageGap, cautions: nil),
    ]

    // Civil Code 1121: which of two died first is never guessed.
    private static let bothDead = couple.with(
        .deathCertificate, Record.death(wife, "2020-05-20"), Record.death(husband, "2020-05-20"))

    private static let together: [Row] = [
        Row("both died that day", bothDead, .maritalIs("widowed", at: "2020-05-20"), wife, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row("the same, the husband", bothDead, .maritalIs("widowed"), husband, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row("the same, are they married", bothDead, .maritalIs("married"), wife, .refuted, cautions: nil),
        Row("the same, is she not married", bothDead, .maritalIs("not-married"), wife, .confirmed, cautions: nil),
        Row(
            "he died a day later",
            couple.with(.deathCertificate, Record.death(wife, "2020-05-20"), Record.death(husband, "2020-05-21")), .maritalIs("widowed"), wife,
            .refuted, cautions: nil),
    ]
}
