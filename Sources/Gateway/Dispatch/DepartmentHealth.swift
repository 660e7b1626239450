import Synchronization

/// How the latest exchanges with a department went: for readiness and metrics, never for a verdict.
package final class DepartmentHealth: Sendable {
    private let failuresInARow = Atomic<Int>(0)
    /// So many failures in a row make a department unusable until one exchange succeeds.
    package static let failuresToUnusable = 5

    package init() {}

    package var isUsable: Bool { failuresInARow.load(ordering: .relaxed) < Self.failuresToUnusable }

    func record(success: Bool) {
        if success {
            if failuresInARow.load(ordering: .relaxed) != 0 { failuresInARow.store(0, ordering: .relaxed) }
        } else {
            failuresInARow.wrappingAdd(1, ordering: .relaxed)
        }
    }
}
