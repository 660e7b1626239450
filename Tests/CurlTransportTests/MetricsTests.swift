import AdapterKit
import CurlTransport
import Logging
import Metrics
import NIOConcurrencyHelpers
import Testing

@Suite struct MetricsTests {
    @Test func countsWhatHappened() async throws {
        let counts = Counts()
        let server = try await ScriptedServer { arrival in arrival.number == 1 ? [.close] : [.send(.ok("{}"))] }
        let pool = try CurlPool(profile: profile(port: server.port), logger: .quiet, metrics: counts)
        _ = try await pool.send(.question, deadline: .ample)
        _ = try await failing(pool)
        _ = try await pool.send(.question, deadline: .ample)
        await pool.shutdown()
        await server.stop()
        #expect(counts["outbound_transfers_total", nil] == 3)
        #expect(counts["outbound_transfer_duration", nil] == 3)
        #expect(counts["outbound_failures_total", "reset"] == 1)
        #expect(counts["outbound_failures_total", "timeout"] == nil)
        #expect(counts["outbound_resends_refused_total", nil] == 1)
        #expect((counts["outbound_connections_total", nil] ?? 0) >= 2)
    }

    @Test func logsAChangeOfStateOnceAndNothingOfARequest() async throws {
        let lines = Lines()
        let server = try await ScriptedServer { arrival in arrival.number < 3 ? [.close] : [.send(.ok("{}"))] }
        var logger = Logger(label: "test") { _ in lines.handler }
        logger.logLevel = .info
        let pool = try CurlPool(profile: profile(port: server.port), logger: logger)
        let request = OutboundRequest(.post, "/secret-path", headers: [.init("X-Secret", "secret-value")], body: Array("secret-body".utf8))
        for _ in 0..<3 { _ = try await failing(pool, request) }
        for _ in 0..<3 { _ = try await pool.send(request, deadline: .ample) }
        await pool.shutdown()
        await server.stop()
        #expect(lines.all.map { $0.split(separator: "|").first } == ["warning department does not answer", "notice department answers again"])
        #expect(lines.all.allSatisfy { $0.contains("public-security") && !$0.contains("secret") })
    }
}

/// Counts by label and kind.
private final class Counts: MetricsFactory {
    private let values = NIOLockedValueBox<[String: Int64]>([:])

    subscript(label: String, kind: String?) -> Int64? { values.withLockedValue { $0[Self.key(label, kind)] } }

    private static func key(_ label: String, _ kind: String?) -> String { label + "|" + (kind ?? "") }

    final class Handler: CounterHandler, TimerHandler, RecorderHandler {
        let add: @Sendable (Int64) -> Void
        init(_ add: @escaping @Sendable (Int64) -> Void) { self.add = add }
        func increment(by amount: Int64) { add(amount) }
        func reset() {}
        func recordNanoseconds(_ duration: Int64) { add(1) }
        func record(_ value: Int64) {}
        func record(_ value: Double) {}
    }

    private func handler(_ label: String, _ dimensions: [(String, String)]) -> Handler {
        let key = Self.key(label, dimensions.first { $0.0 == "kind" }?.1)
        return Handler { [values] amount in values.withLockedValue { $0[key, default: 0] += amount } }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { handler(label, dimensions) }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { handler(label, dimensions) }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler { handler(label, dimensions) }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
}

/// Log lines in memory.
private final class Lines: Sendable {
    private let lines = NIOLockedValueBox<[String]>([])
    var all: [String] { lines.withLockedValue { $0 } }
    var handler: any LogHandler { Handler(lines: lines) }

    private struct Handler: LogHandler {
        let lines: NIOLockedValueBox<[String]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            lines.withLockedValue { $0.append("\(event.level) \(event.message)|\(all)") }
        }
    }
}
