import Testing
import Verification

@testable import Gateway

/// Births, children, one person under two numbers, inheritance bundles (`domain.md` A.4.8, A.4.9).
@Suite struct BirthTableTests {
    private static let (one, other, mother) = (Personas.p12, Personas.p13, Personas.p14)
    private static let (woman, man) = (Families.strangerWoman, Families.strangerMan)
    private static let empty = RuleWorld(one, other, mother, woman, man, Personas.p10, Personas.p17)
    private static let s13 = empty.with(
        .birth, Families.birth(one, mother: mother, certificate: "A990000001", place: "示例市第一医院"),
        Families.birth(other, mother: mother, certificate: "A990000002"))

    @Test(arguments: births + children + persons) func rowHolds(_ row: Row) { row.check() }

    private static let births: [Row] = [
        Row("S13 the other twin's number", s13, .birth(number: "A990000002"), one, .refuted, .recordedOtherwise),
        Row("S13 his own number, typed carelessly", s13, .birth(number: " ａ990000001"), one, .confirmed, .recorded),
        Row("everything as stated", s13, .birth(date: "2009-08-08", mother: mother, number: "A990000001"), one, .confirmed),
        Row("another day", s13, .birth(date: "2009-08-09"), one, .refuted),
        Row("another mother", s13, .birth(mother: woman), one, .refuted),
        Row("the father is blank", s13, .birth(father: man), one, .noRecord),
        Row("the place in other words", s13, .birth(place: "一医院"), one, .inconclusive, .recordsAmbiguous),
        Row("the place", s13, .birth(place: "示例市 第一医院"), one, .confirmed),
        Row("nothing stated", s13, .birth(), one, .confirmed),
        Row("no certificate", empty, .birth(), one, .noRecord, .noRecordFound),
        Row("born too early", empty, .birth(), Personas.p17, .noRecord, cautions: [.coverageLimited]),
        Row("silent", s13.with(.birth, answering: .timedOut), .birth(), one, .inconclusive, .sourceUnavailable),
        Row(
            "the population register tells the day", RuleWorld(one.with { $0.birthDate = day("2009-08-08") }), .birth(date: "2009-08-08"), one,
            .confirmed),
        Row(
            "two registers, two days",
            RuleWorld(one.with { $0.birthDate = day("2009-08-09") }, mother)
                .with(.birth, Families.birth(one, mother: mother)), .birth(date: "2009-08-08"), one, .conflict, .sourcesDisagree),
    ]

    private static let born = s13.with(.fertility, Families.registered(mother, one.party, "2009-08-08"))

    private static let children: [Row] = [
        Row("her child", s13, .child(one), mother, .confirmed, .recorded),
        Row(
            "by the fertility register", empty.with(.fertility, Families.registered(mother, one.party, "2009-08-08")), .child(one), mother, .confirmed
        ),
        Row("another's child", s13, .child(one), woman, .noRecord),
        Row("births silent", s13.with(.birth, answering: .timedOut), .child(one), mother, .inconclusive),
        Row("two are more than one", s13, .children(atMost: 1), mother, .refuted, .recordedOtherwise),
        Row("two are not more than two", born, .children(atMost: 2), mother, .noRecord, cautions: [.coverageLimited]),
        Row("none are never confirmed", empty, .children(atMost: 0), mother, .noRecord, cautions: [.coverageLimited]),
        Row("before they were born", s13, .children(atMost: 0, at: "2009-08-07"), mother, .noRecord, cautions: nil),
        Row("on the day", s13, .children(atMost: 0, at: "2009-08-08"), mother, .refuted),
        Row(
            "one child in two registers is one",
            empty.with(.birth, Families.birth(one, mother: mother)).with(
                .fertility, Families.registered(mother, Party(name: one.name, number: nil), "2009-08-08")), .children(atMost: 1), mother, .noRecord,
            cautions: nil),
        Row(
            "an unnamed entry of the day",
            empty.with(.birth, Families.birth(one, mother: mother)).with(.fertility, Families.registered(mother, nil, "2009-08-08")),
            .children(atMost: 1), mother, .noRecord, cautions: nil),
        Row(
            "an unnamed entry of another day",
            empty.with(.birth, Families.birth(one, mother: mother)).with(.fertility, Families.registered(mother, nil, "2013-08-08")),
            .children(atMost: 1), mother, .refuted),
        Row("one register silent, enough without it", s13.with(.fertility, answering: .timedOut), .children(atMost: 1), mother, .refuted),
        Row("one register silent", s13.with(.fertility, answering: .timedOut), .children(atMost: 2), mother, .inconclusive),
    ]

    private static let p24 = Personas.p24
    private static let former = p24.person(named: "邓招娣")
    private static let old = Person(name: Personas.p17.person.name, identifier: Personas.p17.identifier, oldNumber: "449902630501003")
    private static let shared = RuleWorld(Personas.p23, Personas.p26)
    private static let permit = Person(name: Personas.p18.person.name, identifier: Identifier(type: .hkMacaoTravelPermit, number: "H99000001"))
    private static let linked = RuleWorld(Personas.p18).with(
        .exitEntry,
        .registration(
            Registration(
                holder: Personas.p18.party, status: .active,
                links: [IdentifierLink(identifier: Identifier(type: .hkMacaoTravelPermit, number: "H99000001"))])))

    private static let persons: [Row] = [
        Row("S14 linked", RuleWorld(Personas.p17), .same(as: old), Personas.p17, .confirmed, .recorded),
        Row("S14 not linked", RuleWorld(Personas.p17.with { $0.links = [] }), .same(as: old), Personas.p17, .noRecord, .noRecordFound),
        Row("S15 former name", RuleWorld(p24), .same(as: former), p24, .confirmed, cautions: [.formerName]),
        Row("S16 permit", linked, .same(as: permit), Personas.p18, .confirmed),
        Row("S16 permit not linked", RuleWorld(Personas.p18), .same(as: permit), Personas.p18, .noRecord),
        Row(
            "his former number, which is another's now", shared, .same(as: Personas.p26.person(under: Personas.p23.number)), Personas.p26, .confirmed),
        Row("who had one number once is not one person", shared, .same(as: Personas.p26.person), Personas.p23, .noRecord),
        Row("the other user of the number", shared, .same(as: Personas.p26.person(under: Personas.p23.number)), Personas.p23, .noRecord),
        Row("two active persons born on different days", RuleWorld(one, mother), .same(as: mother.person), one, .refuted, .recordedOtherwise),
        Row("one of them struck off", RuleWorld(one, mother.cancelled(.duplicate)), .same(as: mother.person), one, .noRecord),
        Row("a name that is nobody's", RuleWorld(one), .same(as: one.person(named: "王大明")), one, .refuted, .identityDiffers),
        Row("a number that nobody holds", RuleWorld(one), .same(as: mother.person), one, .noRecord),
        Row("the register silent", RuleWorld(one, mother).with(.population, answering: .timedOut), .same(as: mother.person), one, .inconclusive),
        Row(
            "silent about the other", RuleWorld(one, mother).with(.population, about: mother, answering: .timedOut), .same(as: mother.person), one,
            .inconclusive),
    ]

    @Test("either way round it is the same") func personsAreSymmetric() {
        let people = [
            Personas.p23.person, Personas.p26.person, Personas.p26.person(under: Personas.p23.number), Self.former, Self.p24.person, Self.old,
            Personas.p17.person,
        ]
        let world = RuleWorld(Personas.p23, Personas.p26, Self.p24, Personas.p17)
        for a in people {
            for b in people {
                let (there, back) = (world.finding(.same(as: b), about: a), world.finding(.same(as: a), about: b))
                #expect(
                    there.verdict == back.verdict && there.reason == back.reason && there.restsOn == back.restsOn, "\(a.name.text) \(b.name.text)")
            }
        }
    }

    @Test func inheritance() throws {
        let (decedent, wife) = (Personas.p21, Personas.p22)
        let family = RuleWorld(decedent, wife, Self.man, Self.woman).with(.marriage, Record.marriage(decedent, wife, "1991-10-01"))
            .with(.deathCertificate, Record.death(decedent, "2026-02-15"))
            .with(.courtJudgment, Families.paternity(Self.man, decedent, "1999-01-01"))
        let finding = family.finding(.inheritance((wife, "spouse"), (Self.man, "child"), (Self.woman, "child")), about: decedent)
        guard case .findings(let parts)? = finding.value else { return #expect(Bool(false), "no parts") }
        #expect(parts.map(\.verdict) == [.confirmed, .confirmed, .confirmed, .noRecord])
        #expect(parts.map { $0.claim?.text("relation") } == [nil, "spouse", "parent", "parent"])
        #expect(finding.verdict == .noRecord && finding.cautions.contains(.otherHeirsNotExcluded))
        #expect(parts.dropFirst().allSatisfy { $0.claim?.date("at") == nil && $0.since == nil && $0.asOf == RuleWorld.today })
        let alive = RuleWorld(decedent, wife).with(.marriage, Record.marriage(decedent, wife, "1991-10-01"))
        #expect(alive.finding(.inheritance((wife, "spouse")), about: decedent).verdict == .noRecord)
        let undated = alive.with(.deathCertificate, Record.death(decedent, nil))
        #expect(undated.finding(.inheritance((wife, "spouse")), about: decedent).verdict == .inconclusive)
        let divorced = family.with(.marriage, Record.divorce(decedent, wife, "2020-01-01"))
        #expect(divorced.finding(.inheritance((wife, "spouse")), about: decedent).verdict == .refuted)
        for registry in [RegistryID.deathCertificate, .courtJudgment, .marriage] {
            let finding = family.with(registry, answering: .timedOut).finding(.inheritance((wife, "spouse")), about: decedent)
            #expect(finding.verdict == .inconclusive, "\(registry)")
        }
    }

    @Test func heirsAreJudgedForADayThatNoRegisterCouldStillContradict() {
        let (decedent, child) = (Personas.p10, Personas.p09)
        let claim = Claim.inheritance((child, "child"))
        func parts(_ world: RuleWorld) -> [Verdict] {
            guard case .findings(let parts)? = world.finding(claim, about: decedent).value else { return [] }
            return parts.map(\.verdict)
        }
        // Dead before the adoption by the certificate, after it by the cancelled registration.
        let world = RuleWorld(decedent.cancelled(.death, "2013-01-01"), child, Personas.p11)
            .with(.birth, Families.birth(child, mother: decedent)).with(.deathCertificate, Record.death(decedent, "2012-01-01"))
            .with(.adoption, Families.adoption(child, by: [Personas.p11], "2012-09-03"))
        #expect(parts(world) == [.confirmed, .confirmed])
        #expect(parts(world.with(.deathCertificate, answering: .timedOut)) == [.confirmed, .inconclusive])
        #expect(parts(world.with(.deathCertificate, Record.death(decedent, "2013-02-02"))) == [.confirmed, .inconclusive])
    }
}
