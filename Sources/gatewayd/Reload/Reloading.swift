import ServiceLifecycle
import UnixSignals

/// Reloads whenever a signal comes, one reload after the other; signals that come during a reload make one more, however many they are.
struct Reloading<Signals: AsyncSequence & Sendable>: Service where Signals.Element: Sendable, Signals.AsyncIterator: SendableMetatype {
    private let signals: Signals
    private let reload: @Sendable () async -> Void

    init(signals: Signals, reload: @escaping @Sendable () async -> Void) {
        self.signals = signals
        self.reload = reload
    }

    func run() async throws {
        let (wishes, wish) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [signals] in
                for try await _ in signals.cancelOnGracefulShutdown() { wish.yield() }
                wish.finish()
            }
            for await _ in wishes { await reload() }
            try await group.waitForAll()
        }
    }
}

// The service group logs what it starts.
extension Reloading: CustomStringConvertible {
    var description: String { "reloading" }
}
