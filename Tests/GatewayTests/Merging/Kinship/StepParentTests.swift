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

    private static let rows: [Row] = [
        Row("no marriage on record", home, .kin("parent", of: child), man, .confirmed, .recorded),
        Row("no marriage on record, archived", archived, .kin("parent", of: child), man, .confirmed, .recorded),
        Row("married after the birth", married("2015-05-05"), .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous),
        Row(
            "married after the birth, archived", married("2015-05-05", in: archived), .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous
        ),
        Row("the child says so", married("2015-05-05"), .kin("child", of: man), child, .inconclusive, .recordsAmbiguous),
        Row("married the day after the birth", married("2011-06-21"), .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous),
        Row("married on the day of birth", married("2011-06-20"), .kin("parent", of: child), man, .confirmed, .recorded),
        Row("married before the birth", married("2010-05-05"), .kin("parent", of: child), man, .confirmed, .recorded),
        Row(
            "married before the birth, divorced and remarried after it", married("2010-05-05", divorced: "2013-01-01", again: "2015-05-05"),
            .kin("parent", of: child), man, .confirmed, .recorded),
        Row(
            "divorced before the birth, remarried after it", married("2005-05-05", divorced: "2009-01-01", again: "2015-05-05"),
            .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous),
        Row(
            "divorced since", married("2015-05-05", divorced: "2019-01-01"), .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous),
        Row(
            "a divorce whose marriage is not on record", home.with(.marriage, Record.divorce(man, mother, "2019-01-01")),
            .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous),
        Row(
            "marriages silent", home.with(.marriage, answering: .timedOut), .kin("parent", of: child), man, .inconclusive, .sourceUnavailable),
        Row(
            "a court says that he is the father",
            married("2015-05-05").with(.courtJudgment, Families.paternity(child, man, "2016-01-01")), .kin("parent", of: child), man, .confirmed,
            .recorded),
        Row(
            "adopted by him", married("2015-05-05").with(.adoption, Families.adoption(child, by: [man], "2016-01-01")), .kin("parent", of: child),
            man, .confirmed, .recorded),
        Row("by birth a household shows nothing", home, .kin("parent", of: child, mode: "biological"), man, .inconclusive, .recordsAmbiguous),
    ]

    @Test(arguments: rows) func rowHolds(_ row: Row) { row.check() }

    @Test func heirsOfAStepfatherAreNotConfirmed() {
        let world = Self.married("2015-05-05").with(.deathCertificate, Record.death(Self.man, "2025-01-05"))
        let finding = world.finding(.inheritance((Self.child, "child")), about: Self.man)
        #expect(finding.verdict == .inconclusive && finding.reason == .recordsAmbiguous)
    }
}
