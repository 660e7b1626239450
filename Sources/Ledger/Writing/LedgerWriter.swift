/// The one that appends to a log. Everything blocking happens on a thread of its own, which takes all that waits as one transaction with one
/// sync (group commit), and tells nobody before it is durable and the second place knows.
///
/// A definite failure fails the callers of that batch and nobody else. An unknown outcome or a lost lease ends the writer for good.
package final class LedgerWriter: Sendable {
    private let setting: WriterSetting
    private let queue: WriterQueue

    /// Nothing happens before ``start(_:)``.
    ///
    /// - Parameters:
    ///   - log: The log's origin, as in its checkpoints and its keys' names.
    ///   - holder: What the process calls itself, for people: host and process number.
    ///   - signers: The log's keys; the first SHOULD be the fast one (Ed25519), which alone signs every batch. At least one.
    ///   - formerKeys: Keys that the log had before, so that what they signed is still believed.
    ///   - wallClock: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - onWarning: Told on the writer's thread what an operator has to see to.
    ///   - onEnd: Told once, on the writer's thread, that the writer has ended in another way than by ``stop(_:)``: the process MUST exit.
    package init(
        storage: any LedgerStorage, log: String, holder: String, sealer: Sealer, signers: [NoteSigner], formerKeys: [NoteVerifier] = [],
        limits: LedgerLimits = LedgerLimits(), secondPlace: any SecondPlace, wallClock: @escaping @Sendable () -> Int64,
        onWarning: @escaping @Sendable (LedgerWarning) -> Void = { _ in }, onEnd: @escaping @Sendable (LedgerEnd) -> Void
    ) {
        precondition(!signers.isEmpty, "a log has a key")
        setting = WriterSetting(
            storage: storage, log: log, holder: holder, sealer: sealer, signers: signers, formerKeys: formerKeys, limits: limits,
            secondPlace: secondPlace, wallClock: wallClock, onWarning: onWarning, onEnd: onEnd)
        queue = WriterQueue(limits: limits)
    }

    /// Takes the lease, looks whether the log is in good order and not behind its second place, closes open verifications as interrupted,
    /// writes `takeover` (if the last lease was not given up) and `start`, and publishes a checkpoint. Call it once.
    ///
    /// Blocks: not for threads that run tasks.
    ///
    /// - Parameter record: The record of the start; is given how many verifications were found open.
    package func start(_ record: @escaping @Sendable (_ interrupted: Int) -> StartRecord) throws(LedgerFailure) {
        let started = StartSignal()
        let (setting, queue) = (setting, queue)
        let hasThread = LedgerThread.start("ledger-writer") {
            let loop: WriterLoop
            do throws(LedgerFailure) {
                loop = try WriterLoop(setting, queue, record)
            } catch {
                queue.close(with: error)
                started.set(.failure(error))
                return
            }
            started.set(.success(()))
            loop.run()
        }
        guard hasThread else { throw .notWritten("there is no thread to be had for the ledger") }
        try started.wait().get()
    }

    /// Appends entries, which stand one behind the other. Returns when they are durable; a task that is cancelled meanwhile does not take them
    /// back.
    ///
    /// - Parameters:
    ///   - reservation: A key to reserve; when it is held, nothing of this call is written.
    ///   - answers: What a receipt is given for; they belong to the outcome among the entries, which then MUST be there.
    package func append(
        _ entries: [EntryDraft], reserving reservation: Reservation? = nil, answers: [AnswerDraft] = []
    ) async throws(LedgerFailure) -> Appended {
        precondition(!entries.isEmpty, "nothing to append")
        precondition(answers.isEmpty || entries.contains { $0.kind == .outcome }, "answers belong to an outcome")
        // Sealed here and not by the writing thread, for which everybody waits.
        let sealed = entries.map { setting.sealer.sealing($0) }
        return try await withCheckedContinuation { (reply: Reply<Appended>) in
            queue.submit(.append(AppendWork(entries: sealed, reservation: reservation, answers: answers, reply: reply)))
        }.get()
    }

    /// The newest checkpoint with all signatures, published if it was not yet.
    package func publish() async throws(LedgerFailure) -> SizedCheckpoint {
        try await withCheckedContinuation { (reply: Reply<SizedCheckpoint>) in queue.submit(.publish(reply)) }.get()
    }

    /// Destroys the private halves of entries. The purge's own entry MUST have been appended before. Keep each call to some thousands of
    /// entries: appending waits for it.
    package func forget(_ entries: [ClosedRange<Int>]) async throws(LedgerFailure) {
        try await withCheckedContinuation { (reply: Reply<Void>) in queue.submit(.forget(entries, reply)) }.get()
    }

    /// Replaces wrapped keys after a rotation; entries forgotten meanwhile stay forgotten. Keep each call to some thousands.
    package func rewrap(_ keys: [(sequence: Int, key: WrappedKey)]) async throws(LedgerFailure) {
        try await withCheckedContinuation { (reply: Reply<Void>) in queue.submit(.rewrap(keys, reply)) }.get()
    }

    /// Writes what waits and the record of the stop, publishes, and gives up the lease. Returns when that is done, also when the writer had
    /// ended before; what is handed to it from now on fails.
    package func stop(_ reason: StopRecord.Reason) async {
        _ = await withCheckedContinuation { (reply: Reply<Void>) in queue.submit(.stop(reason, reply)) }
    }
}

/// What a writer is made of.
struct WriterSetting: Sendable {
    let storage: any LedgerStorage
    let log: String
    let holder: String
    let sealer: Sealer
    let signers: [NoteSigner]
    let formerKeys: [NoteVerifier]
    let limits: LedgerLimits
    let secondPlace: any SecondPlace
    let wallClock: @Sendable () -> Int64
    let onWarning: @Sendable (LedgerWarning) -> Void
    let onEnd: @Sendable (LedgerEnd) -> Void
}

/// What a thread tells the one that has started it.
private final class StartSignal: @unchecked Sendable {
    // `result` is touched with `monitor` held only.
    private let monitor = Monitor()
    private var result: Result<Void, LedgerFailure>?

    func set(_ value: Result<Void, LedgerFailure>) {
        monitor.withLock {
            result = value
            monitor.signal()
        }
    }

    func wait() -> Result<Void, LedgerFailure> {
        monitor.withLock {
            while true {
                if let result { return result }
                monitor.wait()
            }
        }
    }
}
