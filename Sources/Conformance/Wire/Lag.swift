/// How late this machine is at the moment: what a task that only waits needs to notice that it is cancelled.
///
/// Measured beside the adapter's own reaction and allowed for, so that a busy machine is not taken for a deaf adapter, nor a deaf adapter for
/// a busy machine.
enum Lag {
    static func now() async -> Duration {
        let waiting = Task {
            try? await Task.sleep(for: .seconds(60))
            return ContinuousClock.now
        }
        try? await Task.sleep(for: .milliseconds(1))
        let cancelled = ContinuousClock.now
        waiting.cancel()
        return await waiting.value - cancelled
    }
}

extension Duration {
    /// For people: whole milliseconds.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
