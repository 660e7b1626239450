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
        /// No entry stands where one has to.
        case missingEntries = "missing-entries"
        /// There are more than the log says it has.
        case surplusEntries = "surplus-entries"
        /// What stands there cannot be read.
        case unreadable = "unreadable"
        /// A stored hash is not that of the leaves below it.
        case wrongNode = "wrong-node"
        /// A hash that has to be stored is not there, or one that no leaves have.
        case wrongNodeCount = "wrong-node-count"
        /// The log has entries and no statement about them, or one about another number of them.
        case missingCheckpoint = "missing-checkpoint"
        /// The statement is not signed by a key of the log, or is about another log.
        case invalidCheckpoint = "invalid-checkpoint"
        /// A key that has to have signed the statement has not, or a signature is of nobody known.
        case missingSignature = "missing-signature"
        /// The statement does not fit the entries: one of them was changed.
        case wrongRoot = "wrong-root"
        /// A place outside has seen more entries than there are: the end was cut off, or an old copy was put in place.
        case behindWitness = "behind-witness"
        /// A place outside has seen other entries.
        case differsFromWitness = "differs-from-witness"
        /// The wrapped key was not made for this entry.
        case keyAltered = "key-altered"
        /// The ring lacks the key that it says to be wrapped with.
        case unknownKey = "unknown-key"
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
        /// It is forgotten, and something private stands there all the same.
        case forgottenRemnant = "forgotten-remnant"
        /// It is named by a purge and can still be opened: the purge broke off.
        case unfinishedPurge = "unfinished-purge"
        /// An outcome, or an exchange, of a verification that has no intent before it.
        case withoutIntent = "without-intent"
        /// A verification with more than one outcome.
        case repeatedOutcome = "repeated-outcome"
        /// The index of receipts lacks an answer that the entry has, or says something else.
        case receiptIndexDiffers = "receipt-index-differs"
        /// The storage files the entry under something else than it says of itself.
        case wrongFiling = "wrong-filing"
        /// A row belongs to no entry, or the storage is broken by its own rules.
        case strayRow = "stray-row"
        /// A file of an export is not there.
        case missingFile = "missing-file"
        /// A file of an export has not the form that it has to have.
        case malformedFile = "malformed-file"
        /// A tile of an export holds a hash that is not that of the entries.
        case wrongTile = "wrong-tile"
        /// An entry of an export is not the one that its tile has the hash of.
        case entryAltered = "entry-altered"
    }

    package let kind: Kind
    /// The entries among which it is, as narrow as can be told; nil where it is no matter of entries.
    package let entries: ClosedRange<Int>?
    /// The file, or the table and column, in which it stands; nil where it is a matter of the entries as such.
    package let source: String?
    /// In words, without personal data.
    package let detail: String

    package init(_ kind: Kind, _ entries: ClosedRange<Int>?, in source: String? = nil, _ detail: String) {
        self.kind = kind
        self.entries = entries
        self.source = source
        self.detail = detail
    }
}

/// What an audit has found.
package struct AuditReport: Sendable {
    /// How many entries there are.
    package internal(set) var size = 0
    /// The root over them as they are.
    package internal(set) var root = MerkleHash.emptyRoot
    /// The keys that have signed the log's own statements.
    package internal(set) var signers: [NoteVerifier] = []
    /// Entries that were opened and fit their leaves.
    package internal(set) var opened = 0
    /// Entries that are forgotten, and a purge says so.
    package internal(set) var forgotten = 0
    /// Entries whose contents nothing is said about: all of them where there was no ring.
    package internal(set) var unopened = 0
    /// Checkpoints from outside that the entries were held against.
    package internal(set) var witnesses = 0
    /// Whether the storage's indexes were held against the entries.
    package internal(set) var hasJudgedIndexes = false
    /// At most ``LedgerAudit/flawsMaximum``.
    package internal(set) var flaws: [AuditFlaw] = []

    /// Of an audit that has not begun.
    package init() {}

    /// True when nothing is wrong.
    package var isClean: Bool { flaws.isEmpty }
}
