/// A place where logs are kept: memory, a file, a database server. One place may hold the logs of several nodes; each node writes to its own
/// and reads all of them.
///
/// Everything here blocks. Sessions are made and used on threads of the ledger's own, never on those that run tasks.
package protocol LedgerStorage: Sendable {
    /// A session for reading. MUST NOT hold back writers, nor be held back by them for longer than a moment.
    func reading() throws(StorageFailure) -> any LedgerReading

    /// Takes the lease of a log, makes the log when there is none, and gives the only session that may write to it.
    ///
    /// MUST bring the schema forward first, safely against being killed half way, and refuse a newer one than it knows. MUST read back the
    /// settings that durability rests on and refuse to go on without them. MUST NOT take a lease whose holder may still write: it waits a
    /// moment and then throws ``StorageFailure/leased(holder:)``. Each lease has a greater number than all before.
    ///
    /// - Parameters:
    ///   - log: The log's origin, as in its checkpoints.
    ///   - holder: What the process calls itself, for people: host and process number.
    func writing(log: String, holder: String) throws(StorageFailure) -> any LogWriting
}

/// The session of the one process that may write to a log. Not to be used by two threads at once.
package protocol LogWriting: AnyObject {
    /// The lease that was taken.
    var lease: Lease { get }

    /// The log as it was found, or as the last transaction has left it.
    func head() throws(StorageFailure) -> LogHead

    /// Reserves and appends, all or nothing. When it returns, everything is on the disk.
    ///
    /// In this order, in one transaction: each reservation whose scope is free, or has expired, is taken; `batch` is called once with what
    /// became of them, in their order; its entries are appended. The transaction MUST fail with ``StorageFailure/leaseLost`` when the lease is
    /// not the newest any more, or the log has not the size from which the batch goes on. `batch` gives nil to write nothing at all: then
    /// nothing is reserved either.
    ///
    /// A failure that leaves open whether the batch was written MUST be ``StorageFailure/outcomeUnknown(_:)``; the session is then of no use.
    func commit(reserving: [Reservation], _ batch: ([ReservationOutcome]) -> Batch?) throws(StorageFailure)

    /// Replaces the published checkpoint; synced when it returns. The same conditions as of a batch, the size being that of the log or less.
    func publish(_ checkpoint: SizedCheckpoint) throws(StorageFailure)

    /// Destroys the private halves of these entries: wrapped keys, sealed contents, pseudonyms, answers and reservations; leaves and hashes
    /// stay. MUST overwrite them, not only let go of them, as far as the engine can. Doing it again changes nothing.
    func forget(_ entries: [ClosedRange<Int>]) throws(StorageFailure)

    /// Replaces wrapped keys after a rotation; entries that were forgotten meanwhile stay forgotten.
    func rewrap(_ keys: [(sequence: Int, key: WrappedKey)]) throws(StorageFailure)

    /// Gives up the lease, so that the next process need not wait.
    func close()
}

/// A session that reads every log of the place. Not to be used by two threads at once. What one call gives is of one moment.
package protocol LedgerReading: AnyObject {
    /// The origins of all logs, in the order of their bytes.
    func logs() throws(StorageFailure) -> [String]

    /// How a log stands; nil when there is no such log.
    func head(of log: String) throws(StorageFailure) -> LogHead?

    /// The leaves in that range, in their order, as far as the log reaches.
    func leaves(of log: String, in range: Range<Int>) throws(StorageFailure) -> [[UInt8]]

    /// The entries in that range, in their order, as far as the log reaches.
    func entries(of log: String, in range: Range<Int>) throws(StorageFailure) -> [StoredEntry]

    /// The hashes of the complete subtrees of that level (8, 16, 24 …: those that tiles are made of, leaves apart), in their order, as far
    /// as there are any.
    func nodes(of log: String, level: Int, in range: Range<Int>) throws(StorageFailure) -> [MerkleHash]

    /// Everything that was recorded of a verification, in any log, in the order of the log.
    func entries(of verification: VerificationID) throws(StorageFailure) -> [StoredEntry]

    /// The entries about a person, in any log, by log and sequence: at most `limit`, behind the one given.
    func entries(about pseudonyms: [Pseudonym], after: EntryPlace?, limit: Int) throws(StorageFailure) -> [StoredEntry]

    /// What a receipt was given for, one for each question; empty when no receipt has this code, or it was forgotten.
    func answers(under code: ReceiptCode) throws(StorageFailure) -> [StoredAnswer]

    /// All answers that receipts were given for to these questions, in any log, by time.
    func answers(to questions: [Pseudonym]) throws(StorageFailure) -> [StoredAnswer]

    /// The reservation of that scope, expired or not; nil when there is none.
    func reservation(of scope: Commitment) throws(StorageFailure) -> Reservation?

    /// The verifications of a log that have an intent and no outcome, in the order of their intents.
    func openVerifications(of log: String) throws(StorageFailure) -> [VerificationID]

    /// What may be due to be forgotten: groups of entries about persons, not forgotten yet, whose newest was made before that time, by their
    /// first entry, at most `limit`, behind that sequence. A group is all entries of one verification, or one entry that belongs to none.
    func unforgotten(of log: String, before: Timestamp, after: Int?, limit: Int) throws(StorageFailure) -> [EntryGroup]

    /// Everything that stands in that range, also what cannot be right: for audits.
    func filed(of log: String, in range: Range<Int>) throws(StorageFailure) -> [FiledEntry]

    /// Rows of any table that belong to no entry of any log, and what the storage itself finds broken: for audits. At most about `limit`.
    func strays(limit: Int) throws(StorageFailure) -> [StrayRow]

    /// Runs the body, in which everything that this session reads is of one moment, however long it takes.
    func still<Value>(_ body: () throws -> Value) throws -> Value
}
