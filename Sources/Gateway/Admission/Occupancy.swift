import Synchronization

/// How many verifications run at once, with an upper bound: beyond it a new one is refused at once instead of making all of them slow.
package final class Occupancy: Sendable {
    private let running = Atomic<Int>(0)
    private let limit: Int

    /// `limit`: verifications at once; each holds a few kilobytes and up to a dozen exchanges.
    package init(limit: Int) {
        self.limit = limit
    }

    /// How many run now.
    package var count: Int { running.load(ordering: .relaxed) }

    /// Takes a place, or says that there is none. Every place taken is given back with ``leave()``.
    func enter() -> Bool {
        if running.wrappingAdd(1, ordering: .relaxed).newValue <= limit { return true }
        running.wrappingSubtract(1, ordering: .relaxed)
        return false
    }

    func leave() {
        running.wrappingSubtract(1, ordering: .relaxed)
    }
}
