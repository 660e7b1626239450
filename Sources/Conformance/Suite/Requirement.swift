/// One line of the list: what every adapter owes, and how that is tried.
package struct Requirement: Sendable {
    /// What it is tried on.
    package enum Scope: Sendable {
        /// Once for a department: it does not depend on the dataset.
        case department
        /// Once for each registry that the department joins.
        case registry
    }

    /// `R01`, `R02`, …: never given to another requirement.
    package let id: String
    /// A few words for a list.
    package let title: String
    /// The whole demand in one sentence.
    package let demand: String
    /// Where to look when it fails.
    package let hint: String
    package let scope: Scope
    let run: @Sendable (Trial) async -> Outcome

    init(
        _ id: String, _ title: String, demand: String, hint: String, of scope: Scope = .registry, run: @escaping @Sendable (Trial) async -> Outcome
    ) {
        self.id = id
        self.title = title
        self.demand = demand
        self.hint = hint
        self.scope = scope
        self.run = run
    }
}

/// The whole list. What is demanded never becomes less under the same version.
package enum ConformanceSuite {
    package static let name = "gatewayd-adapters"
    /// Raised with every requirement that is added or changed.
    package static let version = "1.1"
    /// The requirement on which all others rest: somebody on record is answered.
    package static let first = "R02"
    /// In the order in which they are tried: privacy comes last, because it looks at everything that was sent, logged and said before.
    package static let requirements: [Requirement] =
        settings + answers + wire + spoiltAnswers + [unknownCodes] + credentials + dialectFaults + privacy
}
