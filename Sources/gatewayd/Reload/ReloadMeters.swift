import Metrics

/// What is counted about the configuration, made once.
struct ReloadMeters: Sendable {
    private let reloads: [Reloader.Outcome: Counter]
    private let number = Gauge(label: "gatewayd_configuration_generation")
    private let lastSuccess = Gauge(label: "gatewayd_configuration_last_success_timestamp_seconds")
    private let alive = Meter(label: "gatewayd_configuration_generations_in_use")

    init() {
        reloads = Dictionary(
            uniqueKeysWithValues: Reloader.Outcome.allCases.map {
                ($0, Counter(label: "gatewayd_reloads_total", dimensions: [("outcome", $0.rawValue)]))
            })
    }

    func ended(_ outcome: Reloader.Outcome) { reloads[outcome]?.increment() }

    /// The files have been read, and that generation serves what stands in them.
    ///
    /// - Parameter time: Milliseconds since 1970.
    func serves(generation: Int, at time: Int64) {
        number.record(generation)
        lastSuccess.record(time / 1000)
    }

    /// A generation has been made.
    func began() { alive.increment() }

    /// A generation is gone, and its last request before it.
    func retired() { alive.decrement() }
}
