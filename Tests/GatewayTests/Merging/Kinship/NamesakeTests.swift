import Testing
import Verification

@testable import Gateway

/// Two different checked numbers that no register links are two people's, whatever their names (Resident Identity Card Law 3; `domain.md` A.4.9
/// item 22): namesakes are never merged into one parent, spouse or adopter.
@Suite struct NamesakeTests {
    private static let (child, adopter, mother, husband) = (Personas.p09, Personas.p10, Personas.p11, Families.husband)
    private static let father = Families.birthFather
    /// Other people of the same name.
    private static let otherMother = TestPerson(mother.name, "449903198109090041")
    private static let otherHusband = TestPerson(husband.name, "449903197809090056")
    private static let people = RuleWorld(Families.everybody + [otherMother, otherHusband])
    private static let born = people.with(.birth, Families.birth(child, mother: mother, father: father))

    @Test(arguments: births + judgments + adoptions + endings) func rowHolds(_ row: Row) { row.check() }

    private static let twice = born.with(.birth, Families.birth(child, mother: otherMother, father: father))
    private static let births: [Row] =
        [mother, otherMother, father].map {
            Row("two certificates, two mothers of one name", twice, .kin("parent", of: child), $0, .conflict, .sourcesDisagree)
        } + [
            Row("a namesake of the mother's", born, .kin("parent", of: child), otherMother, .inconclusive, .recordsAmbiguous),
            Row(
                "mothers of one name make nobody brother and sister",
                born.with(.birth, Families.birth(Families.sister, mother: otherMother, father: husband)), .kin("sibling", of: child),
                Families.sister, .refuted, .recordedOtherwise),
        ]

    private static let judged = born.with(
        .courtJudgment, Families.paternity(child, husband, "2013-01-01"), Families.paternity(child, otherHusband, "2014-01-01"))
    private static let judgments: [Row] = [husband, otherHusband, mother].map {
        Row("two judgments, two fathers of one name", judged, .kin("parent", of: child), $0, .conflict, .sourcesDisagree)
    }

    private static let adopted = born.with(.adoption, Families.adoption(child, by: [husband], "2015-01-01"))
    private static let wed = Record.marriage(mother, otherHusband, "2014-02-02")
    private static let adoptions: [Row] = [
        Row(
            "adopted by her husband", adopted.with(.marriage, Record.marriage(mother, husband, "2014-02-02")), .kin("parent", of: child), mother,
            .confirmed),
        Row("adopted by her husband's namesake", adopted.with(.marriage, wed), .kin("parent", of: child), mother, .noRecord),
        Row(
            "a divorce that may be theirs",
            adopted.with(.marriage, Record.marriage(mother, husband, "2013-02-02"), Record.divorce(mother, otherHusband, "2014-02-02")),
            .kin("parent", of: child), mother, .noRecord),
        Row("the namesake", adopted.with(.marriage, wed), .kin("parent", of: child), otherHusband, .inconclusive, .recordsAmbiguous),
    ]

    /// Who ended an adoption did not adopt, as far as is on record: nobody is a parent for certain, and nobody is not (Civil Code 1117).
    private static let endings: [Row] = [otherHusband, Families.strangerMan].flatMap { other in
        let world = adopted.with(.adoption, Families.dissolution(child, from: [other], "2018-01-01"))
        return [mother, father, husband, other].map {
            Row("ended with \(other.name), asked about \($0.name)", world, .kin("parent", of: child), $0, .inconclusive, .recordsAmbiguous)
        }
    }

    @Test("A number that the register links is the same person's, in whatever role")
    func linkedNumbers() {
        let changed = husband(formerly: "44990219780404007X")
        let old = changed.written(under: "44990219780404007X")
        let world = RuleWorld(Families.everybody.map { $0.number == changed.number ? changed : $0 })
            .with(.birth, Families.birth(Self.child, mother: Self.mother, father: Self.father))
            .with(.adoption, Families.adoption(Self.child, by: [changed.with { $0.number = "44990219780404007X" }], "2015-01-01"))
        #expect(world.finding(.kin("parent", of: Self.child), about: changed).verdict == .confirmed)
        let ended = world.with(.adoption, Families.dissolution(Self.child, from: [changed], "2018-01-01"))
        #expect(ended.finding(.kin("parent", of: Self.child), about: changed).verdict == .refuted)
        #expect(Parent(old, nil, among: []).isSame(as: Parent(changed.party, nil)) == false)
    }

    private func husband(formerly number: String) -> TestPerson {
        Self.husband.with { $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: number), until: day("2016-01-01"))] }
    }

    @Test(
        "Which numbers tell people apart",
        arguments: [
            ("449905197903030087", "449903198109090041", false), ("449902196305010031", "449902630501003", true),
            ("44990219760509004X", "449902630501003", false), ("44990219760509004X", "44990219760509004x", true),
            ("449905197903030087", "449905197903030078", true), ("449905197903030087", "H99000001", true),
            ("819900198209100016", "449903198109090041", true),
        ])
    func numbers(_ one: String, _ other: String, _ isOne: Bool) {
        let (mine, theirs) = (Parent(Party(name: "郑慧", number: one), nil), Parent(Party(name: "郑慧", number: other), nil))
        #expect(mine.isSame(as: theirs) == isOne && theirs.isSame(as: mine) == isOne)
        #expect(mine.mayBe(theirs))
    }
}
