/// A session that reads logs in memory.
final class MemoryReading: LedgerReading {
    private let storage: MemoryLedger

    init(_ storage: MemoryLedger) { self.storage = storage }

    func logs() throws(StorageFailure) -> [String] { storage.read { $0.names } }

    func head(of log: String) throws(StorageFailure) -> LogHead? { storage.read { $0.logs[log]?.head } }

    func leaves(of log: String, in range: Range<Int>) throws(StorageFailure) -> [[UInt8]] {
        storage.read { $0.entries(of: log, in: range).map(\.entry.leaf) }
    }

    func entries(of log: String, in range: Range<Int>) throws(StorageFailure) -> [StoredEntry] {
        storage.read { $0.entries(of: log, in: range) }
    }

    func nodes(of log: String, level: Int, in range: Range<Int>) throws(StorageFailure) -> [MerkleHash] {
        storage.read { state in
            let nodes = state.logs[log]?.nodes[level] ?? []
            return Array(nodes[range.clamped(to: nodes.indices)])
        }
    }

    func entries(of verification: VerificationID) throws(StorageFailure) -> [StoredEntry] {
        storage.read { state in state.everything { $0.verification == verification } }
    }

    func entries(about pseudonyms: [Pseudonym], after: EntryPlace?, limit: Int) throws(StorageFailure) -> [StoredEntry] {
        storage.read { state in
            let wanted = Set(pseudonyms)
            let found = state.everything { !wanted.isDisjoint(with: $0.sealed.pseudonyms) }
            return Array(found.filter { entry in after.map { $0.precedes(entry.place) } ?? true }.prefix(max(0, limit)))
        }
    }

    func answers(under code: ReceiptCode) throws(StorageFailure) -> [StoredAnswer] {
        storage.read { $0.answers.filter { $0.answer.code == code } }
    }

    func answers(to questions: [Pseudonym]) throws(StorageFailure) -> [StoredAnswer] {
        storage.read { state in
            state.answers.enumerated().filter { questions.contains($0.element.answer.question) }.sorted { left, right in
                if left.element.at != right.element.at { return left.element.at < right.element.at }
                return left.offset < right.offset
            }.map(\.element)
        }
    }

    func reservation(of scope: Commitment) throws(StorageFailure) -> Reservation? { storage.read { $0.reservations[scope] } }

    func openVerifications(of log: String) throws(StorageFailure) -> [VerificationID] { storage.read { $0.logs[log]?.open ?? [] } }

    func unforgotten(of log: String, before: Timestamp, after: Int?, limit: Int) throws(StorageFailure) -> [EntryGroup] {
        storage.read { $0.groups(of: log, before: before, after: after, limit: limit) }
    }
}

extension EntryPlace {
    /// By log, in the order of its bytes, and sequence.
    fileprivate func precedes(_ other: EntryPlace) -> Bool {
        if log.utf8.elementsEqual(other.log.utf8) { return sequence < other.sequence }
        return log.utf8.lexicographicallyPrecedes(other.log.utf8)
    }
}

extension MemoryState {
    /// The logs' names in the order of their bytes.
    var names: [String] { logs.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    func entries(of log: String, in range: Range<Int>) -> [StoredEntry] {
        let rows = logs[log]?.rows ?? []
        return range.clamped(to: rows.indices).map { StoredEntry(place: EntryPlace(log: log, sequence: $0), entry: rows[$0].sealed) }
    }

    /// The entries of every log for which that is true, by log and sequence.
    func everything(where isWanted: (Row) -> Bool) -> [StoredEntry] {
        names.flatMap { log in
            (logs[log]?.rows ?? []).enumerated().filter { isWanted($0.element) }.map {
                StoredEntry(place: EntryPlace(log: log, sequence: $0.offset), entry: $0.element.sealed)
            }
        }
    }

    func groups(of log: String, before: Timestamp, after: Int?, limit: Int) -> [EntryGroup] {
        var groups: [EntryGroup] = []
        var places: [VerificationID: Int] = [:]
        for (sequence, row) in (logs[log]?.rows ?? []).enumerated() where row.kind.isAboutPersons && !row.sealed.isForgotten {
            guard let verification = row.verification, let place = places[verification] else {
                if let verification = row.verification { places[verification] = groups.count }
                groups.append(EntryGroup(verification: row.verification, sequences: [sequence], newest: row.at))
                continue
            }
            let old = groups[place]
            groups[place] = EntryGroup(verification: verification, sequences: old.sequences + [sequence], newest: max(old.newest, row.at))
        }
        let due = groups.filter { $0.newest < before && ($0.sequences.first ?? 0) > after ?? -1 }
        return Array(due.prefix(max(0, limit)))
    }
}
