import HTTPTypes

/// Every path that the front door answers; the raw value is the template that logs and metrics show instead of the path itself.
enum Endpoint: String, CaseIterable, Sendable {
    case verifications = "/v1/verifications"
    case verification = "/v1/verifications/{id}"
    case verificationReceipt = "/v1/verifications/{id}/receipt"
    case receipt = "/v1/receipts/{code}"
    case accessReport = "/v1/ledger/access-report"
    case ledger = "/v1/ledger/{resource}"
    case coverage = "/v1/coverage"
    case certificates = "/v1/certificates"
    case certificateLookup = "/v1/certificates/lookup"
    case certificate = "/v1/certificates/{id}"
    case description = "/openapi.json"
    case liveness = "/healthz"
    case readiness = "/readyz"
    case metrics = "/metrics"

    /// The methods that it supports; HEAD wherever there is GET (RFC 9110 section 9.1).
    var methods: [HTTPRequest.Method] {
        switch self {
        case .verifications, .coverage, .accessReport: [.post]
        default: [.get, .head]
        }
    }

    /// The value of `Allow`.
    var allow: String { methods.map(\.rawValue).joined(separator: ", ") }

    /// True where a client must be known by its certificate.
    var isProtected: Bool {
        switch self {
        case .verifications, .verification, .verificationReceipt, .coverage, .accessReport: true
        default: false
        }
    }

    /// The endpoint that a path belongs to, whatever the method; fixed paths come before templates.
    init?(path: String) {
        if let fixed = Self(rawValue: path), !fixed.isTemplate {
            self = fixed
            return
        }
        let segments = path.utf8.split(separator: UInt8(ascii: "/"))
        guard let endpoint = Self.templates.first(where: { $0.matches(segments) }) else { return nil }
        self = endpoint
    }

    private static let templates = allCases.filter(\.isTemplate)

    private var isTemplate: Bool { rawValue.utf8.contains(UInt8(ascii: "{")) }

    private func matches(_ segments: [Substring.UTF8View]) -> Bool {
        let template = rawValue.utf8.split(separator: UInt8(ascii: "/"))
        // What a log serves lies as deep as its tiles.
        return (template.count == segments.count || self == .ledger && segments.count > template.count)
            && zip(template, segments).allSatisfy { $0.first == UInt8(ascii: "{") || $0.elementsEqual($1) }
    }
}
