import Testing
import Verification

@testable import Gateway

/// Brothers and sisters, grandparents, spouses, households (`domain.md` A.4.8).
@Suite struct FamilyTableTests {
    private static let (child, adopter, mother) = (Personas.p09, Personas.p10, Personas.p11)
    private static let (husband, sister, woman, man) = (Families.husband, Families.sister, Families.strangerWoman, Families.strangerMan)
    private static let (grandmother, grandfather) = (Families.grandmother, Families.grandfather)
    private static let (one, other, twinsMother) = (Personas.p12, Personas.p13, Personas.p14)
    private static let husbandsMother = TestPerson("高秀英", "449901195505050045")
    private static let empty = RuleWorld(Families.everybody + [one, other, twinsMother, husbandsMother])
    private static let s13 = empty.with(
        .birth, Families.birth(one, mother: twinsMother, certificate: "A990000001"),
        Families.birth(other, mother: twinsMother, certificate: "A990000002"))
    private static let families = empty.with(
        .birth, Families.birth(child, mother: mother, father: man), Families.birth(sister, mother: adopter, father: husband))
    private static let line = empty.with(
        .birth, Families.birth(child, mother: adopter, father: husband), Families.birth(adopter, mother: grandmother, father: grandfather))
    private static let fullLine = line.with(.birth, Families.birth(husband, mother: husbandsMother, father: man))

    @Test(arguments: siblings + grandparents + spouses + households) func rowHolds(_ row: Row) { row.check() }

    private static let siblings: [Row] = [
        Row("S13 twins", s13, .kin("sibling", of: other), one, .confirmed, .recorded),
        Row(
            "half-brother by the father", families.with(.birth, Families.birth(one, mother: woman, father: man)), .kin("sibling", of: one), child,
            .confirmed),
        Row("two complete families", families, .kin("sibling", of: sister), child, .refuted, .recordedOtherwise),
        Row(
            "two families joined by a marriage", families.with(.marriage, Record.marriage(man, adopter, "2016-01-01")), .kin("sibling", of: sister),
            child, .inconclusive, .recordsAmbiguous),
        Row("marriages silent", families.with(.marriage, answering: .timedOut), .kin("sibling", of: sister), child, .inconclusive),
        Row("courts silent", families.with(.courtJudgment, answering: .pending), .kin("sibling", of: sister), child, .pending),
        Row(
            "a father unknown", empty.with(.birth, Families.birth(child, mother: mother), Families.birth(sister, mother: adopter)),
            .kin("sibling", of: sister), child, .noRecord, .noRecordFound),
        Row("no records", empty, .kin("sibling", of: sister), child, .noRecord),
        Row(
            "adopted into the family", families.with(.adoption, Families.adoption(child, by: [adopter, husband], "2013-01-01")),
            .kin("sibling", of: sister), child, .confirmed),
        Row(
            "one mother under an old number that nobody linked",
            empty.with(
                .birth, Families.birth(child, mother: mother),
                Families.birth(sister.party, mother: mother.written(under: "449905198801190041"), "2005-05-05")), .kin("sibling", of: sister), child,
            .inconclusive, .recordsAmbiguous),
        Row(
            "one mother under an old number that the register links",
            RuleWorld(
                child, sister,
                mother.with { $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: "449905198801190041"))] }
            ).with(
                .birth, Families.birth(child, mother: mother),
                Families.birth(sister.party, mother: mother.written(under: "449905198801190041"), "2005-05-05")), .kin("sibling", of: sister), child,
            .confirmed),
    ]

    private static let grandparents: [Row] = [
        Row("grandmother", line, .kin("grandparent", of: child), grandmother, .confirmed, .recorded),
        Row("grandchild", line, .kin("grandchild", of: grandmother), child, .confirmed, .recorded),
        Row("not hers: the other side is unknown", line, .kin("grandparent", of: child), woman, .inconclusive, .coverageGap, cautions: nil),
        Row("grandmother on the other side", fullLine, .kin("grandparent", of: child), husbandsMother, .confirmed),
        // Their own child was born before the marriage register begins, so they may be married to a parent of hers (Civil Code 1127).
        Row("nobody's grandmother, as far as is seen", fullLine, .kin("grandparent", of: child), mother, .inconclusive, .coverageGap),
        Row("a parent who may be no grandparent", fullLine, .kin("grandparent", of: child), adopter, .inconclusive, .coverageGap),
        Row(
            "the middle cannot be heard", fullLine.with(.birth, about: adopter, answering: .timedOut), .kin("grandparent", of: child), grandmother,
            .inconclusive),
        Row("nobody known", empty, .kin("grandparent", of: child), grandmother, .noRecord),
        Row(
            "through an adoption",
            empty.with(.birth, Families.birth(child, mother: mother), Families.birth(adopter, mother: grandmother))
                .with(.adoption, Families.adoption(child, by: [adopter], "2012-09-03")), .kin("grandparent", of: child), grandmother, .confirmed),
    ]

    private static let spouses: [Row] = [
        Row(
            "husband", empty.with(.marriage, Record.marriage(adopter, husband, "2003-03-03")), .kin("spouse", of: husband), adopter, .confirmed,
            .registeredAndNotEnded),
        Row(
            "divorced", empty.with(.marriage, Record.marriage(adopter, husband, "2003-03-03"), Record.divorce(adopter, husband, "2009-09-09")),
            .kin("spouse", of: husband), adopter, .refuted, .endedByRegistration, cautions: [.coverageLimited]),
        Row("nothing on record", empty, .kin("spouse", of: husband), adopter, .noRecord),
    ]

    private static func home(_ head: TestPerson, _ code: String, _ member: TestPerson, until: String? = nil) -> RuleWorld {
        RuleWorld(
            head.living(Families.stay("H1", "02", "2000-01-01")), member.living(Families.stay("H1", code, "2012-01-01", until)), woman, man)
    }

    private static let apart = RuleWorld(
        adopter.living(Families.stay("H1", "02", "2000-01-01")), child.living(Families.stay("H2", "02", "2012-01-01")))
    private static let archived = RuleWorld(adopter, child).with(
        .hukouArchive, Families.archive("H-9", [(adopter, "02", "1990-01-01", "1999-01-01"), (child, "30", "1995-01-01", "1999-01-01")]))

    private static let households: [Row] = [
        Row("the head's daughter", home(adopter, "30", child), .kin("parent", of: child), adopter, .confirmed),
        Row("adopted or step", home(adopter, "37", child), .kin("parent", of: child), adopter, .inconclusive, .recordsAmbiguous),
        Row("the head's mother", home(child, "52", adopter), .kin("parent", of: child), adopter, .confirmed),
        Row(
            "composition over the head is no proof",
            RuleWorld(
                husband.living(Families.stay("H1", "02", "2000-01-01")), adopter.living(Families.stay("H1", "12", "2003-01-01")),
                child.living(Families.stay("H1", "30", "2012-01-01"))), .kin("parent", of: child), adopter, .noRecord),
        Row(
            "a certificate and a household that disagree today",
            home(woman, "30", child).with(.birth, Families.birth(child, mother: mother)), .kin("parent", of: child), woman, .conflict),
        Row("same household", home(adopter, "30", child), .household(with: adopter), child, .confirmed, .recorded),
        Row("somebody who once had fifteen digits", home(Personas.p17, "30", child), .household(with: Personas.p17), child, .confirmed, .recorded),
        Row("before it", home(adopter, "30", child), .household(with: adopter, at: "2011-12-31"), child, .noRecord, .coverageGap, cautions: nil),
        Row(
            "moved out that day", home(adopter, "30", child, until: "2020-02-02"), .household(with: adopter, at: "2020-02-02"), child, .noRecord,
            cautions: nil),
        Row("the day before", home(adopter, "30", child, until: "2020-02-02"), .household(with: adopter, at: "2020-02-01"), child, .confirmed),
        Row(
            "ever, in the register itself", home(adopter, "30", child, until: "2020-02-02"), .household(with: adopter, ever: true), child, .confirmed),
        Row("two households", apart, .household(with: adopter), child, .refuted, .recordedOtherwise),
        Row("two households: ever", apart, .household(with: adopter, ever: true), child, .noRecord),
        Row("no household entry", RuleWorld(adopter, child), .household(with: adopter), child, .noRecord, .noRecordFound),
        Row("ever, in the archives", archived, .household(with: adopter, ever: true), child, .referred, .competentBodyOnly),
        Row("then, in the archives", archived, .household(with: adopter, at: "1996-01-01"), child, .referred, .competentBodyOnly),
        Row(
            "archives silent", RuleWorld(adopter, child).with(.hukouArchive, answering: .timedOut), .household(with: adopter, ever: true), child,
            .noRecord, cautions: [.coverageLimited]),
        Row("population silent", apart.with(.population, answering: .timedOut), .household(with: adopter), child, .inconclusive, cautions: nil),
        Row(
            "struck off",
            RuleWorld(
                adopter.living(Families.stay("H1", "02", "2000-01-01")).cancelled(.emigrated, "2011-01-01"),
                child.living(Families.stay("H1", "30", "2012-01-01"))), .household(with: adopter), child, .refuted),
    ]

    @Test("parent and child say the same, and so do brothers and sisters") func symmetry() {
        let people = [Self.child, Self.adopter, Self.mother, Self.husband, Self.sister, Self.grandmother, Self.man]
        for world in [Self.families, Self.line, Self.fullLine, Self.home(Self.adopter, "37", Self.child)] {
            for a in people {
                for b in people where a.number != b.number {
                    for (there, back) in [("parent", "child"), ("sibling", "sibling"), ("grandparent", "grandchild")] {
                        let (left, right) = (world.finding(.kin(there, of: b), about: a), world.finding(.kin(back, of: a), about: b))
                        #expect(
                            left.verdict == right.verdict && left.reason == right.reason && left.restsOn == right.restsOn,
                            "\(a.name) \(there) \(b.name)")
                        #expect(left.cautions == right.cautions, "\(a.name) \(there) \(b.name)")
                    }
                }
            }
        }
    }
}
