import Testing
import Verification

@testable import Gateway

/// Household codes beside a marriage to the other parent: a step-parent is written down like a parent (Civil Code 1127; `domain.md` A.4.8, P5).
@Suite struct StepParentTests {
    /// The child was born on 2011-06-20.
    private static let (child, mother, man) = (Personas.p09, Personas.p10, Families.strangerMan)
    private static let stays = [
        RuleWorld(child.living(Families.stay("H1", "30", "2015-06-01")), man.living(Families.stay("H1", "02", "2015-06-01")), mother),
        RuleWorld(child, man, mother).with(
            .hukouArchive, Families.archive("H-9", [(man, "02", "2015-06-01", "2018-01-01"), (child, "30", "2015-06-01", "2018-01-01")])),
    ].map { $0.with(.birth, Families.birth(child, mother: mother)) }
    private static let (home, archived) = (stays[0], stays[1])

    private static func married(_ date: String, in world: RuleWorld = home, divorced: String? = nil, again: String? = nil) -> RuleWorld {
        world.with(
            .marriage,
            [Record.marriage(man, mother, date)] + (divorced.map { [Record.divorce(man, mother, $0)] } ?? [])
                + (again.map { [Record.marriage(man, mother, $0)] } ?? []))
    }

    /// Beside the mother on record a household proves no father, whatever the two married.
    private static let besideTheMother: [Row] = [
        ("no marriage on record", home), ("archived", archived), ("married after the birth", married("2015-05-05")),
        ("married after the birth, archived", married("2015-05-05", in: archived)), ("married on the day of birth", married("2011-06-20")),
        ("married before the birth", married("2010-05-05")),
        ("married before the birth, divorced and remarried after it", married("2010-05-05", divorced: "2013-01-01", again: "2015-05-05")),
        ("divorced since", married("2015-05-05", divorced: "2019-01-01")),
        ("a divorce whose marriage is not on record", home.with(.marriage, Record.divorce(man, mother, "2019-01-01"))),
        ("marriages silent", home.with(.marriage, answering: .timedOut)),
    ].map { name, world in Row(name, world, .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous) }

    private static let nobody = RuleWorld(
        child.living(Families.stay("H1", "30", "2015-06-01")), man.living(Families.stay("H1", "02", "2015-06-01")), mother)

    private static let rows: [Row] = [
        Row("nobody on record", nobody, .kin("parent", of: child), man, .confirmed, .recorded),
        Row("nobody on record, the child says so", nobody, .kin("child", of: man), child, .confirmed, .recorded),
        Row("nobody on record, by birth", nobody, .kin("parent", of: child, mode: "biological"), man, .inconclusive, .recordsAmbiguous),
        Row("the child says so", married("2015-05-05"), .kin("child", of: man), child, .inconclusive, .recordsAmbiguous),
        Row(
            "a court says that he is the father",
            married("2015-05-05").with(.courtJudgment, Families.paternity(child, man, "2016-01-01")), .kin("parent", of: child), man, .confirmed,
            .recorded),
        Row(
            "adopted by him", married("2015-05-05").with(.adoption, Families.adoption(child, by: [man], "2016-01-01")), .kin("parent", of: child),
            man, .confirmed, .recorded),
        Row("by birth a household shows nothing", home, .kin("parent", of: child, mode: "biological"), man, .inconclusive, .recordsAmbiguous),
    ]

    /// The younger one was born in 2011, the elder one in 2005.
    private static let (elder, father, husband, woman) = (Families.sister, Families.birthFather, Families.husband, Families.strangerWoman)
    /// The man may have married since 1988.
    private static let all = marriages(from: "1988-03-03", in: RuleWorld(Families.everybody))
    private static let wed = Record.marriage(man, woman, "2014-01-01")
    private static let judged = all.with(.courtJudgment, Families.paternity(child, father, "2012-01-01"))
    private static let dissolved = all.with(
        .adoption, Families.adoption(elder, by: [man], "2008-01-01"), Families.dissolution(elder, from: [man], "2024-01-01"))
    private static let adoptedByHusband = all.with(.birth, Families.birth(child, mother: mother, father: father))
        .with(.adoption, Families.adoption(child, by: [husband], "2015-01-01"))
    private static func livingWithHer(until: String? = nil) -> RuleWorld {
        RuleWorld(
            child.living(Families.stay("H1", "30", "2011-06-20")), father.living(Families.stay("H1", "01", "2010-01-01")),
            woman.living(Families.stay("H1", "12", "2012-01-01", until)), mother
        ).with(.birth, Families.birth(child, mother: mother, father: father))
    }

    /// The person whose place is taken, or was given up, may be married to a parent who is not on record (1072; found over a million lives).
    private static let offRecord: [Row] = [
        Row("father by judgment, no mother on record", judged, .kin("parent", of: child), man, .refuted, .recordedOtherwise),
        Row("another man who is married", judged.with(.marriage, wed), .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous),
        Row("he married later than the day", judged.with(.marriage, wed), .kin("parent", of: child, at: "2013-12-31"), man, .refuted),
        Row("he adopted and gave up", dissolved, .kin("parent", of: elder), man, .refuted, .recordedOtherwise),
        Row(
            "he adopted and gave up, and is married", dissolved.with(.marriage, Record.marriage(man, woman, "2007-01-01")),
            .kin("parent", of: elder), man, .inconclusive, .recordsAmbiguous),
        Row("one adopter, another man", adoptedByHusband, .kin("parent", of: child), man, .refuted, .recordedOtherwise),
        Row(
            "one adopter, a man who married the birth mother since",
            adoptedByHusband.with(.marriage, Record.marriage(man, mother, "2018-01-01")), .kin("parent", of: child), man, .inconclusive,
            .recordsAmbiguous),
        Row("the head's wife, of whom no marriage is on record", livingWithHer(), .kin("parent", of: child), woman, .inconclusive, .recordsAmbiguous),
        Row("she lived there once", livingWithHer(until: "2020-01-01"), .kin("parent", of: child), woman, .refuted, .recordedOtherwise),
        Row(
            "the same on a day of that time", livingWithHer(until: "2020-01-01"), .kin("parent", of: child, at: "2019-12-31"), woman, .inconclusive,
            .recordsAmbiguous),
        Row(
            "marriages before the register began", marriages(from: "1988-03-04", in: judged), .kin("parent", of: child), man, .inconclusive,
            .coverageGap),
    ]

    private static func marriages(from date: String, in world: RuleWorld) -> RuleWorld {
        var world = world
        world.coverage[.marriage] = RegistryCoverage(authority: "civil-affairs", from: day(date), closedWorldClaims: [])
        return world
    }

    @Test(arguments: besideTheMother + rows + offRecord) func rowHolds(_ row: Row) { row.check() }

    @Test func heirsOfAStepfatherAreNotConfirmed() {
        let world = Self.married("2015-05-05").with(.deathCertificate, Record.death(Self.man, "2025-01-05"))
        let finding = world.finding(.inheritance((Self.child, "child")), about: Self.man)
        #expect(finding.verdict == .inconclusive && finding.reason == .recordsAmbiguous)
    }
}
