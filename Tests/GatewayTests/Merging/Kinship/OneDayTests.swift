import Testing
import Verification

@testable import Gateway

/// What ends on the day of its own beginning has ended (Civil Code 45, 1117); where one stood before, nobody can tell what came last.
@Suite struct OneDayTests {
    private static let (child, adopter, mother) = (Personas.p09, Personas.p10, Personas.p11)
    private static let (husband, father) = (Families.husband, Families.birthFather)
    private static let date = "2014-01-01"
    private static let born = RuleWorld(Families.everybody).with(.birth, Families.birth(child, mother: mother, father: father))
    private static let over = born.with(
        .adoption, Families.adoption(child, by: [adopter, husband], date), Families.dissolution(child, from: [adopter, husband], date))
    private static let earlier = Families.adoption(child, by: [adopter, husband], "2012-01-01")
    private static let ended = Families.dissolution(child, from: [adopter, husband], "2013-01-01")
    private static let another = born.with(
        .adoption, earlier, Families.dissolution(child, from: [adopter, husband], date),
        Families.adoption(child, by: [Families.strangerWoman], date))

    @Test(arguments: adoptions + missing) func rowHolds(_ row: Row) { row.check() }

    private static let adoptions: [Row] = [
        Row("adopted and dissolved: the adopter", over, .kin("parent", of: child), adopter, .refuted, .recordedOtherwise),
        Row("adopted and dissolved: the mother", over, .kin("parent", of: child), mother, .confirmed, .recorded),
        Row("on the day: the adopter", over, .kin("parent", of: child, at: date), adopter, .refuted),
        Row("on the day: the mother", over, .kin("parent", of: child, at: date), mother, .confirmed),
        Row("an ended one before, adopted and dissolved", over.with(.adoption, earlier, ended), .kin("parent", of: child), adopter, .refuted),
        Row("one that stood: the adopter", over.with(.adoption, earlier), .kin("parent", of: child), adopter, .inconclusive, .recordsAmbiguous),
        Row("one that stood: the mother", over.with(.adoption, earlier), .kin("parent", of: child), mother, .inconclusive, .recordsAmbiguous),
        Row("ended, and others adopt: the new one", another, .kin("parent", of: child), Families.strangerWoman, .confirmed),
        Row("ended, and others adopt: the old one", another, .kin("parent", of: child), adopter, .refuted),
        Row("ended, and others adopt: the mother", another, .kin("parent", of: child), mother, .refuted),
    ]

    private static let p01 = Personas.p01
    private static func acts(_ acts: (CourtDecisionKind, String)...) -> RuleWorld {
        RuleWorld(p01).with(.courtJudgment, acts.map { Record.decision($0.0, [p01.party], $0.1) })
    }
    private static let revoked = acts((.declaredMissing, date), (.declaredMissingRevoked, date))

    private static let missing: [Row] = [
        Row("declared and revoked", revoked, .missing(), p01, .refuted, .recordedOtherwise),
        Row("declared and revoked: that day", revoked, .missing(at: date), p01, .refuted),
        Row(
            "declared before, revoked and declared",
            acts((.declaredMissing, "2010-01-01"), (.declaredMissingRevoked, date), (.declaredMissing, date)),
            .missing(), p01, .inconclusive, .recordsAmbiguous),
        Row(
            "and revoked later",
            acts(
                (.declaredMissing, "2010-01-01"), (.declaredMissingRevoked, date), (.declaredMissing, date),
                (.declaredMissingRevoked, "2015-01-01")), .missing(), p01, .refuted),
        Row(
            "declared later again", acts((.declaredMissing, date), (.declaredMissingRevoked, date), (.declaredMissing, "2016-01-01")), .missing(),
            p01,
            .confirmed),
    ]
}
