import Testing
import Verification

@testable import Gateway

/// `hardship.legal-aid` (`domain.md` A.3, A.4.9 item 23; Legal Aid Law 41 to 43), and the interval of an income.
@Suite struct LegalAidTableTests {
    let p01 = Personas.p01
    let p02 = Personas.p02

    private func world(_ facts: Fact...) -> RuleWorld { RuleWorld(p01, p02, Personas.p03).with(.tax, facts) }

    private func monthly(_ person: TestPerson, _ amount: String, _ months: [String] = ["2025-12", "2026-01", "2026-02"]) throws -> [Fact] {
        try months.map { try Record.income(person.party, $0, amount) }
    }

    @Test("Nothing on record proves nothing: the declaration decides")
    func nothing() {
        let finding = world().finding(.legalAid([p02], 3000), about: p01)
        #expect(finding.verdict == .noRecord && finding.cautions.isEmpty && finding.restsOn == [.payroll, .tax].sorted())
    }

    @Test("Refuted only where every one of the last three whole months was above the amount, per head")
    func above() throws {
        let rich = RuleWorld(p01, p02).with(.tax, try monthly(p01, "6000.02"))
        #expect(rich.finding(.legalAid([p02], 3000), about: p01).verdict == .refuted)
        #expect(rich.finding(.legalAid([p02], 3001), about: p01).verdict == .inconclusive)
        #expect(rich.finding(.legalAid([], 6000), about: p01).verdict == .refuted)
        let edge = RuleWorld(p01, p02).with(.tax, try monthly(p01, "6000"))
        #expect(edge.finding(.legalAid([p02], 3000), about: p01).verdict == .inconclusive, "at the amount is not above it")
        let lost = RuleWorld(p01, p02).with(.tax, try monthly(p01, "90000", ["2025-11", "2025-12", "2026-01"]))
        #expect(lost.finding(.legalAid([p02], 3000), about: p01).verdict == .inconclusive, "nothing on record for the last month")
        let yearly = RuleWorld(p01, p02).with(.tax, try Record.income(p01.party, "2025", "900000"))
        #expect(yearly.finding(.legalAid([p02], 3000), about: p01).verdict == .inconclusive)
    }

    @Test("The members' incomes add up; whoever is named twice counts once")
    func household() throws {
        let both = RuleWorld(p01, p02).with(.tax, try monthly(p01, "4000") + monthly(p02, "3000"))
        #expect(both.finding(.legalAid([p02], 3499), about: p01).verdict == .refuted)
        #expect(both.finding(.legalAid([p02], 3500), about: p01).verdict == .inconclusive)
        #expect(both.finding(.legalAid([p02, p02, p01], 3499), about: p01).verdict == .refuted)
        #expect(both.finding(.legalAid([p02, Personas.p03], 3499), about: p01).verdict == .inconclusive)
    }

    @Test("One salary on two registers is one salary")
    func oneSalary() throws {
        let months = ["2025-12", "2026-01", "2026-02"]
        let world = RuleWorld(p01).with(.tax, try monthly(p01, "4000"))
            .with(.payroll, try months.map { try Record.income(p01.party, $0, "4100", in: .payroll) })
        #expect(world.finding(.legalAid([], 4099), about: p01).verdict == .refuted)
        #expect(world.finding(.legalAid([], 4100), about: p01).verdict == .inconclusive)
    }

    @Test("Registers that do not answer never decide and never undo", arguments: [Statement.timedOut, .denied, .pending])
    func silent(_ statement: Statement) throws {
        let one = world().with(.tax, answering: statement).finding(.legalAid([p02], 3000), about: p01)
        #expect(one.verdict == .noRecord && one.cautions == [.coverageLimited] && one.restsOn == [.payroll])
        let none = world().with(.tax, answering: statement).with(.payroll, answering: statement).finding(.legalAid([p02], 3000), about: p01)
        #expect(none.verdict == (statement == .pending ? .pending : .inconclusive))
        let rich = RuleWorld(p01, p02).with(.tax, try monthly(p01, "60000")).with(.payroll, answering: statement)
        #expect(rich.finding(.legalAid([p02], 3000), about: p01).verdict == .refuted)
        #expect(world().without(.tax, .payroll).finding(.legalAid([p02], 3000), about: p01).reason == .registryNotConnected)
        #expect(world().without(.tax).finding(.legalAid([p02], 3000), about: p01).verdict == .noRecord)
    }

    @Test("A member who is not who is stated stops the claim; a stranger's income does not count")
    func members() throws {
        let wrong = p02.with { $0.name = "王大明" }
        #expect(world().finding(.legalAid([wrong], 3000), about: p01).verdict == .identityMismatch)
        let others = RuleWorld(p01).with(.tax, try ["2025-12", "2026-01", "2026-02"].map { try Record.income(p01.written("王大明"), $0, "90000") })
        #expect(others.finding(.legalAid([], 3000), about: p01).verdict != .refuted)
    }

    @Test("The lower bound is one register's sum, the upper bound everything, if it is complete")
    func interval() throws {
        func row(_ period: String, _ yuan: String) throws -> IncomeRow {
            guard case .record(let record) = try Record.income(p01.party, period, yuan) else { throw CancellationError() }
            return try #require(IncomeRow(record))
        }
        let tax = try [row("2025", "120000"), row("2025-01", "9000"), row("2025-12", "9000"), row("2024-12", "8000")]
        let payroll = try [row("2025-01", "9500")]
        let year = try #require(MonthSpan(fromYear: 2025, month: 1, toYear: 2025, month: 12))
        let known = IncomeInterval(of: [tax, payroll], in: year, isComplete: false)
        #expect(known.lower == ExactDecimal("120000") && known.upper == nil)
        let complete = IncomeInterval(of: [tax, payroll], in: year, isComplete: true)
        #expect(complete.upper == ExactDecimal("147500"))
        let winter = try #require(MonthSpan(fromYear: 2024, month: 12, toYear: 2025, month: 1))
        #expect(IncomeInterval(of: [tax, payroll], in: winter, isComplete: false).lower == ExactDecimal("17000"))
        #expect(
            IncomeInterval(of: [], in: year, isComplete: true)
                == IncomeInterval(lower: ExactDecimal(hundredths: 0), upper: ExactDecimal(hundredths: 0)))
        #expect((known + complete).upper == nil && (complete + complete).lower == ExactDecimal("240000"))
        #expect(MonthSpan(fromYear: 2025, month: 2, toYear: 2025, month: 1) == nil)
    }

    @Test(
        "Three-valued comparison",
        arguments: [
            (Int64(500), Int64?.none, Bool?.none, Bool?.none), (1001, nil, false, true), (1000, nil, nil, true), (0, 1000, true, nil),
            (0, 999, true, false), (1000, 1000, true, true),
        ])
    func comparison(_ lower: Int64, _ upper: Int64?, _ atMost: Bool?, _ atLeast: Bool?) {
        let interval = IncomeInterval(lower: ExactDecimal(hundredths: lower), upper: upper.map(ExactDecimal.init(hundredths:)))
        let amount = ExactDecimal(hundredths: 1000)
        #expect(interval.isAtMost(amount) == atMost && interval.isAtLeast(amount) == atLeast)
    }
}
