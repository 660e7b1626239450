package import Gateway
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
package import Recording
import ServiceLifecycle
package import Telemetry

/// The HTTPS listener: mutual TLS, HTTP/1.1, the routes of `openapi.json`. Runs until its service group stops it, then lets running requests
/// end and closes.
package struct FrontDoor: Service {
    private let succession: Succession
    private let clients: ClientDirectory
    private let recording: Recording
    private let configuration: FrontDoorConfiguration
    private let environment: FrontDoorEnvironment
    private let metricsText: @Sendable () -> String
    private let requestLog: RequestLog?
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - succession: Whose present generation answers each request.
    ///   - recording: Where everything is written down before it is told.
    ///   - metricsText: The text of `/metrics`, Prometheus text format 0.0.4.
    ///   - requestLog: Where each request leaves a line; refusals by the gateway's own fault are logged always.
    ///   - onListening: Called once with the bound port, when connections are accepted.
    package init(
        succession: Succession, clients: ClientDirectory, recording: Recording, configuration: FrontDoorConfiguration,
        environment: FrontDoorEnvironment, metricsText: @escaping @Sendable () -> String, requestLog: RequestLog? = nil, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.succession = succession
        self.clients = clients
        self.recording = recording
        self.configuration = configuration
        self.environment = environment
        self.metricsText = metricsText
        self.requestLog = requestLog
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops ?? max(1, System.coreCount / 2))
        do {
            try await listen(on: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
    }

    private func listen(on group: MultiThreadedEventLoopGroup) async throws {
        let routes = Routes(
            succession: succession, verifications: VerificationsHandler(recording: recording), evidence: EvidenceHandler(recording: recording),
            operations: OperationsHandler(
                readiness: { [succession, recording] in (succession.present.verifying.readiness(), recording.isWritable) }, metricsText: metricsText))
        let desk = FrontDesk(
            routes: routes, clients: clients, references: ReferenceSource(seed: environment.random()), random: environment.random,
            requestLog: requestLog, logger: logger)
        let clock = environment.wallClock
        let doorway = try Doorway(configuration: configuration, group: group, reception: desk) { clock() / 1000 }
        let (running, nowRunning) = AsyncStream.makeStream(of: Void.self)
        let server = Server(
            childChannelSetup: doorway, configuration: ServerConfiguration(address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { [onListening] channel in
                await onListening(channel.localAddress?.port ?? 0)
                nowRunning.finish()
            }, eventLoopGroup: group, logger: logger)
        try await Self.run(server, running, nowRunning)
    }

    /// Runs the server until the service group stops it, and returns when its stopping has ended too. Left to itself the server stops in a task
    /// that nobody waits for: that one would come to event loops that have ended already ("Cannot schedule tasks on an EventLoop that has
    /// already shut down"). So it runs detached, where it does not hear of the service group, and is stopped from here.
    private static func run<Channel>(
        _ server: Server<Channel>, _ running: AsyncStream<Void>, _ nowRunning: AsyncStream<Void>.Continuation
    ) async throws {
        let (wishes, wish) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let serving = Task.detached { try await server.run() }
            group.addTask {
                // A server that is stopped before it runs would take that for a mistake.
                for await _ in running {}
                for await _ in wishes { try await server.shutdownGracefully() }
            }
            defer {
                nowRunning.finish()
                wish.finish()
            }
            try await withTaskCancellationHandler {
                try await withGracefulShutdownHandler {
                    try await serving.value
                } onGracefulShutdown: {
                    wish.yield()
                    wish.finish()
                }
            } onCancel: {
                serving.cancel()
            }
        }
    }
}

// The service group logs what it starts: a name, not the catalogue and the list of clients.
extension FrontDoor: CustomStringConvertible {
    package var description: String { "front door" }
}

/// What the front door takes from the outer world.
package struct FrontDoorEnvironment: Sendable {
    /// Milliseconds since 1970 by the wall clock.
    package let wallClock: @Sendable () -> Int64
    /// 64 random bits at a time, for references and trace ids.
    package let random: @Sendable () -> UInt64

    package init(wallClock: @escaping @Sendable () -> Int64, random: @escaping @Sendable () -> UInt64) {
        self.wallClock = wallClock
        self.random = random
    }
}
