package import CoreMetrics

/// Keeps every metric of the process and writes them down for Prometheus (text format 0.0.4).
///
/// Making a metric takes a lock; counting takes none. The number of series is bounded: what comes beyond is not kept and shows as
/// `gatewayd_metrics_dropped_total`, so a label that grows without end cannot eat the memory (`reliability.md` T25).
package final class PrometheusRegistry: MetricsFactory, Sendable {
    /// Bounds in seconds for timers: from half a millisecond to the longest wait that a client may ask for.
    static let secondsBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    /// Bounds for other values that are aggregated.
    static let valueBounds: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16_384, 65_536]

    private let maximumSeries: Int
    private let state = Guarded(State())
    private let dropped = CounterCell()
    private let nowhere = DroppedCell()

    private struct State: Sendable {
        var families: [String: MetricFamily] = [:]
        var seriesCount = 0
    }

    package init(maximumSeries: Int = 5_000) {
        self.maximumSeries = maximumSeries
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, .counter) { CounterCell() } ?? nowhere
    }

    package func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        cell(label, dimensions, .counter) { FloatingPointCounterCell() } ?? nowhere
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, .gauge) { GaugeCell() } ?? nowhere
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate { return cell(label, dimensions, .histogram) { HistogramCell(bounds: Self.valueBounds) } ?? nowhere }
        return cell(label, dimensions, .gauge) { GaugeCell() } ?? nowhere
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = label.hasSuffix("_seconds") ? label : label + "_seconds"
        return cell(name, dimensions, .histogram) { HistogramCell(bounds: Self.secondsBounds) } ?? nowhere
    }

    // Series live as long as the process: a metric that comes back must go on counting where it was.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The text of `/metrics`, families and series in a fixed order.
    package func exposition() -> String {
        let snapshot = state.read { $0.families }
        var text = Exposition()
        for name in snapshot.keys.sorted() {
            if let family = snapshot[name] { text.append(family, name: name) }
        }
        text.appendCounter("gatewayd_metrics_dropped_total", dropped.current)
        return text.text
    }

    private func cell<Cell: Sendable>(_ label: String, _ dimensions: [(String, String)], _ kind: MetricFamily.Kind, _ make: () -> Cell) -> Cell? {
        let name = Exposition.name(label)
        let labels = Exposition.labels(dimensions)
        return state.change { state in
            var family = state.families[name] ?? MetricFamily(kind: kind)
            if family.kind == kind, let known = family.series[labels] as? Cell { return known }
            guard family.kind == kind, family.series[labels] == nil, state.seriesCount < maximumSeries else {
                dropped.increment(by: 1)
                return nil
            }
            let cell = make()
            family.series[labels] = cell
            state.families[name] = family
            state.seriesCount += 1
            return cell
        }
    }
}

/// All series of one name.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    let kind: Kind
    /// By labels as they are written, `a="1",b="2"`.
    var series: [String: any Sendable] = [:]
}
