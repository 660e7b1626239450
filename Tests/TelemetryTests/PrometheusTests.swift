import CoreMetrics
import Testing

@testable import Telemetry

@Suite("metrics")
struct PrometheusTests {
    @Test func countersGaugesAndHistogramsAreWrittenDown() {
        let registry = PrometheusRegistry()
        let counter = registry.makeCounter(label: "b_total", dimensions: [("route", "/x"), ("code", "4xx")])
        counter.increment(by: 2)
        counter.increment(by: 3)
        counter.increment(by: -7)
        registry.makeMeter(label: "a.gauge", dimensions: []).set(1.5)
        let timer = registry.makeTimer(label: "c", dimensions: [("k", "v")])
        for nanoseconds in [400_000, 500_000, 600_000, 40_000_000_000] as [Int64] { timer.recordNanoseconds(nanoseconds) }
        #expect(
            registry.exposition() == """
                # TYPE a_gauge gauge
                a_gauge 1.5
                # TYPE b_total counter
                b_total{code="4xx",route="/x"} 5
                # TYPE c_seconds histogram
                c_seconds_bucket{k="v",le="0.0005"} 2
                c_seconds_bucket{k="v",le="0.001"} 3
                c_seconds_bucket{k="v",le="0.0025"} 3
                c_seconds_bucket{k="v",le="0.005"} 3
                c_seconds_bucket{k="v",le="0.01"} 3
                c_seconds_bucket{k="v",le="0.025"} 3
                c_seconds_bucket{k="v",le="0.05"} 3
                c_seconds_bucket{k="v",le="0.1"} 3
                c_seconds_bucket{k="v",le="0.25"} 3
                c_seconds_bucket{k="v",le="0.5"} 3
                c_seconds_bucket{k="v",le="1"} 3
                c_seconds_bucket{k="v",le="2.5"} 3
                c_seconds_bucket{k="v",le="5"} 3
                c_seconds_bucket{k="v",le="10"} 3
                c_seconds_bucket{k="v",le="30"} 3
                c_seconds_bucket{k="v",le="+Inf"} 4
                c_seconds_sum{k="v"} 40.0015
                c_seconds_count{k="v"} 4
                # TYPE gatewayd_metrics_dropped_total counter
                gatewayd_metrics_dropped_total 0

                """)
    }

    @Test func theSameMetricIsTheSameCell() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "a", dimensions: [("x", "1"), ("y", "2")]).increment(by: 1)
        registry.makeCounter(label: "a", dimensions: [("y", "2"), ("x", "1")]).increment(by: 1)
        #expect(registry.exposition().contains("a{x=\"1\",y=\"2\"} 2\n"))
    }

    @Test func labelsCannotBreakTheFormat() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "9 bad-name\n", dimensions: [("la bel", "a\"b\\c\nd\r\ne")]).increment(by: 1)
        #expect(registry.exposition().contains("_9_bad_name_{la_bel=\"a\\\"b\\\\c\\nd\r\\ne\"} 1\n"))
    }

    @Test func seriesAreBounded() {
        let registry = PrometheusRegistry(maximumSeries: 10)
        for number in 0..<100_000 { registry.makeCounter(label: "a", dimensions: [("n", String(number))]).increment(by: 1) }
        let text = registry.exposition()
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("a{") }.count == 10)
        #expect(text.contains("gatewayd_metrics_dropped_total 99990\n"))
    }

    @Test func aNameHasOneKind() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "a", dimensions: []).increment(by: 1)
        registry.makeMeter(label: "a", dimensions: [("x", "1")]).set(5.0)
        #expect(registry.exposition().contains("# TYPE a counter\na 1\n"))
        #expect(!registry.exposition().contains("gauge"))
    }

    @Test func countingFromManyTasksLosesNothing() async {
        let registry = PrometheusRegistry()
        await withDiscardingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let counter = registry.makeCounter(label: "a", dimensions: [])
                    let meter = registry.makeMeter(label: "m", dimensions: [])
                    let timer = registry.makeTimer(label: "t", dimensions: [])
                    for _ in 0..<5_000 {
                        counter.increment(by: 1)
                        meter.increment(by: 1)
                        timer.recordNanoseconds(1_000_000_000)
                    }
                }
            }
        }
        let text = registry.exposition()
        #expect(
            text.contains("a 40000\n") && text.contains("m 40000\n") && text.contains("t_seconds_count 40000\n")
                && text.contains("t_seconds_sum 40000\n"))
    }

    @Test func valuesThatAreNoNumbersAreLeftOut() {
        let registry = PrometheusRegistry()
        let recorder = registry.makeRecorder(label: "r", dimensions: [], aggregate: true)
        recorder.record(Double.nan)
        recorder.record(Double.infinity)
        recorder.record(3.0)
        #expect(registry.exposition().contains("r_sum 3\nr_count 1\n"))
    }
}
