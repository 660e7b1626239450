import Testing
import Verification

@testable import Gateway

/// `employment.registered-unemployed` and `employment.hardship` (`domain.md` A.3, A.4.9 item 15).
@Suite struct EmploymentTableTests {
    let p06 = Personas.p06

    private func world(_ facts: Fact...) -> RuleWorld { RuleWorld(p06, Personas.p24, Personas.p17).with(.employment, facts) }

    @Test(
        "Both ends of a registration belong to it",
        arguments: [
            ("2025-10-07", Verdict.refuted), ("2025-10-08", .confirmed), ("2025-12-31", .confirmed), ("2026-01-31", .confirmed),
            ("2026-02-01", .refuted),
        ])
    func boundaries(_ at: String, _ verdict: Verdict) throws {
        let world = world(try Record.unemployed(p06.party, "2025-10-08", until: "2026-01-31"))
        #expect(world.finding(.unemployed(at: at), about: p06).verdict == verdict)
    }

    @Test("Registered is confirmed; not registered is a no where the register declares itself complete, else no record")
    func closedWorld() throws {
        let standing = world(try Record.unemployed(p06.party, "2025-10-08"))
        let finding = standing.finding(.unemployed(), about: p06)
        #expect(finding.verdict == .confirmed && finding.reason == .recorded && finding.restsOn == [.employment])
        #expect(finding.since == day("2025-10-08") && finding.cautions.isEmpty)
        #expect(world().finding(.unemployed(), about: p06).reason == .authoritativeNegative)
        var open = world()
        open.coverage[.employment] = RegistryCoverage(authority: "x", from: nil, closedWorldClaims: [])
        #expect(open.finding(.unemployed(), about: p06).verdict == .noRecord)
        var late = world()
        late.coverage[.employment] = RegistryCoverage(authority: "x", from: day("2008-01-01"), closedWorldClaims: [.employmentRegisteredUnemployed])
        let limited = late.finding(.unemployed(), about: p06)
        #expect(limited.verdict == .noRecord && limited.cautions == [.coverageLimited])
        let stale = world().with(.employment, dataAsOf: "2026-02-27").finding(.unemployed(), about: p06)
        #expect(stale.verdict == .noRecord && stale.reason == .coverageGap)
    }

    @Test("Unemployment is not hardship, and hardship is not unemployment")
    func kinds() throws {
        let unemployed = world(try Record.unemployed(p06.party, "2025-10-08"))
        #expect(unemployed.finding(.hardToEmploy(), about: p06).verdict == .refuted)
        let hardship = world(try Record.unemployed(p06.party, "2025-10-08", "hardship"))
        #expect(hardship.finding(.hardToEmploy(), about: p06).verdict == .confirmed)
        #expect(hardship.finding(.unemployed(), about: p06).verdict == .refuted)
    }

    @Test(
        "An employer's contribution inside the registration is a caution and a correction, never a no",
        arguments: [
            ("2025-10", "employer", false), ("2025-11", "employer", true), ("2026-02", "employer", true), ("2026-03", "employer", true),
            ("2025-09", "employer", false), ("2025-12", "flexible", false),
        ])
    func contributions(_ month: String, _ payer: String, _ isContradiction: Bool) throws {
        let world = world(try Record.unemployed(p06.party, "2025-10-08"))
            .with(.socialInsurance, try Record.contribution(p06.party, month, payer: payer))
        let finding = world.finding(.unemployed(), about: p06)
        #expect(finding.verdict == .confirmed)
        #expect(finding.cautions == (isContradiction ? [.contradictingContribution] : []))
        #expect(finding.corrections == (isContradiction ? [Correction(registry: .employment, code: .contradictedByContribution)] : []))
        #expect(finding.restsOn == (isContradiction ? [.employment, .socialInsurance] : [.employment]))
    }

    @Test("Where the register does not say who pays, a named employer does")
    func payers() throws {
        let registered = world(try Record.unemployed(p06.party, "2025-10-08"))
        let named = registered.with(.socialInsurance, try Record.contribution(p06.party, "2025-12", payer: nil))
        #expect(named.finding(.unemployed(), about: p06).cautions == [.contradictingContribution])
        let nameless = registered.with(.socialInsurance, try Record.contribution(p06.party, "2025-12", payer: nil, employer: nil))
        #expect(nameless.finding(.unemployed(), about: p06).cautions.isEmpty)
    }

    @Test("Contributions are asked for only beside a standing registration, never for hardship, and their silence changes nothing")
    func askedWhenItMatters() throws {
        func asked(_ world: RuleWorld, _ claim: Claim) -> Set<RegistryID> {
            Set(world.evidence(for: [claim], about: p06.person).answers.map(\.question.registry))
        }
        let standing = world(try Record.unemployed(p06.party, "2025-10-08"), try Record.unemployed(p06.party, "2025-10-08", "hardship"))
        #expect(asked(standing, .unemployed()) == [.population, .employment, .socialInsurance])
        #expect(asked(standing, .hardToEmploy()) == [.population, .employment])
        #expect(asked(world(), .unemployed()) == [.population, .employment])
        for statement in [Statement.timedOut, .denied, .pending] {
            let finding = standing.with(.socialInsurance, answering: statement).finding(.unemployed(), about: p06)
            #expect(finding.verdict == .confirmed && finding.cautions.isEmpty)
        }
        #expect(standing.without(.socialInsurance).finding(.unemployed(), about: p06).verdict == .confirmed)
    }

    @Test("A service that does not answer decides nothing", arguments: [Statement.timedOut, .denied, .pending])
    func silent(_ statement: Statement) throws {
        let finding = world().with(.employment, answering: statement).finding(.unemployed(), about: p06)
        #expect(finding.verdict == (statement == .pending ? .pending : .inconclusive))
        #expect(world().without(.employment).finding(.unemployed(), about: p06).reason == .registryNotConnected)
    }

    @Test("A number that the service was not asked under keeps a no, and an open registration, from standing")
    func otherNumbers() throws {
        let p17 = Personas.p17
        let old = TestPerson(p17.name, "449902630501003")
        let held = world(try Record.unemployed(p17.written(under: old.number), "2025-01-01"))
        #expect(held.finding(.unemployed(), about: p17).verdict == .confirmed)
        #expect(world().with(.employment, about: old, answering: .timedOut).finding(.unemployed(), about: p17).verdict == .inconclusive)
        let open = world(try Record.unemployed(p17.party, "2025-01-01")).with(.employment, about: old, answering: .timedOut)
        #expect(open.finding(.unemployed(), about: p17).reason == .defeaterUnavailable)
        let bounded = world(try Record.unemployed(p17.party, "2025-01-01", until: "2026-12-31")).with(.employment, about: old, answering: .timedOut)
        #expect(bounded.finding(.unemployed(), about: p17).verdict == .confirmed)
        let unknown = world().with(.population, answering: .timedOut).finding(.unemployed(), about: p17)
        #expect(unknown.verdict == .inconclusive && unknown.reason == .identityNotEstablished)
    }

    @Test("A record under another name is left out; a variant keeps the answer open")
    func names() throws {
        let other = world(try Record.unemployed(p06.written("王大明"), "2025-01-01")).finding(.unemployed(), about: p06)
        #expect(other.verdict != .confirmed && other.cautions.contains(.recordWithOtherNameExcluded))
        let variant = world(try Record.unemployed(p06.written("李思齊"), "2025-01-01")).finding(.unemployed(), about: p06)
        #expect(variant.verdict == .inconclusive && variant.reason == .recordsAmbiguous)
        let former = world(try Record.unemployed(Personas.p24.written("邓招娣"), "2010-01-01")).finding(.unemployed(), about: Personas.p24)
        #expect(former.verdict == .confirmed)
    }

    @Test("The same registration ended and not ended cannot be judged; written twice it is a duplicate")
    func contradictions() throws {
        let both = world(try Record.unemployed(p06.party, "2025-01-01"), try Record.unemployed(p06.party, "2025-01-01", until: "2025-06-30"))
        #expect(both.finding(.unemployed(), about: p06).reason == .recordsAmbiguous)
        #expect(both.finding(.unemployed(at: "2025-03-01"), about: p06).verdict == .confirmed)
        let twice = world(try Record.unemployed(p06.party, "2025-01-01"), try Record.unemployed(p06.party, "2025-01-01"))
        #expect(twice.finding(.unemployed(), about: p06).cautions == [.duplicateRecord])
    }
}
