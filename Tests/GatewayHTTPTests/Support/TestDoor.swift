import Gateway
import GatewayHTTP
import Logging
import ServiceLifecycle
import Synchronization
import Telemetry

/// A front door on an ephemeral port of loopback, for the time of one test.
struct TestDoor: Sendable {
    let port: Int
    let pki: TestPKI
    let log: LogRecorder
    let ledger: TestLedger

    /// Opens a door, lets `body` use it, and closes it gracefully.
    static func open<Result: Sendable>(
        _ verifying: (any Verifying)? = nil, clients: [Client] = [.hall, .employer, .workload], limits: FrontDoorLimits = FrontDoorLimits(),
        metrics: @escaping @Sendable () -> String = { "" }, succession: Succession? = nil, ledger: TestLedger? = nil,
        _ body: @Sendable (TestDoor) async throws -> Result
    ) async throws -> Result {
        let pki = try TestPKI.made
        let verifying = try verifying ?? StubVerifying()
        let log = LogRecorder()
        let evidence = try ledger ?? TestLedger()
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let tls = FrontDoorConfiguration.TLSFiles(
            certificatePath: pki.path("gateway.pem"), keyPath: pki.path("gateway.key"), clientAuthorityPath: pki.path("ca.pem"))
        let logger = Logger(label: "test") { _ in log.handler() }
        let door = FrontDoor(
            succession: succession ?? Succession(Generation(number: 1, verifying: verifying)), clients: ClientDirectory(clients),
            recording: evidence.recording,
            configuration: FrontDoorConfiguration(host: "127.0.0.1", port: 0, tls: tls, limits: limits),
            environment: FrontDoorEnvironment(wallClock: { 1_772_328_600_000 }, random: { UInt64.random(in: 0...UInt64.max) }), metricsText: metrics,
            requestLog: RequestLog(label: "test", clock: { 1_772_328_600_000 }) { log.note(String(decoding: $0, as: UTF8.self)) },
            logger: logger, onListening: { port.yield($0) })
        let services = ServiceGroup(configuration: .init(services: [door], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await services.run()
                port.finish()
            }
            guard let number = await ports.first(where: { _ in true }) else {
                try await group.waitForAll()
                throw NeverOpened()
            }
            do {
                defer { withExtendedLifetime(evidence) {} }
                let result = try await body(TestDoor(port: number, pki: pki, log: log, ledger: evidence))
                await services.triggerGracefulShutdown()
                try await group.waitForAll()
                return result
            } catch {
                await services.triggerGracefulShutdown()
                try? await group.waitForAll()
                throw error
            }
        }
    }

    private struct NeverOpened: Error {}
}

/// Keeps log lines, with their metadata, for a test to look at.
final class LogRecorder: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func note(_ line: String) { lines.withLock { $0.append(line) } }

    func handler() -> any LogHandler { Handler(recorder: self) }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var logLevel: Logger.Level = .debug
        var metadata: Logger.Metadata = [:]
        var metadataProvider: Logger.MetadataProvider?

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            recorder.lines.withLock { $0.append("\(event.level) \(event.message) \(values)") }
        }
    }
}
