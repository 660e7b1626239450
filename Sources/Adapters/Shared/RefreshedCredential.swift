import AdapterKit
import Verification

/// A credential that a registry lends for a time: a token, a rotating secret.
///
/// Fetched when it is first needed and again when its time is over, once for all who wait (single flight). Whoever waits gives up at his
/// own deadline or when his task is cancelled; the fetch itself ends when nobody waits for it any more. Failures are not kept. A fetch that
/// ran into the deadline of whoever began it is begun again by those who have more time.
actor RefreshedCredential<Value: Sendable> {
    /// A credential with its own number, so that a rejection names the one that was rejected.
    struct Grant: Sendable {
        let value: Value
        /// Wall clock, milliseconds since 1970: not to be used from here on.
        let until: Int64
        let generation: UInt64
    }

    /// Fetches a new credential before a deadline.
    typealias Fetch = @Sendable (ContinuousClock.Instant) async throws(AdapterFailure) -> (value: Value, until: Int64)

    private struct Flight {
        let id: UInt64
        let deadline: ContinuousClock.Instant
        let task: Task<Void, Never>
    }

    private var held: Grant?
    private var flight: Flight?
    private var waiters: [UInt64: CheckedContinuation<Result<Grant, AdapterFailure>, Never>] = [:]
    private var lastID: UInt64 = 0

    /// The credential to use at that time; fetches one when there is none.
    func current(at time: Int64, deadline: ContinuousClock.Instant, fetch: @escaping Fetch) async throws(AdapterFailure) -> Grant {
        while true {
            if let held, time < held.until { return held }
            if flight == nil { begin(deadline, fetch) }
            let hasLess = flight.map { $0.deadline < deadline } ?? false
            switch await arrival(before: deadline) {
            case .success(let grant): return grant
            case .failure(let failure):
                if hasLess, failure.kind == .timedOut, ContinuousClock.now < deadline { continue }
                throw failure
            }
        }
    }

    /// Forgets a credential that the registry has rejected; a newer one stays.
    func drop(_ grant: Grant) {
        if held?.generation == grant.generation { held = nil }
    }

    private func begin(_ deadline: ContinuousClock.Instant, _ fetch: @escaping Fetch) {
        lastID += 1
        let id = lastID
        let task = Task {
            let result: Result<(value: Value, until: Int64), AdapterFailure>
            do throws(AdapterFailure) {
                result = .success(try await fetch(deadline))
            } catch {
                result = .failure(error)
            }
            land(id, result)
        }
        flight = Flight(id: id, deadline: deadline, task: task)
    }

    private func land(_ id: UInt64, _ result: Result<(value: Value, until: Int64), AdapterFailure>) {
        guard flight?.id == id else { return }
        flight = nil
        let outcome = result.map { Grant(value: $0.value, until: $0.until, generation: id) }
        if case .success(let grant) = outcome { held = grant }
        let waiting = waiters
        waiters = [:]
        for waiter in waiting.values { waiter.resume(returning: outcome) }
    }

    /// Waits for the flight. The waiter is entered before this actor can do anything else, so neither alarm nor cancellation can miss it.
    private func arrival(before deadline: ContinuousClock.Instant) async -> Result<Grant, AdapterFailure> {
        lastID += 1
        let id = lastID
        let alarm = Task {
            do {
                try await Task.sleep(until: deadline, clock: .continuous)
                giveUp(id, .timedOut)
            } catch {
                return
            }
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiters[id] = $0 }
        } onCancel: {
            Task { await giveUp(id, .cancelled) }
        }
    }

    private func giveUp(_ id: UInt64, _ kind: FailureKind) {
        guard let waiter = waiters.removeValue(forKey: id) else { return }
        if waiters.isEmpty {
            flight?.task.cancel()
            flight = nil
        }
        waiter.resume(returning: .failure(AdapterFailure(kind, delivery: .didNotHappen, detail: "while waiting for a credential")))
    }
}
