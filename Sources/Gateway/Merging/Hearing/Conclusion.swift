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

    /// A needed register has not been heard.
    init(_ block: Block) { self.init(block.verdict, block.reason) }

    /// A register that could undo a positive has not been heard (P7).
    init(openDefeater block: Block) { self.init(block.verdict, block.reasonAsDefeater) }
}
