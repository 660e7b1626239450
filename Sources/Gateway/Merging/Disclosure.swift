import Verification

/// What of a finding a client gets to see: the bit that it asked for, and more only by right (P10, PIPL Art. 6).
enum Disclosure {
    /// Days for which a hall may rely on a confirmation of today without asking again.
    static let reliableDays = 7

    static func limit(_ finding: Finding, for client: Client, today: CalendarDate) -> Finding {
        var limited = finding
        if case .findings(let parts)? = finding.value {
            limited.value = .findings(parts.map { limit($0, for: client, today: today) })
            limited.since = nil
        } else if finding.claim.map({ !$0.kind.isValueClaim || !client.valueClaims.contains($0.kind) }) ?? true {
            limited.value = nil
            limited.since = nil
            limited.hideDates()
            // Why a value is what it is tells the value.
            if finding.claim?.kind.isValueClaim == true, finding.verdict == .confirmed {
                limited.reason = .recorded
                limited.hideDecision()
            }
        }
        // Nobody keeps a ticket yet, so an answer that is on its way is an answer that is missing (`api.md`, `whenUnavailable`).
        if finding.verdict == .pending { limited.verdict = .inconclusive }
        limited.validUntil = finding.verdict == .confirmed ? today.adding(days: reliableDays) : nil
        return limited
    }
}

extension Finding {
    /// A day in the trace tells as much as ``since``.
    fileprivate mutating func hideDates() {
        for position in trace.indices where trace[position].date != nil { trace[position].date = nil }
    }

    /// So does the step that decided: only that something did is told.
    fileprivate mutating func hideDecision() {
        guard let rule = trace.last?.rule else { return }
        trace.removeAll { !$0.rule.isStage }
        trace.append(TraceStep(rule, .recorded))
    }
}

extension Sequence where Element: Hashable {
    /// The elements in their order, each once.
    func withoutRepeats() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
