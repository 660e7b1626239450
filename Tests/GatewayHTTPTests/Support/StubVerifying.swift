import FoundationEssentials
import Gateway
import GatewayHTTP
import StrictJSON
import Verification

/// A gateway that answers what a test wants.
struct StubVerifying: Verifying {
    let catalogue: Catalogue
    var connectedRegistries: Set<RegistryID> = [.population, .crimeRecord]
    var today = CalendarDate(dayNumber: 20_513)
    var readinessNow = Readiness(
        isReady: true, departments: [.init(name: "public-security", isUsable: true), .init(name: "courts", isUsable: false)])
    /// By default everything is confirmed.
    var answer: @Sendable (Inquiry, Client, Duration) async throws(Refusal) -> VerificationResult = { inquiry, _, _ throws(Refusal) in
        .sample(inquiry)
    }

    init() throws {
        catalogue = try Self.shippedCatalogue.get()
    }

    /// The catalogue of `Config/`, read once a run.
    private static let shippedCatalogue = Result {
        let bytes = try Data(contentsOf: URL(filePath: TestPKI.checkout + "/Config/catalogue.json"))
        return try Catalogue(json: JSON(parsing: Array(bytes), limits: .file))
    }

    func legalDate() -> CalendarDate { today }
    func readiness() -> Readiness { readinessNow }

    func coverage(of inquiry: CoverageInquiry, for client: Client) throws(Refusal) -> CoverageAnswer {
        throw .stopping
    }

    func verify(
        _ inquiry: Inquiry, for client: Client, within wait: Duration, beforeAsking: (PlannedVerification) async -> Bool
    ) async throws(Refusal) -> Verified? {
        guard await beforeAsking(PlannedVerification(id: VerificationResult.sample(inquiry).id, asksRegistries: true)) else { return nil }
        return Verified(result: try await answer(inquiry, client, wait), exchanges: [])
    }
}

extension VerificationResult {
    /// A result with something in every field.
    static func sample(_ inquiry: Inquiry) -> VerificationResult {
        let day = CalendarDate(dayNumber: 20_513)
        let findings = inquiry.claims.map { claim in
            Finding(
                claim: claim, verdict: .confirmed, reason: .authoritativeNegative, asOf: day, validUntil: day.adding(days: 7),
                match: [FieldMatch(field: "name", outcome: .match)], restsOn: ["ps-population", "crime-record"], cautions: [.coverageLimited],
                trace: [
                    TraceStep(.gate, .admitted),
                    TraceStep(.identity, .established, from: .population, about: .subject, number: .residentID),
                    TraceStep(.closedWorldNegative, .allNegative, from: .crimeRecord, date: day),
                ])
        }
        return VerificationResult(
            id: "01980d2e-0000-7000-8000-000000000001", certificate: inquiry.certificate, subject: inquiry.subject,
            normalised: inquiry.normalised, verdict: .confirmed, findings: findings,
            sources: [
                SourceReport(
                    registry: .crimeRecord, authority: "public-security", outcome: .negative, reference: "R-1", dataAsOf: day,
                    elapsedMilliseconds: 12, attempts: 1, failure: nil),
                SourceReport(
                    registry: .courtJudgment, authority: "courts", outcome: .unavailable, reference: nil, dataAsOf: nil, elapsedMilliseconds: 80,
                    attempts: 2, failure: FailureReport(kind: .timedOut, delivery: .mayHaveHappened, detail: "no answer")),
            ], corrections: [Correction(registry: .population, code: .deathNotRecorded)],
            nextSteps: [NextStep(kind: .presentOriginal, documents: ["resident-id-card"], text: Text(zh: "出示", en: "Show"))],
            askedAt: 1_772_328_600_000, answeredAt: 1_772_328_600_123)
    }
}

extension Client {
    static let hall = Client(
        name: "hall", unitCode: "11440000MB2D00001A", requesterClass: .governmentDepartment, certificateName: "hall.demo.test",
        claims: Set(ClaimKind.allCases), valueClaims: [])
    static let employer = Client(
        name: "employer", unitCode: "91440000MA0000002B", requesterClass: .employer, certificateName: "Employer.Demo.Test", claims: [.crimeNoRecord],
        valueClaims: [], authorities: [.init(claims: [.crimeNoRecord], legalBasis: "《中华人民共和国未成年人保护法》第六十二条")])
    static let workload = Client(
        name: "workload", unitCode: "11440000MB2D00003C", requesterClass: .notary, certificateName: "spiffe://demo.test/hall", claims: [],
        valueClaims: [])
}
