import AdapterKit
import Foundation
import StrictJSON
import Testing
import Verification

@testable import Gateway

/// The walk from admission to result, with departments that answer from tables: who is asked, who is not, and what a failure becomes.
@Suite struct GatewayWalkTests {
    static let today = CalendarDate(dayNumber: 20_513)  // 2026-03-01
    static let subject = Person(
        name: PersonName(text: "陈安然", original: "陈安然"), identifier: Identifier(type: .residentID, number: "449901198512040025"))

    static func catalogue() throws -> Catalogue {
        let path = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../Config/catalogue.json").standardized
        return try Catalogue(json: JSON(parsing: [UInt8](Data(contentsOf: path)), limits: .file))
    }

    static let hall = Client(
        name: "hall", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment, certificateName: "hall.demo.test",
        claims: Set(ClaimKind.allCases), valueClaims: Set(ClaimKind.allCases))
    static func hall(with authorities: [Client.Authority]) -> Client {
        Client(
            name: hall.name, unitCode: hall.unitCode, requesterClass: hall.requesterClass, certificateName: hall.certificateName,
            claims: hall.claims, valueClaims: hall.valueClaims, authorities: authorities)
    }
    static let employer = Client(
        name: "employer", unitCode: "91449900MA0000058X", requesterClass: .employer, certificateName: "employer.demo.test",
        claims: [.crimeNoRecord], valueClaims: [],
        authorities: [.init(claims: [.crimeNoRecord], legalBasis: "《中华人民共和国未成年人保护法》第六十二条")])

    static func gateway(
        _ registry: StubRegistry, connecting registries: [RegistryID] = [.population, .crimeRecord], limit: Int = 8
    ) throws -> Gateway {
        let department = Department(name: "stub", adapter: registry, timeout: .milliseconds(200))
        return Gateway(
            catalogue: try catalogue(),
            directory: RegistryDirectory(
                registries.map { id in
                    ConnectedRegistry(
                        id: id,
                        coverage: RegistryCoverage(authority: "stub", from: nil, closedWorldClaims: id == .crimeRecord ? [.crimeNoRecord] : []),
                        department: department)
                }),
            occupancy: Occupancy(limit: limit),
            environment: GatewayEnvironment(
                wallClock: { 1_772_323_200_000 }, legalDate: { today }, verificationID: { "019ca6a0-1c00-7000-8000-000000000000" },
                exchangeID: { "00000000000000000000000000000000" }))
    }

    static func inquiry(
        _ certificate: CertificateID = "no-criminal-record", claims: [Claim] = [Claim(.crimeNoRecord)], subject: Person? = subject,
        category: PurposeCategory = .general, legalBasis: String? = nil
    ) -> Inquiry {
        Inquiry(
            certificate: certificate, subject: subject, normalised: [], claims: claims,
            purpose: Purpose(
                category: category, matterCode: "11449900MB000002721000101001000", matterName: nil, caseNumber: "BJ-2026-000123",
                legalBasis: legalBasis, consent: nil),
            clerk: nil, whenUnavailable: .report)
    }

    static let registered = StubRegistry.Behaviour.says(
        Reply(
            .records([.registration(Registration(holder: Party(name: "陈安然", number: "449901198512040025"), status: .active))]), dataAsOf: today))
    static let nothing = StubRegistry.Behaviour.says(Reply(.noRecord, dataAsOf: today))

    @Test func aCleanRecordIsConfirmedOnTwoRegistries() async throws {
        let registry = StubRegistry([.population: Self.registered, .crimeRecord: Self.nothing])
        let result = try await Self.gateway(registry).verify(Self.inquiry(), for: Self.hall, within: .seconds(5))
        #expect(result.verdict == .confirmed)
        #expect(Set(registry.questions.map(\.registry)) == [.population, .crimeRecord])
        #expect(result.sources.map(\.registry) == [.crimeRecord, .population])
        #expect(result.sources.map(\.outcome) == [.negative, .record])
        #expect(result.findings.first?.validUntil == Self.today.adding(days: 7))
    }

    @Test(arguments: [RegistryID.population, .crimeRecord])
    func aRegistryThatFailsNeverBecomesAVerdict(failing: RegistryID) async throws {
        var behaviours = [RegistryID.population: Self.registered, .crimeRecord: Self.nothing]
        behaviours[failing] = .fails(AdapterFailure(.connectionLost, detail: "reset"))
        let result = try await Self.gateway(StubRegistry(behaviours)).verify(Self.inquiry(), for: Self.hall, within: .seconds(5))
        #expect(result.verdict == .inconclusive)
        let source = try #require(result.sources.first { $0.registry == failing })
        #expect(source.outcome == .unavailable)
        #expect(source.failure?.kind == .connectionLost)
        #expect(!result.nextSteps.isEmpty)
    }

    @Test func aRegistryThatNeverAnswersIsGivenUpAtTheDepartmentsLimit() async throws {
        let registry = StubRegistry([.population: Self.registered, .crimeRecord: .hangs])
        let result = try await Self.gateway(registry).verify(Self.inquiry(), for: Self.hall, within: .seconds(30))
        #expect(result.verdict == .inconclusive)
        #expect(result.sources.first { $0.registry == .crimeRecord }?.failure?.kind == .timedOut)
    }

    @Test func whatTheListSettlesAsksNobody() async throws {
        let registry = StubRegistry([:])
        let gateway = try Self.gateway(registry)
        for certificate in ["hukou-item-change", "dog-keeping", "lost-document"] as [CertificateID] {
            let result = try await gateway.verify(Self.inquiry(certificate, claims: [], subject: nil), for: Self.employer, within: .seconds(1))
            #expect(result.verdict == .notRequired)
            #expect(!result.nextSteps.isEmpty)
        }
        for certificate in ["community-rehab", "illness", "legal-aid-hardship"] as [CertificateID] {
            let result = try await gateway.verify(Self.inquiry(certificate, claims: []), for: Self.hall, within: .seconds(1))
            #expect(result.verdict == .referred)
            #expect(!result.nextSteps.isEmpty)
        }
        let kinship = Claim(.kinshipRelation, [.init("other", .person(Self.subject)), .init("relation", .text("parent"))])
        let exempt = try await gateway.verify(
            Self.inquiry("kinship", claims: [kinship], category: .realEstateRegistration), for: Self.hall, within: .seconds(1))
        #expect(exempt.verdict == .exempt)
        #expect(exempt.findings.map(\.reason) == [.exceptionApplies])
        #expect(registry.questions.isEmpty)
    }

    @Test func anEmployerWithoutAStatutoryBanIsRefusedWithoutAnyCall() async throws {
        let registry = StubRegistry([:])
        let gateway = try Self.gateway(registry)
        await #expect(throws: Refusal.self) { try await gateway.verify(Self.inquiry(), for: Self.employer, within: .seconds(1)) }
        await #expect(throws: Refusal.self) {
            try await gateway.verify(Self.inquiry("alive", claims: [Claim(.aliveAt)]), for: Self.employer, within: .seconds(1))
        }
        for text in [".", "政务数据共享条例", "《中华人民共和国未成年人保护法》"] {
            await #expect(throws: Refusal.self) {
                try await gateway.verify(Self.inquiry(legalBasis: text), for: Self.employer, within: .seconds(1))
            }
        }
        #expect(registry.questions.isEmpty)
        let ban = "《中华人民共和国未成年人保护法》第六十二条"
        let allowed = try await gateway.verify(Self.inquiry(legalBasis: ban), for: Self.employer, within: .seconds(1))
        #expect(allowed.certificate == "no-criminal-record")
    }

    @Test func aClaimWhoseRegistryIsNotJoinedIsInconclusiveWithAWayOn() async throws {
        let registry = StubRegistry([.population: Self.registered])
        let result = try await Self.gateway(registry, connecting: [.population]).verify(Self.inquiry(), for: Self.hall, within: .seconds(1))
        #expect(result.verdict == .inconclusive)
        #expect(result.findings.first?.reason == .registryNotConnected)
        #expect(!result.nextSteps.isEmpty)
    }

    @Test func valuesAreShownOnlyByRight() async throws {
        let registry = StubRegistry([:])
        var blind = Self.hall
        blind = Client(
            name: blind.name, unitCode: blind.unitCode, requesterClass: blind.requesterClass, certificateName: blind.certificateName,
            claims: blind.claims, valueClaims: [])
        let gateway = try Self.gateway(registry)
        let result = try await gateway.verify(Self.inquiry("marital-status", claims: [Claim(.maritalStatus)]), for: blind, within: .seconds(1))
        #expect(result.findings.allSatisfy { $0.value == nil && $0.since == nil })
    }

    @Test func beyondItsLimitTheDaemonRefusesAtOnce() async throws {
        let gateway = try Self.gateway(StubRegistry([:]), limit: 0)
        await #expect(throws: Refusal.overloaded(retryAfterSeconds: 1)) {
            try await gateway.verify(Self.inquiry(), for: Self.hall, within: .seconds(1))
        }
    }

    /// Whoever does not know the person's name learns nothing about what is on record.
    @Test func aWrongNameShowsTheSameWithAndWithoutARecord() async throws {
        let wrong = Person(name: PersonName(text: "陈安宁", original: "陈安宁"), identifier: Self.subject.identifier)
        let judgment = Fact.criminalJudgment(
            CriminalJudgment(
                holder: Party(name: "陈安然", number: "449901198512040025"), effective: Self.today.adding(days: -900), offenceDate: nil, isSealed: false)
        )
        var answers: [[SourceOutcome]] = []
        for crime in [Self.nothing, .says(Reply(.records([judgment]), dataAsOf: Self.today)), .says(Reply(.identityMismatch))] {
            let gateway = try Self.gateway(StubRegistry([.population: Self.registered, .crimeRecord: crime]))
            let result = try await gateway.verify(Self.inquiry(subject: wrong), for: Self.hall, within: .seconds(1))
            #expect(result.verdict == .identityMismatch)
            #expect(result.findings.first?.cautions == [])
            answers.append(result.sources.map(\.outcome))
        }
        #expect(Set(answers).count == 1)
    }

    /// Nobody keeps tickets yet: an answer that is on its way is reported as missing.
    @Test func anAnswerThatComesLaterIsInconclusiveForNow() async throws {
        let registry = StubRegistry([.population: Self.registered, .crimeRecord: .says(Reply(.later(Ticket(number: "20260301449901000001"))))])
        let result = try await Self.gateway(registry).verify(Self.inquiry(), for: Self.hall, within: .seconds(1))
        #expect(result.verdict == .inconclusive)
        #expect(result.sources.first { $0.registry == .crimeRecord }?.outcome == .pending)
        #expect(!result.nextSteps.isEmpty)
    }

    @Test func theReasonDoesNotTellAValueThatTheClientMayNotSee() {
        let finding = Finding(
            claim: Claim(.maritalStatus), verdict: .confirmed, reason: .endedByJudgment, value: .word("divorced"), asOf: Self.today, since: Self.today
        )
        let blind = Client(
            name: "blind", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment, certificateName: "b.test",
            claims: Set(ClaimKind.allCases), valueClaims: [])
        let limited = Disclosure.limit(finding, for: blind, today: Self.today)
        #expect(limited.reason == .recorded)
        #expect(limited.value == nil)
        #expect(limited.since == nil)
        #expect(Disclosure.limit(finding, for: Self.hall, today: Self.today).reason == .endedByJudgment)
    }
}

/// Community rehabilitation is default deny (`domain.md` A.2, A.4.9 item 6).
@Suite struct RehabilitationWalkTests {
    private static let claims = [Claim(.rehabStatus), Claim(.rehabPerformance)]

    private static func client(_ requester: RequesterClass) -> Client {
        Client(
            name: "any", unitCode: "11449900MB00000197", requesterClass: requester, certificateName: "any.demo.test", claims: Set(ClaimKind.allCases),
            valueClaims: Set(ClaimKind.allCases), authorities: [.init(claims: Set(claims.map(\.kind)), legalBasis: duty)])
    }

    private static let duty = "《戒毒条例》第五条"

    /// What stands against the question, or nil when it may be asked.
    private static func refusal(
        _ claim: Claim, by requester: RequesterClass, legalBasis: String?, about subject: Person, _ registry: StubRegistry
    ) async throws -> Refusal? {
        let gateway = try GatewayWalkTests.gateway(registry, connecting: [.population, .rehabilitation])
        let inquiry = GatewayWalkTests.inquiry("community-rehab", claims: [claim], subject: subject, legalBasis: legalBasis)
        do {
            _ = try await gateway.verify(inquiry, for: client(requester), within: .seconds(1))
            return nil
        } catch {
            return error
        }
    }

    @Test("Only authorities with a named duty may ask; whoever else does learns nothing, and nobody is asked", arguments: claims)
    func defaultDeny(_ claim: Claim) async throws {
        let registry = StubRegistry([.population: GatewayWalkTests.registered, .rehabilitation: GatewayWalkTests.nothing])
        let stranger = Person(
            name: PersonName(text: "无此人", original: "无此人"), identifier: Identifier(type: .residentID, number: "449901199511110073"))
        for requester in RequesterClass.allCases {
            let mayAsk = requester == .governmentDepartment || requester == .courtOrProcuratorate
            for legalBasis in [String?.none, ".", "政务数据共享条例", "《戒毒条例》第七条", Self.duty] where !(mayAsk && legalBasis == Self.duty) {
                let known = try await Self.refusal(claim, by: requester, legalBasis: legalBasis, about: GatewayWalkTests.subject, registry)
                let unknown = try await Self.refusal(claim, by: requester, legalBasis: legalBasis, about: stranger, registry)
                #expect(known != nil && known == unknown, "\(requester)")
            }
        }
        #expect(registry.questions.isEmpty)
        for requester in [RequesterClass.governmentDepartment, .courtOrProcuratorate] {
            let refusal = try await Self.refusal(claim, by: requester, legalBasis: Self.duty, about: GatewayWalkTests.subject, registry)
            #expect(refusal == nil)
        }
    }
}
