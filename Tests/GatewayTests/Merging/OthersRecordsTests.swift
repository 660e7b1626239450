import Testing
import Verification

@testable import Gateway

/// Records under a person's own number and another name: left out (P3), and silence is no "no" (`domain.md` A.4.2, A.4.5).
@Suite struct OthersRecordsTests {
    private let p01 = Personas.p01
    private let p02 = Personas.p02
    private let p23 = Personas.p23
    private let p26 = Personas.p26
    private var wrong: Party { p01.written("陈由然") }

    @Test("A slip of the pen in the name: nothing is a certain no")
    func slips() throws {
        let world = RuleWorld(p01, p02)
        let rows: [(Claim, RegistryID, Fact, Verdict)] = [
            (.noCrime, .crimeRecord, Record.crime(wrong, "2008-08-08"), .inconclusive),
            (.ownsNone("real-estate"), .realEstate, try Record.right(wrong), .inconclusive),
            (.owns("real-estate"), .realEstate, try Record.right(wrong), .noRecord),
            (.owns("vehicle"), .traffic, try Record.vehicle(wrong), .noRecord),
            (.unemployed(), .employment, try Record.unemployed(wrong, "2025-10-08"), .noRecord),
            (.disabled(), .disability, try Record.disability(wrong, p01.number + "43"), .noRecord),
            (.missing(), .courtJudgment, Record.decision(.declaredMissing, [wrong], "2016-01-10"), .noRecord),
        ]
        for (claim, registry, fact, verdict) in rows {
            let finding = world.with(registry, fact).finding(claim, about: p01)
            #expect(finding.verdict == verdict, "\(claim.kind)")
            #expect(finding.cautions.contains(.recordWithOtherNameExcluded), "\(claim.kind)")
            #expect(!finding.trace.contains { $0.code == .negative && $0.from == registry }, "\(claim.kind)")
        }
    }

    @Test("Another marriage under a name written wrong keeps a divorce open, and so does a divorce under it a marriage")
    func marriages() {
        let couple = RuleWorld(p01, p02).with(.marriage, Record.marriage(p01, p02, "2005-05-20"))
        let divorced = couple.with(.marriage, Record.divorce(p01, p02, "2010-05-20"))
        let again = divorced.with(.marriage, Record.marriage(Personas.p06.party, wrong, "2012-05-20"))
        for claim in [Claim.maritalStatus(), .maritalIs("not-married"), .maritalIs("divorced"), .maritalIs("married")] {
            #expect([.confirmed, .refuted].contains(divorced.finding(claim, about: p01).verdict))
            let finding = again.finding(claim, about: p01)
            #expect(finding.verdict == .inconclusive && finding.reason == .recordsAmbiguous)
        }
        let perhaps = couple.with(.courtJudgment, Record.decision(.divorce, [wrong, Personas.p06.party], "2015-01-01"))
        #expect(perhaps.finding(.maritalStatus(), about: p01).reason == .recordsAmbiguous)
    }

    @Test("A record that is certainly somebody else's takes nothing from a no")
    func others() {
        let convicted = RuleWorld(p23, p26).with(.crimeRecord, Record.crime(p23.party, "2008-08-08"))
        #expect(convicted.finding(.noCrime, about: p26).verdict == .confirmed, "the old number is another person's by now")
        let twin = TestPerson("彭建邦", p01.number)
        let shared = RuleWorld(p01, twin).with(.crimeRecord, Record.crime(twin.party, "2008-08-08"))
        let finding = shared.finding(.noCrime, about: p01)
        #expect(finding.verdict == .confirmed && finding.cautions == [.recordWithOtherNameExcluded], "a shared number, and the other one's name")
        let third = RuleWorld(p01, twin).with(.crimeRecord, Record.crime(wrong, "2008-08-08"))
        #expect(third.finding(.noCrime, about: p01).reason == .recordsAmbiguous, "a shared number, and nobody's name")
        let former = RuleWorld(Personas.p17).with(
            .crimeRecord, Record.crime(Party(name: "欧阳建囯", number: "449902630501003"), "1990-01-01"))
        #expect(former.finding(.noCrime, about: Personas.p17).verdict == .inconclusive, "an old number that nobody else has")
    }
}
