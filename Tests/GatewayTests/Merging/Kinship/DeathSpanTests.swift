import Testing
import Verification

@testable import Gateway

/// `inheritance.facts` where the day of death is not one day: cremated or struck off some time after it, declared dead and dead on another day,
/// divorced after it (Civil Code 15, 16, 48, 1121, 1127; decision 25).
@Suite struct DeathSpanTests {
    private static let (wife, decedent, other) = (Personas.p10, Families.husband, Families.strangerMan)
    private static let child = Personas.p09
    private static let people = Families.everybody
    private static func world(struckOff person: TestPerson? = nil, _ date: String? = nil) -> RuleWorld {
        RuleWorld(people.map { $0.number == person?.number ? $0.cancelled(.death, date) : $0 })
            .with(.marriage, Record.marriage(decedent, wife, "2010-05-05"))
            .with(.birth, Families.birth(child, mother: wife, father: decedent))
    }
    private static let cremated = world().with(.funeral, Record.cremation(decedent, died: nil, "2020-05-25"))
    private static let struckOff = world(struckOff: decedent, "2020-06-20")
    private static let declared = world().with(.courtJudgment, Record.declaredDead(decedent, "2018-01-01"))

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let world: RuleWorld
        let claimant: (TestPerson, String)
        let verdict: Verdict

        init(_ name: String, _ world: RuleWorld, of claimant: (TestPerson, String) = (wife, "spouse"), _ verdict: Verdict) {
            (testDescription, self.world, self.claimant, self.verdict) = (name, world, claimant, verdict)
        }
    }

    private static let adoption = Families.adoption(child, by: [Families.strangerWoman, other], "2020-06-10")
    static let stories: [Story] = [
        Story("cremated, the wife alive", cremated, .confirmed),
        Story("cremated, the child born long before", cremated, of: (child, "child"), .confirmed),
        Story("the wife died three days before the cremation", cremated.with(.deathCertificate, Record.death(wife, "2020-05-22")), .inconclusive),
        Story(
            "the same, and the record of the cremation tells the day of death",
            world().with(.funeral, Record.cremation(decedent, died: "2020-05-20", "2020-05-25"))
                .with(.deathCertificate, Record.death(wife, "2020-05-22")), .confirmed),
        Story(
            "struck off a month after, the wife died before that", struckOff.with(.deathCertificate, Record.death(wife, "2020-06-10")), .inconclusive),
        Story("struck off, the wife alive", struckOff, .confirmed),
        Story("struck off, the child born long before", struckOff, of: (child, "child"), .confirmed),
        Story("struck off, the child adopted away days before", struckOff.with(.adoption, adoption), of: (child, "child"), .inconclusive),
        Story(
            "struck off, divorced by court before", struckOff.with(.courtJudgment, Record.judgment(decedent, wife, "2020-06-10")), .inconclusive),
        Story(
            "struck off, divorced by court, and seen alive since",
            struckOff.with(.courtJudgment, Record.judgment(decedent, wife, "2019-06-10")).with(
                .healthService, Record.encounter(decedent, "2020-01-01")),
            .refuted),
        Story(
            "struck off, divorced at the office, which needs both alive",
            struckOff.with(.marriage, Record.divorce(decedent, wife, "2019-06-10")), .refuted),
        Story(
            "the wife was struck off days after his death: did she outlive him?",
            world(struckOff: wife, "2020-06-20").with(.deathCertificate, Record.death(decedent, "2020-06-10")), .inconclusive),
        Story(
            "the wife was cremated the day after his death: did she outlive him?",
            world().with(.deathCertificate, Record.death(decedent, "2020-06-10")).with(.funeral, Record.cremation(wife, died: nil, "2020-06-11")),
            .inconclusive),
        // The declaration opened an inheritance in 2018 and ended the marriage (48, 51); the death of 2022 came to somebody who had no wife.
        Story("declared dead, and certified dead years later", declared.with(.deathCertificate, Record.death(decedent, "2022-01-01")), .inconclusive),
        Story(
            "the same, and the widow had married again",
            declared.with(.deathCertificate, Record.death(decedent, "2022-01-01")).with(.marriage, Record.marriage(wife, other, "2019-01-01")),
            .inconclusive),
        Story("the widow of somebody declared dead married again", declared.with(.marriage, Record.marriage(wife, other, "2019-01-01")), .confirmed),
        Story("declared dead, and certified dead years before", declared.with(.deathCertificate, Record.death(decedent, "2016-01-01")), .confirmed),
        Story(
            "the child of somebody declared dead and dead years later", declared.with(.deathCertificate, Record.death(decedent, "2022-01-01")),
            of: (child, "child"), .confirmed),
        Story(
            "divorced by court after his death",
            world().with(.deathCertificate, Record.death(decedent, "2020-05-20")).with(.courtJudgment, Record.judgment(decedent, wife, "2020-06-20")),
            .conflict),
        Story(
            "divorced between the accident and the declaration of death",
            world().with(
                .courtJudgment, Record.declaredDead(decedent, "2018-01-01", accident: "2016-05-05"), Record.judgment(decedent, wife, "2017-01-01")),
            .inconclusive),
    ]

    @Test(arguments: stories) func relationIsJudgedForEveryDayOfDeath(_ story: Story) {
        let finding = story.world.finding(Claim.inheritance(story.claimant), about: Self.decedent)
        guard case .findings(let parts)? = finding.value, parts.count == 2 else { return #expect(Bool(false), "no parts") }
        #expect(parts[0].verdict == .confirmed && parts[1].verdict == story.verdict, "\(parts[0].verdict) \(parts[1].verdict) \(parts[1].reason)")
        #expect(parts[1].claim?.date("at") == nil && parts[1].since == nil)
        #expect(story.verdict != .conflict || !parts[1].corrections.isEmpty)
    }

    @Test("the day of a cremation is no day of death (Civil Code 15)") func cremationIsNoDayOfDeath() {
        let sources = ClaimSources(required: [.deathCertificate, .population, .courtJudgment], advisory: [.funeral])
        let evidence = Self.cremated.evidence(for: [.isDead(), .deathDate], about: Self.decedent.person)
        let alone = Merging.finding(for: .deathDate, sources: sources, evidence: evidence)
        #expect(alone.verdict == .inconclusive && alone.reason == .startUnknown)
        let dead = Self.cremated.finding(.isDead(), about: Self.decedent)
        #expect(dead.verdict == .confirmed && dead.since == nil)
        let burntBefore = Self.cremated.with(.deathCertificate, Record.death(Self.decedent, "2020-06-10"))
        let date = burntBefore.finding(Claim.inheritance((Self.wife, "spouse")), about: Self.decedent)
        guard case .findings(let parts)? = date.value else { return #expect(Bool(false), "no parts") }
        #expect(parts[1].verdict == .inconclusive)
        #expect(parts[0].corrections.contains(Correction(registry: .funeral, code: .datesDisagree)))
    }

    @Test("whether a claimant outlived the decedent is not looked into, and said (Civil Code 1121)") func survivalIsNotChecked() {
        let finding = Self.world().with(.deathCertificate, Record.death(Self.decedent, "2020-05-20"), Record.death(Self.child, "2019-01-01"))
            .finding(Claim.inheritance((Self.child, "child")), about: Self.decedent)
        #expect(finding.verdict == .confirmed && finding.cautions.contains(.survivalUnchecked))
    }
}
