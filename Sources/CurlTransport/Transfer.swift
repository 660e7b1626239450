internal import AdapterKit
internal import Synchronization

/// One call of `send`: what is asked, until when, and the word by which the caller's cancellation and the pool's thread agree.
final class Transfer: Sendable {
    /// How far a transfer is. Every change is one atomic step, so a cancellation is never lost, however early it comes.
    enum Phase: UInt8, AtomicRepresentable {
        /// Nobody knows of it but the caller.
        case pending
        /// It belongs to the pool's thread, which will answer it.
        case submitted
        /// It belongs to the pool's thread, and the caller wants it to end.
        case cancelling
        /// It ended.
        case done
    }

    let request: OutboundRequest
    let deadline: ContinuousClock.Instant
    private let phase = Atomic(Phase.pending)

    init(_ request: OutboundRequest, deadline: ContinuousClock.Instant) {
        self.request = request
        self.deadline = deadline
    }

    /// Gives the transfer to the pool; false if it was cancelled before.
    func submit() -> Bool { step(from: .pending, to: .submitted) }

    /// Marks the wish to end; true if the pool has the transfer and must be told.
    func requestCancel() -> Bool {
        if step(from: .pending, to: .done) { return false }
        return step(from: .submitted, to: .cancelling)
    }

    /// Whether the caller wants it to end.
    var isCancelling: Bool { phase.load(ordering: .acquiring) == .cancelling }

    /// Ends it: after this a cancellation changes nothing.
    func end() { phase.store(.done, ordering: .releasing) }

    private func step(from: Phase, to: Phase) -> Bool {
        phase.compareExchange(expected: from, desired: to, ordering: .acquiringAndReleasing).exchanged
    }
}

/// A transfer together with the one who waits for it; whoever holds it MUST answer exactly once.
struct Job: Sendable {
    let transfer: Transfer
    let continuation: CheckedContinuation<Result<OutboundResponse, OutboundFailure>, Never>

    func answer(_ result: Result<OutboundResponse, OutboundFailure>) {
        transfer.end()
        continuation.resume(returning: result)
    }
}
