import Ledger
import Metrics

/// Counters of what an operator has to see to.
struct LedgerMeters: Sendable {
    private let secondPlace = Counter(label: "gatewayd_ledger_warnings_total", dimensions: [("kind", "second-place")])
    private let notWritten = Counter(label: "gatewayd_ledger_warnings_total", dimensions: [("kind", "not-written")])
    private let notPublished = Counter(label: "gatewayd_ledger_warnings_total", dimensions: [("kind", "not-published")])

    func warned(_ warning: LedgerWarning) {
        switch warning {
        case .secondPlace: secondPlace.increment()
        case .notWritten: notWritten.increment()
        case .notPublished: notPublished.increment()
        }
    }
}
