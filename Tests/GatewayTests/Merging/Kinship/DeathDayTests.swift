import Testing
import Verification

@testable import Gateway

/// What happened on the very day of a death, as `inheritance.facts` sees it (Civil Code 16, 1080, 1121, 1127, 1155).
@Suite struct DeathDayTests {
    private static let (wife, decedent, other) = (Personas.p10, Families.husband, Families.strangerMan)
    private static let dead = RuleWorld(Families.everybody).with(.deathCertificate, Record.death(decedent, "2020-05-20"))
    private static let wedded = dead.with(.marriage, Record.marriage(decedent, wife, "2010-05-05"))
    private static let divorced = wedded.with(.marriage, Record.divorce(decedent, wife, "2018-05-05"))

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let world: RuleWorld
        let claimant: (TestPerson, String)
        let verdict: Verdict
        let reason: ReasonCode

        init(
            _ name: String, _ world: RuleWorld, of claimant: (TestPerson, String) = (wife, "spouse"), _ verdict: Verdict, _ reason: ReasonCode
        ) {
            testDescription = name
            self.world = world
            self.claimant = claimant
            self.verdict = verdict
            self.reason = reason
        }
    }

    private static let court = wedded.with(.courtJudgment, Record.judgment(decedent, wife, "2020-05-20"))
    private static let declared = RuleWorld(Families.everybody).with(.marriage, Record.marriage(decedent, wife, "2010-05-05"))
        .with(.courtJudgment, Record.declaredDead(decedent, "2020-05-20"))

    private static let marriages: [Story] = [
        Story("married, and dead that day", wedded, .confirmed, .registeredAndNotEnded),
        Story(
            "divorce registered that day", wedded.with(.marriage, Record.divorce(decedent, wife, "2020-05-20")), .refuted, .endedByRegistration),
        Story(
            "divorce registered the day before", wedded.with(.marriage, Record.divorce(decedent, wife, "2020-05-19")), .refuted,
            .endedByRegistration),
        Story("divorce by court that day", court, .inconclusive, .recordsAmbiguous),
        Story(
            "divorce by court the day before", wedded.with(.courtJudgment, Record.judgment(decedent, wife, "2020-05-19")), .refuted,
            .endedByJudgment),
        Story(
            "divorce by court and by registration that day", court.with(.marriage, Record.divorce(decedent, wife, "2020-05-20")), .refuted,
            .endedByJudgment),
        Story(
            "divorce by court and remarriage that day", court.with(.marriage, Record.marriage(decedent, wife, "2020-05-20")), .confirmed,
            .registeredAndNotEnded),
        Story("first wedding that day", dead.with(.marriage, Record.marriage(decedent, wife, "2020-05-20")), .confirmed, .registeredAndNotEnded),
        Story("remarriage that day", divorced.with(.marriage, Record.marriage(decedent, wife, "2020-05-20")), .confirmed, .registeredAndNotEnded),
        Story("divorced before", divorced, .refuted, .endedByRegistration),
        Story(
            "divorce from another, and wedding, that day",
            dead.with(
                .marriage, Record.marriage(other, wife, "2010-05-05"), Record.divorce(other, wife, "2020-05-20"),
                Record.marriage(decedent, wife, "2020-05-20")), .confirmed, .registeredAndNotEnded),
        Story("both dead that day", wedded.with(.deathCertificate, Record.death(wife, "2020-05-20")), .confirmed, .registeredAndNotEnded),
        Story("the wife dead the day before", wedded.with(.deathCertificate, Record.death(wife, "2020-05-19")), .refuted, .endedByDeath),
        Story("declared dead that day", declared, .confirmed, .registeredAndNotEnded),
        Story("courts silent", wedded.with(.courtJudgment, about: wife, answering: .timedOut), .inconclusive, .defeaterUnavailable),
    ]

    @Test(arguments: marriages) func claimantIsJudgedForTheDeath(_ story: Story) {
        let finding = story.world.finding(Claim.inheritance(story.claimant), about: Self.decedent)
        guard case .findings(let parts)? = finding.value, parts.count == 2 else { return #expect(Bool(false), "no parts") }
        #expect(parts[0].verdict == .confirmed && parts[1].verdict == story.verdict, "\(parts[1].verdict) \(parts[1].reason)")
        #expect(parts[1].reason == story.reason)
        #expect(parts[1].claim?.date("at") == nil && parts[1].since == nil)
    }
}
