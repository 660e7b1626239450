package import Verification

/// Why a registry gave no usable answer. Every one of them becomes `unavailable`, never a verdict.
package struct AdapterFailure: Error, Sendable, Hashable {
    package let kind: FailureKind
    package let delivery: Delivery
    /// A short place or code without personal data: "http 502", "/data/cxjg/0/xm is missing", "code 400001".
    package let detail: String

    package init(_ kind: FailureKind, delivery: Delivery = .mayHaveHappened, detail: String) {
        self.kind = kind
        self.delivery = delivery
        self.detail = detail
    }

    package init(_ failure: OutboundFailure) {
        let kind: FailureKind =
            switch failure.kind {
            case .resolve, .connect: .connectionFailed
            case .tls, .certificate: .notTrusted
            case .timeout: .timedOut
            case .reset: .connectionLost
            case .truncated, .tooLarge, .malformed: .unreadable
            case .cancelled: .cancelled
            case .overloaded: .overloaded
            case .closed: .connectionFailed
            }
        self.init(kind, delivery: failure.delivery, detail: failure.detail)
    }

    /// For the result and the log.
    package var report: FailureReport { FailureReport(kind: kind, delivery: delivery, detail: detail) }
}
