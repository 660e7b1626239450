import StrictJSON
import Testing
import Verification

@testable import Gateway

/// An adopted child and a child by birth cannot be told apart in the answer, or in how it was found (Civil Code 1110; P11).
@Suite struct AdoptionSecrecyTests {
    private static let (child, adopter, mother) = (Personas.p09, Personas.p10, Personas.p11)
    private static let people = RuleWorld(Families.everybody)

    /// Two worlds that differ in how the child came to its parents, and in nothing else.
    struct Twins: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let adopted: RuleWorld
        let born: RuleWorld
    }

    private static let husband = Families.husband
    private static let records = people.with(.birth, Families.birth(Families.sister, mother: adopter, father: husband))
        .with(.marriage, Record.marriage(adopter, husband, "2003-03-03"))
        .with(.birth, Families.birth(adopter, mother: Families.grandmother, father: Families.grandfather))

    private static let stepfather = Families.strangerMan
    private static let stepHome = RuleWorld(
        Families.everybody.map { person in
            switch person.number {
            case child.number: person.living(Families.stay("H1", "30", "2015-06-01"))
            case stepfather.number: person.living(Families.stay("H1", "02", "2015-06-01"))
            default: person
            }
        }
    ).with(.marriage, Record.marriage(adopter, stepfather, "2015-05-05"))

    /// A man's household, of which the child is written down as a child of some kind, and nothing else joins the two.
    private static func home(_ code: String, until: String? = nil) -> RuleWorld {
        RuleWorld(
            Families.everybody.map { person in
                switch person.number {
                case child.number: person.living(Families.stay("H1", code, "2011-07-01", until))
                case stepfather.number: person.living(Families.stay("H1", "02", "2010-06-01"))
                default: person
                }
            })
    }

    private static let households = [("30", nil), ("37", nil), ("30", "2012-09-01"), ("37", "2012-09-01")].map { code, until in
        Twins(
            testDescription: "one adopter, and a man's household of code \(code)\(until.map { " until " + $0 } ?? "")",
            adopted: home(code, until: until).with(.birth, Families.birth(child, mother: mother)).with(
                .adoption, Families.adoption(child, by: [adopter], "2012-09-03")),
            born: home(code, until: until).with(.birth, Families.birth(child, mother: adopter)))
    }

    static let twins: [Twins] =
        households + [
            Twins(
                testDescription: "one adopter, whose husband's household it is",
                adopted: stepHome.with(.birth, Families.birth(child, mother: mother)).with(
                    .adoption, Families.adoption(child, by: [adopter], "2012-09-03")),
                born: stepHome.with(.birth, Families.birth(child, mother: adopter))),
            Twins(
                testDescription: "one adopter",
                adopted: records.with(.birth, Families.birth(child, mother: mother)).with(
                    .adoption, Families.adoption(child, by: [adopter], "2012-09-03")),
                born: records.with(.birth, Families.birth(child, mother: adopter))),
            Twins(
                testDescription: "one adopter, father known at birth",
                adopted: records.with(.birth, Families.birth(child, mother: mother, father: Families.birthFather))
                    .with(.adoption, Families.adoption(child, by: [adopter], "2012-09-03")),
                born: records.with(.birth, Families.birth(child, mother: adopter))),
            Twins(
                testDescription: "a couple",
                adopted: records.with(.birth, Families.birth(child, mother: mother, father: Families.birthFather))
                    .with(.adoption, Families.adoption(child, by: [adopter, husband], "2012-09-03")),
                born: records.with(.birth, Families.birth(child, mother: adopter, father: husband))),
            Twins(
                testDescription: "a couple, the child without a birth certificate",
                adopted: records.with(.adoption, Families.adoption(child, by: [adopter, husband], "2012-09-03")),
                born: records.with(.birth, Families.birth(child, mother: adopter, father: husband))),
            Twins(
                testDescription: "an earlier name that nobody linked",
                adopted: records.with(.birth, Families.birth(child.written("谢思"), mother: mother.party, "2011-06-20"))
                    .with(.adoption, Families.adoption(child, by: [adopter, husband], "2012-09-03")),
                born: records.with(.birth, Families.birth(child, mother: adopter, father: husband))),
        ]

    /// Who asks about whom: every relation, people who are related and people who are not.
    private static let questions: [(TestPerson, Claim)] = {
        let others = [
            adopter, mother, husband, Families.birthFather, Families.strangerWoman, Families.strangerMan, Families.sister, Families.grandmother,
            Families.grandfather,
        ]
        return others.flatMap { other in
            ["parent", "sibling", "grandparent"].map { (other, Claim.kin($0, of: child)) }
                + ["child", "sibling", "grandchild"].map { (child, Claim.kin($0, of: other)) }
        }
    }()

    private static let few: [(TestPerson, Claim)] = [
        (adopter, .kin("parent", of: child)), (mother, .kin("parent", of: child)), (Families.birthFather, .kin("parent", of: child)),
        (child, .kin("sibling", of: Families.sister)), (Families.grandmother, .kin("grandparent", of: child)),
    ]

    @Test(arguments: twins) func answersAreTheSame(_ twins: Twins) {
        for (subject, claim) in Self.questions { compare(claim, subject, twins.adopted, twins.born) }
    }

    @Test("and stay so when a register fails", arguments: twins) func failuresAreTheSame(_ twins: Twins) {
        for registry in KinshipRelation.sources.required + KinshipRelation.sources.advisory {
            // A register of births that does not reach back so far makes a difference: an adoption is on record, a birth is not.
            for failure in [Statement.timedOut, .denied, .pending] + (registry == .birth ? [] : [.notCovered]) {
                for (subject, claim) in Self.few {
                    compare(claim, subject, twins.adopted.with(registry, answering: failure), twins.born.with(registry, answering: failure))
                }
            }
        }
    }

    @Test(arguments: twins) func bundlesAreTheSame(_ twins: Twins) {
        let claim = Claim.inheritance((Self.child, "child"), (Families.sister, "child"), (Self.husband, "spouse"))
        let dead = [twins.adopted, twins.born].map { $0.with(.deathCertificate, Record.death(Self.adopter, "2025-01-01")) }
        compare(claim, Self.adopter, dead[0], dead[1])
        compare(.inheritance((Self.adopter, "parent"), (Self.mother, "parent")), Self.child, twins.adopted, twins.born)
    }

    @Test("what a mother is told about a child that others adopted is what a stranger is told") func adoptedAway() {
        let world = Self.twins[0].adopted
        let bare = Self.people.with(.birth, Families.birth(Self.child, mother: Families.strangerWoman))
        for registry in [RegistryID.birth, .adoption, .fertility] {
            for (one, other) in [(world, bare), (world.with(registry, answering: .timedOut), bare.with(registry, answering: .timedOut))] {
                compare(.child(Self.child), Self.mother, one, other)
            }
        }
    }

    @Test("A client without an explicit authority is told the same of both, or nothing of either", arguments: twins)
    func withoutAuthority(_ twins: Twins) throws {
        let questions: [(CertificateID, TestPerson, Claim)] = [Self.adopter, Self.mother, Self.husband].flatMap { parent in
            [
                ("kinship", parent, .kin("parent", of: Self.child)), ("kinship", parent, .kin("parent", of: Self.child, mode: "biological")),
                ("fertility", parent, .child(Self.child)), ("fertility", parent, .children(atMost: 0)), ("fertility", parent, .children(atMost: 1)),
                ("inheritance", parent, .inheritance((Self.child, "child"))), ("birth", Self.child, .birth(mother: parent)),
            ]
        }
        let catalogue = try GatewayWalkTests.catalogue()
        let other = Client.Authority(claims: [.rehabStatus], legalBasis: "某法第一条")
        for (id, subject, claim) in questions {
            let certificate = try #require(catalogue.certificate(id))
            for basis in [nil, ".", "政务数据共享条例", "某法第一条"] {
                let inquiry = GatewayWalkTests.inquiry(id, claims: [claim], subject: subject.person, legalBasis: basis)
                let objections = Admission.objections(
                    to: Plan(for: inquiry, certificate: certificate, catalogue: catalogue), of: inquiry, certificate: certificate,
                    by: GatewayWalkTests.hall(with: [other]))
                let isTold = claim.kind == .inheritanceFacts || (claim.kind == .kinshipRelation && claim.text("mode") == nil)
                #expect(objections.map(\.pointer) == (isTold ? [] : ["/purpose/legalBasis"]), "\(claim.kind)")
            }
            if claim.kind == .inheritanceFacts || claim.kind == .kinshipRelation, claim.text("mode") == nil {
                compare(claim, subject, twins.adopted, twins.born)
            }
        }
    }

    @Test("The citation opens the claim that it is given for, in whatever width it is written")
    func withAuthority() throws {
        let catalogue = try GatewayWalkTests.catalogue()
        let certificate = try #require(catalogue.certificate("fertility"))
        let hall = GatewayWalkTests.hall(with: [.init(claims: [.fertilityChild], legalBasis: "某法 第1条")])
        for (claim, basis, isAllowed) in [
            (Claim.child(Self.child), "某法 第1条", true), (.child(Self.child), "某法 第１条 ", true), (.child(Self.child), "某法 第11条", false),
            (.children(atMost: 1), "某法 第1条", false),
        ] {
            let inquiry = GatewayWalkTests.inquiry("fertility", claims: [claim], subject: Self.adopter.person, legalBasis: basis)
            let plan = Plan(for: inquiry, certificate: certificate, catalogue: catalogue)
            #expect(Admission.objections(to: plan, of: inquiry, certificate: certificate, by: hall).isEmpty == isAllowed, "\(basis)")
        }
    }

    private func compare(_ claim: Claim, _ subject: TestPerson, _ adopted: RuleWorld, _ born: RuleWorld) {
        let name = "\(subject.name) \(claim.text("relation") ?? "") \(claim.otherPersons.first?.name.text ?? "")"
        let (one, other) = (Story(claim, subject, adopted), Story(claim, subject, born))
        #expect(one.finding == other.finding, "\(name)")
        #expect(one.finding.trace.tellsOnlyWhoAnswered && one.finding.trace == other.finding.trace, "\(name)")
        #expect(one.outcomes == other.outcomes, "\(name)")
        #expect(one.rounds == other.rounds, "\(name)")
    }

    /// What is seen of one claim: the finding, the sources' outcomes, and how often each register is asked, round by round.
    private struct Story {
        let finding: Finding
        let outcomes: [RegistryID: SourceOutcome]
        var rounds: [[RegistryID: Int]] = []

        init(_ claim: Claim, _ subject: TestPerson, _ world: RuleWorld) {
            var evidence = Evidence(today: world.today, subject: subject.person, coverage: RegistryTable(world.coverage))
            for _ in 0..<8 {
                let fresh = Merging.questions(for: claim, sources: claim.sources, evidence: evidence).filter { evidence.answers[$0] == nil }
                if fresh.isEmpty { break }
                rounds.append(Dictionary(grouping: fresh, by: \.registry).mapValues(\.count))
                evidence = evidence.adding(fresh.map { Answer(question: $0, statement: world.statement(to: $0), dataAsOf: world.today) })
            }
            finding = Merging.finding(for: claim, sources: claim.sources, evidence: evidence)
            outcomes = Merging.outcomes(evidence: evidence, claims: [claim])
        }
    }
}

extension [TraceStep] {
    /// Of the registers only whether they answered, of what decided neither a register nor a day, of other numbers nothing.
    fileprivate var tellsOnlyWhoAnswered: Bool {
        let allowed: [TraceCode] = [.answered, .notCovered, .unavailable, .denied, .pending, .notJoined]
        return !isEmpty
            && allSatisfy { step in
                switch step.rule {
                case .sources: allowed.contains(step.code)
                case .gate, .identity, .composite: step.code != .linkedNumbers
                case .weighing: false
                default: step.from == nil && step.date == nil
                }
            }
    }
}
