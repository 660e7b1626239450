/// Something in a ledger that cannot have been written by it, or has been taken out of it.
package struct AuditFlaw: Sendable, Hashable {
    /// What is wrong; the raw value is contract.
    package enum Kind: String, Sendable, CaseIterable {
        /// The leaf's bytes are no leaf.
        case malformedLeaf = "malformed-leaf"
        /// The leaf says that it stands elsewhere: it was moved, repeated, or one before it was taken out.
        case wrongSequence = "wrong-sequence"
        /// The leaf does not say rightly whether the clock had gone back.
        case wrongClockMark = "wrong-clock-mark"
        /// There are fewer entries than the log says it has.
        case missingEntries = "missing-entries"
        /// There are more.
        case surplusEntries = "surplus-entries"
        /// A stored hash is not that of the leaves below it.
        case wrongNode = "wrong-node"
        /// A hash that has to be stored is not there, or one that no leaves have.
        case wrongNodeCount = "wrong-node-count"
        /// The log has entries and no statement about them, or one about another number of them.
        case missingCheckpoint = "missing-checkpoint"
        /// The statement is not signed by a key of the log, or is about another log.
        case invalidCheckpoint = "invalid-checkpoint"
        /// The statement does not fit the entries: one of them was changed.
        case wrongRoot = "wrong-root"
        /// A place outside has seen more entries than there are: the end was cut off, or an old copy was put in place.
        case behindWitness = "behind-witness"
        /// A place outside has seen other entries.
        case differsFromWitness = "differs-from-witness"
        /// The wrapped key was not made for this entry.
        case keyAltered = "key-altered"
        /// The sealed content was not made for this entry.
        case contentAltered = "content-altered"
        /// What is sealed is not what the leaf has committed to.
        case commitmentDiffers = "commitment-differs"
        /// What is sealed is no payload of its kind.
        case malformedPayload = "malformed-payload"
        /// The entry is filed under others than those whom it is about.
        case pseudonymsDiffer = "pseudonyms-differ"
        /// Its key is gone and no purge says so.
        case unexplainedForgetting = "unexplained-forgetting"
        /// It is named by a purge and can still be opened: the purge broke off.
        case unfinishedPurge = "unfinished-purge"
        /// An outcome, or an exchange, of a verification that has no intent before it.
        case withoutIntent = "without-intent"
        /// A verification with more than one outcome.
        case repeatedOutcome = "repeated-outcome"
        /// The index of receipts lacks an answer that the entry has, or says something else.
        case receiptIndexDiffers = "receipt-index-differs"
    }

    package let kind: Kind
    /// The entries among which it is, as narrow as can be told; nil where it is the whole log.
    package let entries: ClosedRange<Int>?
    /// In words, without personal data.
    package let detail: String

    package init(_ kind: Kind, _ entries: ClosedRange<Int>?, _ detail: String) {
        self.kind = kind
        self.entries = entries
        self.detail = detail
    }
}

/// What an audit has found.
package struct AuditReport: Sendable {
    /// How many entries there are.
    package internal(set) var size = 0
    /// The root over them as they are.
    package internal(set) var root = MerkleHash.emptyRoot
    /// The keys that have signed the log's own statement.
    package internal(set) var signers: [NoteVerifier] = []
    /// Entries that were opened and fit their leaves.
    package internal(set) var opened = 0
    /// Entries that are forgotten, and a purge says so.
    package internal(set) var forgotten = 0
    /// Entries whose key-encryption key the ring lacks, and all of them where there was no ring: nothing is said about their contents.
    package internal(set) var unopened = 0
    /// At most ``LedgerAudit/flawsMaximum``.
    package internal(set) var flaws: [AuditFlaw] = []

    /// True when nothing is wrong.
    package var isClean: Bool { flaws.isEmpty }
}
