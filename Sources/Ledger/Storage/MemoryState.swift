/// What a ledger in memory keeps, and how it changes; a value, so that a change is all or nothing.
struct MemoryState {
    /// One entry with the words that it is found by.
    struct Row {
        let kind: EntryKind
        let verification: VerificationID?
        let at: Timestamp
        var sealed: SealedEntry
    }

    /// One log.
    struct Log {
        var epoch = 0
        var holder = ""
        var isHeld = false
        var wasClosed = true
        var rows: [Row] = []
        /// The hashes of the complete subtrees of each level.
        var nodes: [Int: [MerkleHash]] = [:]
        var checkpoint: SizedCheckpoint?
        var published: SizedCheckpoint?
        /// Verifications with an intent and no outcome, in the order of their intents.
        var open: [VerificationID] = []

        var head: LogHead { LogHead(size: rows.count, newest: rows.last?.at, checkpoint: checkpoint, published: published) }
    }

    var logs: [String: Log] = [:]
    var reservations: [Commitment: Reservation] = [:]
    var answers: [StoredAnswer] = []

    mutating func lease(_ name: String, _ holder: String) throws(StorageFailure) -> Lease {
        var log = logs[name] ?? Log()
        if log.isHeld { throw .leased(holder: log.holder) }
        let previous = log.epoch == 0 ? nil : Lease.Previous(epoch: log.epoch, holder: log.holder, wasClosed: log.wasClosed)
        log.epoch += 1
        log.holder = holder
        log.isHeld = true
        log.wasClosed = false
        logs[name] = log
        return Lease(epoch: log.epoch, previous: previous)
    }

    /// Ends the lease of that number, or whichever there is.
    mutating func release(_ name: String, epoch: Int?, closed: Bool) {
        guard var log = logs[name], log.isHeld, epoch == nil || log.epoch == epoch else { return }
        log.isHeld = false
        log.wasClosed = closed
        logs[name] = log
    }

    /// That the lease is the newest of its log.
    func check(_ name: String, _ lease: Lease) throws(StorageFailure) {
        guard let log = logs[name], log.epoch == lease.epoch, log.isHeld else { throw .leaseLost }
    }

    mutating func reserve(_ reservation: Reservation) -> ReservationOutcome {
        if let earlier = reservations[reservation.scope], earlier.expires > reservation.at { return .held(earlier) }
        reservations[reservation.scope] = reservation
        return .taken
    }

    mutating func append(_ batch: Batch, to name: String) throws(StorageFailure) {
        guard var log = logs[name], log.rows.count == batch.start else { throw .leaseLost }
        for (place, entry) in batch.entries.enumerated() {
            log.rows.append(Row(kind: entry.kind, verification: entry.verification, at: entry.at, sealed: entry.sealed))
            guard let verification = entry.verification else { continue }
            if entry.kind == .intent, !log.open.contains(verification) { log.open.append(verification) }
            if entry.kind == .outcome { log.open.removeAll { $0 == verification } }
            precondition(log.rows.count == batch.start + place + 1, "entries have no gaps")
        }
        for (subtree, hash) in batch.nodes {
            guard log.nodes[subtree.level, default: []].count == subtree.index else { throw .notWritten("a hash of the tree stands elsewhere") }
            log.nodes[subtree.level, default: []].append(hash)
        }
        log.checkpoint = batch.checkpoint
        logs[name] = log
        for answer in batch.answers { answers.append(StoredAnswer(log: name, answer: answer, at: log.rows[answer.sequence].at)) }
    }

    mutating func publish(_ checkpoint: SizedCheckpoint, of name: String) throws(StorageFailure) {
        guard let size = logs[name]?.rows.count, checkpoint.size <= size else { throw .leaseLost }
        logs[name]?.published = checkpoint
    }

    mutating func forget(_ ranges: [ClosedRange<Int>], of name: String) {
        var verifications: Set<VerificationID> = []
        for range in ranges {
            for sequence in range.clamped(to: 0...Int.max) {
                guard let row = logs[name]?.rows, sequence < row.count else { break }
                logs[name]?.rows[sequence].sealed = row[sequence].sealed.forgotten
                if let verification = row[sequence].verification { verifications.insert(verification) }
            }
        }
        answers.removeAll { answer in
            answer.log.utf8.elementsEqual(name.utf8) && ranges.contains { $0.contains(answer.answer.sequence) }
        }
        reservations = reservations.filter { !verifications.contains($0.value.verification) }
    }

    mutating func rewrap(_ keys: [(sequence: Int, key: WrappedKey)], of name: String) {
        for (sequence, key) in keys {
            guard let rows = logs[name]?.rows, rows.indices.contains(sequence), !rows[sequence].sealed.isForgotten else { continue }
            let old = rows[sequence].sealed
            logs[name]?.rows[sequence].sealed = SealedEntry(leaf: old.leaf, sealed: old.sealed, key: key, pseudonyms: old.pseudonyms)
        }
    }
}
