import Testing
import Verification

@testable import Gateway

/// `premises.right-to-use` (`domain.md` A.3, A.4.9 item 19).
@Suite struct PremisesTableTests {
    let p01 = Personas.p01
    private var world: RuleWorld { RuleWorld(p01) }
    private static let here = "示例市样板区新街1号"
    private static let old = "示例市样板区旧街1号"

    private func verdict(_ world: RuleWorld, at date: String? = nil) -> Verdict { world.finding(.mayUse(at: date), about: p01).verdict }

    @Test("Nothing on record is never a no: leases need not be filed")
    func nothing() {
        let finding = world.finding(.mayUse(), about: p01)
        #expect(finding.verdict == .noRecord && finding.reason == .noRecordFound && finding.cautions.isEmpty)
        #expect(finding.restsOn == [.housing, .localGovernment, .realEstate].sorted())
        #expect(world.evidence(for: [.mayUse()], about: p01.person).answers.count == 4, "and no place was asked about (P10)")
    }

    @Test("Owner, registered user, tenant of a filed lease, and whoever has the local government's statement")
    func titles() throws {
        for (registry, fact) in [
            (RegistryID.realEstate, try Record.right(p01.party)), (.realEstate, try Record.right(p01.party, "use")),
            (.realEstate, try Record.lease(p01.party, in: .realEstate)), (.housing, try Record.lease(p01.party)),
            (.localGovernment, try Record.premises(p01.party)),
        ] {
            let finding = world.with(registry, fact).finding(.mayUse(), about: p01)
            #expect(finding.verdict == .confirmed && finding.reason == .recorded && finding.restsOn == [registry] && finding.value == nil)
            #expect(finding.match.last == FieldMatch(field: "address", outcome: .match))
        }
        let both = world.with(.housing, try Record.lease(p01.party)).with(.localGovernment, try Record.premises(p01.party))
        #expect(both.finding(.mayUse(), about: p01).restsOn == [.housing, .localGovernment])
    }

    @Test("A contract on file at the housing office is looked at; a mortgage gives no use")
    func contracts() throws {
        for right in ["ownership", "use"] {
            let contract = world.with(.housing, try Record.right(p01.party, right, in: .housing)).finding(.mayUse(), about: p01)
            #expect(contract.verdict == .inconclusive && contract.reason == .recordsAmbiguous)
        }
        #expect(verdict(world.with(.realEstate, try Record.right(p01.party, "mortgage"))) == .noRecord)
        #expect(verdict(world.with(.housing, try Record.right(p01.party, "mortgage", in: .housing))) == .noRecord)
        let owner = world.with(.housing, try Record.right(p01.party, in: .housing)).with(.realEstate, try Record.right(p01.party))
        #expect(verdict(owner) == .confirmed)
    }

    @Test("The term counts, both days included")
    func dates() throws {
        let lease = world.with(.housing, try Record.lease(p01.party, from: "2025-03-01", until: "2026-02-28"))
        for (date, expected) in [
            ("2025-02-28", Verdict.noRecord), ("2025-03-01", .confirmed), ("2026-02-28", .confirmed), ("2026-03-01", .noRecord),
        ] { #expect(verdict(lease, at: date) == expected, "\(date)") }
        let statement = world.with(.localGovernment, try Record.premises(p01.party, "2025-11-03"))
        #expect(verdict(statement, at: "2025-11-02") == .noRecord && verdict(statement, at: "2025-11-03") == .confirmed)
        let undated = world.with(.localGovernment, try Record.premises(p01.party, nil))
        #expect(verdict(undated) == .confirmed)
        #expect(undated.finding(.mayUse(at: "2025-01-01"), about: p01).reason == .startUnknown)
        let endless = world.with(.housing, try Record.lease(p01.party, from: "2006-03-02", until: nil))
        #expect(verdict(endless, at: "2025-03-01") == .confirmed && verdict(endless) == .inconclusive, "no lease is longer than twenty years")
        let ended = world.with(
            .housing, try Record.lease(p01.party, until: nil), try Record.lease(p01.party, until: "2025-12-31"))
        #expect(verdict(ended) == .inconclusive && verdict(ended, at: "2025-12-31") == .confirmed)
    }

    @Test(
        "Addresses by their form; a part of an address leaves open which part is meant",
        arguments: [
            ("示例市 样板区新街１號", Verdict.confirmed), ("样板区新街1号", .inconclusive), ("示例市样板区新街1号201房", .inconclusive),
            ("示例市样板区新街11号", .noRecord), ("示例市样板区新街2号", .noRecord),
        ])
    func addresses(_ address: String, _ expected: Verdict) throws {
        let finding = world.with(.realEstate, try Record.right(p01.party)).finding(.mayUse(address), about: p01)
        #expect(finding.verdict == expected)
        if expected == .inconclusive { #expect(finding.match.last == FieldMatch(field: "address", outcome: .notCompared)) }
    }

    @Test("A title without an address leaves it open")
    func nowhere() throws {
        let finding = world.with(.realEstate, try Record.right(p01.party, address: nil)).finding(.mayUse(), about: p01)
        #expect(finding.verdict == .inconclusive && finding.reason == .recordsAmbiguous)
    }

    @Test("Under another name the place is the same where the registers of places tell a plain renaming")
    func renamed() throws {
        let title = world.with(.realEstate, try Record.right(p01.party, address: Self.old))
        #expect(verdict(title) == .noRecord)
        let finding = title.with(.doorplate, try Record.rename(Self.old, Self.here, "2018-05-01")).finding(.mayUse(), about: p01)
        #expect(finding.verdict == .confirmed && finding.restsOn == [.doorplate, .realEstate].sorted())
        #expect(finding.match.last == FieldMatch(field: "address", outcome: .normalised))
        let twice = title.with(.doorplate, try Record.rename(Self.old, "示例市样板区中街1号", "2016-05-01"))
            .with(.placename, try Record.rename("示例市样板区中街1号", Self.here, "2018-05-01", in: .placename))
        #expect(verdict(twice) == .confirmed)
        #expect(verdict(twice, at: "2017-01-01") == .noRecord, "it had not happened yet")
        let stale = world.with(.realEstate, try Record.right(p01.party, from: "2019-01-01")).with(
            .doorplate, try Record.rename(Self.old, Self.here, "2018-05-01"))
        #expect(stale.finding(.mayUse(Self.old), about: p01).verdict == .confirmed, "the hall may know the old name only")
        let down = title.with(.doorplate, answering: .timedOut)
        #expect(verdict(down) == .noRecord)
    }

    @Test("A place that was split or merged, and renamings in doubt, are no renaming")
    func doubtfulNames() throws {
        let title = world.with(.realEstate, try Record.right(p01.party, address: Self.old))
        let third = "示例市样板区中街1号"
        let split = try Record.entry(
            "split", in: .doorplate, [("from", .text(Self.old)), ("to", .texts([Self.here, third])), ("date", .date(day("2018-05-01")))])
        let merge = try Record.entry(
            "merge", in: .doorplate, [("from", .texts([Self.old, third])), ("to", .text(Self.here)), ("date", .date(day("2018-05-01")))])
        let plain = try Record.rename(Self.old, Self.here, "2018-05-01")
        for facts in [
            [split], [merge], [plain, merge], [plain, split], [try Record.rename(Self.old, Self.here, nil)],
            [plain, try Record.rename(Self.old, third, "2019-05-01")], [plain, try Record.rename(third, Self.here, "2017-05-01")],
        ] { #expect(verdict(title.with(.doorplate, facts)) == .noRecord) }
        let again = title.with(.doorplate, plain, try Record.rename(third, Self.old, "2018-05-01"))
        #expect(verdict(again) == .noRecord, "the old name is another place's by now")
        let late = world.with(.realEstate, try Record.right(p01.party, address: Self.old, from: "2018-05-02")).with(.doorplate, plain)
        #expect(late.finding(.mayUse(), about: p01).reason == .recordsAmbiguous, "registered under a name that had gone")
        let early = world.with(.realEstate, try Record.right(p01.party, from: "2018-04-30")).with(.doorplate, plain)
        #expect(early.finding(.mayUse(Self.old), about: p01).reason == .recordsAmbiguous, "registered under a name that was not given yet")
        let reversed = title.with(.doorplate, try Record.rename(Self.old, third, "2019-01-01"), try Record.rename(third, Self.here, "2017-01-01"))
        #expect(verdict(reversed) == .noRecord, "the later name had gone before")
        #expect(verdict(title.with(.doorplate, plain, plain)) == .confirmed, "told twice it is one renaming")
    }

    @Test(
        "Registers that do not answer never decide; an open title needs its own register heard", arguments: [Statement.timedOut, .denied, .pending])
    func silent(_ statement: Statement) throws {
        let blocked: Verdict = statement == .pending ? .pending : .inconclusive
        let one = world.with(.realEstate, answering: statement).finding(.mayUse(), about: p01)
        #expect(one.verdict == .noRecord && one.cautions == [.coverageLimited] && one.restsOn == [.housing, .localGovernment])
        let all = world.with(.realEstate, answering: statement).with(.housing, answering: statement).with(.localGovernment, answering: statement)
        #expect(verdict(all) == blocked)
        let lease = world.with(.housing, try Record.lease(p01.party)).with(.realEstate, answering: statement)
        #expect(verdict(lease) == .confirmed)
        let p17 = Personas.p17
        let former = TestPerson(p17.name, "449902630501003")
        let open = RuleWorld(p17).with(.realEstate, try Record.right(p17.party)).with(.realEstate, about: former, answering: statement)
        #expect(open.finding(.mayUse(), about: p17).verdict == blocked)
        let bounded = RuleWorld(p17).with(.housing, try Record.lease(p17.party)).with(.housing, about: former, answering: statement)
        #expect(bounded.finding(.mayUse(), about: p17).verdict == .confirmed)
    }

    @Test("One register that may help is enough; registers of places are not")
    func joined() throws {
        let one = world.without(.realEstate, .housing)
        #expect(one.finding(.mayUse(), about: p01).verdict == .noRecord)
        #expect(one.with(.localGovernment, try Record.premises(p01.party)).finding(.mayUse(), about: p01).verdict == .confirmed)
        let places = world.without(.realEstate, .housing, .localGovernment)
        #expect(places.finding(.mayUse(), about: p01).reason == .registryNotConnected)
        #expect(places.evidence(for: [.mayUse()], about: p01.person).answers.count == 0)
    }

    @Test("Titles under a former number or name are the applicant's; another's are not")
    func names() throws {
        let p17 = Personas.p17
        let old = RuleWorld(p17).with(.realEstate, try Record.right(p17.written(under: "449902630501003")))
        #expect(old.finding(.mayUse(), about: p17).verdict == .confirmed)
        let wrong = world.with(.realEstate, try Record.right(p01.written("王大明"))).finding(.mayUse(), about: p01)
        #expect(wrong.verdict == .noRecord && wrong.cautions == [.recordWithOtherNameExcluded])
        let p16 = Personas.p16
        let variant = RuleWorld(p16).with(.realEstate, try Record.right(p16.written("\u{F8F5}文涛")))
        #expect(variant.finding(.mayUse(), about: p16).reason == .recordsAmbiguous)
        #expect(world.finding(.mayUse(), about: p01.person(named: "王大明")).verdict == .identityMismatch)
    }
}
