import Testing
import Verification

@testable import Gateway

/// Nobody is the parent of somebody born in the same year or before: such records contradict the days of birth and are corrected, never believed
/// (`domain.md` A.4.4 P9, A.4.8), however the child came to its parents (P11).
@Suite struct ImpossibleParentTests {
    /// Born on 2011-06-20.
    private static let child = Personas.p09
    private static let father = Families.birthFather
    private static let young = [TestPerson("郑小雨", "449901201206200064"), TestPerson("高小峰", "449901201109100053")]
    private static let corrections = [Correction(registry: .population, code: .datesDisagree)]
    private static let people = RuleWorld(Families.everybody + young)

    @Test(arguments: young.indices)
    func everyRecordOfIt(_ place: Int) {
        let parent = Self.young[place]
        let others = [Self.father, Families.strangerWoman, Families.strangerMan]
        let born = Self.people.with(.birth, Families.birth(Self.child, mother: parent, father: Self.father))
        let adopted = Self.people.with(.birth, Families.birth(Self.child, mother: Personas.p11, father: Self.father))
            .with(.adoption, Families.adoption(Self.child, by: [parent, Self.father], "2014-01-01"))
        for world in [born, adopted] {
            for person in [parent] + others {
                let finding = world.finding(.kin("parent", of: Self.child), about: person)
                #expect(finding.verdict == .conflict && finding.reason == .sourcesDisagree, "\(person.name)")
                #expect(finding.corrections == Self.corrections)
            }
            #expect(world.finding(.kin("child", of: parent), about: Self.child).verdict == .conflict)
        }
        #expect(born.finding(.kin("parent", of: Self.child), about: parent) == adopted.finding(.kin("parent", of: Self.child), about: parent))
    }

    @Test("Brothers and sisters, grandparents by way of such a parent")
    func otherRelations() {
        let parent = Self.young[0]
        let world = Self.people.with(
            .birth, Families.birth(Self.child, mother: parent), Families.birth(Families.sister, mother: parent),
            Families.birth(parent, mother: Families.grandmother))
        #expect(world.finding(.kin("sibling", of: Families.sister), about: Self.child).verdict == .conflict)
        #expect(world.finding(.kin("grandparent", of: Self.child), about: Families.grandmother).verdict == .conflict)
    }

    @Test("A household that says so, and nobody on record")
    func households() {
        let parent = Self.young[0]
        func world(_ mine: String, _ theirs: String) -> RuleWorld {
            RuleWorld(Self.child.living(Families.stay("H1", mine, "2013-01-01")), parent.living(Families.stay("H1", theirs, "2013-01-01")))
        }
        for world in [world("30", "02"), world("02", "52")] {
            let finding = world.finding(.kin("parent", of: Self.child), about: parent)
            #expect(finding.verdict == .conflict && finding.corrections == Self.corrections)
        }
    }

    @Test("A birth on record of somebody of one's own age or older is not one's child")
    func births() {
        let parent = Self.young[0]
        let world = Self.people.with(.birth, Families.birth(Self.child, mother: parent))
        let finding = world.finding(.child(Self.child), about: parent)
        #expect(finding.verdict == .conflict && finding.corrections == Self.corrections)
        #expect(world.finding(.child(parent), about: Self.child).verdict == .noRecord)
    }

    @Test("The register's own day of birth may be the right one; a year is enough")
    func registeredDays() {
        let older = Self.young[0].with { $0.birthDate = day("1982-06-20") }
        let world = RuleWorld(Self.child, older).with(.birth, Families.birth(Self.child, mother: older))
        #expect(world.finding(.kin("parent", of: Self.child), about: older).verdict == .confirmed)
    }
}
