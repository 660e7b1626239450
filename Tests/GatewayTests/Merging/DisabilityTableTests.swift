import Testing
import Verification

@testable import Gateway

/// `disability.certificate` (`domain.md` A.3, A.4.9 item 13, B.1).
@Suite struct DisabilityTableTests {
    let p22 = Personas.p22
    static let number = "44990719480726002543"

    private func world(_ facts: Fact...) -> RuleWorld { RuleWorld(p22, Personas.p17, Personas.p06).with(.disability, facts) }

    @Test(
        "Category, level and time",
        arguments: [
            (Claim.disabled(), Verdict.confirmed), (.disabled(category: 4), .confirmed), (.disabled(category: 4, level: 3), .confirmed),
            (.disabled(level: 2), .refuted), (.disabled(category: 2, level: 3), .refuted), (.disabled(at: "2021-05-05"), .refuted),
            (.disabled(at: "2021-05-06"), .confirmed), (.disabled(category: 4, level: 3, at: "2021-05-06"), .confirmed),
        ])
    func fits(_ claim: Claim, _ verdict: Verdict) throws {
        let finding = world(try Record.disability(p22.party, Self.number, category: 4, level: 3)).finding(claim, about: p22)
        #expect(finding.verdict == verdict && finding.restsOn == [.disability])
        let onlyNumber = world(try Record.disability(p22.party, Self.number)).finding(claim, about: p22)
        #expect(onlyNumber.verdict == verdict, "the number tells both")
    }

    @Test("Whoever holds no certificate, or an expired one, is a no in a complete register and no record elsewhere")
    func none() throws {
        #expect(world().finding(.disabled(), about: p22).reason == .authoritativeNegative)
        let expired = world(try Record.disability(p22.party, Self.number, until: "2026-02-28"))
        #expect(expired.finding(.disabled(), about: p22).verdict == .refuted)
        #expect(expired.finding(.disabled(at: "2026-02-28"), about: p22).verdict == .confirmed)
        var open = expired
        open.coverage[.disability] = RegistryCoverage(authority: "x", from: nil, closedWorldClaims: [])
        #expect(open.finding(.disabled(), about: p22).verdict == .noRecord)
    }

    @Test(
        "A certificate whose own number is not this person's, or does not fit the record, is left out and corrected",
        arguments: [
            ("44990199511110007343", Int?.none), ("44990719480726002543", 3), ("44990719480726002593", nil), ("44990719480726002545", nil),
            ("旧证0001", nil), ("4499071948072600254", nil), ("44990719480726002543B", nil), ("44990719480726002543B123", nil),
        ])
    func otherNumbers(_ number: String, _ category: Int?) throws {
        let finding = world(try Record.disability(p22.party, number, category: category)).finding(.disabled(), about: p22)
        #expect(finding.verdict == .inconclusive && finding.reason == .recordsAmbiguous)
        #expect(finding.corrections == [Correction(registry: .disability, code: .numberDiffers)])
        let beside = world(try Record.disability(p22.party, number, category: category), try Record.disability(p22.party, Self.number))
        #expect(beside.finding(.disabled(), about: p22).verdict == .confirmed)
    }

    @Test("A replaced certificate, a lower-case check character and a linked old number are the same person's")
    func forms() throws {
        let finding = world(try Record.disability(p22.party, Self.number + "B1")).finding(.disabled(category: 4), about: p22)
        #expect(finding.verdict == .confirmed)
        let p03 = Personas.p03
        let lower = RuleWorld(p03).with(.disability, try Record.disability(p03.party, "44990219760509004x11"))
        #expect(lower.finding(.disabled(category: 1, level: 1), about: p03).verdict == .confirmed)
        let p17 = Personas.p17
        let old = world(try Record.disability(p17.party, "44990263050100322"))
        #expect(old.finding(.disabled(category: 2, level: 2), about: p17).verdict == .confirmed)
        let unlinked = RuleWorld(p17.with { $0.links = [] }).with(.disability, try Record.disability(p17.party, "44990263050100322"))
        #expect(unlinked.finding(.disabled(), about: p17).verdict == .inconclusive, "arithmetic is no proof")
    }

    @Test("A certificate for several kinds does not tell which")
    func multiple() throws {
        let world = world(try Record.disability(p22.party, "44990719480726002571"))
        #expect(world.finding(.disabled(category: 2), about: p22).reason == .recordsAmbiguous)
        #expect(world.finding(.disabled(category: 7), about: p22).verdict == .confirmed)
        #expect(world.finding(.disabled(category: 2, level: 4), about: p22).verdict == .refuted, "the level differs in any case")
    }

    @Test("Of several certificates in force the newest counts; without an order nobody picks")
    func several() throws {
        let newer = world(
            try Record.disability(p22.party, Self.number), try Record.disability(p22.party, "44990719480726002542", from: "2024-01-01"))
        #expect(newer.finding(.disabled(level: 2), about: p22).verdict == .confirmed)
        #expect(newer.finding(.disabled(level: 3), about: p22).verdict == .refuted)
        #expect(newer.finding(.disabled(level: 3, at: "2023-12-31"), about: p22).verdict == .confirmed)
        for start in [String?.none, "2021-05-06"] {
            let unordered = world(
                try Record.disability(p22.party, Self.number), try Record.disability(p22.party, "44990719480726002542", from: start))
            #expect(unordered.finding(.disabled(level: 3), about: p22).reason == .recordsAmbiguous)
        }
    }

    @Test("A newer assessment replaces the older certificate, also where it has run out by now")
    func replaced() throws {
        func world(_ older: String?, _ newer: String?, from start: String? = "2024-01-01") throws -> RuleWorld {
            self.world(
                try Record.disability(p22.party, Self.number, from: older),
                try Record.disability(p22.party, "44990719480726002542", from: start, until: newer))
        }
        for claim in [Claim.disabled(), .disabled(level: 2), .disabled(level: 3)] {
            #expect(try world("2021-05-06", "2025-01-01").finding(claim, about: p22).reason == .recordsAmbiguous)
            #expect(try world("2021-05-06", "2025-01-01", from: nil).finding(claim, about: p22).reason == .recordsAmbiguous)
            #expect(try world(nil, "2025-01-01").finding(claim, about: p22).reason == .recordsAmbiguous)
        }
        let over = try world("2021-05-06", "2025-01-01")
        #expect(over.finding(.disabled(level: 2, at: "2024-06-01"), about: p22).verdict == .confirmed)
        #expect(over.finding(.disabled(level: 3, at: "2023-06-01"), about: p22).verdict == .confirmed)
        let older = try world("2021-05-06", "2021-05-05", from: "2016-01-01")
        #expect(older.finding(.disabled(level: 3), about: p22).verdict == .confirmed, "the one that ran out is the older one")
        #expect(try world("2021-05-06", "2021-05-05", from: nil).finding(.disabled(), about: p22).verdict == .confirmed)
        #expect(try world("2021-05-06", "2024-01-01", from: "2021-05-06").finding(.disabled(), about: p22).verdict == .inconclusive)
    }

    @Test("Without a first day a certificate counts for today only")
    func undated() throws {
        let world = world(try Record.disability(p22.party, Self.number, from: nil))
        #expect(world.finding(.disabled(), about: p22).verdict == .confirmed)
        #expect(world.finding(.disabled(at: "2025-01-01"), about: p22).reason == .startUnknown)
    }

    @Test("A federation that does not answer decides nothing, whatever is known already", arguments: [Statement.timedOut, .denied, .pending])
    func silent(_ statement: Statement) throws {
        let world = world(try Record.disability(p22.party, Self.number)).with(.disability, answering: statement)
        #expect(world.finding(.disabled(), about: p22).verdict == (statement == .pending ? .pending : .inconclusive))
        #expect(world.without(.disability).finding(.disabled(), about: p22).reason == .registryNotConnected)
        let unknown = self.world().with(.population, answering: statement).finding(.disabled(), about: p22)
        #expect(!unknown.verdict.isDecided)
    }

    @Test("The register's data end before the day: a no becomes no record, a certificate keeps its word with a caution")
    func gaps() throws {
        #expect(world().with(.disability, dataAsOf: "2026-02-01").finding(.disabled(), about: p22).verdict == .noRecord)
        let held = world(try Record.disability(p22.party, Self.number)).with(.disability, dataAsOf: "2026-02-01")
        let finding = held.finding(.disabled(), about: p22)
        #expect(finding.verdict == .confirmed && finding.cautions == [.coverageLimited, .registryLag])
    }
}
