/// A second place that is a program of the operator's: it can reach another machine, a tape, a register of another authority.
///
/// It is run as `PROGRAM … publish ORIGIN` for published checkpoints, one on its standard input each time, and has kept it for good when it ends
/// with 0; and as `PROGRAM … read ORIGIN` at a start, when it writes the newest checkpoint that it keeps, or nothing. Publishing happens on a
/// thread of its own, one run at a time; a newer checkpoint takes the place of one that waits. A failure is told to whoever writes next, and tried
/// again.
package final class CommandSecondPlace: SecondPlace, @unchecked Sendable {
    private typealias Task = (checkpoint: SizedCheckpoint, log: String)

    // Everything mutable is touched with `monitor` held only.
    private let monitor = Monitor()
    private let program: [String]
    private let timeoutMilliseconds: Int
    private let retryMilliseconds: Int
    private var waiting: Task?
    private var failed: (task: Task, failure: SecondPlaceFailure)?
    private var isRunning = false

    /// - Parameters:
    ///   - program: The path of the program and its arguments; at least the former.
    ///   - timeoutMilliseconds: How long it may take before it is killed.
    ///   - retryMilliseconds: When what failed is tried again, unless something newer comes before.
    package init(program: [String], timeoutMilliseconds: Int = 10_000, retryMilliseconds: Int = 5000) {
        precondition(!program.isEmpty, "no program")
        self.program = program
        self.timeoutMilliseconds = timeoutMilliseconds
        self.retryMilliseconds = retryMilliseconds
    }

    package func kept(of log: String) throws(SecondPlaceFailure) -> [KeptCheckpoint] {
        let end = ProgramRun.run(program + ["read", log], input: [], timeoutMilliseconds: timeoutMilliseconds)
        guard case .exited(0, let note) = end else { throw failure("read", end) }
        return note.isEmpty ? [] : [KeptCheckpoint(place: name, note: note)]
    }

    /// A process for each batch would cost too much: batches are not told to it. Throws when what was published last has not been kept.
    package func note(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) {
        if let failure = monitor.withLock({ failed?.failure }) { throw failure }
    }

    package func publish(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) {
        let (known, mustStart) = monitor.withLock { () -> (SecondPlaceFailure?, Bool) in
            waiting = (checkpoint, log)
            monitor.signal()
            defer { isRunning = true }
            return (failed?.failure, !isRunning)
        }
        if mustStart, !LedgerThread.start("ledger-command", { self.work() }) {
            monitor.withLock { isRunning = false }
            throw SecondPlaceFailure(place: name, reason: "there is no thread to be had")
        }
        if let known { throw known }
    }

    package func finish() {
        monitor.withLock { while isRunning, failed == nil { monitor.wait() } }
    }

    /// Runs the program until nothing waits and nothing has failed.
    private func work() {
        while let task = next() {
            let end = ProgramRun.run(program + ["publish", task.log], input: task.checkpoint.note, timeoutMilliseconds: timeoutMilliseconds)
            monitor.withLock {
                if case .exited(0, _) = end { failed = nil } else { failed = (task, failure("publish", end)) }
                monitor.signal()
            }
        }
    }

    /// What is to be published next; nil when there is nothing, and the thread ends.
    private func next() -> Task? {
        monitor.withLock {
            if let failed {
                let moment = Monitor.nowNanoseconds + UInt64(max(0, retryMilliseconds)) * 1_000_000
                while waiting == nil, Monitor.nowNanoseconds < moment { monitor.wait(untilNanoseconds: moment) }
                if waiting == nil { return failed.task }
            }
            defer { waiting = nil }
            if waiting == nil {
                isRunning = false
                monitor.signal()
            }
            return waiting
        }
    }

    private var name: String { "the program \(program[0])" }

    private func failure(_ what: String, _ end: ProgramRun.Ending) -> SecondPlaceFailure {
        let reason =
            switch end {
            case .exited(let code, _): "\(what): it ended with \(code)"
            case .killed(let signal): "\(what): it was ended by signal \(signal)"
            case .tookTooLong: "\(what): it took longer than \(timeoutMilliseconds) ms"
            case .notStarted(let number): "\(what): it cannot be started (error \(number))"
            }
        return SecondPlaceFailure(place: name, reason: reason)
    }
}
