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
            // Why a value is what it is tells the value.
            if finding.claim?.kind.isValueClaim == true, finding.verdict == .confirmed { limited.reason = .recorded }
        }
        // Nobody keeps a ticket yet, so an answer that is on its way is an answer that is missing (`api.md`, `whenUnavailable`).
        if finding.verdict == .pending { limited.verdict = .inconclusive }
        limited.validUntil = finding.verdict == .confirmed ? today.adding(days: reliableDays) : nil
        return limited
    }
}

extension Sequence where Element: Hashable {
    /// The elements in their order, each once.
    func withoutRepeats() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
