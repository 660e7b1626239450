import Testing
import Verification

@testable import Gateway

/// Deaths that do not fit what became of a marriage, divorces that come twice, and reissued certificates that tell of another act than the
/// registered ones (Civil Code 48, 50, 51, 1076, 1078; Marriage Registration Regulation 2025 Art. 21; decision 25).
@Suite struct MaritalDeathTests {
    @Test(arguments: revoked + afterDeath + divorcedTwice + reissued + bounds) func rowHolds(_ row: Row) { row.check() }

    private static let wife = Personas.p01
    private static let husband = Personas.p02
    private static let other = Personas.p25
    private static let people = RuleWorld(wife, husband, other)
    private static let couple = people.with(.marriage, Record.marriage(wife, husband, "2010-05-20"))

    // W1. Civil Code 51: the marriage comes back with the revocation; 50: a court revokes because the person has come back.
    private static let declared = couple.with(.courtJudgment, Record.declaredDead(husband, "2018-01-01"))
    private static let returned = declared.with(.courtJudgment, Record.revoked(husband, "2020-01-01"))
    private static let certified = returned.with(.deathCertificate, Record.death(husband, "2019-01-01"))

    private static let revoked: [Row] = [
        Row("came back", returned, .maritalStatus(), wife, .confirmed, .restoredAfterRevocation, value: "married", since: "2020-01-01"),
        Row("dead by certificate before the revocation", certified, .maritalStatus(), wife, .conflict, .sourcesDisagree),
        Row("the same, are they spouses", certified, .spouse(husband), wife, .conflict, .sourcesDisagree),
        Row("the same, asked by the other", certified, .spouse(wife), husband, .conflict, .sourcesDisagree),
        Row("the same, is she widowed", certified, .maritalIs("widowed"), wife, .conflict, .sourcesDisagree),
        Row("the same, is he dead", certified, .isDead(), husband, .conflict, .sourcesDisagree, cautions: nil),
        Row("the same, since when", certified, .deathDate, husband, .conflict, .sourcesDisagree, cautions: nil),
        Row("the same, is he alive", certified, .alive(), husband, .conflict, .sourcesDisagree, cautions: nil),
        Row(
            "before the revocation the declaration stands", certified, .maritalStatus(at: "2019-06-01"), wife, .confirmed, .endedByDeclaredDeath,
            value: "widowed", since: "2018-01-01", cautions: [.coverageLimited]),
        Row(
            "dead on the day of the revocation", returned.with(.deathCertificate, Record.death(husband, "2020-01-01")), .maritalStatus(), wife,
            .confirmed, .endedByDeath, value: "widowed", since: "2020-01-01", cautions: [.coverageLimited]),
        Row(
            "dead after the revocation", returned.with(.deathCertificate, Record.death(husband, "2021-01-01")), .maritalStatus(), wife, .confirmed,
            .endedByDeath, value: "widowed", since: "2021-01-01", cautions: [.coverageLimited]),
        Row(
            "dead by hukou before the revocation",
            RuleWorld(wife, husband.cancelled(.death, "2019-01-05"), other).with(.marriage, Record.marriage(wife, husband, "2010-05-20"))
                .with(.courtJudgment, Record.declaredDead(husband, "2018-01-01"), Record.revoked(husband, "2020-01-01")),
            .maritalStatus(), wife, .conflict, .sourcesDisagree),
        // C5: no source was unavailable, nobody knows who the wife is.
        Row(
            "came back, and the record does not say to whom",
            RuleWorld(husband).with(.marriage, Record.marriage(husband.party, Party(name: nil, number: nil), "2010-05-20"))
                .with(.courtJudgment, Record.declaredDead(husband, "2018-01-01"), Record.revoked(husband, "2020-01-01")),
            .maritalStatus(), husband, .inconclusive, .identityNotEstablished, cautions: nil),
    ]

    // W2. A marriage that a death has ended cannot be dissolved afterwards.
    private static let widowed = couple.with(.deathCertificate, Record.death(husband, "2020-05-20"))
    private static let judged = widowed.with(.courtJudgment, Record.judgment(wife, husband, "2020-06-20"))
    private static let registered = widowed.with(.marriage, Record.divorce(wife, husband, "2020-06-20"))
    private static let declaredAndJudged = declared.with(.courtJudgment, Record.judgment(wife, husband, "2019-01-01"))

    private static let afterDeath: [Row] = [
        Row("divorced by court after his death", judged, .maritalStatus(), wife, .conflict, .sourcesDisagree),
        Row("the same, is she divorced", judged, .maritalIs("divorced"), wife, .conflict),
        Row("the same, is she widowed", judged, .maritalIs("widowed"), wife, .conflict),
        Row(
            "the same, is she married: not in any case", judged, .maritalIs("married"), wife, .refuted, .recordedOtherwise,
            cautions: [.coverageLimited]),
        Row("the same, is she not married", judged, .maritalIs("not-married"), wife, .confirmed, .recorded, cautions: [.coverageLimited]),
        Row("the same, is she another one's wife", judged, .spouse(other), wife, .noRecord, cautions: nil),
        Row("the same, are they spouses: over either way", judged, .spouse(husband), wife, .refuted, .endedByDeath, cautions: nil),
        Row(
            "the same, before the judgment", judged, .maritalStatus(at: "2020-06-01"), wife, .confirmed, .endedByDeath, value: "widowed",
            since: "2020-05-20", cautions: [.coverageLimited]),
        Row("divorced at the office after his death", registered, .maritalStatus(), wife, .conflict, .sourcesDisagree),
        Row("the same, between the two", registered, .maritalStatus(at: "2020-06-01"), wife, .conflict, .sourcesDisagree),
        Row("divorced by court after the declaration of his death", declaredAndJudged, .maritalStatus(), wife, .conflict, .sourcesDisagree),
        Row(
            "the same, before the judgment", declaredAndJudged, .maritalStatus(at: "2018-06-01"), wife, .confirmed, .endedByDeclaredDeath,
            value: "widowed", since: "2018-01-01", cautions: [.coverageLimited]),
        Row(
            "the same, and he came back", declaredAndJudged.with(.courtJudgment, Record.revoked(husband, "2020-01-01")), .maritalStatus(), wife,
            .conflict, .sourcesDisagree),
        Row(
            "married again since: what was before does not matter", judged.with(.marriage, Record.marriage(wife, other, "2022-02-02")),
            .maritalStatus(), wife, .confirmed, .registeredAndNotEnded, value: "married", since: "2022-02-02"),
        Row(
            "divorced by court on the day of his death", widowed.with(.courtJudgment, Record.judgment(wife, husband, "2020-05-20")),
            .maritalStatus(), wife, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row(
            "divorced, and he died later", widowed.with(.courtJudgment, Record.judgment(wife, husband, "2019-06-20")), .maritalStatus(), wife,
            .confirmed, .endedByJudgment, value: "divorced", since: "2019-06-20", cautions: [.coverageLimited]),
        Row(
            "divorced, then his death and a border crossing contradict each other",
            widowed.with(.courtJudgment, Record.judgment(wife, husband, "2019-06-20")).with(.exitEntry, Record.crossing(husband, "2021-01-01")),
            .maritalStatus(), wife, .confirmed, .endedByJudgment, value: "divorced", since: "2019-06-20", cautions: [.coverageLimited]),
        Row(
            "an old marriage that no register shows",
            people.with(.deathCertificate, Record.death(husband, "2020-05-20"))
                .with(.marriage, Record.divorce(wife, husband, "2020-06-20")), .maritalStatus(), wife, .conflict, .sourcesDisagree),
    ]

    // W3. Who is divorced twice was married twice (Civil Code 1083), whether the second marriage is found or not.
    private static let twice = couple.with(.marriage, Record.divorce(wife, husband, "2013-01-01"))
        .with(.courtJudgment, Record.judgment(wife, husband, "2017-01-01"))

    private static let divorcedTwice: [Row] = [
        Row(
            "a later divorce of the same two", twice, .maritalStatus(), wife, .confirmed, .endedByJudgment, value: "divorced", since: "2017-01-01",
            cautions: [.coverageLimited]),
        Row("between the two divorces", twice, .maritalStatus(at: "2015-01-01"), wife, .inconclusive, .startUnknown),
        Row("spouses between the two divorces", twice, .spouse(husband, at: "2015-01-01"), wife, .inconclusive, .startUnknown),
        Row("married before both", twice, .maritalStatus(at: "2012-01-01"), wife, .confirmed, value: "married", since: "2010-05-20"),
        Row("no longer spouses after both", twice, .spouse(husband), wife, .refuted, .endedByJudgment, cautions: [.coverageLimited]),
        Row(
            "with the remarriage on record", twice.with(.marriage, Record.marriage(wife, husband, "2014-01-01")),
            .maritalStatus(at: "2015-01-01"), wife, .confirmed, value: "married", since: "2014-01-01"),
    ]

    // W4. A reissued certificate that names its original is of that act, not of an earlier one (Regulation Art. 21).
    private static let remarried = couple.with(.marriage, Record.divorce(wife, husband, "2013-01-01"), Record.marriage(wife, husband, "2014-01-01"))
    private static let divorced = couple.with(.marriage, Record.divorce(wife, husband, "2013-01-01"))

    private static let reissued: [Row] = [
        Row(
            "a reissued certificate of the second divorce",
            remarried.with(.marriage, Record.reissuedDivorce(wife, husband, "2018-01-01", original: "2016-03-03")), .maritalStatus(), wife,
            .confirmed, .endedByRegistration, value: "divorced", since: "2016-03-03", cautions: [.coverageLimited]),
        Row(
            "the same, are they spouses", remarried.with(.marriage, Record.reissuedDivorce(wife, husband, "2018-01-01", original: "2016-03-03")),
            .spouse(husband), wife, .refuted, .endedByRegistration, cautions: [.coverageLimited]),
        Row(
            "a reissued certificate after the remarriage that names no original",
            remarried.with(.marriage, Record.reissuedDivorce(wife, husband, "2018-01-01")), .maritalStatus(), wife, .inconclusive,
            .recordsAmbiguous),
        Row(
            "a reissued certificate of the first divorce, before the remarriage",
            remarried.with(.marriage, Record.reissuedDivorce(wife, husband, "2013-06-01")), .maritalStatus(), wife, .confirmed, value: "married",
            since: "2014-01-01"),
        Row(
            "a reissued marriage certificate that names a wedding after the divorce",
            divorced.with(.marriage, Record.reissue(wife, husband, "2018-01-01", original: "2015-02-02")), .maritalStatus(), wife, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2015-02-02"),
    ]

    // W5. The day of a cancelled household registration is one by which the husband was dead (Household Registration Regulation Art. 8).
    private static let cancelled = RuleWorld(wife, husband.cancelled(.death, "2020-06-20"), other)
        .with(.marriage, Record.marriage(wife, husband, "2010-05-20"))

    private static let bounds: [Row] = [
        Row(
            "after the cancellation", cancelled, .maritalStatus(), wife, .confirmed, .endedByDeath, value: "widowed", since: "2020-06-20",
            cautions: [.coverageLimited]),
        Row("days before the cancellation", cancelled, .maritalStatus(at: "2020-06-10"), wife, .inconclusive, .startUnknown),
        Row("long before the cancellation", cancelled, .maritalStatus(at: "2019-06-10"), wife, .confirmed, value: "married", since: "2010-05-20"),
        Row(
            "she died days before the cancellation: who was first?", cancelled.with(.deathCertificate, Record.death(wife, "2020-06-10")),
            .maritalIs("widowed"), wife, .inconclusive, .startUnknown, cautions: nil),
        Row(
            "the same, is she not married", cancelled.with(.deathCertificate, Record.death(wife, "2020-06-10")), .maritalIs("not-married"), wife,
            .confirmed, .recorded, cautions: [.coverageLimited]),
        Row(
            "a divorce judgment days before the cancellation", cancelled.with(.courtJudgment, Record.judgment(wife, husband, "2020-06-10")),
            .maritalStatus(), wife, .inconclusive, .startUnknown, cautions: nil),
    ]

    @Test("every conflict names the registers that it rests on, and asks them to look (P9)") func conflictsAskForCorrections() {
        let seen = widowed(seen: "2021-01-01").finding(.maritalStatus(), about: Self.wife)
        #expect(seen.verdict == .conflict && seen.restsOn == [.marriage, .deathCertificate, .exitEntry].sorted())
        #expect(
            Set(seen.corrections) == [
                Correction(registry: .deathCertificate, code: .lifeAfterDeath), Correction(registry: .exitEntry, code: .lifeAfterDeath),
            ])
        let late = Self.judged.finding(.maritalStatus(), about: Self.wife)
        #expect(
            Set(late.corrections) == [
                Correction(registry: .deathCertificate, code: .datesDisagree), Correction(registry: .courtJudgment, code: .datesDisagree),
            ])
        #expect(late.restsOn == [.marriage, .courtJudgment, .deathCertificate].sorted())
        for row in Self.revoked + Self.afterDeath where row.verdict == .conflict {
            #expect(!row.world.finding(row.claim, about: row.subject).corrections.isEmpty, "\(row.name)")
        }
    }

    private func widowed(seen date: String) -> RuleWorld { Self.widowed.with(.exitEntry, Record.crossing(Self.husband, date)) }

    @Test("a death register that is months behind is no check of a spouse's life") func oldDeathDataAreNoCheck() {
        let finding = Self.couple.with(.deathCertificate, dataAsOf: "2025-09-01").finding(.maritalStatus(), about: Self.wife)
        #expect(finding.verdict == .confirmed && finding.cautions.contains(.spouseLifeUnchecked))
    }
}
