import Gateway
import HTTPTypes
import NIOCore

/// Binds each endpoint to its handler.
struct Routes: Sendable {
    let succession: Succession
    let verifications: VerificationsHandler
    let evidence: EvidenceHandler
    let operations: OperationsHandler

    /// What the resource says to a request whose method it supports.
    func answer(to request: ReceivedRequest, at endpoint: Endpoint) async throws -> PreparedAnswer {
        switch endpoint {
        case .verifications: try await verifications.ask(request, from: try request.knownClient(), of: succession.present)
        case .verification: try await evidence.verification(request, of: try request.knownClient(), by: succession.present)
        case .verificationReceipt: try await evidence.receiptFile(request, for: try request.knownClient())
        case .receipt: try await evidence.receipt(request)
        case .accessReport:
            try await evidence.accessReport(request, through: try request.knownClient(), today: succession.present.verifying.legalDate())
        case .ledger: try await evidence.resource(request)
        case .coverage: try CoverageHandler().answer(request, to: try request.knownClient(), of: succession.present)
        case .certificates: try succession.present.certificates.all(request)
        case .certificateLookup: try succession.present.certificates.lookup(request)
        case .certificate: try succession.present.certificates.one(request)
        case .description: operations.description()
        case .liveness: operations.liveness()
        case .readiness: operations.readiness()
        case .metrics: operations.metrics()
        }
    }
}

extension PreparedAnswer {
    /// A JSON document that is made already.
    static func json(_ bytes: some Collection<UInt8>, status: HTTPResponse.Status = .ok, cacheControl: CacheControl = .noStore) -> PreparedAnswer {
        PreparedAnswer(status: status, fields: cacheControl.jsonFields, body: ByteBuffer(bytes: bytes))
    }
}

/// How long an answer may be kept (RFC 9111 section 5.2).
enum CacheControl: String {
    case noStore = "no-store"
    /// For what changes with the configuration at most.
    case fiveMinutes = "public, max-age=300"

    /// The fields of a JSON document, made once.
    var jsonFields: HTTPFields {
        switch self {
        case .noStore: Self.neverKept
        case .fiveMinutes: Self.keptForAWhile
        }
    }

    private static let neverKept = fields(.noStore)
    private static let keptForAWhile = fields(.fiveMinutes)

    private static func fields(_ cacheControl: CacheControl) -> HTTPFields {
        [.contentType: "application/json", .cacheControl: cacheControl.rawValue, .xContentTypeOptions: "nosniff"]
    }
}
