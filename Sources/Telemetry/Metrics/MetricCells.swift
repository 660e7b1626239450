import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterCell: CounterHandler, Sendable {
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) { value.wrappingAdd(max(0, amount), ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }
    var current: Int64 { value.load(ordering: .relaxed) }
}

/// A fractional number that only grows.
final class FloatingPointCounterCell: FloatingPointCounterHandler, Sendable {
    private let sum = AtomicDouble()

    func increment(by amount: Double) { if amount > 0 { sum.add(amount) } }
    func reset() { sum.set(0) }
    var current: Double { sum.current }
}

/// A number that goes up and down: meters, and recorders that do not aggregate.
final class GaugeCell: MeterHandler, RecorderHandler, Sendable {
    private let value = AtomicDouble()

    func set(_ value: Int64) { self.value.set(Double(value)) }
    func set(_ value: Double) { self.value.set(value) }
    func increment(by amount: Double) { value.add(amount) }
    func decrement(by amount: Double) { value.add(-amount) }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }
    var current: Double { value.current }
}

/// How often values fell below fixed bounds: timers (in seconds) and recorders that aggregate.
final class HistogramCell: TimerHandler, RecorderHandler, Sendable {
    let bounds: [Double]
    /// One cell for each bound, and one for what lies above all of them; not cumulative.
    private let counts: [CounterCell]
    private let sum = AtomicDouble()

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in CounterCell() }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count].increment(by: 1)
        sum.add(value)
    }

    /// The counts at or below each bound, then of all, and the sum of all values.
    var snapshot: (cumulative: [Int64], sum: Double) {
        var total: Int64 = 0
        let cumulative = counts.map { cell in
            total += cell.current
            return total
        }
        return (cumulative, sum.current)
    }
}

/// A metric that is not kept: its name is taken by another kind, or there are too many series.
final class DroppedCell: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler, Sendable {
    func increment(by amount: Int64) {}
    func increment(by amount: Double) {}
    func decrement(by amount: Double) {}
    func reset() {}
    func set(_ value: Int64) {}
    func set(_ value: Double) {}
    func record(_ value: Int64) {}
    func record(_ value: Double) {}
    func recordNanoseconds(_ duration: Int64) {}
}

/// A double behind an atomic word.
private final class AtomicDouble: Sendable {
    private let bits = Atomic<UInt64>(0)

    var current: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    func add(_ amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let outcome = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if outcome.exchanged { return }
            old = outcome.original
        }
    }
}
