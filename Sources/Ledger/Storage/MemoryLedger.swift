/// Logs in memory, shared by all sessions made of it: what the port's contract means, in the fewest words, and for tests the one that fails
/// on demand. A session that is let go of without ``LogWriting/close()`` is a process that died.
///
/// `@unchecked Sendable` because the compiler cannot see that everything mutable is touched with `monitor` held only.
package final class MemoryLedger: LedgerStorage, @unchecked Sendable {
    /// The version of what is kept here.
    static let schemaVersion = 1

    private let monitor = Monitor()
    private var state = MemoryState()
    private var faults: [MemoryEffect: (fault: MemoryFault, times: Int)] = [:]
    private var foundVersion = MemoryLedger.schemaVersion
    private var isPaused = false

    package init() {}

    package func reading() throws(StorageFailure) -> any LedgerReading { MemoryReading(self) }

    package func writing(log: String, holder: String) throws(StorageFailure) -> any LogWriting {
        let lease = try monitor.withLock { () throws(StorageFailure) -> Lease in
            guard foundVersion <= Self.schemaVersion else { throw .newerSchema(found: foundVersion, known: Self.schemaVersion) }
            if let fault = nextFault(of: .lease) { throw fault.failure }
            return try state.lease(log, holder)
        }
        return MemoryWriting(self, log: log, lease: lease)
    }

    /// Lets the next effects of that sort fail, so many of them.
    package func fail(_ effect: MemoryEffect, _ fault: MemoryFault, times: Int = 1) { monitor.withLock { faults[effect] = (fault, times) } }

    /// Lets every effect succeed again.
    package func heal() { monitor.withLock { faults = [:] } }

    /// Holds every commit back before anything is written, as a disk that hangs, until ``resume()``.
    package func pause() { monitor.withLock { isPaused = true } }

    /// Lets commits go on.
    package func resume() {
        monitor.withLock {
            isPaused = false
            monitor.signal()
        }
    }

    /// Ends the lease of a log although its session lives, as when a server has given up a process that was stopped.
    package func expireLease(of log: String) { monitor.withLock { state.release(log, epoch: nil, closed: false) } }

    /// Writes down that a newer program has been here.
    package func raiseSchema() { monitor.withLock { foundVersion += 1 } }

    /// Changes what is kept behind everybody's back, as a hand in the files would.
    func tamper(_ change: (inout MemoryState) -> Void) { monitor.withLock { change(&state) } }

    func waitWhilePaused() {
        monitor.withLock {
            while isPaused { monitor.wait() }
        }
    }

    func read<Result>(_ body: (MemoryState) -> Result) -> Result { monitor.withLock { body(state) } }

    /// Runs the effect on a copy and keeps it, all or nothing.
    func change(_ effect: MemoryEffect, _ body: (inout MemoryState) throws(StorageFailure) -> Bool) throws(StorageFailure) {
        try monitor.withLock { () throws(StorageFailure) in
            let before = state
            do throws(StorageFailure) {
                guard try body(&state) else {
                    state = before
                    return
                }
            } catch {
                state = before
                throw error
            }
            guard let fault = nextFault(of: effect) else { return }
            if !fault.persists { state = before }
            throw fault.failure
        }
    }

    func release(_ log: String, epoch: Int, closed: Bool) { monitor.withLock { state.release(log, epoch: epoch, closed: closed) } }

    private func nextFault(of effect: MemoryEffect) -> MemoryFault? {
        guard let (fault, times) = faults[effect] else { return nil }
        faults[effect] = times > 1 ? (fault, times - 1) : nil
        return fault
    }
}

/// The session that writes to one log in memory.
private final class MemoryWriting: LogWriting {
    let lease: Lease
    private let storage: MemoryLedger
    private let log: String

    init(_ storage: MemoryLedger, log: String, lease: Lease) {
        self.storage = storage
        self.log = log
        self.lease = lease
    }

    deinit { storage.release(log, epoch: lease.epoch, closed: false) }

    func head() throws(StorageFailure) -> LogHead {
        guard let head = storage.read({ $0.logs[self.log]?.head }) else { throw .leaseLost }
        return head
    }

    func commit(reserving reservations: [Reservation], _ batch: ([ReservationOutcome]) -> Batch?) throws(StorageFailure) {
        storage.waitWhilePaused()
        try storage.change(.commit) { state throws(StorageFailure) in
            try state.check(log, lease)
            guard let batch = batch(reservations.map { state.reserve($0) }) else { return false }
            try state.append(batch, to: log)
            return true
        }
    }

    func publish(_ checkpoint: SizedCheckpoint) throws(StorageFailure) {
        try storage.change(.publish) { state throws(StorageFailure) in
            try state.check(log, lease)
            try state.publish(checkpoint, of: log)
            return true
        }
    }

    func forget(_ entries: [ClosedRange<Int>]) throws(StorageFailure) {
        try storage.change(.forget) { state throws(StorageFailure) in
            try state.check(log, lease)
            state.forget(entries, of: log)
            return true
        }
    }

    func rewrap(_ keys: [(sequence: Int, key: WrappedKey)]) throws(StorageFailure) {
        try storage.change(.rewrap) { state throws(StorageFailure) in
            try state.check(log, lease)
            state.rewrap(keys, of: log)
            return true
        }
    }

    func close() { storage.release(log, epoch: lease.epoch, closed: true) }
}
