import Instrumentation
package import Logging
import Metrics

/// What the daemon says about itself: logs, metrics, trace ids. Made once, by the composition root.
package struct Telemetry: Sendable {
    /// The metrics of the process; `registry.exposition()` is the text of `/metrics`.
    package let registry: PrometheusRegistry
    private let sink: LogSink
    private let level: Logger.Level
    private let clock: @Sendable () -> Int64

    /// Installs the three systems for the whole process. Call it once, before anything logs or counts.
    ///
    /// - Parameters:
    ///   - level: Records below it are not written.
    ///   - descriptor: Where log lines go: 1 or 2.
    ///   - clock: Milliseconds since 1970.
    ///   - random: 64 random bits at a time, for trace ids.
    package static func bootstrap(
        level: Logger.Level, descriptor: Int32 = 2, clock: @escaping @Sendable () -> Int64, random: @escaping @Sendable () -> UInt64
    ) -> Telemetry {
        let sink = LogSink(descriptor: descriptor)
        let registry = PrometheusRegistry()
        LoggingSystem.bootstrap { label in
            JSONLogHandler(label: label, sink: sink, level: level, allowedKeys: LogKeys.allowed, clock: clock)
        }
        MetricsSystem.bootstrap(registry)
        InstrumentationSystem.bootstrap(TraceContextTracer(random: random))
        return Telemetry(registry: registry, sink: sink, level: level, clock: clock)
    }

    /// Where requests are noted under that name; nil when records of their level are not written.
    package func requestLog(label: String) -> RequestLog? {
        level <= .info ? RequestLog(label: label, clock: clock) { [sink] line in sink.append(line) } : nil
    }

    /// Waits until every log line so far is written. Call it before the process ends.
    package func flush() { sink.flush() }
}

/// The metadata keys that may be logged. None of them ever holds data about a person: paths are templates, clients are organisations.
package enum LogKeys {
    package static let allowed: Set<String> = [
        // requests
        "reference", "method", "route", "status", "code", "client", "traceId", "durationMilliseconds", "bytes",
        // outward exchanges and registries
        "department", "registry", "kind", "delivery", "attempt", "attempts", "exchange", "curl", "multi-code", "httpStatus", "elapsedMilliseconds",
        "detail",
        // the daemon itself
        "host", "port", "path", "file", "pointer", "reason", "error", "errorType", "signal", "version", "connections", "count", "service",
        // the configuration and its generations
        "generation", "claim", "change", "claimsThatChangeRoute", "departmentsKept", "departmentsMade",
    ]
}
