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
                #expect(fresh.asOf == RuleWorld.today && lagging.asOf == day(date), "\(name)")
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

    private static let couple = RuleWorld(p01, p02).with(.marriage, Record.marriage(p01, p02, "2005-05-20"))
    private static let divorced = couple.with(.marriage, Record.divorce(p01, p02, "2015-01-01"))

    @Test("What is over may be followed by another marriage: that is answered for the day on which the data end, too")
    func marriagesThatAreOver() {
        let claims: [(Claim, Verdict)] = [
            (.maritalStatus(), .confirmed), (.maritalIs("divorced"), .confirmed), (.maritalIs("not-married"), .confirmed),
            (.maritalIs("married"), .refuted), (.spouse(Self.p02), .refuted), (.kin("spouse", of: Self.p02), .refuted),
        ]
        for (claim, verdict) in claims {
            func finding(_ date: String) -> Finding { Self.divorced.with(.marriage, dataAsOf: date).finding(claim, about: Self.p01) }
            #expect(finding("2026-03-01").verdict == verdict && finding("2026-03-01").asOf == RuleWorld.today)
            #expect(finding("2026-02-27").verdict == verdict && finding("2026-02-27").asOf == day("2026-02-27"))
            #expect(finding("2026-02-27").cautions.contains(.registryLag))
            #expect(finding("2026-01-28").verdict == .inconclusive && finding("2026-01-28").reason == .coverageGap)
            // What courts decide does not follow a divorce.
            #expect(Self.divorced.with(.courtJudgment, dataAsOf: "2012-01-01").finding(claim, about: Self.p01).verdict == verdict)
        }
        let ever = Self.divorced.with(.marriage, dataAsOf: "2016-01-01").finding(.maritalIs("never-married"), about: Self.p01)
        #expect(ever.verdict == .refuted && ever.asOf == RuleWorld.today)
    }

    @Test("What a record of a later day than the data's last one made so is answered for the day asked about: no other day may be told")
    func recordsAfterTheEnd() {
        let wedded = RuleWorld(Self.p01, Self.p02).with(.marriage, Record.marriage(Self.p01, Self.p02, "2026-02-25"))
            .with(.marriage, dataAsOf: "2026-02-20")
        let claims: [(Claim, Verdict)] = [
            (.maritalStatus(), .confirmed), (.maritalIs("married"), .confirmed), (.spouse(Self.p02), .confirmed), (.maritalIs("divorced"), .refuted),
        ]
        for (claim, verdict) in claims {
            let finding = wedded.finding(claim, about: Self.p01)
            #expect(finding.verdict == verdict && finding.asOf == RuleWorld.today && finding.cautions.contains(.registryLag))
        }
    }

    @Test("Whose life the registers of deaths do not show up to the day is said of a standing marriage")
    func deathsOfSpouses() {
        for claim in [Claim.maritalStatus(), .maritalIs("married"), .spouse(Self.p02)] {
            let late = Self.couple.with(.deathCertificate, dataAsOf: "2026-02-22").finding(claim, about: Self.p01)
            #expect(late.verdict == .confirmed && late.asOf == day("2026-02-22") && late.cautions.contains(.registryLag))
            #expect(!late.cautions.contains(.spouseLifeUnchecked))
            let old = Self.couple.with(.deathCertificate, dataAsOf: "2025-02-22").finding(claim, about: Self.p01)
            #expect(old.verdict == .confirmed && old.asOf == RuleWorld.today && old.cautions.contains(.spouseLifeUnchecked))
            #expect(!old.cautions.contains(.registryLag))
        }
    }

    @Test("A day of its own would tell when a child was adopted: parents are answered for the day asked about (P11)")
    func parentsAreNotDated() {
        let (child, adopter) = (Personas.p09, Personas.p10)
        let world = RuleWorld(child, adopter, Personas.p11).with(.birth, Families.birth(child, mother: Personas.p11))
            .with(.adoption, Families.adoption(child, by: [adopter], "2026-02-25")).with(.adoption, dataAsOf: "2026-02-20")
        let finding = world.finding(.kin("parent", of: child), about: adopter)
        #expect(finding.verdict == .confirmed && finding.asOf == RuleWorld.today && finding.cautions.contains(.registryLag))
    }
}
