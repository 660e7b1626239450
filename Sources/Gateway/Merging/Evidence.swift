package import Verification

/// Everything that a merge rule may look at: what was asked and answered, and what the registries' silence is worth.
///
/// A value without order: two evidences with the same answers are equal however the answers arrived, so no rule can depend on it.
package struct Evidence: Sendable {
    /// The legal date of today (Asia/Shanghai).
    package let today: CalendarDate
    /// The person whom the inquiry is about, as the asker named him or her.
    package let subject: Person
    /// Each question that was asked with its answer; a question that could not be asked has an answer that says so.
    package private(set) var answers = Answers()
    /// What each connected registry declares about itself; a registry that is not in here is not connected.
    package let coverage: RegistryTable<RegistryCoverage>

    package init(today: CalendarDate, subject: Person, coverage: RegistryTable<RegistryCoverage>) {
        self.today = today
        self.subject = subject
        self.coverage = coverage
    }

    /// True when an adapter for the register is configured.
    func isConnected(_ registry: RegistryID) -> Bool { coverage.has(registry) }

    /// The same evidence with more answers.
    package func adding(_ more: some Sequence<Answer>) -> Evidence {
        var evidence = self
        for answer in more { evidence.add(answer) }
        return evidence
    }

    /// Takes in one more answer.
    mutating func add(_ answer: Answer) { answers.add(answer) }
}
