import Testing
import Verification

@testable import Gateway

/// `income.compare` (`domain.md` A.3, A.4.5 `interval-compare`; A.4.9 item 17).
@Suite struct IncomeTableTests {
    let p01 = Personas.p01

    /// As shipped: nobody declares to hold every income.
    private var world: RuleWorld { RuleWorld(p01) }

    /// The same with registers that declare themselves complete for this claim.
    private var closed: RuleWorld {
        var world = world
        for registry in [RegistryID.tax, .socialInsurance] {
            world.coverage[registry] = RegistryCoverage(authority: "tax", from: nil, closedWorldClaims: [.incomeCompare])
        }
        return world
    }

    private func monthly(_ yuan: String, months: ClosedRange<Int> = 1...12, in registry: RegistryID = .tax) throws -> [Fact] {
        try months.map { try Record.income(p01.party, "2025-" + ($0 < 10 ? "0\($0)" : "\($0)"), yuan, in: registry) }
    }

    private func verdict(_ world: RuleWorld, _ comparison: String, _ yuan: Int, _ from: String = "2025-01", _ to: String = "2025-12") -> Verdict {
        world.finding(.income(comparison, yuan, from, to), about: p01).verdict
    }

    @Test("What is on record is the least that there was: it confirms at-least and refutes at-most, nothing else")
    func lowerBound() throws {
        let earning = world.with(.tax, try monthly("5000"))
        #expect(verdict(earning, "at-least", 60_000) == .confirmed && verdict(earning, "at-least", 60_001) == .inconclusive)
        #expect(verdict(earning, "at-most", 59_999) == .refuted && verdict(earning, "at-most", 60_000) == .inconclusive)
        let confirmed = earning.finding(.income("at-least", 60_000), about: p01)
        #expect(confirmed.reason == .recorded && confirmed.restsOn == [.tax] && confirmed.value == nil)
        let refuted = earning.finding(.income("at-most", 1), about: p01)
        #expect(refuted.reason == .recordedOtherwise && refuted.restsOn == [.tax])
        #expect(earning.finding(.income("at-most", 60_000), about: p01).reason == .coverageGap)
        let fen = world.with(.tax, try Record.income(p01.party, "2025-01", "100.01"))
        #expect(verdict(fen, "at-most", 100) == .refuted && verdict(fen, "at-most", 101) == .inconclusive)
    }

    @Test("At least nothing is so of whoever has something on record")
    func zero() throws {
        #expect(verdict(world, "at-least", 0) == .noRecord)
        #expect(verdict(world.with(.tax, answering: .timedOut), "at-least", 0) == .inconclusive)
        #expect(verdict(world.with(.tax, try monthly("1")), "at-least", 0) == .confirmed)
    }

    @Test("Nothing on record is no income of nothing", arguments: ["at-most", "at-least"])
    func nothing(_ comparison: String) {
        for world in [world, closed] {
            let finding = world.finding(.income(comparison, 1), about: p01)
            #expect(
                finding.verdict == .noRecord && finding.reason == .noRecordFound && finding.restsOn == [.payroll, .socialInsurance, .tax].sorted())
        }
    }

    @Test("Only months inside the span count; a whole year only where it lies inside")
    func span() throws {
        let some = world.with(.tax, try monthly("5000", months: 3...6))
        #expect(verdict(some, "at-least", 20_000) == .confirmed)
        #expect(verdict(some, "at-least", 10_000, "2025-05", "2025-12") == .confirmed)
        #expect(verdict(some, "at-least", 10_001, "2025-05", "2025-12") == .inconclusive)
        #expect(verdict(some, "at-least", 1, "2025-07", "2025-12") == .noRecord)
        let year = world.with(.tax, try Record.income(p01.party, "2025", "60000"))
        #expect(verdict(year, "at-least", 60_000) == .confirmed && verdict(year, "at-most", 59_999) == .refuted)
        #expect(verdict(year, "at-least", 1, "2025-02", "2025-12") == .inconclusive, "nobody knows in which months")
        #expect(verdict(year, "at-least", 60_000, "2024-06", "2026-02") == .confirmed)
    }

    @Test("One salary on two registers, in months and a year, or under two numbers is one salary")
    func once() throws {
        let both = world.with(.tax, try monthly("5000")).with(.payroll, try monthly("5100", in: .payroll))
        #expect(verdict(both, "at-least", 61_200) == .confirmed && verdict(both, "at-least", 61_201) == .inconclusive)
        let twice = world.with(.tax, try monthly("5000") + [try Record.income(p01.party, "2025", "60000")])
        #expect(verdict(twice, "at-least", 60_001) == .inconclusive)
        let p17 = Personas.p17
        let rows = [p17.party, p17.written(under: "449902630501003")].map { try? Record.income($0, "2025-01", "5000") }.compactMap(\.self)
        let linked = RuleWorld(p17).with(.tax, rows)
        #expect(linked.finding(.income("at-least", 5_001), about: p17).verdict == .inconclusive)
        let jobs = RuleWorld(p17).with(.tax, rows + [try Record.income(p17.written(under: "449902630501003"), "2025-01", "700")])
        #expect(jobs.finding(.income("at-least", 5_700), about: p17).verdict == .confirmed)
    }

    @Test("Contributions tell that somebody earned, not how much")
    func contributions() throws {
        let insured = world.with(.socialInsurance, try (1...9).map { try Record.contribution(p01.party, "2025-0\($0)") })
        let finding = insured.finding(.income("at-least", 1), about: p01)
        #expect(finding.verdict == .inconclusive && finding.reason == .coverageGap)
        #expect(verdict(insured, "at-most", 1_000_000) == .inconclusive && verdict(insured, "at-most", 1) == .inconclusive)
        #expect(verdict(insured, "at-least", 1, "2025-10", "2025-12") == .noRecord)
    }

    @Test("A required register that does not answer leaves what others prove", arguments: [Statement.timedOut, .denied, .pending])
    func silent(_ statement: Statement) throws {
        let blocked: Verdict = statement == .pending ? .pending : .inconclusive
        for registry in [RegistryID.tax, .socialInsurance] {
            let down = closed.with(registry, answering: statement)
            #expect(verdict(down, "at-most", 1_000_000) == blocked && verdict(down, "at-least", 1) == blocked)
            #expect(world.without(registry).finding(.income("at-least", 1), about: p01).reason == .registryNotConnected)
        }
        let paid = world.with(.payroll, try monthly("5000", in: .payroll)).with(.tax, answering: statement)
        #expect(verdict(paid, "at-least", 60_000) == .confirmed && verdict(paid, "at-most", 59_999) == .refuted)
        #expect(paid.finding(.income("at-least", 60_000), about: p01).restsOn == [.payroll])
        let advisory = world.with(.payroll, answering: statement)
        #expect(verdict(advisory, "at-least", 1) == .noRecord, "an advisory register's silence changes nothing")
    }

    @Test("An upper bound only of registers that declare themselves complete, for every month a row")
    func upperBound() throws {
        let whole = closed.with(.tax, try monthly("5000"))
        #expect(verdict(whole, "at-most", 60_000) == .confirmed && verdict(whole, "at-most", 59_999) == .refuted)
        #expect(verdict(whole, "at-least", 60_000) == .confirmed && verdict(whole, "at-least", 60_001) == .refuted)
        #expect(whole.finding(.income("at-most", 60_000), about: p01).restsOn == [.payroll, .socialInsurance, .tax].sorted())
        let missing = closed.with(.tax, try monthly("5000", months: 1...11))
        #expect(verdict(missing, "at-most", 1_000_000) == .inconclusive, "December is not known to be zero")
        #expect(verdict(missing, "at-most", 55_000, "2025-01", "2025-11") == .confirmed)
        var half = whole
        half.coverage[.socialInsurance] = world.coverage[.socialInsurance]
        #expect(verdict(half, "at-most", 1_000_000) == .inconclusive, "every required kind must be complete")
        let year = closed.with(.tax, try Record.income(p01.party, "2025", "60000"))
        #expect(verdict(year, "at-most", 60_000) == .confirmed && verdict(year, "at-most", 60_000, "2025-03", "2025-04") == .confirmed)
        #expect(verdict(year, "at-most", 59_999, "2025-03", "2025-04") == .inconclusive)
    }

    @Test("Between the bounds nothing is decided")
    func between() throws {
        let both = closed.with(.tax, try monthly("5000")).with(.payroll, try monthly("1000", in: .payroll))
        for (yuan, atMost, atLeast) in [
            (59_999, Verdict.refuted, Verdict.confirmed), (60_000, .inconclusive, .confirmed), (60_001, .inconclusive, .inconclusive),
            (72_000, .confirmed, .inconclusive), (72_001, .confirmed, .refuted),
        ] {
            #expect(verdict(both, "at-most", yuan) == atMost && verdict(both, "at-least", yuan) == atLeast, "\(yuan)")
        }
    }

    @Test("No upper bound where something may be missing")
    func noUpperBound() throws {
        let whole = closed.with(.tax, try monthly("5000"))
        func open(_ world: RuleWorld, _ comment: Comment, until to: String = "2025-12") {
            #expect(verdict(world, "at-most", 1_000_000, "2025-01", to) == .inconclusive, comment)
        }
        open(whole.with(.tax, dataAsOf: "2025-12-30"), "the data end before the span")
        open(whole.with(.payroll, answering: .timedOut), "an advisory register may hold more")
        open(whole.with(.tax, try Record.income(p01.party, "2025-01", "5000")), "two rows alike may be two incomes")
        open(whole.with(.tax, try Record.income(p01.written("王大明"), "2025-01", "9000")), "a row under another name was left out")
        open(whole.with(.population, answering: .timedOut), "there may be another number")
        var dated = whole
        dated.coverage[.tax] = RegistryCoverage(authority: "tax", from: day("2025-02-01"), closedWorldClaims: [.incomeCompare])
        open(dated, "before its first day")
        let now = closed.with(.tax, try monthly("5000") + ["2026-01", "2026-02", "2026-03"].map { try Record.income(p01.party, $0, "5000") })
        open(now, "the month is not over", until: "2026-03")
        #expect(verdict(now, "at-most", 1_000_000, "2025-01", "2026-02") == .confirmed)
    }

    @Test("Bases of employers above everything on record speak against an upper bound, whoever pays for himself does not")
    func contradiction() throws {
        let whole = closed.with(.tax, try monthly("5000"))
        let paid = try (1...9).map { try Record.contribution(p01.party, "2025-0\($0)") }
        #expect(verdict(whole.with(.socialInsurance, paid), "at-most", 60_000) == .confirmed, "45 000 fit into 60 000")
        let little = closed.with(.tax, try monthly("100"))
        let finding = little.with(.socialInsurance, paid).finding(.income("at-most", 60_000), about: p01)
        #expect(finding.verdict == .inconclusive && finding.cautions == [.contradictingContribution])
        let own = try (1...9).map { try Record.contribution(p01.party, "2025-0\($0)", payer: "flexible", employer: nil) }
        #expect(verdict(little.with(.socialInsurance, own), "at-most", 60_000) == .confirmed)
    }

    @Test("What was paid back is less")
    func paidBack() throws {
        let refunded = world.with(.tax, try Record.income(p01.party, "2025-01", "5000"), try Record.income(p01.party, "2025-01", "-4000"))
        #expect(verdict(refunded, "at-least", 1_000) == .confirmed && verdict(refunded, "at-least", 1_001) == .inconclusive)
        let whole = closed.with(.tax, try monthly("5000") + [try Record.income(p01.party, "2025-01", "-4000")])
        #expect(verdict(whole, "at-most", 60_000) == .confirmed && verdict(whole, "at-most", 59_999) == .inconclusive)
    }

    @Test("A span before the registers begin, or after their data end, is a gap")
    func gaps() {
        var dated = world
        dated.coverage[.tax] = RegistryCoverage(authority: "tax", from: day("2024-01-01"), closedWorldClaims: [])
        let early = dated.finding(.income("at-least", 1, "2023-06", "2024-05"), about: p01)
        #expect(early.verdict == .noRecord && early.reason == .coverageGap && early.cautions == [.coverageLimited])
        #expect(world.with(.tax, dataAsOf: "2025-06-30").finding(.income("at-least", 1), about: p01).reason == .coverageGap)
    }

    @Test("A stranger's income does not count, a variant's may not be known")
    func names() throws {
        let other = world.with(.tax, try Record.income(p01.written("王大明"), "2025-01", "90000"))
        let finding = other.finding(.income("at-least", 1), about: p01)
        #expect(finding.verdict == .noRecord && finding.cautions == [.recordWithOtherNameExcluded])
        let p16 = Personas.p16
        let variant = RuleWorld(p16).with(.tax, try Record.income(p16.written("\u{F8F5}文涛"), "2025-01", "90000"))
        #expect(variant.finding(.income("at-least", 1), about: p16).reason == .recordsAmbiguous)
    }
}
