/// What one transaction appends to a log.
package struct Batch: Sendable {
    /// The size of the log from which it goes on; the sequence of its first entry.
    package let start: Int
    /// The entries, without gaps; at least one.
    package let entries: [PlacedEntry]
    /// The subtrees of level 8, 16, 24 … that these entries complete, with their hashes.
    package let nodes: [(subtree: Subtree, hash: MerkleHash)]
    /// The log's own statement about its new size, signed.
    package let checkpoint: SizedCheckpoint
    /// The answers that receipts are given for.
    package let answers: [ReceiptedAnswer]

    /// There MUST be an entry; the checkpoint MUST be of the size behind the last one, and every answer that of an entry of this batch.
    package init(
        start: Int, entries: [PlacedEntry], nodes: [(subtree: Subtree, hash: MerkleHash)], checkpoint: SizedCheckpoint,
        answers: [ReceiptedAnswer]
    ) {
        let places = start..<start + entries.count
        precondition(
            start >= 0 && !entries.isEmpty && checkpoint.size == places.upperBound && answers.allSatisfy { places.contains($0.sequence) },
            "no such batch")
        self.start = start
        self.entries = entries
        self.nodes = nodes
        self.checkpoint = checkpoint
        self.answers = answers
    }
}

extension Batch {
    /// When the entry was made to which that answer of the batch belongs.
    package func at(of answer: ReceiptedAnswer) -> Timestamp { entries[answer.sequence - start].at }
}

/// A sealed entry with those words of its leaf that it is found by.
package struct PlacedEntry: Sendable {
    package let kind: EntryKind
    package let verification: VerificationID?
    package let at: Timestamp
    package let sealed: SealedEntry

    package init(kind: EntryKind, verification: VerificationID?, at: Timestamp, sealed: SealedEntry) {
        self.kind = kind
        self.verification = verification
        self.at = at
        self.sealed = sealed
    }
}

/// A signed checkpoint with the size that it speaks of, so that nobody need parse it.
package struct SizedCheckpoint: Sendable, Hashable {
    /// How many leaves it covers.
    package let size: Int
    /// The signed note's bytes.
    package let note: [UInt8]

    package init(size: Int, note: [UInt8]) {
        self.size = size
        self.note = note
    }
}

/// The right to write to a log, and whose it was before.
package struct Lease: Sendable, Hashable {
    /// The number of this lease, from 1; greater than that of any before.
    package let epoch: Int
    /// The number and the holder of the lease before; nil for the first one.
    package let previous: Previous?

    /// A lease that has ended.
    package struct Previous: Sendable, Hashable {
        package let epoch: Int
        package let holder: String
        /// True when its holder gave it up in good order.
        package let wasClosed: Bool

        package init(epoch: Int, holder: String, wasClosed: Bool) {
            self.epoch = epoch
            self.holder = holder
            self.wasClosed = wasClosed
        }
    }

    package init(epoch: Int, previous: Previous?) {
        self.epoch = epoch
        self.previous = previous
    }
}

/// How a log stands.
package struct LogHead: Sendable, Hashable {
    /// How many entries it has.
    package let size: Int
    /// When the newest of them was made; nil for a log without entries.
    package let newest: Timestamp?
    /// What the log said of itself in its last transaction; nil for a log without entries.
    package let checkpoint: SizedCheckpoint?
    /// The checkpoint that is shown to everybody, with all signatures; nil when none was published yet. Never ahead of ``checkpoint``.
    package let published: SizedCheckpoint?

    package init(size: Int, newest: Timestamp?, checkpoint: SizedCheckpoint?, published: SizedCheckpoint?) {
        self.size = size
        self.newest = newest
        self.checkpoint = checkpoint
        self.published = published
    }
}
