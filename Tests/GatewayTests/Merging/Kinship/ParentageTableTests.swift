import Testing
import Verification

@testable import Gateway

/// Parents and children, row by row of `domain.md` A.4.8.
@Suite struct ParentageTableTests {
    private static let (child, adopter, mother) = (Personas.p09, Personas.p10, Personas.p11)
    private static let (husband, father, woman, man) = (Families.husband, Families.birthFather, Families.strangerWoman, Families.strangerMan)
    private static let empty = RuleWorld(Families.everybody)
    private static let born = empty.with(.birth, Families.birth(child, mother: mother, father: father))
    private static let fatherless = empty.with(.birth, Families.birth(child, mother: mother))
    private static let s12 = fatherless.with(.adoption, Families.adoption(child, by: [adopter], "2012-09-03"))
    private static let couple = born.with(.adoption, Families.adoption(child, by: [adopter, husband], "2012-09-03"))
    private static let step = born.with(.adoption, Families.adoption(child, by: [husband], "2015-01-01"))
    private static let stepMarried = step.with(.marriage, Record.marriage(mother, husband, "2014-02-02"))

    @Test(arguments: births + adoptions + endings + reach) func rowHolds(_ row: Row) { row.check() }

    /// The register of adoptions began on the day.
    private static func since(_ date: String) -> RuleWorld {
        var world = born
        world.coverage[.adoption] = RegistryCoverage(authority: "civil-affairs", from: day(date), closedWorldClaims: [])
        return world
    }
    private static let reach: [Row] = [
        Row(
            "an adoption may lie before the register", since("2011-06-21"), .kin("parent", of: child), mother, .inconclusive, .coverageGap,
            cautions: [.coverageLimited]),
        Row(
            "so that nobody is excluded either", since("2011-06-21"), .kin("parent", of: child), woman, .inconclusive, .coverageGap,
            cautions: [.coverageLimited]),
        Row("born on the register's first day", since("2011-06-20"), .kin("parent", of: child), mother, .confirmed),
        Row(
            "a child of hers, likewise", since("2011-06-21"), Claim(.fertilityChild, [.init("child", .person(child.person))]), mother, .inconclusive,
            .coverageGap, cautions: [.coverageLimited]),
    ]

    private static let births: [Row] = [
        Row("mother on the certificate", born, .kin("parent", of: child), mother, .confirmed, .recorded),
        Row("father on the certificate", born, .kin("parent", of: child), father, .confirmed, .recorded),
        Row("the child says so", born, .kin("child", of: mother), child, .confirmed, .recorded),
        Row("another woman", born, .kin("parent", of: child), woman, .refuted, .recordedOtherwise),
        Row("another man", born, .kin("parent", of: child), man, .refuted, .recordedOtherwise),
        Row("another woman, father blank", fatherless, .kin("parent", of: child), woman, .refuted, .recordedOtherwise),
        Row("an empty father field", fatherless, .kin("parent", of: child), man, .noRecord, .noRecordFound),
        Row("no certificate", empty, .kin("parent", of: child), mother, .noRecord, .noRecordFound),
        Row(
            "born before there were certificates", empty, .kin("parent", of: adopter), Families.grandmother, .noRecord, .coverageGap,
            cautions: [.coverageLimited]),
        Row("before the birth", born, .kin("parent", of: child, at: "2011-06-19"), mother, .noRecord),
        Row("on the day of birth", born, .kin("parent", of: child, at: "2011-06-20"), mother, .confirmed),
        Row(
            "two certificates with two mothers", born.with(.birth, Families.birth(child, mother: woman)), .kin("parent", of: child), mother,
            .conflict, .sourcesDisagree),
        Row(
            "a court says who the father is", fatherless.with(.courtJudgment, Families.paternity(child, man, "2016-01-01")),
            .kin("parent", of: child), man, .confirmed),
        Row(
            "a court says that it is another one", born.with(.courtJudgment, Families.paternity(child, man, "2016-01-01")),
            .kin("parent", of: child), father, .refuted, .recordedOtherwise),
        Row("nobody is one's own parent", born, .kin("parent", of: child), child, .inconclusive, .recordsAmbiguous),
        Row(
            "married to the mother: perhaps a step-father", born.with(.marriage, Record.marriage(mother, man, "2014-01-01")),
            .kin("parent", of: child), man, .inconclusive, .recordsAmbiguous),
        Row(
            "a certificate without the child's number, found by the mother",
            empty.with(.birth, Families.birth(child.party.unnumbered, mother: mother.party, "2011-06-20")),
            .kin("parent", of: child), mother, .confirmed),
        Row(
            "the same of a brother born another day",
            empty.with(.birth, Families.birth(child.party.unnumbered, mother: mother.party, "2010-06-20")), .kin("parent", of: child), mother,
            .noRecord),
        Row("by birth alone", couple, .kin("parent", of: child, mode: "biological"), mother, .confirmed),
        Row("the adopter by birth alone", couple, .kin("parent", of: child, mode: "biological"), adopter, .refuted),
    ]

    private static let adoptions: [Row] = [
        Row("S12 the adopter", s12, .kin("parent", of: child), adopter, .confirmed, .recorded),
        Row("S12 the child", s12, .kin("child", of: adopter), child, .confirmed, .recorded),
        Row("S12 the birth mother", s12, .kin("parent", of: child), mother, .refuted, .recordedOtherwise),
        Row("S12 before it", s12, .kin("parent", of: child, at: "2012-09-02"), mother, .confirmed),
        Row("S12 on the day", s12, .kin("parent", of: child, at: "2012-09-03"), adopter, .confirmed),
        Row("S12 on the day, birth mother", s12, .kin("parent", of: child, at: "2012-09-03"), mother, .refuted),
        Row("S12 a man: that place is open", s12, .kin("parent", of: child), man, .noRecord),
        Row("a couple: its husband", couple, .kin("parent", of: child), husband, .confirmed),
        Row("a couple: the father by birth", couple, .kin("parent", of: child), father, .refuted),
        Row("a step-father's adoption: he", stepMarried, .kin("parent", of: child), husband, .confirmed),
        Row("a step-father's adoption: the mother stays", stepMarried, .kin("parent", of: child), mother, .confirmed),
        Row("a step-father's adoption: the father goes", stepMarried, .kin("parent", of: child), father, .refuted),
        Row("the same without the marriage on record: mother", step, .kin("parent", of: child), mother, .noRecord),
        Row("the same without the marriage on record: father", step, .kin("parent", of: child), father, .refuted),
        Row(
            "divorced before the adoption", stepMarried.with(.marriage, Record.divorce(mother, husband, "2014-12-31")), .kin("parent", of: child),
            mother, .noRecord),
        Row(
            "divorced after the adoption", stepMarried.with(.marriage, Record.divorce(mother, husband, "2018-12-31")), .kin("parent", of: child),
            mother, .confirmed),
        Row(
            "the adoption register knows the number by another name",
            born.with(.adoption, about: child, answering: .identityMismatch), .kin("parent", of: child), mother, .inconclusive, .recordsAmbiguous),
        Row(
            "an adoption record under another name",
            born.with(.adoption, Families.adoption(child.with { $0.name = "谢思" }, by: [adopter], "2012-09-03")), .kin("parent", of: child), mother,
            .inconclusive, .recordsAmbiguous),
        Row(
            "adopted once more without an end: the first", s12.with(.adoption, Families.adoption(child, by: [woman], "2014-01-01")),
            .kin("parent", of: child), adopter, .inconclusive, .recordsAmbiguous),
        Row(
            "adopted once more without an end: the second", s12.with(.adoption, Families.adoption(child, by: [woman], "2014-01-01")),
            .kin("parent", of: child), woman, .confirmed),
    ]

    private static let minor = couple.with(.adoption, Families.dissolution(child, from: [adopter, husband], "2020-05-05"))
    private static let elder = Families.sister
    private static let grown = empty.with(.birth, Families.birth(elder, mother: mother, father: father))
        .with(.adoption, Families.adoption(elder, by: [adopter, husband], "2008-01-01"))

    private static func ended(_ resume: Bool?) -> RuleWorld {
        grown.with(.adoption, Families.dissolution(elder, from: [adopter, husband], "2024-01-01", resume: resume))
    }

    private static let endings: [Row] = [
        Row("ended while a minor: birth mother again", minor, .kin("parent", of: child), mother, .confirmed),
        Row("ended while a minor: the adopter no more", minor, .kin("parent", of: child), adopter, .refuted),
        Row("ended while a minor: the day before", minor, .kin("parent", of: child, at: "2020-05-04"), adopter, .confirmed),
        Row("ended as an adult, nothing said", ended(nil), .kin("parent", of: elder), mother, .inconclusive, .recordsAmbiguous),
        Row("ended as an adult, adopter", ended(nil), .kin("parent", of: elder), adopter, .refuted),
        Row("ended as an adult, agreed", ended(true), .kin("parent", of: elder), mother, .confirmed),
        Row("ended as an adult, not agreed", ended(false), .kin("parent", of: elder), mother, .refuted),
        Row(
            "an end without a beginning on record, after it",
            born.with(.adoption, Families.dissolution(child, from: [adopter], "2020-05-05")), .kin("parent", of: child), mother, .confirmed),
        Row(
            "an end without a beginning on record, before it",
            born.with(.adoption, Families.dissolution(child, from: [adopter], "2020-05-05")), .kin("parent", of: child, at: "2015-01-01"), mother,
            .inconclusive, .recordsAmbiguous),
    ]

    @Test("without a core register nothing is said, whatever the others hold", arguments: [RegistryID.population, .birth, .adoption])
    func coreRegisters(_ registry: RegistryID) {
        for world in [Self.empty, Self.born, Self.s12, Self.couple] {
            for subject in [Self.adopter, Self.mother, Self.man] {
                for (failure, verdict) in [(Statement.timedOut, Verdict.inconclusive), (.denied, .inconclusive), (.pending, .pending)] {
                    let finding = world.with(registry, answering: failure).finding(.kin("parent", of: Self.child), about: subject)
                    #expect(finding.verdict == verdict, "\(registry) \(finding.reason)")
                }
            }
        }
    }

    @Test("nothing is denied without courts and marriages", arguments: [RegistryID.courtJudgment, .marriage])
    func contraryRegisters(_ registry: RegistryID) {
        let world = Self.couple.with(registry, answering: .timedOut)
        #expect(world.finding(.kin("parent", of: Self.child), about: Self.mother).verdict == .inconclusive)
        #expect(world.finding(.kin("parent", of: Self.child), about: Self.man).verdict == .inconclusive)
        #expect(world.finding(.kin("parent", of: Self.child), about: Self.adopter).verdict == .confirmed)
    }

    @Test func aFormerNameAndNumberOfTheMotherAreHers() {
        let renamed = Self.mother.with {
            $0.formerNames = [FormerName(name: "谢招娣", until: day("2013-01-01"))]
            $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: "449905880119002"))]
        }
        let world = RuleWorld(Self.child, renamed)
            .with(.birth, Families.birth(Self.child.party, mother: Party(name: "谢招娣", number: "449905880119002"), "2011-06-20"))
        #expect(world.finding(.kin("parent", of: Self.child), about: renamed).verdict == .confirmed)
    }
}

extension Party {
    /// Without the number.
    var unnumbered: Party { Party(name: name, number: nil) }
}
