import Testing
import Verification

@testable import Gateway

/// Numbers that two people have or had (`domain.md` A.4.9 item 22: split by name and birth date, never merged; A.4.10 property 6).
@Suite struct SharedNumberTests {
    private static let shared = "449902197904040085"
    /// Had the shared number until 2005; the other one of that name has it now.
    private static let changed = Personas.p10.with {
        $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: shared), until: day("2005-01-01"))]
    }
    private static let namesake = TestPerson(changed.name, shared)
    private static let world = RuleWorld(changed, namesake, Personas.p02)

    @Test("What stands under a number that a namesake has as well is nobody's for certain")
    func namesakesRecords() throws {
        let rows: [(Claim, RegistryID, Fact)] = [
            (.noCrime, .crimeRecord, Record.crime(Self.namesake.party, "2010-01-01")),
            (.owns("vehicle"), .traffic, try Record.vehicle(Self.namesake.party, from: "2014-09-12")),
            (.ownsNone("vehicle"), .traffic, try Record.vehicle(Self.namesake.party, from: "2014-09-12")),
            (.isDead(), .deathCertificate, Record.death(Self.namesake, "2015-05-20")),
            (.maritalStatus(), .marriage, Record.marriage(Self.namesake, Personas.p02, "2010-01-01")),
            (.unemployed(), .employment, try Record.unemployed(Self.namesake.party, "2025-10-08")),
        ]
        for (claim, registry, fact) in rows {
            let finding = Self.world.with(registry, fact).finding(claim, about: Self.changed)
            #expect(finding.verdict == .inconclusive && finding.reason == .recordsAmbiguous, "\(claim.kind)")
            #expect(!finding.cautions.contains(.recordWithOtherNameExcluded) && finding.corrections.isEmpty, "the name is right: \(claim.kind)")
        }
        #expect(Self.world.finding(.noCrime, about: Self.changed).verdict == .confirmed, "nothing stands under it")
        let own = Self.world.with(.crimeRecord, Record.crime(Self.changed.party, "2010-01-01"))
        #expect(own.finding(.noCrime, about: Self.changed).verdict == .refuted, "under the number that is hers alone")
        #expect(Self.world.finding(.noCrime, about: Self.namesake).reason == .identityNotEstablished)
    }

    @Test("The register tells its own entries apart, and may find an old number's present holder only")
    func entries() {
        let dead = RuleWorld(Self.changed, Self.namesake.cancelled(.death, "2015-05-25"))
        #expect(dead.finding(.isDead(), about: Self.changed).verdict == .noRecord, "the other one's entry")
        #expect(dead.finding(.alive(), about: Self.changed).verdict == .noRecord)
        let byNumber = Self.world.with(.population, about: Self.namesake, answering: .records([.registration(Self.namesake.registration)]))
            .with(.crimeRecord, Record.crime(Self.namesake.party, "2010-01-01"))
        #expect(byNumber.finding(.noCrime, about: Self.changed).reason == .recordsAmbiguous)
        for (one, other) in [(Self.changed, Self.namesake), (Self.namesake, Self.changed)] {
            #expect(byNumber.finding(.same(as: other.person), about: one).reason == .recordsAmbiguous)
        }
        let duplicate = RuleWorld(Self.changed, Self.namesake.cancelled(.duplicate, "2010-01-01")).with(
            .population, about: Self.namesake, answering: .records([.registration(Self.namesake.cancelled(.duplicate, "2010-01-01").registration)]))
        let convicted = duplicate.with(.crimeRecord, Record.crime(Self.namesake.party, "2009-01-01"))
        #expect(convicted.finding(.noCrime, about: Self.changed).verdict == .refuted, "a registration of hers that was cancelled as a duplicate")
    }

    /// P26 had P23's number until 2009.
    @Test("Whichever of the two is asked about, the answer is one (property 6)")
    func symmetry() throws {
        let (a, b, mother) = (Personas.p23, Personas.p26, TestPerson("罗母", "449901195204040044"))
        let people = RuleWorld(a, b, mother)
        let family = people.with(.birth, Families.birth(a, mother: mother), Families.birth(b, mother: mother))
        for world in [people, family] {
            for (relation, inverse) in [("sibling", "sibling"), ("spouse", "spouse"), ("parent", "child"), ("grandparent", "grandchild")] {
                let there = world.finding(.kin(relation, of: b), about: a)
                let back = world.finding(.kin(inverse, of: a), about: b)
                #expect(there.verdict == back.verdict && there.reason == back.reason, "\(relation): \(there.reason) \(back.reason)")
                #expect(there.verdict != .inconclusive, "\(relation): two people")
            }
            let marriages = [world.finding(.spouse(b), about: a), world.finding(.spouse(a), about: b)]
            #expect(marriages.map(\.verdict) == [.noRecord, .noRecord])
            let households = [world.finding(.household(with: b), about: a), world.finding(.household(with: a), about: b)]
            #expect(households.map(\.verdict) == [.noRecord, .noRecord])
        }
        let same = [Claim.kin("sibling", of: Self.changed), .spouse(Self.changed), .household(with: Self.changed)]
        for claim in same { #expect(Self.world.finding(claim, about: Self.changed).reason == .recordsAmbiguous, "one number for both") }
    }

    @Test("Whose mother has the other mother's old number is not a sister for that")
    func mothers() {
        let (one, other) = (Personas.p23, Personas.p26)
        let (first, second) = (Personas.p12, Personas.p09)
        let world = RuleWorld(one, other, first, second).with(
            .birth, Families.birth(first.party, mother: Personas.p14.party, father: one.party, "2009-08-08"),
            Families.birth(second.party, mother: Personas.p11.party, father: other.party, "2011-06-20"))
        #expect(world.finding(.kin("sibling", of: second), about: first).verdict != .confirmed)
    }
}
