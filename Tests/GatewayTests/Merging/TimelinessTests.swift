import Testing
import Verification

@testable import Gateway

/// What data that end before the claim's day are worth (decision 21).
@Suite struct TimelinessTests {
    private static let p01 = Personas.p01.with {
        $0.residences = [Residence(division: "449901", address: nil, from: day("2005-01-01"), until: nil)]
    }
    private static let p02 = Personas.p02

    /// A world in which a claim has an answer that a later act could undo, the claim, and the register that it rests on.
    private static func states() throws -> [(claim: Claim, world: RuleWorld, registry: RegistryID)] {
        let world = RuleWorld(p01, p02)
        let passport = Fact.document(
            IdentityDocument(holder: p01.party, type: "passport", number: "E99000001", validFrom: nil, validUntil: day("2030-01-01")))
        let couple = world.with(.marriage, Record.marriage(p01, p02, "2005-05-20"))
        return [
            (.hukou(division: "449901"), world, .population), (.hukou(division: "449902"), world, .population),
            (.document("passport", "E99000001"), world.with(.exitEntry, passport), .exitEntry),
            (.maritalStatus(), couple, .marriage), (.maritalStatus(), couple, .courtJudgment), (.maritalIs("married"), couple, .marriage),
            (.maritalIs("divorced"), couple, .courtJudgment), (.spouse(p02), couple, .courtJudgment), (.kin("spouse", of: p02), couple, .marriage),
            (.owns("vehicle"), world.with(.traffic, try Record.vehicle(p01.party, from: "2009-03-11")), .traffic),
            (.ownsNone("vehicle"), world.with(.traffic, try Record.vehicle(p01.party, from: "2009-03-11")), .traffic),
            (.owns("real-estate"), world.with(.realEstate, try Record.right(p01.party)), .realEstate),
            (.mayUse(), world.with(.localGovernment, try Record.premises(p01.party, "2005-11-03")), .localGovernment),
            (.custodian, world.with(.personalFiles, try Record.file(p01.party, "示例市人才服务中心")), .personalFiles),
            (.unemployed(), world.with(.employment, try Record.unemployed(p01.party, "2011-10-08")), .employment),
            (.disabled(), world.with(.disability, try Record.disability(p01.party, p01.number + "43")), .disability),
        ]
    }

    @Test("A month behind it stands and is cautioned; longer it is open; the day itself says nothing of it")
    func ages() throws {
        for (claim, world, registry) in try Self.states() {
            let name = "\(claim.kind) \(registry)"
            let fresh = world.finding(claim, about: Self.p01)
            #expect([.confirmed, .refuted].contains(fresh.verdict) && !fresh.cautions.contains(.registryLag), "\(name)")
            for date in ["2026-02-28", "2026-01-29"] {
                let lagging = world.with(registry, dataAsOf: date).finding(claim, about: Self.p01)
                #expect(lagging.verdict == fresh.verdict && lagging.value == fresh.value && lagging.cautions.contains(.registryLag), "\(name)")
            }
            for date in ["2026-01-28", "2012-01-01"] {
                let old = world.with(registry, dataAsOf: date).finding(claim, about: Self.p01)
                #expect(old.verdict == .inconclusive && old.reason == .coverageGap && old.cautions.contains(.coverageLimited), "\(name)")
                #expect(old.value == nil && old.since == nil && old.restsOn.isEmpty && !old.match.contains { $0.field == "division" }, "\(name)")
            }
        }
    }

    @Test("About a day within the data old data are as good as new ones")
    func past() {
        let world = RuleWorld(Self.p01).with(.population, dataAsOf: "2012-01-01")
        #expect(world.finding(.hukou(division: "449901", at: "2012-01-01"), about: Self.p01).verdict == .confirmed)
        #expect(world.finding(.hukou(division: "449901", at: "2012-02-01"), about: Self.p01).cautions == [.registryLag])
        #expect(world.finding(.hukou(division: "449901", at: "2012-02-02"), about: Self.p01).reason == .coverageGap)
    }

    @Test("What nothing undoes needs no newer data")
    func facts() {
        let world = RuleWorld(Self.p01).with(.deathCertificate, Record.death(Self.p01, "2010-05-20")).with(.deathCertificate, dataAsOf: "2012-01-01")
        #expect(world.finding(.isDead(), about: Self.p01).verdict == .confirmed)
        let convicted = RuleWorld(Self.p01).with(.crimeRecord, Record.crime(Self.p01.party, "2008-08-08")).with(.crimeRecord, dataAsOf: "2012-01-01")
        #expect(convicted.finding(.noCrime, about: Self.p01).verdict == .refuted)
    }

    @Test("Where each of several registers shows it by itself, one that reaches the day is enough")
    func alternatives() throws {
        let world = RuleWorld(Self.p01).with(.localGovernment, try Record.premises(Self.p01.party, "2005-11-03"))
            .with(.housing, try Record.lease(Self.p01.party)).with(.localGovernment, dataAsOf: "2012-01-01")
        let finding = world.finding(.mayUse(), about: Self.p01)
        #expect(finding.verdict == .confirmed && finding.restsOn == [.housing, .localGovernment].sorted())
        #expect(world.with(.housing, dataAsOf: "2012-01-01").finding(.mayUse(), about: Self.p01).reason == .coverageGap)
    }
}
