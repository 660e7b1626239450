internal import AdapterKit
internal import CCurl
internal import Synchronization
internal import Verification

/// The door between the callers and a pool's thread: callers put jobs and cancellations in, the thread takes all of them at once. The
/// thread is woken only if it sleeps, so under load a job costs no system call.
final class Inbox: Sendable {
    /// What callers put in.
    enum Item: Sendable {
        case start(Job)
        case cancel(Transfer)
    }

    /// Whether new jobs are taken.
    enum Stage: Sendable {
        case open
        /// No new ones; what is there may run until then.
        case closing(ContinuousClock.Instant)
        /// Nothing at all: the thread is about to end.
        case closed
    }

    private struct State: Sendable {
        var items: [Item] = []
        var sleeping = false
        var stage = Stage.open
        var ended = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Locked(State())
    /// Ends the thread's wait. It is rung with the inbox's lock held and not after ``close()``, so that its descriptor is still the bell's.
    private let bell: SocketWatch.Bell
    private let accepted = Atomic(0)
    private let limit: Int

    /// - Parameter limit: jobs that may be here or with the thread at the same time.
    init(bell: SocketWatch.Bell, limit: Int) {
        self.bell = bell
        self.limit = limit
    }

    /// Puts a job in, or answers it at once if it cannot be taken.
    func submit(_ job: Job) {
        guard job.transfer.submit() else {
            job.answer(.failure(OutboundFailure(.cancelled, delivery: .didNotHappen, detail: "cancelled before it began")))
            return
        }
        guard accepted.add(1, ordering: .relaxed).newValue <= limit else {
            settle()
            job.answer(.failure(OutboundFailure(.overloaded, delivery: .didNotHappen, detail: "the queue for this department is full")))
            return
        }
        if !put(.start(job), whileClosing: false) {
            settle()
            job.answer(.failure(.poolClosed))
        }
    }

    /// Asks for the end of a transfer that was, or will be, put in.
    func cancel(_ transfer: Transfer) {
        if transfer.requestCancel() { _ = put(.cancel(transfer), whileClosing: true) }
    }

    /// Counts one job as ended; to be called just before it is answered, so that its caller finds room for the next.
    func settle() { accepted.subtract(1, ordering: .relaxed) }

    private func put(_ item: Item, whileClosing: Bool) -> Bool {
        state.withLock { state in
            switch state.stage {
            case .open: break
            case .closing: if !whileClosing { return false }
            case .closed: return false
            }
            state.items.append(item)
            wake(&state)
            return true
        }
    }

    private func wake(_ state: inout State) {
        guard state.sleeping else { return }
        state.sleeping = false
        bell.ring()
    }

    /// For the thread: what came in, in exchange for an empty array whose room is used again.
    func take(into items: inout [Item]) -> Stage {
        state.withLock { state in
            state.sleeping = false
            swap(&items, &state.items)
            return state.stage
        }
    }

    /// For the thread, just before it blocks: false if there is something to do first.
    func fallAsleep() -> Bool {
        state.withLock { state in
            state.sleeping = state.items.isEmpty
            return state.sleeping
        }
    }

    /// Takes no new jobs, gives those at hand until `stop`; an earlier `stop` than before counts.
    func beginClosing(by stop: ContinuousClock.Instant) {
        state.withLock { state in
            switch state.stage {
            case .open: state.stage = .closing(stop)
            case .closing(let earlier): state.stage = .closing(min(earlier, stop))
            case .closed: return
            }
            bell.ring()
        }
    }

    /// True after the end of the thread.
    var hasEnded: Bool { state.withLock { $0.ended } }

    /// Waits for the end of the thread.
    func waitUntilClosed() async {
        await withCheckedContinuation { continuation in
            let closed = state.withLock { state in
                if state.ended { return true }
                state.waiters.append(continuation)
                return false
            }
            if closed { continuation.resume() }
        }
    }

    /// For the thread, before it gives its descriptors back: nobody rings any more. Returns what came in last.
    func close() -> [Item] {
        state.withLock { state in
            state.stage = .closed
            state.sleeping = false
            defer { state.items = [] }
            return state.items
        }
    }

    /// For the thread, as its last act.
    func announceClosed() {
        let waiters = state.withLock { state in
            state.ended = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

extension OutboundFailure {
    /// The pool takes no new transfers: another generation of credentials took its place, or the gateway stops.
    static let poolClosed = OutboundFailure(.closed, delivery: .didNotHappen, detail: "the connections to this department are closed")
}
