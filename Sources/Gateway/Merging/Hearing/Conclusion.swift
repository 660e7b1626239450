import Verification

/// What a rule concludes; the hearing adds what was noted on the way and makes a ``Finding`` of it.
struct Conclusion: Sendable, Hashable {
    var verdict: Verdict
    var reason: ReasonCode
    var value: FindingValue?
    var since: CalendarDate?
    /// Nil for the claim's own day.
    var asOf: CalendarDate?
    var restsOn: [RegistryID]
    /// What decided, where it can be told more finely than by the reason.
    var step: TraceCode?

    init(
        _ verdict: Verdict, _ reason: ReasonCode, value: FindingValue? = nil, since: CalendarDate? = nil, asOf: CalendarDate? = nil,
        restsOn: [RegistryID] = []
    ) {
        self.verdict = verdict
        self.reason = reason
        self.value = value
        self.since = since
        self.asOf = asOf
        self.restsOn = restsOn
    }

    /// The same with the step that decided. It may tell no more than verdict, reason and ``restsOn`` do.
    func by(_ step: TraceCode) -> Conclusion {
        var conclusion = self
        conclusion.step = step
        return conclusion
    }

    /// A needed register has not been heard.
    init(_ block: Block) { self.init(block.verdict, block.reason) }

    /// A register that could undo a positive has not been heard (P7).
    init(openDefeater block: Block) { self.init(block.verdict, block.reasonAsDefeater) }
}
