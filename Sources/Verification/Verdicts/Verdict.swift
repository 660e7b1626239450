/// What the gateway concludes about a claim. A closed list; the raw value is wire contract, the same in API, console, receipt, ledger and metrics.
package enum Verdict: String, Sendable, CaseIterable {
    /// True as of the date.
    case confirmed
    /// False as of the date: positive contrary evidence, or an authoritative negative of a closed registry.
    case refuted
    /// Every required source answered, none holds a record, at least one is not complete. This is not a no.
    case noRecord = "no-record"
    /// Sources hold facts that cannot both be true and cannot be ordered in time.
    case conflict
    /// A required source or possible defeater is missing, denied or ambiguous.
    case inconclusive
    /// The subject could not be identified by the data given.
    case identityMismatch = "identity-mismatch"
    /// An answer is on its way.
    case pending
    /// Only a competent body can issue or decide this.
    case referred
    /// Nobody may ask for such a certificate.
    case notRequired = "not-required"
    /// An exception of the list applies to this purpose.
    case exempt
}

/// What the clerk does with a verdict; the raw value is wire contract.
package enum Action: String, Sendable, CaseIterable {
    case accept
    case doNotAccept = "do-not-accept"
    case useNextSteps = "use-next-steps"
    case wait
    case nothingNeeded = "nothing-needed"
}

extension Verdict {
    package var action: Action {
        switch self {
        case .confirmed: .accept
        case .refuted, .identityMismatch: .doNotAccept
        case .pending: .wait
        case .notRequired: .nothingNeeded
        case .noRecord, .conflict, .inconclusive, .referred, .exempt: .useNextSteps
        }
    }

    /// The verdict over several findings: the first in this order that any finding has (`api.md`).
    package static let order: [Verdict] = [
        .identityMismatch, .conflict, .refuted, .inconclusive, .pending, .noRecord, .referred, .exempt, .notRequired, .confirmed,
    ]

    /// The overall verdict; nil for no findings.
    package static func overall(_ verdicts: [Verdict]) -> Verdict? {
        order.first { verdicts.contains($0) }
    }
}
