import Testing
import Verification

@testable import Gateway

/// One claim of the service for random worlds: how it is made, and what happens in registers that may concern it. A new rule is one more line.
struct EveryClaim: Sendable, CustomTestStringConvertible {
    typealias Make = @Sendable (_ generator: inout SeededGenerator, _ at: String?) -> Claim

    let kind: ClaimKind
    let make: Make

    init(_ kind: ClaimKind, _ make: @escaping Make) {
        self.kind = kind
        self.make = make
    }

    var testDescription: String { kind.rawValue }

    /// All claims that a rule answers from registers, in the order of ``ClaimKind``.
    static let table: [EveryClaim] = [
        EveryClaim(.identityMatch) { _, _ in .match },
        EveryClaim(.identityAttribute) { generator, _ in .attribute("sex", generator.pick(["male", "female"])) },
        EveryClaim(.identityHukouAt) { generator, at in .hukou(division: generator.pick(["449901", "449902"]), at: at) },
        EveryClaim(.identityDocumentValid) { _, _ in .document("passport", "E99000001") },
        EveryClaim(.kinshipRelation) { generator, at in
            .kin(generator.pick(KinshipRelation.Relation.allCases).rawValue, of: generator.pick(AnyWorld.others), at: at)
        },
        EveryClaim(.kinshipSameHousehold) { generator, at in .household(with: generator.pick(AnyWorld.others), at: at) },
        EveryClaim(.crimeNoRecord) { _, _ in .noCrime },
        EveryClaim(.rehabStatus) { _, at in .rehab(at: at) },
        EveryClaim(.rehabPerformance) { _, _ in .performance("2018-01-01", "2022-12-31") },
        EveryClaim(.missingDeclared) { _, at in .missing(at: at) },
        EveryClaim(.maritalStatus) { _, at in .maritalStatus(at: at) },
        EveryClaim(.maritalIs) { generator, at in .maritalIs(generator.pick(ClaimKind.maritalStates), at: at) },
        EveryClaim(.maritalSpouse) { generator, at in .spouse(generator.pick(AnyWorld.others), at: at) },
        EveryClaim(.birthFact) { generator, _ in
            .birth(date: generator.pick([nil, "1976-05-09", "1976-05-10"]), mother: generator.pick([nil, Personas.p08]))
        },
        EveryClaim(.aliveAt) { _, at in .alive(at: at) },
        EveryClaim(.deathIsDead) { _, at in .isDead(at: at) },
        EveryClaim(.deathDate) { _, _ in .deathDate },
        EveryClaim(.disabilityCertificate) { generator, at in .disabled(level: generator.pick([nil, 2, 3]), at: at) },
        EveryClaim(.fertilityChild) { generator, _ in .child(generator.pick(AnyWorld.children)) },
        EveryClaim(.fertilityCountAtMost) { generator, at in .children(atMost: generator.pick([0, 1]), at: at) },
        EveryClaim(.employmentRegisteredUnemployed) { _, at in .unemployed(at: at) },
        EveryClaim(.employmentHardship) { _, at in .hardToEmploy(at: at) },
        EveryClaim(.archiveCustodian) { _, _ in .custodian },
        EveryClaim(.archiveFact) { generator, _ in .inFile("工龄", generator.pick(["29", "30"])) },
        EveryClaim(.propertyOwns) { generator, at in .owns(generator.pick(AnyWorld.kinds), at: at) },
        EveryClaim(.propertyNone) { generator, at in .ownsNone(generator.pick(AnyWorld.kinds), at: at) },
        EveryClaim(.incomeCompare) { generator, _ in .income(generator.pick(["at-most", "at-least"]), generator.pick([5_000, 60_000])) },
        EveryClaim(.inheritanceFacts) { generator, _ in
            .inheritance((generator.pick(AnyWorld.others), generator.pick(KinshipRelation.Relation.allCases).rawValue))
        },
        EveryClaim(.premisesRightToUse) { generator, at in .mayUse(generator.pick(AnyWorld.places), at: at) },
        EveryClaim(.addressSame) { generator, at in .sameAddress(AnyWorld.places[0], generator.pick(AnyWorld.places), at: at) },
        EveryClaim(.personSame) { generator, _ in
            .same(as: generator.pick([AnyWorld.subject.person(under: AnyWorld.former), AnyWorld.others[0].person, AnyWorld.subject.person]))
        },
        EveryClaim(.hardshipLegalAid) { generator, _ in .legalAid([], generator.pick([3000, 6000])) },
    ]
}

/// A random world about one family, with everything that registers may hold of it, and one claim about its first member.
struct AnyWorld: Sendable {
    /// Who had another number until 2009.
    static let subject = Personas.p03.with {
        $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: former), until: day("2009-06-01"))]
        $0.birthDate = day("1976-05-09")
        $0.sex = "female"
    }
    static let former = "449902198603120027"
    static let others = [Personas.p04, Personas.p17, Personas.p02, Personas.p08, Personas.p12, Personas.p13]
    static let children = [Personas.p12, Personas.p13]
    static let places = ["示例市样板区新街1号", "示例市样板区旧街1号", "示例市样板区大道9号"]
    static let kinds = ["real-estate", "vehicle", "deposit", "investment"]

    var world: RuleWorld
    let claim: Claim
    var generator: SeededGenerator

    init(_ every: EveryClaim, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed &* 64 &+ UInt64(ClaimKind.allCases.firstIndex(of: every.kind) ?? 0))
        var people = [Self.subject] + Self.others
        if generator.chance(12) {
            let dead = generator.chance(50) ? 0 : Int.random(in: 1..<people.count, using: &generator)
            people[dead] = people[dead].cancelled(generator.pick(CancellationReason.allCases), generator.date(from: "2005-01-01"))
        }
        for person in people.indices where generator.chance(50) {
            people[person].residences = [
                Families.stay(
                    generator.pick(["H1", "H2"]), generator.pick(["01", "02", "10", "20", "30"]), generator.date(from: "1998-01-01"),
                    division: generator.pick(["449901", "449902"]))
            ]
        }
        let at = generator.chance(50) ? nil : generator.date(from: "2005-01-01")
        claim = every.make(&generator, at)
        world = RuleWorld(people)
        let sources = claim.sources.required + claim.sources.advisory + (Rule(of: claim)?.required(claim, claim.sources) ?? [])
        var wanted = Int.random(in: 0...5, using: &generator)
        for _ in 0..<40 where wanted > 0 {
            let (registry, fact) = try Self.event(&generator)
            guard sources.contains(registry) || generator.chance(5) else { continue }
            world = world.with(registry, fact)
            wanted -= 1
        }
        self.generator = generator
    }

    /// Something that some register holds, mostly about the first of the family.
    static func event(_ generator: inout SeededGenerator, from first: String = "1998-01-01") throws -> (RegistryID, Fact) {
        let date = generator.date(from: first)
        let until = generator.chance(40) ? generator.date(from: date) : nil
        let who = generator.chance(80) ? subject : generator.pick(others)
        let party = who.written(generator.chance(6) ? "王大明" : nil, under: who.number == subject.number && generator.chance(20) ? former : nil)
        let month = String(date.prefix(7))
        switch Int.random(in: 0..<26, using: &generator) {
        case 0...3: return RandomCase.event(&generator)
        case 4, 5:
            let father = generator.pick([nil, Personas.p04, Personas.p17])
            return (.birth, Families.birth(generator.pick(children), mother: generator.pick([subject, Personas.p08]), father: father))
        case 6: return (.birth, Families.birth(subject, mother: Personas.p08, father: generator.pick([nil, Personas.p17])))
        case 7:
            return (
                .adoption,
                Families.adoption(generator.pick(children), by: generator.pick([[subject], [subject, Personas.p04], [Personas.p08]]), date)
            )
        case 8: return (.adoption, Families.dissolution(generator.pick(children), from: [subject], date))
        case 9: return (.courtJudgment, Families.paternity(generator.pick(children), generator.pick([Personas.p04, Personas.p17]), date))
        case 10: return (.fertility, Families.registered(subject, generator.pick(children).party, "2009-08-08"))
        case 11:
            return (
                .hukouArchive,
                Families.archive("A1", [(subject, "02", date, until), (generator.pick(others), generator.pick(["10", "20"]), date, nil)])
            )
        case 12: return (.employment, try Record.unemployed(party, date, until: until, generator.pick(["unemployed", "hardship"])))
        case 13: return (.socialInsurance, try Record.contribution(party, month))
        case 14: return (.disability, try Record.disability(party, subject.number + generator.pick(["42", "43"]), from: date, until: until))
        case 15: return (.rehabilitation, try Record.agreement(party, "社区康复", date, until: until, performance: "良好"))
        case 16: return (.personalFiles, try Record.file(party, generator.pick(["甲单位", "乙单位"]), [("工龄", generator.pick(["29", "30"]))]))
        case 17:
            return (generator.pick([.tax, .payroll]), try Record.income(party, generator.pick(["2025-12", "2025-06", "2025"]), "5000", in: .tax))
        case 18:
            return (
                .realEstate,
                try Record.right(party, area: generator.pick(["449901", "449902"]), address: generator.pick(places), from: date, until: until)
            )
        case 19: return (.housing, try Record.lease(party, address: generator.pick(places), from: date, until: until))
        case 20: return (.traffic, try Record.vehicle(party, from: date, until: until))
        case 21: return (.bankHoldings, try Record.holding(party, "deposit"))
        case 22: return (.marketEntities, try Record.share(party))
        case 23: return (generator.pick([.doorplate, .placename]), try Record.rename(places[1], generator.pick([places[0], places[2]]), date))
        case 24: return (.crimeRecord, Record.crime(party, date))
        default:
            return generator.chance(50)
                ? (.exitEntry, Record.crossing(who, date))
                : (
                    .exitEntry,
                    .document(
                        IdentityDocument(
                            holder: party, type: "passport", number: "E99000001", validFrom: nil,
                            validUntil: day(generator.date(from: "2020-01-01", to: "2030-01-01"))))
                )
        }
    }

    var evidence: Evidence { world.evidence(for: [claim], about: Self.subject.person) }

    func finding(in world: RuleWorld? = nil) -> Finding { (world ?? self.world).finding(claim, about: Self.subject) }

    func finding(on evidence: Evidence) -> Finding { Merging.finding(for: claim, sources: claim.sources, evidence: evidence) }

    /// The registers that the rule needs, and the others that it looks at.
    var required: [RegistryID] { Rule(of: claim)?.required(claim, claim.sources) ?? [] }
    var registries: [RegistryID] {
        var all = claim.sources.required + claim.sources.advisory + required + [.population]
        all = all.filter { world.coverage[$0] != nil }
        return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
