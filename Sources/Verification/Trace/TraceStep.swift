/// One step on the way to a finding: by which rule, what was established, and which register said so.
///
/// What a step tells, the finding, its reason or the reports on sources tell as well: it adds why and in which order, never a record's content
/// (P10, P11). A day stands in it only where ``Finding/since`` is told too.
package struct TraceStep: Sendable, Hashable {
    package var rule: TraceRule
    package var code: TraceCode
    /// The register whose word it is; nil where it is a conclusion from several, or from none.
    package var from: RegistryID?
    /// Whom it is about, where that is one of the persons whom the asker named.
    package var about: TraceRole?
    /// Under which kind of number the person was looked up.
    package var number: IdentifierType?
    /// The day of the record that decided.
    package var date: CalendarDate?

    package init(
        _ rule: TraceRule, _ code: TraceCode, from: RegistryID? = nil, about: TraceRole? = nil, number: IdentifierType? = nil,
        date: CalendarDate? = nil
    ) {
        self.rule = rule
        self.code = code
        self.from = from
        self.about = about
        self.number = number
        self.date = date
    }
}

/// Whom of the persons that the asker named a step is about; the raw value is wire contract.
package enum TraceRole: String, Sendable, CaseIterable {
    case subject
    /// Another person whom the claim names.
    case other
}
