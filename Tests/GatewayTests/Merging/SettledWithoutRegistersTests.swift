import Testing
import Verification

@testable import Gateway

/// Claims that no register can answer, and the list of those that nobody here can judge.
@Suite struct SettledWithoutRegistersTests {
    static let separated = Claim(
        .maritalSeparated,
        [Claim.Parameter("spouse", .person(Personas.p02.person)), .init("from", .date(day("2024-01-01"))), .init("to", .date(day("2026-01-01")))])
    static let illness = Claim(
        .illnessCertificateAuthentic, [Claim.Parameter("institution", .text("示例市第一医院")), .init("certificateNumber", .text("B-1"))])

    @Test("Separation is on no register, an illness certificate is its institution's: nobody is asked, not even who the person is")
    func nobody() {
        let world = RuleWorld(Personas.p01)
        for (claim, verdict, reason) in [
            (Self.separated, Verdict.inconclusive, ReasonCode.noRegisterExists), (Self.illness, .referred, .competentBodyOnly),
        ] {
            let evidence = world.evidence(for: [claim], about: Personas.p01.person)
            #expect(evidence.answers.count == 0)
            let finding = Merging.finding(for: claim, sources: claim.sources, evidence: evidence)
            #expect(finding.verdict == verdict && finding.reason == reason && finding.cautions.isEmpty && finding.restsOn.isEmpty)
        }
    }

    @Test("Beside another claim that tells that the person is somebody else, they tell it too")
    func bundle() {
        let evidence = RuleWorld(Personas.p01).evidence(for: [.match, Self.illness], about: Personas.p01.person(named: "王大明"))
        #expect(Merging.finding(for: Self.illness, sources: Self.illness.sources, evidence: evidence).verdict == .identityMismatch)
    }

    /// Those of the other rules of issue 4 that are not written yet; to be emptied.
    static let withoutRule: [ClaimKind] = []

    @Test("Every claim that a certificate shows really answers, but for the list above")
    func everyClaimAnswers() throws {
        let catalogue = try GatewayWalkTests.catalogue()
        for certificate in catalogue.certificates {
            #expect(certificate.claims.isEmpty == certificate.isPurelyProcedural)
            for kind in certificate.claims {
                #expect((Rule(of: Claim(kind)) == nil) == Self.withoutRule.contains(kind), "\(certificate.id) \(kind.rawValue)")
            }
        }
        #expect(ClaimKind.allCases.filter { Rule(of: Claim($0)) == nil } == Self.withoutRule)
        #expect(Set(catalogue.certificates.flatMap(\.claims)) == Set(ClaimKind.allCases), "no claim without a certificate")
    }
}
