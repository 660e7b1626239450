import Testing
import Verification

@testable import Gateway

/// `rehab.status` and `rehab.performance` (`domain.md` A.3, A.4.9 item 6): the institution's word alone.
@Suite struct RehabilitationTableTests {
    let p26 = Personas.p26

    private func world(_ facts: Fact...) -> RuleWorld { RuleWorld(p26).with(.rehabilitation, facts) }

    @Test("The measure in force, or that it is over", arguments: [("社区戒毒", "community-treatment"), ("社区康复", "community-rehab")])
    func status(_ measure: String, _ word: String) throws {
        let world = world(try Record.agreement(p26.party, measure, "2022-01-10", until: "2025-01-09"))
        for at in ["2022-01-10", "2025-01-09"] {
            let finding = world.finding(.rehab(at: at), about: p26)
            #expect(finding.verdict == .confirmed && finding.value == .word(word) && finding.since == day("2022-01-10"))
        }
        let over = world.finding(.rehab(at: "2025-01-10"), about: p26)
        #expect(over.verdict == .confirmed && over.value == .word("completed"))
        #expect(world.finding(.rehab(at: "2022-01-09"), about: p26).verdict == .noRecord)
    }

    @Test("This institution's silence is never a no, whatever it declares")
    func silence() {
        var world = world()
        world.coverage[.rehabilitation] = RegistryCoverage(authority: "x", from: nil, closedWorldClaims: [.rehabStatus, .rehabPerformance])
        let finding = world.finding(.rehab(), about: p26)
        #expect(finding.verdict == .noRecord && finding.cautions == [.coverageLimited])
        #expect(world.finding(.performance("2024-01-01", "2024-12-31"), about: p26).verdict == .noRecord)
    }

    @Test("A measure that nobody can read, or two at once, decide nothing")
    func unclear() throws {
        for measure in [String?.none, "强制隔离戒毒"] {
            #expect(world(try Record.agreement(p26.party, measure, "2025-01-01")).finding(.rehab(), about: p26).reason == .recordsAmbiguous)
        }
        let two = world(try Record.agreement(p26.party, "社区戒毒", "2025-01-01"), try Record.agreement(p26.party, "社区康复", "2025-06-01"))
        #expect(two.finding(.rehab(), about: p26).reason == .recordsAmbiguous)
        let undated = world(try Record.agreement(p26.party, "社区康复", nil))
        #expect(undated.finding(.rehab(at: "2024-01-01"), about: p26).reason == .startUnknown)
    }

    @Test("Without the institution the person is referred to it, a silent one decides nothing")
    func missing() {
        for claim in [Claim.rehab(), .performance("2024-01-01", "2024-12-31")] {
            let referred = world().without(.rehabilitation).finding(claim, about: p26)
            #expect(referred.verdict == .referred && referred.reason == .competentBodyOnly)
            #expect(world().with(.rehabilitation, answering: .timedOut).finding(claim, about: p26).reason == .sourceUnavailable)
            #expect(world().with(.rehabilitation, answering: .denied).finding(claim, about: p26).reason == .sourceDenied)
            #expect(world().with(.rehabilitation, answering: .pending).finding(claim, about: p26).verdict == .pending)
        }
    }

    @Test("Conduct: the institution's statement exists, under its reference; its words are never told")
    func performance() throws {
        let world = world(
            try Record.agreement(p26.party, "社区康复", "2022-01-10", until: "2025-01-09", performance: "履行完毕", reference: "SQKF-2025-7"))
        let finding = world.finding(.performance("2023-01-01", "2024-12-31"), about: p26)
        #expect(finding.verdict == .confirmed && finding.value == .word("SQKF-2025-7") && finding.cautions.isEmpty)
        let partly = world.finding(.performance("2021-01-01", "2024-12-31"), about: p26)
        #expect(partly.verdict == .confirmed && partly.cautions == [.coverageLimited])
        #expect(world.finding(.performance("2025-01-10", "2025-12-31"), about: p26).verdict == .noRecord)
        let unstated = RuleWorld(p26).with(.rehabilitation, try Record.agreement(p26.party, "社区康复", "2022-01-10"))
        #expect(unstated.finding(.performance("2023-01-01", "2024-12-31"), about: p26).verdict == .referred)
    }

    @Test("No other source is ever asked")
    func alone() {
        let asked = world().evidence(for: [.rehab()], about: p26.person).answers.map(\.question.registry)
        #expect(Set(asked) == [.population, .rehabilitation])
    }

    @Test("Another person's agreement under a shared number is left out")
    func shared() throws {
        let world = RuleWorld(p26).with(.rehabilitation, try Record.agreement(p26.written("王大明"), "社区康复", "2025-01-01"))
        #expect(world.finding(.rehab(), about: p26).verdict == .noRecord)
    }
}
