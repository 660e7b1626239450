import Foundation
import Synchronization

/// One measurement: how much was written, and how long each writer waited.
struct Turn: Sendable {
    let perSecond: Double
    /// Microseconds.
    let median: Double
    let tail: Double

    /// So many writers that each append one behind the other.
    static func measured(seconds: Double, writers: Int, _ append: @escaping @Sendable () async throws -> Void) async throws -> Turn {
        let begun = ContinuousClock.now
        let end = begun + .seconds(seconds)
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<writers {
                group.addTask {
                    var waits: [Double] = []
                    var before = ContinuousClock.now
                    while before < end {
                        try await append()
                        let now = ContinuousClock.now
                        let wait = (now - before).components
                        waits.append(Double(wait.seconds) * 1e6 + Double(wait.attoseconds) / 1e12)
                        before = now
                    }
                    return waits
                }
            }
            return try await group.reduce(into: [Double]()) { $0 += $1 }
        }.sorted()
        let elapsed = (ContinuousClock.now - begun).components
        let total = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        guard !waits.isEmpty else { return Turn(perSecond: 0, median: 0, tail: 0) }
        return Turn(perSecond: Double(waits.count) / total, median: waits[waits.count / 2], tail: waits[waits.count * 99 / 100])
    }

    /// The medians of both, and their ratios.
    static func row(_ writers: Int, _ ledger: [Turn], _ plain: [Turn]) -> String {
        func middle(_ turns: [Turn], _ value: KeyPath<Turn, Double>) -> Double { turns.map { $0[keyPath: value] }.sorted()[turns.count / 2] }
        let (fast, slow) = (middle(ledger, \.perSecond), middle(plain, \.perSecond))
        let (wait, least) = (middle(ledger, \.median), middle(plain, \.median))
        return String(
            format: "%7d %10.0f %10.0f %6.2f %9.0f µs %8.0f µs %6.2f %9.0f µs %8.0f µs", writers, fast, slow, fast / slow, wait, least, wait / least,
            middle(ledger, \.tail), middle(plain, \.tail))
    }
}
