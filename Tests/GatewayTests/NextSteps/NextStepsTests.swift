import Foundation
import Gateway
import StrictJSON
import Testing
import Verification

@Suite("What can be done next")
struct NextStepsTests {
    let catalogue: Catalogue
    private static let day = CalendarDate(dayNumber: 20_513)

    private static let shipped = Result {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Config/catalogue.json")
        return try Catalogue(json: JSON(parsing: [UInt8](Data(contentsOf: file)), limits: .file))
    }

    init() throws {
        catalogue = try Self.shipped.get()
    }

    private func certificate(_ id: CertificateID) throws -> Certificate { try #require(catalogue.certificate(id)) }

    private func steps(_ kind: ClaimKind, _ verdict: Verdict, _ reason: ReasonCode, _ id: CertificateID) throws -> [NextStep] {
        NextSteps.steps(
            for: Finding(claim: Claim(kind), verdict: verdict, reason: reason, asOf: Self.day), certificate: try certificate(id), catalogue: catalogue
        )
    }

    private func settled(_ id: CertificateID, _ verdict: Verdict, _ purpose: PurposeCategory = .general) throws -> [NextStep] {
        NextSteps.steps(for: [], verdict: verdict, certificate: try certificate(id), purpose: purpose, catalogue: catalogue)
    }

    /// Nothing but the rules of an adoption may ever lead to a committee (P15).
    private func check(_ steps: [NextStep]) {
        #expect(Set(steps).count == steps.count)
        for step in steps {
            for word in ["居委", "村委", "委员会", "自治组织", "ommittee"] {
                #expect(!step.text.zh.contains(word) && !step.text.en.contains(word))
            }
            #expect(step.text.zh.hasSuffix("。") && step.text.en.hasSuffix("."))
            #expect(step.text.zh.unicodeScalars.allSatisfy { !("a"..."z").contains($0) && !("A"..."Z").contains($0) }, "\(step.text.zh)")
            #expect(step.text.zh.contains("社区") == step.text.zh.contains("社区戒毒社区康复机构"))
            #expect(step.legalBasis.map { !$0.zh.isEmpty && !$0.en.isEmpty } == true)
            #expect(!step.text.zh.contains("。。") && !step.text.en.contains(".."))
            #expect(step.documents.allSatisfy { catalogue.documents[$0] != nil })
        }
    }

    @Test("Never a dead end, never back to the committee: every certificate, claim, verdict and reason", arguments: Verdict.allCases)
    func complete(_ verdict: Verdict) {
        var seen: Set<[NextStep]> = []
        func check(_ steps: [NextStep]) {
            #expect(steps.isEmpty == (verdict == .confirmed))
            if seen.insert(steps).inserted { self.check(steps) }
        }
        for certificate in catalogue.certificates {
            for reason in ReasonCode.allCases {
                for kind in certificate.claims {
                    let finding = Finding(claim: Claim(kind), verdict: verdict, reason: reason, asOf: Self.day)
                    check(NextSteps.steps(for: finding, certificate: certificate, catalogue: catalogue))
                }
            }
            for purpose in PurposeCategory.allCases {
                check(NextSteps.steps(for: [], verdict: verdict, certificate: certificate, purpose: purpose, catalogue: catalogue))
            }
        }
    }

    @Test(
        "Nobody asks for procedural certificates, and whoever does can be complained about",
        arguments: ["hukou-item-change", "dog-keeping", "lost-document"])
    func procedural(_ id: String) throws {
        let steps = try settled(CertificateID(rawValue: id), .notRequired)
        #expect(steps.last?.kind == .complaint)
        #expect(steps.contains { $0.kind == .referIssuer })
    }

    @Test("Each of the nineteen lost documents has its way to a new one; a passbook goes to the handling bank")
    func lost() throws {
        let reissues = try settled("lost-document", .notRequired).filter { $0.kind == .reissue }
        #expect(reissues.count == 19)
        let passbook = try #require(reissues.first { $0.documents == ["passbook"] })
        #expect(passbook.text.zh.contains("存折") && passbook.text.zh.contains("银行"))
        #expect(passbook.text.en.contains("the handling bank"))
    }

    @Test("No marriage record: papers, a new copy, a signed declaration, a commitment, a check by the departments")
    func noMarriageRecord() throws {
        let kinds = try steps(.maritalIs, .noRecord, .noRecordFound, "marital-status").map(\.kind)
        #expect(kinds == [.presentOriginal, .reissue, .declaration, .commitment, .assistanceCheck])
    }

    @Test("Being alive is shown by being there")
    func alive() throws {
        let steps = try steps(.aliveAt, .noRecord, .noRecordFound, "alive")
        #expect(steps.first?.kind == .manualCheck)
        #expect(steps.first?.text.zh.contains("当面") == true)
    }

    @Test("A refutation is looked at by a person and can be objected to", arguments: ["no-criminal-record", "marital-status", "death"])
    func refuted(_ id: String) throws {
        let certificate = try certificate(CertificateID(rawValue: id))
        let kind = try #require(certificate.defaultClaim)
        #expect(try steps(kind, .refuted, .recordedOtherwise, certificate.id).map(\.kind) == [.manualCheck, .correctionRequest])
    }

    @Test("A silent department means trying again, first of all", arguments: [ReasonCode.sourceUnavailable, .defeaterUnavailable, .interrupted])
    func silent(_ reason: ReasonCode) throws {
        #expect(try steps(.maritalStatus, .inconclusive, reason, "marital-status").first?.kind == .retry)
        #expect(try steps(.crimeNoRecord, .inconclusive, reason, "no-criminal-record").map(\.kind) == [.retry])
    }

    @Test("Other reasons lead elsewhere")
    func reasons() throws {
        #expect(try steps(.maritalSpouse, .inconclusive, .recordsAmbiguous, "marital-status").first?.kind == .manualCheck)
        #expect(try steps(.maritalStatus, .inconclusive, .recognitionPending, "marital-status").map(\.kind) == [.referIssuer])
        #expect(
            try steps(.maritalSeparated, .inconclusive, .noRegisterExists, "marital-status").map(\.kind) == [.declaration, .commitment, .referIssuer])
        for reason in [ReasonCode.registryNotConnected, .noMergeRule] {
            #expect(
                try steps(.disabilityCertificate, .inconclusive, reason, "disability").map(\.kind) == [
                    .presentOriginal, .reissue, .referIssuer, .referIssuer,
                ])
        }
        #expect(
            try steps(.identityMatch, .identityMismatch, .identityDiffers, "identity-info").map(\.kind) == [.presentOriginal, .correctionRequest])
        #expect(
            try steps(.crimeNoRecord, .inconclusive, .identityNotEstablished, "no-criminal-record").map(\.kind) == [.presentOriginal, .manualCheck])
        #expect(
            try steps(.deathDate, .conflict, .sourcesDisagree, "death").map(\.kind) == [
                .manualCheck, .correctionRequest, .presentOriginal, .referIssuer, .referIssuer, .referIssuer,
            ])
    }

    @Test("What only a competent body can say names that body", arguments: ["community-rehab", "illness", "legal-aid-hardship"])
    func referred(_ id: String) throws {
        let certificate = try certificate(CertificateID(rawValue: id))
        let steps = try settled(certificate.id, .referred)
        #expect(steps.first?.kind == .referIssuer)
        #expect(steps.first?.text.zh.hasPrefix(try #require(certificate.issuers.first).body.zh) == true)
        if id == "legal-aid-hardship" { #expect(steps.contains { $0.kind == .declaration }) }
    }

    @Test("An exception names the rules of its own matter, and of no other")
    func exempt() throws {
        #expect(try settled("marital-status", .exempt, .adoption).map(\.text.zh) == ["收养登记按其自身规定准备材料；保留清单上的收养人婚姻状况和抚养教育能力证明仍可以要求。"])
        #expect(try settled("kinship", .exempt, .realEstateRegistration).count == 1)
        #expect(try settled("kinship", .exempt).count == 2, "without a purpose, both")
    }

    @Test("Several findings: each step once, none for what is confirmed")
    func several() throws {
        let marital = try certificate("marital-status")
        func finding(_ kind: ClaimKind, _ verdict: Verdict) -> Finding {
            Finding(claim: Claim(kind), verdict: verdict, reason: .noRecordFound, asOf: Self.day)
        }
        let one = NextSteps.steps(for: [finding(.maritalStatus, .noRecord)], verdict: .noRecord, certificate: marital, catalogue: catalogue)
        let three = NextSteps.steps(
            for: [finding(.maritalIs, .confirmed), finding(.maritalStatus, .noRecord), finding(.maritalIs, .noRecord)], verdict: .noRecord,
            certificate: marital, catalogue: catalogue)
        #expect(one == three)
        #expect(NextSteps.steps(for: [finding(.maritalIs, .confirmed)], verdict: .confirmed, certificate: marital, catalogue: catalogue).isEmpty)
    }
}
