import Verification

/// Declarations of death by a people's court and their revocations, folded in time (Civil Code 46, 48, 50).
struct DeclaredDeath: Sendable {
    /// An effective declaration.
    struct Declaration: Sendable, Hashable {
        /// The day of the judgment's effect: from then on it has its consequences.
        let effective: CalendarDate
        /// The day on which the person is deemed to have died: that of the accident, where there was one (Civil Code 48).
        let deemed: CalendarDate
    }

    private(set) var declarations: [Declaration] = []
    private(set) var revocations: [CalendarDate] = []
    /// A decision has effect, and nobody tells since when.
    private(set) var hasUndated = false

    /// Takes the court's decisions that had effect by `known`.
    init(_ court: Testimony, until known: CalendarDate) {
        for decision in court.facts.lazy.compactMap(\.effectiveDecision) {
            guard decision.kind == .declaredDead || decision.kind == .declaredDeadRevoked else { continue }
            guard let effective = decision.effective else {
                hasUndated = true
                continue
            }
            guard effective <= known else { continue }
            if decision.kind == .declaredDead {
                declarations.append(Declaration(effective: effective, deemed: min(decision.accident ?? effective, effective)))
            } else {
                revocations.append(effective)
            }
        }
        declarations.sort { ($0.effective, $0.deemed) < ($1.effective, $1.deemed) }
        revocations.sort()
    }

    /// The declaration that was never revoked, if the person is deemed dead on the day.
    func inForce(on day: CalendarDate) -> Declaration? {
        declarations.first { declaration in
            declaration.deemed <= day && !revocations.contains { $0 >= declaration.effective }
        }
    }

    /// The person was alive at the last revocation (A.4.7).
    var lastRevocation: CalendarDate? { revocations.last }
}
