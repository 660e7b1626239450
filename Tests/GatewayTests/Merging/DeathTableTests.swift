import Testing
import Verification

@testable import Gateway

/// The rows of `domain.md` A.4.7, from top to bottom, for `death.is-dead`, `death.date` and `alive.at`.
@Suite struct DeathTableTests {
    @Test(arguments: isDead) func isDeadHolds(_ row: Row) { row.check() }
    @Test(arguments: dates) func dateHolds(_ row: Row) { row.check() }
    @Test(arguments: alive) func aliveHolds(_ row: Row) { row.check() }

    private static let p = Personas.p21
    private static let living = RuleWorld(p)
    private static let certified = living.with(.deathCertificate, Record.death(p, "2026-02-15"))
    private static let declared = living.with(.courtJudgment, Record.declaredDead(p, "2018-04-02"))
    private static let returned = declared.with(.courtJudgment, Record.revoked(p, "2023-05-10"))
    private static let cancelled = RuleWorld(p.cancelled(.death, "1998-04-03"))

    static let isDead: [Row] = [
        Row(
            "a later hospital encounter contradicts", certified.with(.healthService, Record.encounter(p, "2026-02-20")), .isDead(), p, .conflict,
            .sourcesDisagree),
        Row(
            "a later border crossing contradicts", certified.with(.exitEntry, Record.crossing(p, "2026-02-20")), .isDead(), p, .conflict,
            .sourcesDisagree),
        Row(
            "a later marriage contradicts a cancelled hukou",
            cancelled.with(.marriage, Record.marriage(p, Personas.p22, "1999-09-09")), .isDead(), p, .conflict, .sourcesDisagree),
        Row(
            "an encounter on the day of death does not", certified.with(.healthService, Record.encounter(p, "2026-02-15")), .isDead(), p,
            .confirmed, .recorded, cautions: [.registryLag]),
        Row(
            "a reissue by an agent does not", certified.with(.marriage, Record.reissue(p, Personas.p22, "2026-02-20")), .isDead(), p, .confirmed,
            cautions: [.registryLag]),
        Row("certificate, police lag", certified, .isDead(), p, .confirmed, .recorded, cautions: [.registryLag]),
        Row(
            "certificate, police and courts silent", certified.with(.population, answering: .timedOut).with(.courtJudgment, answering: .timedOut),
            .isDead(), p, .confirmed, .recorded, cautions: [.identifiersNotClosed]),
        Row("on the day itself", certified, .isDead(at: "2026-02-15"), p, .confirmed, cautions: nil),
        Row("the day before", certified, .isDead(at: "2026-02-14"), p, .refuted, .recordedOtherwise),
        Row(
            "the day before, courts silent", certified.with(.courtJudgment, answering: .timedOut), .isDead(at: "2026-02-14"), p, .inconclusive,
            .sourceUnavailable),
        Row("hukou cancelled for death", cancelled, .isDead(), p, .confirmed, .recorded),
        Row("hukou cancelled later than asked", cancelled, .isDead(at: "1997-01-01"), p, .noRecord, cautions: [.coverageLimited]),
        Row("death flag without a day", RuleWorld(p.cancelled(.death)), .isDead(), p, .confirmed, .recorded),
        Row(
            "death flag without a day, asked for the past", RuleWorld(p.cancelled(.death)), .isDead(at: "2020-01-01"), p, .inconclusive, .startUnknown
        ),
        Row("cremated", living.with(.funeral, Record.cremation(p, died: "2026-02-01", "2026-02-03")), .isDead(), p, .confirmed, .recorded),
        Row(
            "certificate after, hukou before the day",
            RuleWorld(p.cancelled(.death, "2026-02-01")).with(.deathCertificate, Record.death(p, "2026-02-15")), .isDead(at: "2026-02-10"), p,
            .conflict, .sourcesDisagree),
        Row("emigrated", RuleWorld(p.cancelled(.emigrated, "2011-01-01")), .isDead(), p, .noRecord, cautions: [.coverageLimited]),
        Row("joined the army", RuleWorld(p.cancelled(.army, "2011-01-01")), .isDead(), p, .noRecord, cautions: [.coverageLimited]),
        Row("cancelled as a duplicate", RuleWorld(p.cancelled(.duplicate, "2011-01-01")), .isDead(), p, .noRecord, cautions: [.coverageLimited]),
        Row("declared dead", declared, .isDead(), p, .confirmed, .recorded),
        Row("declared dead, before", declared, .isDead(at: "2018-04-01"), p, .noRecord, cautions: [.coverageLimited]),
        Row(
            "deemed dead since the accident", living.with(.courtJudgment, Record.declaredDead(p, "2018-04-02", accident: "2016-01-01")),
            .isDead(at: "2016-01-01"), p, .confirmed, .recorded),
        Row(
            "declared by a judgment that has no effect yet",
            living.with(.courtJudgment, Record.decision(.declaredDead, [p.party], nil, .firstInstance)), .isDead(), p, .noRecord,
            cautions: [.coverageLimited]),
        // Civil Code 50: only the court takes a declaration back, also of whoever was seen since.
        Row(
            "declared dead and seen at the border", declared.with(.exitEntry, Record.crossing(p, "2020-02-20")), .isDead(), p, .confirmed,
            .recorded, cautions: [.reappearance]),
        Row(
            "judged after the accident, seen in between",
            living.with(.courtJudgment, Record.declaredDead(p, "2018-04-02", accident: "2016-01-01"))
                .with(.exitEntry, Record.crossing(p, "2017-01-01")), .isDead(), p, .confirmed, .recorded, cautions: [.reappearance]),
        Row("revoked: alive then", returned, .isDead(at: "2023-05-10"), p, .refuted, .lifeSign),
        Row("revoked: alive all the time before", returned, .isDead(at: "2020-01-01"), p, .refuted, .lifeSign),
        Row("revoked: since then nobody knows", returned, .isDead(), p, .noRecord, cautions: [.coverageLimited, .declaredDeathRevoked]),
        Row(
            "declared again", returned.with(.courtJudgment, Record.declaredDead(p, "2025-06-01")), .isDead(), p, .confirmed, .recorded),
        Row("nothing: not proof of life", living, .isDead(), p, .noRecord, .noRecordFound, cautions: [.coverageLimited]),
        Row("health silent", living.with(.deathCertificate, answering: .timedOut), .isDead(), p, .inconclusive, .sourceUnavailable),
        Row("courts pending", living.with(.courtJudgment, answering: .pending), .isDead(), p, .pending, .sourcePending),
        Row("health denies", living.with(.deathCertificate, answering: .denied), .isDead(), p, .inconclusive, .sourceDenied),
        Row("known only later", certified, .isDead(asKnownAt: "2026-02-14"), p, .noRecord, cautions: [.coverageLimited]),
        Row(
            "another person's certificate",
            living.with(.deathCertificate, .death(DeathCertificate(holder: p.written("王大明"), date: day("2026-02-15"), certificateNumber: nil))),
            .isDead(), p, .noRecord, cautions: [.coverageLimited, .recordWithOtherNameExcluded]),
        Row(
            "a certificate with a variant name decides nothing",
            living.with(.deathCertificate, .death(DeathCertificate(holder: p.written("曾福來"), date: day("2026-02-15"), certificateNumber: nil))),
            .isDead(), p, .inconclusive, .recordsAmbiguous, cautions: nil),
    ]

    static let dates: [Row] = [
        Row("by certificate", certified, .deathDate, p, .confirmed, .recorded, value: "2026-02-15", since: "2026-02-15", cautions: [.registryLag]),
        Row("by hukou", cancelled, .deathDate, p, .confirmed, value: "1998-04-03", since: "1998-04-03"),
        Row("by hukou, health silent", cancelled.with(.deathCertificate, answering: .timedOut), .deathDate, p, .inconclusive, .defeaterUnavailable),
        Row(
            "certificate before hukou", RuleWorld(p.cancelled(.death, "2026-02-20")).with(.deathCertificate, Record.death(p, "2026-02-15")),
            .deathDate, p, .confirmed, value: "2026-02-15", since: "2026-02-15"),
        Row(
            "two certificates", certified.with(.deathCertificate, Record.death(p, "2026-02-16")), .deathDate, p, .conflict, .sourcesDisagree,
            cautions: [.registryLag]),
        Row(
            "two certificates: dead all the same", certified.with(.deathCertificate, Record.death(p, "2026-02-16")), .isDead(), p, .confirmed,
            cautions: nil),
        Row("declared", declared, .deathDate, p, .confirmed, value: "2018-04-02", since: "2018-04-02"),
        Row(
            "declared after an accident", living.with(.courtJudgment, Record.declaredDead(p, "2018-04-02", accident: "2016-01-01")), .deathDate, p,
            .confirmed, value: "2016-01-01", since: "2016-01-01"),
        Row(
            "declared and seen in a hospital since", declared.with(.healthService, Record.encounter(p, "2020-02-20")), .deathDate, p, .confirmed,
            value: "2018-04-02", since: "2018-04-02", cautions: [.reappearance]),
        Row(
            "declared and revoked", returned, .deathDate, p, .noRecord,
            cautions: [.coverageLimited, .declaredDeathRevoked].filter { $0 == .declaredDeathRevoked }),
        Row(
            "a certificate without its day", living.with(.deathCertificate, Record.death(p, nil)), .deathDate, p, .inconclusive, .startUnknown,
            cautions: nil),
        Row("nothing", living, .deathDate, p, .noRecord, .noRecordFound),
        Row("courts silent", living.with(.courtJudgment, answering: .timedOut), .deathDate, p, .inconclusive, .sourceUnavailable),
    ]

    private static let reborn = RuleWorld(p.with { $0.birthDate = day("1945-04-01") }).with(.healthService, Record.encounter(p, "2026-02-20"))
    private static let seen = living.with(.healthService, Record.encounter(p, "2026-02-20"))

    static let alive: [Row] = [
        Row("a sign of life later than the day", seen, .alive(at: "2026-02-01"), p, .confirmed, .lifeSign),
        Row("a sign of life on the day", seen, .alive(at: "2026-02-20"), p, .confirmed, .lifeSign),
        Row("a sign of life before the day", seen, .alive(), p, .noRecord, .noRecordFound),
        Row("within ten days", seen, .alive(withinDays: 10), p, .confirmed, .lifeSign),
        Row("not within five days", seen, .alive(withinDays: 5), p, .noRecord),
        Row("no sign at all", living, .alive(), p, .noRecord, .noRecordFound),
        Row("health silent", seen.with(.deathCertificate, answering: .timedOut), .alive(at: "2026-02-01"), p, .inconclusive, .sourceUnavailable),
        // Civil Code 13 and 15: nobody lives before the day of birth, whatever is seen later. P21 was born on 1945-02-18.
        Row("before the birth", seen, .alive(at: "1945-02-17"), p, .refuted, .recordedOtherwise, cautions: []),
        Row("on the day of birth", seen, .alive(at: "1945-02-18"), p, .confirmed, .lifeSign),
        Row("between two days of birth", reborn, .alive(at: "1945-03-01"), p, .inconclusive, .recordsAmbiguous),
        Row("after both days of birth", reborn, .alive(at: "1945-04-01"), p, .confirmed, .lifeSign),
        Row(
            "seen before the birth", living.with(.healthService, Record.encounter(p, "1944-02-20")), .alive(at: "1944-01-01"), p, .conflict,
            .sourcesDisagree),
        Row("before the birth of nobody in the base", RuleWorld(), .alive(at: "1945-02-17"), p, .inconclusive, cautions: nil),
        Row("encounters silent", living.with(.healthService, answering: .timedOut), .alive(), p, .noRecord, cautions: [.coverageLimited]),
        Row("dead", certified, .alive(), p, .refuted, .recordedOtherwise, cautions: [.registryLag]),
        Row("died later", certified, .alive(at: "2026-02-01"), p, .noRecord),
        Row("seen, then died", certified.with(.healthService, Record.encounter(p, "2026-02-10")), .alive(at: "2026-02-01"), p, .confirmed, .lifeSign),
        Row(
            "seen and died on one day", certified.with(.healthService, Record.encounter(p, "2026-02-15")), .alive(at: "2026-02-15"), p, .refuted,
            cautions: nil),
        Row("seen after death", certified.with(.healthService, Record.encounter(p, "2026-02-20")), .alive(), p, .conflict, .sourcesDisagree),
        Row(
            "crossed the border after death", certified.with(.exitEntry, Record.crossing(p, "2026-02-20")), .alive(), p, .conflict,
            .sourcesDisagree, cautions: nil),
        Row(
            "married after death", certified.with(.marriage, Record.marriage(p, Personas.p22, "2026-02-20")), .alive(), p, .conflict,
            .sourcesDisagree, cautions: nil),
        Row(
            "married after the hukou was cancelled for death", cancelled.with(.marriage, Record.marriage(p, Personas.p22, "1999-09-09")), .alive(),
            p, .conflict, .sourcesDisagree),
        Row(
            "crossed the border before death", certified.with(.exitEntry, Record.crossing(p, "2026-02-10")), .alive(), p, .refuted,
            .recordedOtherwise, cautions: [.registryLag]),
        Row(
            "dead, and the border is silent", certified.with(.exitEntry, answering: .timedOut), .alive(), p, .refuted, .recordedOtherwise,
            cautions: [.registryLag]),
        Row("declared dead", declared, .alive(), p, .refuted, .recordedOtherwise),
        Row(
            "declared dead and seen", declared.with(.healthService, Record.encounter(p, "2026-02-20")), .alive(), p, .conflict,
            cautions: [.reappearance]),
        Row(
            "declared dead and seen at the border", declared.with(.exitEntry, Record.crossing(p, "2020-02-20")), .alive(at: "2020-02-20"), p,
            .conflict, .sourcesDisagree, cautions: [.reappearance]),
        Row(
            "declared dead and married afterwards", declared.with(.marriage, Record.marriage(p, Personas.p22, "2020-02-20")), .alive(), p,
            .conflict, .sourcesDisagree, cautions: [.reappearance]),
        Row(
            "declared dead, seen before it", declared.with(.exitEntry, Record.crossing(p, "2017-02-20")), .alive(at: "2019-01-01"), p, .refuted,
            .recordedOtherwise),
        Row("revoked: alive then", returned, .alive(at: "2023-05-10"), p, .confirmed, .lifeSign),
        Row("revoked: since then nobody knows", returned, .alive(), p, .noRecord, cautions: [.declaredDeathRevoked]),
        Row("emigrated", RuleWorld(p.cancelled(.emigrated, "2011-01-01")), .alive(), p, .noRecord),
    ]

    @Test func aSignWithinDaysHoldsForItsOwnDay() {
        #expect(Self.seen.finding(.alive(withinDays: 10), about: Self.p).asOf == day("2026-02-20"))
    }

    @Test func aReappearanceIsFlaggedAndTheDeclarationStands() {
        // Both claims in one inquiry: the encounter is known because `alive.at` asked for it.
        let world = Self.declared.with(.healthService, Record.encounter(Self.p, "2026-02-20"))
        let evidence = world.evidence(for: [.isDead(), .alive()], about: Self.p.person)
        let finding = Merging.finding(for: .isDead(), sources: Claim.isDead().sources, evidence: evidence)
        #expect(finding.verdict == .confirmed)
        #expect(finding.cautions == [.reappearance])
    }

    @Test func aConflictGoesToEveryProviderInvolved() {
        let finding = Self.certified.with(.healthService, Record.encounter(Self.p, "2026-02-20")).finding(.isDead(), about: Self.p)
        #expect(finding.corrections.contains(Correction(registry: .deathCertificate, code: .lifeAfterDeath)))
        #expect(finding.corrections.contains(Correction(registry: .healthService, code: .lifeAfterDeath)))
    }

    @Test func aDayOfDeathThatALaterActContradictsIsNotTold() {
        let finding = Self.certified.with(.marriage, Record.marriage(Self.p, Personas.p22, "2026-02-20")).finding(Claim(.deathDate), about: Self.p)
        #expect(finding.verdict == .conflict)
        #expect(finding.value == nil)
    }

    @Test func laterActsAreAskedForOnlyOnceADeathWasFound() {
        let asked = Self.living.evidence(for: [.isDead()], about: Self.p.person).answers.map(\.question.registry)
        #expect(Set(asked) == [.population, .deathCertificate, .courtJudgment, .funeral])
        let askedOfTheDead = Self.certified.evidence(for: [.isDead()], about: Self.p.person).answers.map(\.question.registry)
        #expect(Set(askedOfTheDead).isSuperset(of: DeathEvidence.registersOfLife))
    }
}
