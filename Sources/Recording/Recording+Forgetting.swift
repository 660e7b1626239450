package import Ledger
import Verification

extension Recording {
    /// Groups of entries that one purge takes: appending waits for it meanwhile.
    private static let groups = 200

    /// Forgets what has been kept as long as it may be, and says how many entries that were. The purge's own entry is durable before the first
    /// key is destroyed; a purge that breaks off is done again by the next.
    package func forget(by rules: RetentionRules) async throws -> Int {
        let (log, sealer) = (log, sealer)
        let now = Timestamp(milliseconds: environment.wallClock())
        let latest = Timestamp(milliseconds: now.milliseconds - Int64(RetentionRules.leastDays) * 86_400_000)
        var forgotten = 0
        var after: Int?
        while true {
            let (cases, last) = try await read { [after] reading in
                let groups = try reading.unforgotten(of: log, before: latest, after: after, limit: Self.groups)
                return (try groups.map { try reading.retentionCase($0, of: log, sealer) }, groups.last?.sequences.first)
            }
            let due = Forgetting.due(cases, rules: rules, today: now.legalDate)
            if let plan = Forgetting.plan(due, reason: .retention, today: now.legalDate) {
                _ = try await append([draft(plan.record, nil)])
                try await writer.forget(plan.forgotten)
                forgotten += plan.count
            }
            guard cases.count == Self.groups, let last else { return forgotten }
            after = last
        }
    }
}

extension LedgerReading {
    /// The group as the rules of forgetting see it. What cannot be opened for want of a key is kept as long as what claims nothing.
    fileprivate func retentionCase(_ group: EntryGroup, of log: String, _ sealer: Sealer) throws -> RetentionCase {
        var claims: [ClaimKind] = []
        for sequence in group.sequences where claims.isEmpty {
            guard let entry = try entries(of: log, in: sequence..<sequence + 1).first, case .opened(let opened) = try? sealer.opening(entry.entry),
                let intent = opened.record as? IntentRecord
            else { continue }
            claims = intent.inquiry.claims.map(\.kind)
        }
        return RetentionCase(entries: group.sequences, claims: claims, newest: group.newest)
    }
}
