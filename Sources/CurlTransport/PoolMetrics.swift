internal import AdapterKit
internal import Metrics

/// What a pool counts, by department; a closed set of labels (`reliability.md` T25), made once.
struct PoolMetrics: Sendable {
    /// Calls of `send` that ended, with or without an answer.
    private let transfers: Counter
    /// Those without one, by kind.
    private let failures: [OutboundFailure.Kind: Counter]
    /// From the call to its end.
    private let duration: Timer
    /// Connections opened.
    private let connections: Counter
    /// Kept connections that were not used again because something waited on them.
    private let stale: Counter
    /// Requests whose kept connection ended before an answer began: libcurl, left to itself, would have sent them twice.
    private let resends: Counter
    private let inFlight: Gauge
    private let queued: Gauge

    init(department: String, factory: any MetricsFactory) {
        let labels = [("department", department)]
        transfers = Counter(label: "outbound_transfers_total", dimensions: labels, factory: factory)
        failures = Dictionary(
            uniqueKeysWithValues: OutboundFailure.Kind.allCases.map { kind in
                (kind, Counter(label: "outbound_failures_total", dimensions: labels + [("kind", kind.rawValue)], factory: factory))
            })
        duration = Timer(label: "outbound_transfer_duration", dimensions: labels, preferredDisplayUnit: .milliseconds, factory: factory)
        connections = Counter(label: "outbound_connections_total", dimensions: labels, factory: factory)
        stale = Counter(label: "outbound_stale_connections_total", dimensions: labels, factory: factory)
        resends = Counter(label: "outbound_resends_refused_total", dimensions: labels, factory: factory)
        inFlight = Gauge(label: "outbound_in_flight", dimensions: labels, factory: factory)
        queued = Gauge(label: "outbound_queued", dimensions: labels, factory: factory)
    }

    func ended(_ result: Result<OutboundResponse, OutboundFailure>, after elapsed: Duration) {
        transfers.increment()
        duration.recordNanoseconds(Int64(clamping: elapsed.components.seconds * 1_000_000_000 + elapsed.components.attoseconds / 1_000_000_000))
        if case .failure(let failure) = result { failures[failure.kind]?.increment() }
    }

    func opened(connections count: Int) { if count > 0 { connections.increment(by: count) } }
    func foundStale() { stale.increment() }
    func refusedResend() { resends.increment() }

    func occupied(inFlight running: Int, queued waiting: Int) {
        inFlight.record(running)
        queued.record(waiting)
    }
}
