package import Verification

/// An answer that a receipt is given for, before its outcome has a place in the log.
package struct AnswerDraft: Sendable {
    /// The receipt.
    package let code: ReceiptCode
    /// What stands for the question about the person.
    package let question: Pseudonym
    package let verdict: Verdict
    /// What stands for the value that was told; nil for claims without a value.
    package let value: Pseudonym?

    package init(code: ReceiptCode, question: Pseudonym, verdict: Verdict, value: Pseudonym? = nil) {
        self.code = code
        self.question = question
        self.verdict = verdict
        self.value = value
    }
}

/// What became of entries that were handed to a writer.
package enum Appended: Sendable, Hashable {
    /// They are durable and stand one behind the other from that sequence on.
    case appended(first: Int)
    /// Nothing was written: the key stands for another request already.
    case held(Reservation)

    /// The sequence of the first entry; nil when nothing was written.
    package var first: Int? {
        if case .appended(let first) = self { first } else { nil }
    }
}

/// Whom a piece of work is answered to.
typealias Reply<Value> = CheckedContinuation<Result<Value, LedgerFailure>, Never>

/// Entries that go into one batch together.
struct AppendWork: Sendable {
    let entries: [SealedDraft]
    let reservation: Reservation?
    let answers: [AnswerDraft]
    let reply: Reply<Appended>

    /// Bytes that wait because of it.
    var byteCount: Int { entries.reduce(0) { $0 + $1.sealed.count } }
}

/// What a writer is asked to do.
enum WriterWork: Sendable {
    case append(AppendWork)
    case publish(Reply<SizedCheckpoint>)
    case forget([ClosedRange<Int>], Reply<Void>)
    case rewrap([(sequence: Int, key: WrappedKey)], Reply<Void>)
    case stop(StopRecord.Reason, Reply<Void>)

    /// Answers that it was not done.
    func fail(_ failure: LedgerFailure) {
        switch self {
        case .append(let work): work.reply.resume(returning: .failure(failure))
        case .publish(let reply): reply.resume(returning: .failure(failure))
        case .forget(_, let reply), .rewrap(_, let reply), .stop(_, let reply): reply.resume(returning: .failure(failure))
        }
    }
}

/// What waits for a writer: bounded, and closed for good when the writer ends.
final class WriterQueue: @unchecked Sendable {
    // Everything mutable is touched with `monitor` held only.
    private let monitor = Monitor()
    private let limits: LedgerLimits
    private var waiting: [WriterWork] = []
    private var entryCount = 0
    private var byteCount = 0
    private var closedWith: LedgerFailure?

    init(limits: LedgerLimits) { self.limits = limits }

    /// Puts the work at the end, or answers at once that it will not be done.
    func submit(_ work: WriterWork) {
        let refusal = monitor.withLock { () -> LedgerFailure? in
            if let closedWith { return closedWith }
            if case .append(let append) = work {
                let bytes = append.byteCount
                // One call that is larger than the limits has to find the queue empty.
                let isFull = entryCount + append.entries.count > limits.waitingEntriesMaximum || byteCount + bytes > limits.waitingBytesMaximum
                if isFull, entryCount > 0 { return .overloaded }
                entryCount += append.entries.count
                byteCount += bytes
            }
            let wasEmpty = waiting.isEmpty
            waiting.append(work)
            if wasEmpty { monitor.signal() }
            return nil
        }
        if let refusal { work.fail(refusal) }
    }

    /// Everything that waits, in its order; waits for something until that moment, if there is one.
    func takeAll(untilNanoseconds moment: UInt64?) -> [WriterWork] {
        monitor.withLock {
            while waiting.isEmpty {
                guard let moment else {
                    monitor.wait()
                    continue
                }
                if Monitor.nowNanoseconds >= moment { break }
                monitor.wait(untilNanoseconds: moment)
            }
            defer { (waiting, entryCount, byteCount) = ([], 0, 0) }
            return waiting
        }
    }

    /// Takes nothing more; whatever waits is failed.
    func close(with failure: LedgerFailure) {
        let rest = monitor.withLock {
            closedWith = closedWith ?? failure
            defer { waiting = [] }
            return waiting
        }
        for work in rest { work.fail(failure) }
    }
}
