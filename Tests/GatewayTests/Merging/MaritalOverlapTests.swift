import Testing
import Verification

@testable import Gateway

/// Overlapping marriages seen by everybody in them (m16 of `domain.md` A.4.6), and marriages recorded under a number that nothing links.
@Suite struct MaritalOverlapTests {
    @Test(arguments: overlaps + ends + numbers) func rowHolds(_ row: Row) { row.check() }

    private static let a = Personas.p01
    private static let b = Personas.p02
    private static let c = Personas.p25
    /// The first is married to both others.
    private static let two = RuleWorld(a, b, c).with(.marriage, Record.marriage(a, b, "2010-05-20"), Record.marriage(a, c, "2015-05-20"))
    private static let divorced = two.with(.marriage, Record.divorce(a, b, "2016-01-05"))
    /// The second was declared dead, married again, and came back.
    private static let returned = RuleWorld(a, b, c)
        .with(.marriage, Record.marriage(a, b, "2010-05-20"), Record.marriage(b, c, "2018-05-20"))
        .with(.courtJudgment, Record.declaredDead(b, "2017-04-02"), Record.revoked(b, "2020-05-10"))

    static let overlaps: [Row] = [
        Row("two marriages: who has both", two, .maritalStatus(), a, .conflict, .sourcesDisagree),
        Row("two marriages: the first partner", two, .maritalStatus(), b, .conflict, .sourcesDisagree),
        Row("two marriages: the second partner", two, .maritalStatus(), c, .conflict, .sourcesDisagree),
        Row("two marriages: the couple", two, .spouse(a), c, .conflict, .sourcesDisagree),
        Row("two marriages: is married", two, .maritalIs("married"), b, .conflict),
        Row("two marriages: never married", two, .maritalIs("never-married"), b, .refuted),
        Row(
            "before the second one", two, .maritalStatus(at: "2014-01-01"), b, .confirmed, .registeredAndNotEnded, value: "married",
            since: "2010-05-20"),
        Row("the office divorced the first one: second partner", divorced, .maritalStatus(), c, .conflict, .sourcesDisagree),
        Row("remarried while declared dead: spouse", returned, .maritalStatus(), a, .conflict, .sourcesDisagree),
        Row("remarried while declared dead: returned person", returned, .maritalStatus(), b, .conflict, .sourcesDisagree),
        Row("remarried while declared dead: new spouse", returned, .maritalStatus(), c, .conflict, .sourcesDisagree),
        Row(
            "remarried while declared dead: new spouse, nobody knows what the first did", returned.with(.marriage, about: a, answering: .timedOut),
            .maritalStatus(), c, .confirmed, .registeredAndNotEnded, value: "married", since: "2018-05-20"),
        Row(
            "the partner's records cannot be had", two.with(.marriage, about: a, answering: .timedOut), .maritalStatus(), c, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2015-05-20", cautions: [.coverageLimited]),
        Row(
            "the partner is not who the record says",
            RuleWorld(a.with { $0.name = "王大明" }, b, c).with(
                .marriage, Record.marriage(a, b, "2010-05-20"), Record.marriage(a, c, "2015-05-20")), .maritalStatus(), c, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2015-05-20", cautions: nil),
        Row(
            "whether the first partner died could not be asked", two.with(.deathCertificate, about: b, answering: .timedOut), .maritalStatus(), c,
            .inconclusive, .defeaterUnavailable, cautions: nil),
    ]

    static let ends: [Row] = [
        Row(
            "the first partner had died", two.with(.deathCertificate, Record.death(b, "2013-02-02")), .maritalStatus(), c, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2015-05-20"),
        Row(
            "the first partner had been declared dead", two.with(.courtJudgment, Record.declaredDead(b, "2013-02-02")), .maritalStatus(), c,
            .confirmed, .registeredAndNotEnded, value: "married", since: "2015-05-20"),
        Row(
            "the first marriage had been divorced",
            two.with(.marriage, Record.divorce(a, b, "2013-01-05")), .maritalStatus(), c, .confirmed, .registeredAndNotEnded, value: "married",
            since: "2015-05-20"),
        Row(
            "a court divorced the first one afterwards", two.with(.courtJudgment, Record.judgment(a, b, "2016-01-05")), .maritalStatus(), c,
            .confirmed, .registeredAndNotEnded, value: "married", since: "2015-05-20"),
        Row(
            "a court voided the second one", two.with(.courtJudgment, Record.nullity(a, c, "2016-01-05")), .maritalStatus(), b, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2010-05-20"),
        Row(
            "a third couple's row twice is nobody's business",
            two.with(.marriage, Record.divorce(a, b, "2013-01-05"), Record.marriage(a, b, "2010-05-20")), .maritalStatus(), c, .confirmed,
            .registeredAndNotEnded, value: "married", since: "2015-05-20"),
    ]

    private static let old15 = "449901851204002"
    private static let old18 = "449902198512040021"
    private static func wedding(under number: String) -> RuleWorld {
        RuleWorld(a, b).with(.marriage, Record.marriage(a.written(under: number), b.party, "2008-05-20"))
    }

    static let numbers: [Row] = [
        Row("under an old number of fifteen digits", wedding(under: old15), .spouse(a), b, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row("the same, asked the other way", wedding(under: old15), .spouse(b), a, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row("under another number of eighteen", wedding(under: old18), .spouse(a), b, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row("that, asked the other way", wedding(under: old18), .spouse(b), a, .inconclusive, .recordsAmbiguous, cautions: nil),
        Row(
            "divorced, then again under an old number",
            wedding(under: old15).with(.marriage, Record.marriage(a, b, "2001-01-01"), Record.divorce(a, b, "2003-01-01")), .spouse(a), b,
            .inconclusive, .recordsAmbiguous, cautions: nil),
        Row(
            "married to a namesake who is somebody else",
            RuleWorld(a, b, TestPerson(a.name, old18)).with(.marriage, Record.marriage(a.written(under: old18), b.party, "2008-05-20")),
            .spouse(a), b, .refuted, .recordedOtherwise, cautions: nil),
        Row(
            "a linked old number",
            RuleWorld(a.with { $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: old15), until: nil)] }, b)
                .with(.marriage, Record.marriage(a.written(under: old15), b.party, "2008-05-20")), .spouse(a), b, .confirmed,
            .registeredAndNotEnded, cautions: nil),
        Row(
            "the same marriage under an old number beside a reissue makes no overlap",
            wedding(under: old15).with(.marriage, Record.reissue(a, b, "2020-11-02")), .maritalStatus(), a, .confirmed, .registeredAndNotEnded,
            value: "married", since: nil, cautions: nil),
    ]

    @Test func theFindingNamesTheDeathThatEndedThePartnersFirstMarriage() {
        let world = Self.two.with(.deathCertificate, Record.death(Self.b, "2013-02-02"))
        #expect(world.finding(.maritalStatus(), about: Self.c).restsOn.contains(.deathCertificate))
    }

    @Test func onlyWhoMayStillBeMarriedToASubjectIsAskedAbout() {
        func isAsked(_ person: TestPerson, in world: RuleWorld, about subject: TestPerson) -> Bool {
            world.evidence(for: [.maritalStatus()], about: subject.person).answers[Question(.marriage, about: person.person)] != nil
        }
        #expect(isAsked(Self.a, in: Self.two, about: Self.c))
        #expect(!isAsked(Self.b, in: Self.two, about: Self.c))
        #expect(!isAsked(Self.b, in: Self.divorced, about: Self.a))
    }

    @Test func spousesAreBothMarriedByStatus() {
        for seed in UInt64(0)..<200 {
            let one = RandomCase(seed: seed) { _, at in .spouse(RandomCase.cast[1], at: at) }
            let world = one.world.with(.marriage, Record.marriage(RandomCase.cast[0], RandomCase.cast[1], "1995-01-01"))
            let at = one.claim.date("at")?.description
            let findings = RandomCase.cast.prefix(2).map { world.finding(.maritalStatus(at: at), about: $0) }
            let areSpouses = world.finding(one.claim, about: one.subject).verdict == .confirmed
            let areMarried = findings.allSatisfy { $0.verdict == .confirmed && $0.value == .word("married") }
            if areSpouses { #expect(areMarried, "seed \(seed)") }
        }
    }

    @Test func anOverlapOfThePartnerAsksForACorrection() {
        let expected = Correction(registry: .marriage, code: .overlappingMarriages)
        for person in [Self.a, Self.b, Self.c] {
            #expect(Self.two.finding(.maritalStatus(), about: person).corrections.contains(expected))
        }
    }
}
