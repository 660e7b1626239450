/// When to look again for an answer that is not ready, and when to stop: a pure decision.
struct LookSchedule: Sendable, Hashable {
    /// Looks for one question, so that a registry that is never ready cannot keep us turning.
    static let lookLimit = 64
    static let firstBackOff: Duration = .milliseconds(20)
    static let longestBackOff: Duration = .milliseconds(500)
    /// So much before the deadline we stop looking and hand back the query number, so that it is still heard.
    static let margin: Duration = .milliseconds(25)

    /// Nothing may run longer than this.
    let lastInstant: ContinuousClock.Instant
    private var backOff = Self.firstBackOff
    private var nextPause: Duration
    private var looks = 0

    /// The first look comes at once unless the registry asked for a pause.
    init(deadline: ContinuousClock.Instant, firstPause: Duration?) {
        lastInstant = deadline - Self.margin
        nextPause = firstPause ?? .zero
    }

    /// How long to wait before the next look; nil when it would come too late or there were enough.
    mutating func pauseBeforeNextLook(at now: ContinuousClock.Instant) -> Duration? {
        guard looks < Self.lookLimit, now + nextPause < lastInstant else { return nil }
        looks += 1
        return nextPause
    }

    /// The answer was not ready: the registry's own wish counts, else the pause doubles from 20 ms to 500 ms.
    mutating func wasNotReady(retryAfter: Duration?) {
        if let retryAfter {
            nextPause = retryAfter
        } else {
            nextPause = backOff
            backOff = min(backOff * 2, Self.longestBackOff)
        }
    }
}
