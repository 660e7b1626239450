import Testing
import Verification

@testable import Gateway

/// What a source shows where it is not told whether there is a record (P11): neither reference nor day of the data.
@Suite struct MaskedSourcesTests {
    private static let (owner, member) = (Personas.p01, Personas.p02)

    /// The sources of one verification, as the client sees them. A register shows reference and day of the data only where it holds something,
    /// as many do.
    private static func sources(_ claim: Claim, about subject: Person, in world: RuleWorld) -> [SourceReport] {
        var asked = Asked(evidence: Evidence(today: world.today, subject: subject, coverage: RegistryTable(world.coverage)), exchanges: [])
        while let evidence = asked.evidence {
            let fresh = Merging.questions(for: claim, sources: claim.sources, evidence: evidence).filter { evidence.answers[$0] == nil }
            if fresh.isEmpty { break }
            asked.add(
                fresh.map { question in
                    let statement = world.statement(to: question)
                    let holds = if case .records = statement { true } else { false }
                    let answer = Answer(
                        question: question, statement: statement, dataAsOf: holds ? world.today : nil, reference: holds ? "R" : nil)
                    return Exchange(answer: answer, elapsedMilliseconds: 1)
                })
        }
        return asked.sources(claims: [claim], findings: [], directory: RegistryDirectory([]))
    }

    /// Nothing on record, an income, half an answer, and a register that compares names itself.
    private static func worlds(with income: TestPerson) throws -> [RuleWorld] {
        let world = RuleWorld(owner, member)
        let rich = world.with(.tax, try Record.income(income.party, "2026-01", "6000"))
        return [world, rich, rich.with(.payroll, try Record.income(income.party, "2026-01", "6000", in: .payroll))]
    }

    @Test func aWrongNameShowsNothingOfTheIncome() throws {
        let wrong = Self.owner.person(named: "董错名")
        let seen = try Self.worlds(with: Self.owner).map { Self.sources(.income("at-least", 5000, "2026-01", "2026-01"), about: wrong, in: $0) }
        #expect(Set(seen).count == 1)
        let tax = try #require(seen[1].first { $0.registry == .tax })
        #expect(tax.outcome == .identityMismatch && tax.dataAsOf == nil && tax.reference == nil)
        let right = Self.sources(.income("at-least", 5000, "2026-01", "2026-01"), about: Self.owner.person, in: try Self.worlds(with: Self.owner)[1])
        #expect(right.first { $0.registry == .tax }?.dataAsOf == RuleWorld.today)
    }

    @Test func aWronglyNamedMemberShowsNothingOfTheIncome() throws {
        let wrong = Claim(
            .hardshipLegalAid,
            [
                .init("household", .persons([Self.member.person(named: "董错名")])), .init("amount", .integer(3000)),
            ])
        let seen = try Self.worlds(with: Self.member).map { Self.sources(wrong, about: Self.owner.person, in: $0) }
        #expect(Set(seen).count == 1)
        #expect(seen[0].contains { $0.registry == .tax && $0.dataAsOf == nil && $0.reference == nil })
        let right = Self.sources(.legalAid([Self.member], 3000), about: Self.owner.person, in: try Self.worlds(with: Self.member)[1])
        #expect(right.first { $0.registry == .tax }?.dataAsOf == RuleWorld.today)
    }

    @Test("Half an answer about somebody who is not the one stated is no answer")
    func halfAnswers() throws {
        let wrong = Self.owner.person(named: "董错名")
        let fact = try Record.income(Self.owner.party, "2026-01", "6000")
        let seen = [[fact], []].map { facts in
            Self.sources(
                .income("at-least", 5000, "2026-01", "2026-01"), about: wrong,
                in: RuleWorld(Self.owner).with(.tax, answering: .incomplete(facts, missing: [])))
        }
        #expect(seen[0] == seen[1])
    }

    @Test("Where parents by law are in question, sources show only that they answered", arguments: AdoptionSecrecyTests.twins)
    func parentage(_ twins: AdoptionSecrecyTests.Twins) {
        let claim = Claim.kin("parent", of: Personas.p09)
        #expect(
            Self.sources(claim, about: Personas.p10.person, in: twins.adopted) == Self.sources(claim, about: Personas.p10.person, in: twins.born))
    }
}
