package import Verification

/// What is kept about one verification, or one entry that belongs to none, as far as forgetting needs to know it.
package struct RetentionCase: Sendable {
    /// The entries about persons, by their sequence.
    package let entries: [Int]
    /// What was claimed; empty where nothing was.
    package let claims: [ClaimKind]
    /// When the newest of the entries was made.
    package let newest: Timestamp

    package init(entries: [Int], claims: [ClaimKind], newest: Timestamp) {
        self.entries = entries
        self.claims = claims
        self.newest = newest
    }
}

/// Which entries a purge forgets, and the record that it leaves.
package struct PurgePlan: Sendable {
    /// The entries whose keys, pseudonyms and sealed contents are destroyed, rising, each range as its first and last.
    package let forgotten: [ClosedRange<Int>]
    /// The purge's own entry. It MUST be written and synced before the first key is destroyed: a purge that breaks off is then finished by doing
    /// it again, and no key is ever missing without a record.
    package let record: PurgeRecord

    /// How many entries are forgotten.
    package var count: Int { forgotten.reduce(0) { $0 + $1.count } }
}

/// The rules of forgetting: pure, so that what a purge would do can be shown before it is done.
package enum Forgetting {
    /// The cases whose time is over on that day, in their order.
    package static func due(_ cases: [RetentionCase], rules: RetentionRules, today: CalendarDate) -> [RetentionCase] {
        cases.filter { rules.dueDay(for: $0.claims, newest: $0.newest) <= today }
    }

    /// The purge of these cases; nil when there is nothing to forget.
    package static func plan(_ cases: [RetentionCase], reason: PurgeRecord.Reason, reference: String? = nil, today: CalendarDate) -> PurgePlan? {
        let ranges = ranges(of: cases.flatMap(\.entries))
        guard !ranges.isEmpty else { return nil }
        return PurgePlan(
            forgotten: ranges, record: PurgeRecord(reason: reason, reference: reference, day: today, forgotten: ranges))
    }

    /// Entries whose keys are gone although no purge says so: somebody has taken them away. Purges count only for entries before them.
    package static func unexplained(forgotten: [Int], purges: [(sequence: Int, record: PurgeRecord)]) -> [Int] {
        forgotten.filter { entry in
            !purges.contains { purge in purge.sequence > entry && purge.record.forgotten.contains { $0.contains(entry) } }
        }
    }

    /// The numbers as ranges, rising, each number once.
    static func ranges(of numbers: [Int]) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = ranges.last, number <= last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, number)
            } else {
                ranges.append(number...number)
            }
        }
        return ranges
    }
}
