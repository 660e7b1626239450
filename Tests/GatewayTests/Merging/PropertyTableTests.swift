import Testing
import Verification

@testable import Gateway

/// `property.owns` and `property.none` (`domain.md` A.3, A.4.5, A.4.9 item 17; scenario S22).
@Suite struct PropertyTableTests {
    let p01 = Personas.p01
    private var world: RuleWorld { RuleWorld(p01) }

    private func check(
        _ world: RuleWorld, owns: (Verdict, ReasonCode), none: (Verdict, ReasonCode), _ kind: String = "real-estate", in area: String = "449901",
        at date: String? = nil, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let one = world.finding(.owns(kind, in: area, at: date), about: p01)
        #expect(one.verdict == owns.0 && one.reason == owns.1, comment, sourceLocation: sourceLocation)
        let other = world.finding(.ownsNone(kind, in: area, at: date), about: p01)
        #expect(other.verdict == none.0 && other.reason == none.1, comment, sourceLocation: sourceLocation)
    }

    private static let held: (Verdict, ReasonCode) = (.confirmed, .recorded)
    private static let heldAfterAll: (Verdict, ReasonCode) = (.refuted, .recordedOtherwise)
    private static let lacking: (Verdict, ReasonCode) = (.refuted, .authoritativeNegative)
    private static let nothing: (Verdict, ReasonCode) = (.confirmed, .authoritativeNegative)
    private static let gap: (Verdict, ReasonCode) = (.noRecord, .coverageGap)
    private static let notFound: (Verdict, ReasonCode) = (.noRecord, .noRecordFound)
    private static let unclear: (Verdict, ReasonCode) = (.inconclusive, .recordsAmbiguous)
    private static let startUnknown: (Verdict, ReasonCode) = (.inconclusive, .startUnknown)
    private static let silent: (Verdict, ReasonCode) = (.inconclusive, .sourceUnavailable)

    @Test("S22: one area's silence is a no for that area, with a note; nothing adds up to the province")
    func s22() {
        let finding = world.finding(.ownsNone("real-estate"), about: p01)
        #expect(finding.verdict == .confirmed && finding.cautions == [.coverageLimited] && finding.restsOn == [.population, .realEstate])
        let down = world.with(.realEstate, in: "449902", answering: .timedOut)
        check(down, owns: Self.lacking, none: Self.nothing)
        check(down, owns: Self.silent, none: Self.silent, in: "province")
        check(world, owns: Self.gap, none: Self.gap, in: "province", "all that are joined answered, the rest is not joined")
        check(world, owns: Self.gap, none: Self.gap, in: "449900", "districts do not add up to a city")
        check(world, owns: Self.gap, none: Self.gap, in: "449907", "not joined")
        check(world, owns: Self.lacking, none: Self.nothing, in: "449901003", "a township lies in its district")
        let province = world.finding(.ownsNone("real-estate", in: "province"), about: p01)
        #expect(province.cautions == [.coverageLimited] && province.restsOn == [.realEstate])
    }

    @Test("Only the areas that touch the claim's are asked")
    func asked() {
        func areas(_ area: String) -> [String] {
            world.evidence(for: [.ownsNone("real-estate", in: area)], about: p01.person).answers
                .filter { $0.question.registry == .realEstate }.compactMap(\.question.area).sorted()
        }
        #expect(areas("449901") == ["449901"] && areas("449901003") == ["449901"] && areas("449907") == ["449907"])
        #expect(areas("province") == ["449901", "449902", "449903"] && areas("449900") == ["449901", "449902", "449903"])
        let evidence = world.evidence(for: [.owns("vehicle")], about: p01.person)
        #expect(Set(evidence.answers.map(\.question.registry)) == [.population, .traffic], "only the register of the kind (P10)")
    }

    @Test("A right stands from its registration; the day of its end is the new owner's")
    func dates() throws {
        let sold = world.with(.realEstate, try Record.right(p01.party, from: "2015-06-01", until: "2020-06-01"))
        for (date, stands) in [("2015-05-31", false), ("2015-06-01", true), ("2020-05-31", true), ("2020-06-01", false), ("2020-06-02", false)] {
            check(sold, owns: stands ? Self.held : Self.lacking, none: stands ? Self.heldAfterAll : Self.nothing, at: date)
        }
        let transferred = sold.with(.realEstate, try Record.right(Personas.p02.party, from: "2020-06-01"))
        for kind in ["real-estate", "vehicle"] {
            let both = transferred.with(
                .traffic, try Record.vehicle(p01.party, until: "2020-06-01"), try Record.vehicle(Personas.p02.party))
            check(both, owns: Self.lacking, none: Self.nothing, kind, at: "2020-06-01", "one owner on the day of the transfer")
        }
        #expect(transferred.finding(.owns("real-estate", at: "2020-06-01"), about: Personas.p02).verdict == .confirmed)
        let undated = world.with(.realEstate, try Record.right(p01.party, from: nil))
        check(undated, owns: Self.held, none: Self.heldAfterAll)
        check(undated, owns: Self.startUnknown, none: Self.startUnknown, at: "2020-01-01")
        #expect(sold.finding(.owns("real-estate", at: "2016-01-01"), about: p01).since == day("2015-06-01"))
    }

    @Test("Before the electronic period, and where the paper books were not carried over, silence says nothing")
    func paper() {
        check(world, owns: Self.lacking, none: Self.nothing, at: "2009-01-01")
        check(world, owns: Self.gap, none: Self.gap, at: "2008-12-31")
        check(world, owns: Self.gap, none: Self.gap, in: "449903", "electronic since 2012, older rights are on paper")
        let child = Personas.p12
        #expect(RuleWorld(child).finding(.ownsNone("real-estate", in: "449903"), about: child).reason == .coverageGap, "born in 2009")
        var later = RuleWorld(child)
        later.coverage[.realEstate] = RegistryCoverage(
            authority: "natural-resources", from: nil, closedWorldClaims: [.propertyNone],
            areas: [CoveredArea(division: "449903", electronicSince: day("2009-08-08")), CoveredArea(division: "449904", electronicSince: nil)])
        #expect(later.finding(.ownsNone("real-estate", in: "449903"), about: child).verdict == .confirmed, "nobody has rights before birth")
        #expect(later.finding(.ownsNone("real-estate", in: "449904"), about: child).reason == .coverageGap, "not electronic")
        #expect(later.finding(.owns("real-estate", in: "449903"), about: child).verdict == .noRecord, "complete for another claim only")
    }

    @Test("What the answer says of its areas counts, the later beginning first")
    func statedAreas() throws {
        var stated = world
        stated.statedAreas[.realEstate] = [CoveredArea(division: "449901", electronicSince: day("2018-01-01"))]
        check(stated, owns: Self.lacking, none: Self.nothing)
        check(stated, owns: Self.gap, none: Self.gap, at: "2017-12-31")
        stated.statedAreas[.realEstate] = [CoveredArea(division: "449901", electronicSince: nil)]
        check(stated, owns: Self.gap, none: Self.gap, "real-estate", "the registry says that it is not electronic")
        stated.statedAreas[.realEstate] = [CoveredArea(division: "449902", electronicSince: day("2009-01-01"))]
        check(stated, owns: Self.gap, none: Self.gap, "real-estate", "it speaks of another area")
        check(
            stated.with(.realEstate, try Record.right(p01.party)), owns: Self.held, none: Self.heldAfterAll, "real-estate",
            "what it holds counts all the same")
    }

    @Test("A register that declares no areas is never silent for one, but where its answer lists the area and the person is young enough")
    func undeclared() {
        let p12 = Personas.p12
        var whole = RuleWorld(p12)
        whole.coverage[.realEstate] = RegistryCoverage(authority: "natural-resources", from: nil, closedWorldClaims: [.propertyNone])
        #expect(whole.finding(.ownsNone("real-estate"), about: p12).reason == .noRecordFound)
        whole.statedAreas[.realEstate] = [CoveredArea(division: "449901", electronicSince: day("2009-01-01"))]
        #expect(whole.finding(.ownsNone("real-estate"), about: p12).verdict == .confirmed)
        #expect(whole.finding(.ownsNone("real-estate", in: "449902"), about: p12).reason == .coverageGap)
        #expect(whole.finding(.ownsNone("real-estate", in: "province"), about: p12).reason == .coverageGap)
    }

    @Test("A register of the whole province speaks for the province, and one of a city for its districts")
    func wide() {
        func covering(_ divisions: String...) -> RuleWorld {
            var world = world
            world.coverage[.realEstate] = RegistryCoverage(
                authority: "natural-resources", from: nil, closedWorldClaims: [.propertyOwns, .propertyNone],
                areas: divisions.map { CoveredArea(division: $0, electronicSince: day("2009-01-01"), isCarriedOver: true) })
            return world
        }
        check(covering("440000"), owns: Self.lacking, none: Self.nothing, in: "province")
        check(covering("440000", "450000"), owns: Self.gap, none: Self.gap, in: "province", "two provinces: which one is meant?")
        check(covering("449900"), owns: Self.lacking, none: Self.nothing, in: "449901")
        check(covering("449900"), owns: Self.gap, none: Self.gap, in: "province")
    }

    @Test("Rights elsewhere do not count; a place that cannot be told leaves it open")
    func places() throws {
        let elsewhere = world.with(.realEstate, try Record.right(p01.party, area: "449902"))
        check(elsewhere, owns: Self.lacking, none: Self.nothing)
        check(elsewhere, owns: Self.held, none: Self.heldAfterAll, in: "province")
        check(elsewhere, owns: Self.held, none: Self.heldAfterAll, in: "449900")
        let nowhere = world.with(.realEstate, try Record.right(p01.party, area: nil))
        check(nowhere, owns: Self.unclear, none: Self.unclear)
        check(nowhere, owns: Self.held, none: Self.heldAfterAll, in: "province")
        let district = world.with(.realEstate, try Record.right(p01.party, area: "449901"))
        check(district, owns: Self.unclear, none: Self.unclear, in: "449901003")
    }

    @Test("A right of use or a mortgage makes no owner, and nobody without rights", arguments: ["use", "mortgage"])
    func otherRights(_ right: String) throws {
        let other = world.with(.realEstate, try Record.right(p01.party, right))
        check(other, owns: Self.unclear, none: Self.unclear)
        check(other, owns: Self.lacking, none: Self.nothing, at: "2015-05-31")
        check(other.with(.realEstate, try Record.right(p01.party)), owns: Self.held, none: Self.heldAfterAll)
        check(world.with(.realEstate, try Record.lease(p01.party, in: .realEstate)), owns: Self.lacking, none: Self.nothing)
    }

    @Test("A row that goes on beside one that has ended: the register says two things")
    func contradiction() throws {
        let both = world.with(.realEstate, try Record.right(p01.party), try Record.right(p01.party, until: "2020-01-01"))
        check(both, owns: Self.unclear, none: Self.unclear)
        check(both, owns: Self.held, none: Self.heldAfterAll, at: "2019-01-01")
        let car = world.with(.traffic, try Record.vehicle(p01.party), try Record.vehicle(p01.party, until: "2020-01-01"))
        check(car, owns: Self.unclear, none: Self.unclear, "vehicle")
        let another = world.with(.traffic, try Record.vehicle(p01.party), try Record.vehicle(p01.party, plate: "粤Z99006", until: "2020-01-01"))
        check(another, owns: Self.held, none: Self.heldAfterAll, "vehicle")
    }

    @Test(
        "A required register that does not answer never makes a verdict",
        arguments: [Statement.timedOut, .denied, .pending, .incomplete([], missing: [])])
    func blocked(_ statement: Statement) throws {
        for kind in ClaimKind.propertyKinds {
            guard let registry = PropertyKind(kind)?.registry else { continue }
            let down = world.with(registry, answering: statement)
            for claim in [Claim.owns(kind), .ownsNone(kind)] {
                #expect(down.finding(claim, about: p01).verdict == (statement == .pending ? .pending : .inconclusive))
                let unjoined = world.without(registry)
                #expect(unjoined.finding(claim, about: p01).reason == .registryNotConnected)
                #expect(unjoined.evidence(for: [claim], about: p01.person).answers.count == 0)
            }
        }
        let uncovered = world.with(.traffic, answering: .notCovered)
        check(uncovered, owns: Self.gap, none: Self.gap, "vehicle")
    }

    @Test("A lagging register: silence reaches as far as its data, what it holds counts with a note")
    func lag() throws {
        let late = world.with(.realEstate, dataAsOf: "2026-02-01")
        check(late, owns: Self.gap, none: Self.gap)
        check(late, owns: Self.lacking, none: Self.nothing, at: "2026-02-01")
        let held = late.with(.realEstate, try Record.right(p01.party)).finding(.owns("real-estate"), about: p01)
        #expect(held.verdict == .confirmed && Set(held.cautions) == [.coverageLimited, .registryLag])
    }

    @Test("Vehicles: the register of the mainland is complete; deposits, securities and shares never are")
    func kinds() throws {
        check(world, owns: Self.lacking, none: Self.nothing, "vehicle", in: "province")
        check(world.with(.traffic, try Record.vehicle(p01.party)), owns: Self.held, none: Self.heldAfterAll, "vehicle")
        check(world, owns: Self.notFound, none: Self.notFound, "company-share", "shareholders of unlisted stock companies are not on it")
        check(world, owns: Self.gap, none: Self.gap, "company-share", at: "2025-01-01", "the list is of the present")
        let share = company("存续")
        check(share, owns: Self.held, none: Self.heldAfterAll, "company-share")
        check(share, owns: Self.startUnknown, none: Self.startUnknown, "company-share", at: "2025-01-01")
        check(company("存续", percent: "0"), owns: Self.unclear, none: Self.unclear, "company-share")
        check(
            world.with(.marketEntities, try Record.entity(p01.party, status: "存续")), owns: Self.notFound, none: Self.notFound, "company-share",
            "who represents a company need not have a part in it")
        for kind in ["deposit", "insurance", "securities"] { check(world, owns: Self.notFound, none: Self.notFound, kind) }
        let bank = world.with(.bankHoldings, try Record.holding(p01.party, "存款"))
        check(bank, owns: Self.held, none: Self.heldAfterAll, "deposit")
        check(bank, owns: Self.notFound, none: Self.notFound, "insurance")
        check(bank, owns: Self.startUnknown, none: Self.startUnknown, "deposit", at: "2025-01-01")
        check(world.with(.bankHoldings, try Record.holding(p01.party, "存款", "0")), owns: Self.unclear, none: Self.unclear, "deposit")
        check(world.with(.bankHoldings, try Record.holding(p01.party, nil)), owns: Self.unclear, none: Self.unclear, "insurance")
        let fund = world.with(.securities, try Record.holding(p01.party, "基金", in: .securities))
        check(fund, owns: Self.held, none: Self.heldAfterAll, "securities")
    }

    private func company(_ status: String, percent: String? = "66.6") -> RuleWorld {
        let facts = [try? Record.share(p01.party, percent: percent), try? Record.entity(Personas.p02.party, status: status)]
        return world.with(.marketEntities, facts.compactMap(\.self))
    }

    @Test("A share goes with its company: what is struck off is gone, whatever the list of shares still says")
    func companies() throws {
        for status in ["存续", "在业", "吊销，未注销"] { check(company(status), owns: Self.held, none: Self.heldAfterAll, "company-share") }
        check(company("注销"), owns: Self.notFound, none: Self.notFound, "company-share")
        check(company("注销"), owns: Self.startUnknown, none: Self.startUnknown, "company-share", at: "2025-01-01")
        check(company("迁出"), owns: Self.unclear, none: Self.unclear, "company-share")
        check(
            world.with(.marketEntities, try Record.share(p01.party)), owns: Self.unclear, none: Self.unclear, "company-share",
            "the register does not show the company")
        check(
            company("存续").with(.marketEntities, try Record.entity(Personas.p02.party, status: "注销")), owns: Self.unclear, none: Self.unclear,
            "company-share")
        let claim = Claim.owns("company-share")
        let evidence = company("存续").evidence(for: [claim], about: p01.person)
        let asked = try #require(
            evidence.answers.first { $0.question != Question(.marketEntities, about: p01.person) && $0.question.registry == .marketEntities })
        for (statement, verdict) in [(Statement.timedOut, Verdict.inconclusive), (.denied, .inconclusive), (.pending, .pending)] {
            let without = evidence.adding([asked.saying(statement)])
            #expect(Merging.finding(for: claim, sources: claim.sources, evidence: without).verdict == verdict)
        }
        #expect(world.evidence(for: [claim], about: p01.person).answers.count == 2, "no share, no company to ask about (P10)")
    }

    @Test("A bank that has not answered takes nothing from what another one said, and adds nothing")
    func partial() throws {
        guard case .record(let record) = try Record.holding(p01.party, "存款") else { return }
        let some = world.with(.bankHoldings, answering: .incomplete([.record(record)], missing: ["样板银行"]))
        check(some, owns: Self.held, none: Self.heldAfterAll, "deposit")
        check(some, owns: Self.silent, none: Self.silent, "insurance")
        var closed = world
        closed.coverage[.bankHoldings] = RegistryCoverage(
            authority: "financial-supervision", from: nil, closedWorldClaims: [.propertyOwns, .propertyNone])
        check(closed, owns: Self.lacking, none: Self.nothing, "deposit", "declared complete, and everybody answered")
        check(closed.with(.bankHoldings, answering: .incomplete([], missing: ["样板银行"])), owns: Self.silent, none: Self.silent, "deposit")
    }

    @Test("None of several kinds: one right refutes, one open kind means that it cannot be confirmed")
    func several() throws {
        let closed = world.finding(.ownsNone("real-estate", "vehicle"), about: p01)
        #expect(closed.verdict == .confirmed && closed.restsOn == [.population, .traffic, .realEstate].sorted())
        #expect(world.finding(.ownsNone("real-estate", "vehicle", "company-share"), about: p01).reason == .noRecordFound)
        #expect(world.finding(.ownsNone("real-estate", "vehicle", "deposit"), about: p01).reason == .noRecordFound)
        let down = world.with(.bankHoldings, answering: .timedOut)
        #expect(down.finding(.ownsNone("vehicle", "deposit"), about: p01).reason == .sourceUnavailable)
        let car = down.with(.traffic, try Record.vehicle(p01.party)).finding(.ownsNone("vehicle", "deposit"), about: p01)
        #expect(car.verdict == .refuted && car.restsOn == [.population, .traffic])
        let open = world.with(.traffic, try Record.vehicle(p01.party)).with(.marketEntities, answering: .pending)
        #expect(open.finding(.ownsNone("vehicle", "company-share"), about: p01).verdict == .refuted)
    }

    @Test("A house under a former number or name is the person's; one under another's name is left out and flagged")
    func names() throws {
        let p17 = Personas.p17
        let former = try Record.right(p17.written(under: "449902630501003"))
        let old = RuleWorld(p17).with(.realEstate, former)
        #expect(old.finding(.owns("real-estate"), about: p17).verdict == .confirmed)
        #expect(old.finding(.ownsNone("real-estate"), about: p17).verdict == .refuted)
        let p24 = Personas.p24
        let renamed = RuleWorld(p24).with(.realEstate, try Record.right(p24.written("邓招娣"))).finding(.owns("real-estate"), about: p24)
        #expect(renamed.verdict == .confirmed)
        let wrong = world.with(.realEstate, try Record.right(p01.written("王大明")))
        let none = wrong.finding(.ownsNone("real-estate"), about: p01)
        #expect(none.reason == .recordsAmbiguous && none.cautions.contains(.recordWithOtherNameExcluded))
        #expect(wrong.finding(.owns("real-estate"), about: p01).verdict == .noRecord, "it may be hers with a slip of the pen in the name")
        let p16 = Personas.p16
        let variant = RuleWorld(p16).with(.realEstate, try Record.right(p16.written("\u{F8F5}文涛")))
        #expect(variant.finding(.ownsNone("real-estate"), about: p16).reason == .recordsAmbiguous)
        check(world.with(.realEstate, answering: .identityMismatch), owns: Self.notFound, none: Self.unclear)
    }

    @Test("Without knowing who the person is, absence proves nothing")
    func identity() {
        let unknown = RuleWorld()
        #expect(unknown.finding(.ownsNone("vehicle"), about: p01).reason == .identityNotEstablished)
        #expect(unknown.finding(.owns("vehicle"), about: p01).reason == .identityNotEstablished)
        let down = world.with(.population, answering: .timedOut)
        #expect(down.finding(.ownsNone("vehicle"), about: p01).reason == .identityNotEstablished)
        #expect(down.finding(.owns("vehicle"), about: p01).reason == .identityNotEstablished)
        #expect(world.finding(.ownsNone("vehicle"), about: p01.person(named: "王大明")).verdict == .identityMismatch)
    }

    @Test("An open right needs its own register heard on every number (P7)")
    func defeater() throws {
        let p17 = Personas.p17
        let old = TestPerson(p17.name, "449902630501003")
        let house = RuleWorld(p17).with(.realEstate, try Record.right(p17.party)).with(.realEstate, about: old, answering: .timedOut)
        #expect(house.finding(.owns("real-estate"), about: p17).reason == .defeaterUnavailable)
        #expect(house.finding(.ownsNone("real-estate"), about: p17).reason == .defeaterUnavailable)
        let bounded = RuleWorld(p17).with(.realEstate, try Record.right(p17.party, until: "2020-01-01"))
            .with(.realEstate, about: old, answering: .timedOut)
        #expect(bounded.finding(.owns("real-estate", at: "2019-01-01"), about: p17).verdict == .confirmed)
        let elsewhere = world.with(.realEstate, try Record.right(p01.party)).with(.realEstate, in: "449902", answering: .timedOut)
        #expect(elsewhere.finding(.owns("real-estate", in: "province"), about: p01).verdict == .confirmed, "another area cannot end it")
    }

    @Test("What each register contributed: a negative only where it is one")
    func outcomes() {
        func outcome(_ claim: Claim, _ registry: RegistryID = .realEstate) -> SourceOutcome? {
            Merging.outcomes(evidence: world.evidence(for: [claim], about: p01.person), claims: [claim])[registry]
        }
        #expect(outcome(.ownsNone("real-estate")) == .negative)
        #expect(outcome(.ownsNone("real-estate", in: "449903")) == .noRecord)
        #expect(outcome(.ownsNone("real-estate", in: "449907")) == .noRecord)
        #expect(outcome(.ownsNone("vehicle"), .traffic) == .negative)
        #expect(outcome(.ownsNone("company-share"), .marketEntities) == .noRecord)
        #expect(outcome(.ownsNone("company-share", at: "2025-01-01"), .marketEntities) == .noRecord)
    }
}
