import AdapterKit
import StrictJSON
import Synchronization
import Verification

/// What an operation allows itself: time, questions at once, requests per second, hours. What exceeds it is refused here, before the
/// registry hears of it.
final class OperationLimits: Sendable {
    private struct State {
        var running = 0
        /// Thousandths of requests that may go out now; below zero when pages of lists had to go on.
        var credit: Int64
        var filledAt: Int64 = .min
    }

    /// The most that one question may take; nil leaves it to the department's limit.
    let timeout: Duration?
    private let concurrency: Int?
    private let perSecond: Int?
    private let hours: OpeningHours?
    private let state: Mutex<State>

    init(timeout: Duration? = nil, concurrency: Int? = nil, perSecond: Int? = nil, hours: OpeningHours? = nil) {
        self.timeout = timeout
        self.concurrency = concurrency
        self.perSecond = perSecond
        self.hours = hours
        state = Mutex(State(credit: Int64(perSecond ?? 0) * 1_000))
    }

    /// Enters a question at a wall-clock time in milliseconds, or says why it cannot be asked now. Whoever entered must ``leave()``.
    func enter(at time: Int64) throws(AdapterFailure) {
        if let hours, !hours.isOpen(at: time) {
            throw AdapterFailure(.closed, delivery: .didNotHappen, detail: "outside the opening hours of the entry")
        }
        let refusal: String? = state.withLock { state in
            if let concurrency, state.running >= concurrency { return "more questions at once than the entry allows" }
            if let perSecond {
                Self.fill(&state, perSecond, time)
                if state.credit < 1_000 { return "more requests per second than the entry allows" }
                state.credit -= 1_000
            }
            state.running += 1
            return nil
        }
        if let refusal { throw AdapterFailure(.overloaded, delivery: .didNotHappen, detail: refusal) }
    }

    /// Ends a question.
    func leave() { state.withLock { $0.running -= 1 } }

    /// Counts a further request of a question that has entered: it goes out, and later questions wait the longer.
    func countFurtherRequest() {
        guard perSecond != nil else { return }
        state.withLock { $0.credit -= 1_000 }
    }

    private static func fill(_ state: inout State, _ perSecond: Int, _ time: Int64) {
        if state.filledAt != .min, time > state.filledAt {
            let gained = min(time - state.filledAt, 60_000) * Int64(perSecond)
            state.credit = min(state.credit + gained, Int64(perSecond) * 1_000)
        }
        // A clock that was set back starts anew.
        state.filledAt = time
    }
}

extension OperationLimits {
    /// Reads `timeoutMilliseconds?`, `concurrency?`, `perSecond?` and `openingHours?` of an operation.
    static func reading(_ reader: ObjectReader) -> OperationLimits {
        let timeout = reader.optionalInteger("timeoutMilliseconds", in: 10...60_000)
        let concurrency = reader.optionalInteger("concurrency", in: 1...1_024)
        let perSecond = reader.optionalInteger("perSecond", in: 1...100_000)
        return OperationLimits(
            timeout: timeout.map { .milliseconds($0) }, concurrency: concurrency, perSecond: perSecond,
            hours: OpeningHours.reading("openingHours", of: reader))
    }
}
