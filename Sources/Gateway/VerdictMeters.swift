import Metrics
import Verification

/// Verifications by certificate and verdict, counters made once; the labels are closed lists.
struct VerdictMeters: Sendable {
    private let counters: [CertificateID: [Verdict: Counter]]

    init(certificates: [CertificateID]) {
        counters = Dictionary(certificates.map { ($0, Self.counters(of: $0)) }) { first, _ in first }
    }

    func record(_ certificate: CertificateID, _ verdict: Verdict) {
        counters[certificate]?[verdict]?.increment()
    }

    private static func counters(of certificate: CertificateID) -> [Verdict: Counter] {
        Dictionary(
            uniqueKeysWithValues: Verdict.allCases.map { verdict in
                let dimensions = [("certificate", certificate.rawValue), ("verdict", verdict.rawValue)]
                return (verdict, Counter(label: "gatewayd_verifications_total", dimensions: dimensions))
            })
    }
}
