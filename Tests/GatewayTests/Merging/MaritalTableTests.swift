import Testing
import Verification

@testable import Gateway

/// One row of a table: a world, a claim about a person, and what the law makes of it.
struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let world: RuleWorld
    let claim: Claim
    let subject: TestPerson
    let verdict: Verdict
    var reason: ReasonCode?
    var value: String?
    var since: String?
    var cautions: [CautionCode]?

    init(
        _ name: String, _ world: RuleWorld, _ claim: Claim, _ subject: TestPerson, _ verdict: Verdict, _ reason: ReasonCode? = nil,
        value: String? = nil, since: String? = nil, cautions: [CautionCode]? = []
    ) {
        self.name = name
        self.world = world
        self.claim = claim
        self.subject = subject
        self.verdict = verdict
        self.reason = reason
        self.value = value
        self.since = since
        self.cautions = cautions
    }

    var testDescription: String { name }

    func check() {
        let finding = world.finding(claim, about: subject)
        #expect(finding.verdict == verdict, "\(name): \(finding.reason)")
        if let reason { #expect(finding.reason == reason, "\(name)") }
        if verdict == .confirmed, claim.kind.isValueClaim {
            #expect(finding.value.map(\.text) == value, "\(name)")
            #expect(finding.since?.description == since, "\(name)")
        }
        if let cautions { #expect(finding.cautions == cautions, "\(name)") }
    }
}

extension FindingValue {
    var text: String {
        switch self {
        case .word(let word): word
        case .date(let date): date.description
        case .findings(let parts): parts.map(\.verdict.rawValue).joined(separator: " ")
        }
    }
}

/// Rows m1 to m20 of `domain.md` A.4.6, each in its own small world.
@Suite struct MaritalTableTests {
    @Test(arguments: table) func rowHolds(_ row: Row) { row.check() }

    /// 周海生 married to 吴美玲, declared dead in 2018 and back in 2023.
    private static let returned = RuleWorld(Personas.p07, Personas.p08, Personas.p04)
        .with(.marriage, Record.marriage(Personas.p07, Personas.p08, "1996-05-01"))
        .with(.courtJudgment, Record.declaredDead(Personas.p07, "2018-04-02"), Record.revoked(Personas.p07, "2023-05-10"))

    private static let couple = RuleWorld(Personas.p01, Personas.p02, Personas.p25)
        .with(.marriage, Record.marriage(Personas.p01, Personas.p02, "2010-05-20"))

    private static let p01 = Personas.p01
    private static let p02 = Personas.p02

    static let table: [Row] = [
        Row(
            "m1 the last marriage stands", couple, .maritalStatus(), p01, .confirmed, .registeredAndNotEnded, value: "married",
            since: "2010-05-20"),
        Row(
            "m2 effective divorce by court", couple.with(.courtJudgment, Record.judgment(p01, p02, "2019-06-20")), .maritalStatus(), p01,
            .confirmed, .endedByJudgment, value: "divorced", since: "2019-06-20", cautions: [.coverageLimited]),
        Row(
            "m2 on the effect date itself", couple.with(.courtJudgment, Record.judgment(p01, p02, "2026-03-01")), .maritalStatus(), p01,
            .confirmed, .endedByJudgment, value: "divorced", since: "2026-03-01", cautions: [.coverageLimited]),
        Row(
            "m2 the day before", couple.with(.courtJudgment, Record.judgment(p01, p02, "2019-06-20")), .maritalStatus(at: "2019-06-19"), p01,
            .confirmed, .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m3 first instance only", couple.with(.courtJudgment, Record.judgment(p01, p02, "2026-02-05", .firstInstance)), .maritalStatus(),
            p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m3 refused", couple.with(.courtJudgment, Record.judgment(p01, p02, "2026-02-05", .refused)), .maritalStatus(), p01, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m4 court unavailable", couple.with(.courtJudgment, answering: .timedOut), .maritalStatus(), p01, .inconclusive,
            .defeaterUnavailable),
        Row("m4 court denies", couple.with(.courtJudgment, answering: .denied), .maritalStatus(), p01, .inconclusive, .sourceDenied),
        Row("m4 court pending", couple.with(.courtJudgment, answering: .pending), .maritalStatus(), p01, .pending, .sourcePending),
        Row(
            "m4 court unavailable about the spouse only", couple.with(.courtJudgment, about: p02, answering: .timedOut), .maritalStatus(), p01,
            .inconclusive, .defeaterUnavailable),
        Row(
            "m5 spouse dead by certificate", couple.with(.deathCertificate, Record.death(p02, "2020-02-02")), .maritalStatus(), p01, .confirmed,
            .endedByDeath, value: "widowed", since: "2020-02-02", cautions: [.coverageLimited]),
        Row(
            "m5 spouse dead by hukou",
            RuleWorld(p01, p02.cancelled(.death, "2020-02-02")).with(.marriage, Record.marriage(p01, p02, "2010-05-20")), .maritalStatus(),
            p01, .confirmed, .endedByDeath, value: "widowed", since: "2020-02-02", cautions: [.coverageLimited]),
        Row(
            "m5 the spouse dies later than asked", couple.with(.deathCertificate, Record.death(p02, "2020-02-02")),
            .maritalStatus(at: "2020-02-01"), p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m6 spouse dead and in hospital afterwards",
            couple.with(.deathCertificate, Record.death(p02, "2020-02-02")).with(.healthService, Record.encounter(p02, "2021-03-03")),
            .maritalStatus(), p01, .conflict, .sourcesDisagree),
        Row(
            "m7 spouse declared dead", couple.with(.courtJudgment, Record.declaredDead(p02, "2018-04-02", accident: "2016-01-01")),
            .maritalStatus(), p01, .confirmed, .endedByDeclaredDeath, value: "widowed", since: "2018-04-02", cautions: [.coverageLimited]),
        Row(
            "m7 before the declaration, after the accident",
            couple.with(.courtJudgment, Record.declaredDead(p02, "2018-04-02", accident: "2016-01-01")), .maritalStatus(at: "2017-01-01"), p01,
            .confirmed, .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m8 revoked, marriage restored, seen by the spouse", returned, .maritalStatus(), Personas.p08, .confirmed,
            .restoredAfterRevocation, value: "married", since: "2023-05-10"),
        Row(
            "m8 seen by the returned person", returned, .maritalStatus(), Personas.p07, .confirmed, .restoredAfterRevocation, value: "married",
            since: "2023-05-10"),
        Row(
            "m9 the spouse refused: spouse", returned.with(.marriage, Record.refusal(by: Personas.p08, "2023-05-20")), .maritalStatus(),
            Personas.p08, .confirmed, .notRestoredAfterRevocation, value: "dissolved-by-declaration", since: "2023-05-10",
            cautions: [.coverageLimited]),
        Row(
            "m9 the spouse refused: returned person", returned.with(.marriage, Record.refusal(by: Personas.p08, "2023-05-20")),
            .maritalStatus(), Personas.p07, .confirmed, .notRestoredAfterRevocation, value: "dissolved-by-declaration", since: "2023-05-10",
            cautions: [.coverageLimited]),
        Row(
            "m9 it is the returned person who refused: that is not asked for",
            returned.with(.marriage, Record.refusal(by: Personas.p07, "2023-05-20")), .maritalStatus(), Personas.p08, .confirmed,
            .restoredAfterRevocation, value: "married", since: "2023-05-10"),
        Row(
            "m9 the spouse refused, written in the second place",
            returned.with(.marriage, Record.marital(.refusalToResume, Party(name: nil, number: nil), Personas.p08.party, "2023-05-20")),
            .maritalStatus(), Personas.p07, .confirmed, .notRestoredAfterRevocation, value: "dissolved-by-declaration", since: "2023-05-10",
            cautions: [.coverageLimited]),
        Row(
            "m9 the spouse remarried: returned person",
            returned.with(.marriage, Record.marriage(Personas.p08, Personas.p04, "2020-10-01")), .maritalStatus(), Personas.p07, .confirmed,
            .notRestoredAfterRevocation, value: "dissolved-by-declaration", since: "2023-05-10", cautions: [.coverageLimited]),
        Row(
            "m9 the spouse remarried: spouse", returned.with(.marriage, Record.marriage(Personas.p08, Personas.p04, "2020-10-01")),
            .maritalStatus(), Personas.p08, .confirmed, .registeredAndNotEnded, value: "married", since: "2020-10-01"),
        Row(
            "m9 the remarriage is over again: returned person",
            returned.with(
                .marriage, Record.marriage(Personas.p08, Personas.p04, "2020-10-01"), Record.divorce(Personas.p08, Personas.p04, "2021-10-01")),
            .maritalStatus(), Personas.p07, .confirmed, .notRestoredAfterRevocation, value: "dissolved-by-declaration", since: "2023-05-10",
            cautions: [.coverageLimited]),
        Row(
            "m9 the remarriage is over again: spouse keeps her own event",
            returned.with(
                .marriage, Record.marriage(Personas.p08, Personas.p04, "2020-10-01"), Record.divorce(Personas.p08, Personas.p04, "2021-10-01")),
            .maritalStatus(), Personas.p08, .confirmed, .endedByRegistration, value: "divorced", since: "2021-10-01", cautions: [.coverageLimited]),
        Row(
            "m10 office unavailable about the spouse", returned.with(.marriage, about: Personas.p08, answering: .timedOut), .maritalStatus(),
            Personas.p07, .inconclusive, .sourceUnavailable),
        Row(
            "m11 divorced by registration", couple.with(.marriage, Record.divorce(p01, p02, "2015-01-05")), .maritalStatus(), p01, .confirmed,
            .endedByRegistration, value: "divorced", since: "2015-01-05", cautions: [.coverageLimited]),
        Row(
            "m11 court unavailable",
            couple.with(.marriage, Record.divorce(p01, p02, "2015-01-05")).with(.courtJudgment, answering: .timedOut), .maritalStatus(), p01,
            .confirmed, .endedByRegistration, value: "divorced", since: "2015-01-05", cautions: [.coverageLimited, .nullityUnchecked]),
        Row(
            "m11 asked for the time of the marriage, court unavailable",
            couple.with(.marriage, Record.divorce(p01, p02, "2015-01-05")).with(.courtJudgment, answering: .timedOut),
            .maritalStatus(at: "2012-01-01"), p01, .inconclusive, .defeaterUnavailable),
        Row(
            "m12 the same pair again",
            couple.with(.marriage, Record.divorce(p01, p02, "2015-01-05"), Record.marriage(p01, p02, "2016-01-05")), .maritalStatus(), p01,
            .confirmed, .registeredAndNotEnded, value: "married", since: "2016-01-05"),
        Row(
            "m12 divorced and remarried on one day",
            couple.with(.marriage, Record.divorce(p01, p02, "2015-01-05"), Record.marriage(p01, Personas.p25, "2015-01-05")), .maritalStatus(),
            p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2015-01-05"),
        Row(
            "m13 divorce applied for", couple.with(.marriage, Record.marital(.divorceApplication, p01.party, p02.party, "2026-02-10")),
            .maritalStatus(), p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m14 divorce judgment without a marriage", RuleWorld(p01, p02).with(.courtJudgment, Record.judgment(p01, p02, "2019-06-20")),
            .maritalStatus(), p01, .confirmed, .endedByJudgment, value: "divorced", since: "2019-06-20", cautions: [.coverageLimited]),
        Row(
            "m14 before it", RuleWorld(p01, p02).with(.courtJudgment, Record.judgment(p01, p02, "2019-06-20")), .maritalStatus(at: "2018-01-01"),
            p01, .inconclusive, .startUnknown),
        Row("m15 nothing anywhere", RuleWorld(Personas.p06), .maritalStatus(), Personas.p06, .noRecord, .noRecordFound),
        Row(
            "m15 court unavailable", RuleWorld(p01).with(.courtJudgment, answering: .timedOut), .maritalStatus(), p01, .inconclusive,
            .sourceUnavailable),
        Row(
            "m16 two marriages stand", couple.with(.marriage, Record.marriage(p01, Personas.p25, "2012-12-02")), .maritalStatus(), p01, .conflict,
            .sourcesDisagree),
        Row(
            "m16 a court divorced the first one",
            couple.with(.marriage, Record.marriage(p01, Personas.p25, "2012-12-02"))
                .with(.courtJudgment, Record.judgment(p01, p02, "2013-02-02")),
            .maritalStatus(), p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2012-12-02"),
        Row(
            "m16 a court voided the second one",
            couple.with(.marriage, Record.marriage(p01, Personas.p25, "2012-12-02"))
                .with(.courtJudgment, Record.nullity(p01, Personas.p25, "2013-02-02")),
            .maritalStatus(), p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m16 the office divorced one of them",
            couple.with(.marriage, Record.marriage(p01, Personas.p25, "2012-12-02"), Record.divorce(p01, p02, "2014-01-01")),
            .maritalStatus(), p01, .conflict, .sourcesDisagree),
        Row(
            "m16 both are over by registration",
            couple.with(
                .marriage, Record.marriage(p01, Personas.p25, "2012-12-02"), Record.divorce(p01, p02, "2014-01-01"),
                Record.divorce(p01, Personas.p25, "2015-01-01")), .maritalStatus(), p01, .confirmed, .endedByRegistration, value: "divorced",
            since: nil, cautions: [.coverageLimited]),
        Row(
            "m17 foreign divorce not recognised",
            couple.with(.courtJudgment, Record.decision(.foreignDivorce, [p01.party, p02.party], nil, .firstInstance, foreign: "2020-01-01")),
            .maritalStatus(), p01, .inconclusive, .recognitionPending),
        Row(
            "m17 before the foreign divorce",
            couple.with(.courtJudgment, Record.decision(.foreignDivorce, [p01.party, p02.party], nil, .firstInstance, foreign: "2020-01-01")),
            .maritalStatus(at: "2019-01-01"), p01, .confirmed, .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "m17 recognised",
            couple.with(
                .courtJudgment, Record.decision(.recognition, [p01.party, p02.party], "2021-07-01", .effective, foreign: "2020-01-01")),
            .maritalStatus(), p01, .confirmed, .endedByJudgment, value: "divorced", since: "2021-07-01", cautions: [.coverageLimited]),
        Row(
            "m17 recognised later than asked",
            couple.with(
                .courtJudgment, Record.decision(.recognition, [p01.party, p02.party], "2021-07-01", .effective, foreign: "2020-01-01")),
            .maritalStatus(at: "2020-06-01"), p01, .inconclusive, .recognitionPending),
        Row(
            "m18 Hong Kong resident", RuleWorld(Personas.p18), .maritalStatus(), Personas.p18, .noRecord, .coverageGap,
            cautions: [.coverageLimited]),
        Row(
            "m19 office unavailable, divorced by court",
            couple.with(.courtJudgment, Record.judgment(p01, p02, "2019-06-20")).with(.marriage, answering: .timedOut), .maritalStatus(), p01,
            .inconclusive, .sourceUnavailable),
        Row("m19 office pending", couple.with(.marriage, answering: .pending), .maritalStatus(), p01, .pending, .sourcePending),
        Row(
            "m20 death certificates unavailable", couple.with(.deathCertificate, answering: .timedOut), .maritalStatus(), p01, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2010-05-20", cautions: [.spouseLifeUnchecked]),
        Row(
            "m20 population register unavailable", couple.with(.population, answering: .timedOut), .maritalStatus(), p01, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2010-05-20", cautions: [.identifiersNotClosed, .spouseLifeUnchecked]),
    ]
}
