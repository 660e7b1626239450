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

    /// P09 was born on 2011-06-20.
    private static let child = Personas.p09
    private static func posthumous(_ death: String) -> RuleWorld {
        RuleWorld(Families.everybody).with(.deathCertificate, Record.death(decedent, death)).with(
            .birth, Families.birth(child, mother: wife, father: decedent))
    }
    private static let adoption = Families.adoption(child, by: [Families.strangerWoman, other], "2012-09-03")
    private static let grandfather = RuleWorld(Families.everybody).with(.deathCertificate, Record.death(decedent, "2011-01-05"))
        .with(.birth, Families.birth(child, mother: Personas.p11), Families.birth(Personas.p11, mother: wife, father: decedent))
    private static let uncle = RuleWorld(Families.everybody).with(.deathCertificate, Record.death(decedent, "2011-01-05"))
        .with(.birth, Families.birth(child, mother: wife, father: other), Families.birth(decedent, mother: Families.grandmother, father: other))

    private static let children: [Story] = [
        Story("born before the death", posthumous("2011-06-21"), of: (child, "child"), .confirmed, .recorded),
        Story("born on the day of death", posthumous("2011-06-20"), of: (child, "child"), .confirmed, .recorded),
        Story("born half a year after the death", posthumous("2011-01-05"), of: (child, "child"), .confirmed, .recorded),
        Story("born 300 days after the death", posthumous("2010-08-24"), of: (child, "child"), .confirmed, .recorded),
        Story("born 301 days after the death", posthumous("2010-08-23"), of: (child, "child"), .noRecord, .noRecordFound),
        Story("adopted by others since", posthumous("2011-01-05").with(.adoption, adoption), of: (child, "child"), .confirmed, .recorded),
        Story(
            "adopted by others before the death", posthumous("2013-01-01").with(.adoption, adoption), of: (child, "child"), .refuted,
            .recordedOtherwise),
        Story("no child on record", posthumous("2011-01-05"), of: (Families.sister, "child"), .noRecord, .noRecordFound),
        Story("a grandchild born after the death", grandfather, of: (child, "grandchild"), .confirmed, .recorded),
        Story("a brother's birth after the death", uncle, of: (child, "sibling"), .confirmed, .recorded),
    ]

    @Test(arguments: marriages + children) func claimantIsJudgedForTheDeath(_ story: Story) {
        let finding = story.world.finding(Claim.inheritance(story.claimant), about: Self.decedent)
        guard case .findings(let parts)? = finding.value, parts.count == 2 else { return #expect(Bool(false), "no parts") }
        #expect(parts[0].verdict == .confirmed && parts[1].verdict == story.verdict, "\(parts[1].verdict) \(parts[1].reason)")
        #expect(parts[1].reason == story.reason)
        #expect(parts[1].claim?.date("at") == nil && parts[1].since == nil)
    }

    @Test("of somebody whose death is not on record nobody can tell that a marriage was over when it came")
    func deathThatNoRegisterKnows() {
        let widowed = RuleWorld(Families.everybody).with(.marriage, Record.marriage(Self.decedent, Self.wife, "2010-05-05"))
            .with(.deathCertificate, Record.death(Self.wife, "2020-05-20"))
        for world in [widowed, Self.divorcedAlive] {
            let finding = world.finding(Claim.inheritance((Self.wife, "spouse")), about: Self.decedent)
            guard case .findings(let parts)? = finding.value, parts.count == 2 else { return #expect(Bool(false), "no parts") }
            #expect(parts.map(\.verdict) == [.noRecord, .inconclusive] && parts[1].reason == .startUnknown)
            #expect(finding.verdict != .refuted && finding.verdict != .confirmed)
        }
    }

    private static let divorcedAlive = RuleWorld(Families.everybody).with(
        .marriage, Record.marriage(decedent, wife, "2010-05-05"), Record.divorce(decedent, wife, "2018-05-05"))

    @Test("what has to be known about a part is said of the whole") func cautionsOfThePartsAreThoseOfTheWhole() {
        let finding = Self.divorced.finding(Claim.inheritance((Self.wife, "spouse")), about: Self.decedent)
        guard case .findings(let parts)? = finding.value, parts.count == 2 else { return #expect(Bool(false), "no parts") }
        #expect(finding.verdict == .refuted && parts[1].cautions == [.coverageLimited])
        #expect(Set(finding.cautions) == Set([.otherHeirsNotExcluded, .survivalUnchecked] + parts.flatMap(\.cautions)))
    }
}
