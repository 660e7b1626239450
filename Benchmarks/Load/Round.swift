import NIOCore
import NIOPosix
import NIOSSL

/// One row of the table: connect, warm up, measure, disconnect. One event loop, so that the load leaves a core to the daemon.
struct Round: Sendable {
    let target: Target
    let sni: String?
    let tls: NIOSSLContext
    let requests: RequestMaker
    let connections: Int
    let warmup: Duration
    let measured: Duration
    let expect: [UInt8]?
    /// The daemon's process, whose tree's CPU is read at both ends of the measurement.
    let daemon: Int?

    func run() async throws -> Outcome {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        do {
            let outcome = try await run(on: loop)
            try await group.shutdownGracefully()
            return outcome
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    private func run(on loop: any EventLoop) async throws -> Outcome {
        let expect = expect
        // Running numbers go on from round to round, and differ between runs: by the clock since the machine started.
        let first = Int(NIODeadline.now().uptimeNanoseconds / 1_000_000 % 100_000) * 1_000_000
        let tally = try await loop.submit { NIOLoopBound(Tally(expect: expect, firstSequence: first), eventLoop: loop) }.get()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<connections { tasks.addTask { try await connect(on: loop, tally: tally) } }
            try await tasks.waitForAll()
        }
        try await Task.sleep(for: warmup)
        let before = try await mark(.measuring, on: loop, tally: tally)
        try await Task.sleep(for: measured)
        let after = try await mark(.over, on: loop, tally: tally)
        let seconds = Double((after.instant - before.instant).nanoseconds) / 1_000_000_000
        func used(_ reading: KeyPath<Reading, Double?>) -> Double? {
            guard let from = before[keyPath: reading], let to = after[keyPath: reading] else { return nil }
            return to - from
        }
        let (daemonSeconds, ownSeconds) = (used(\.daemon), used(\.own))
        return try await loop.submit {
            let tally = tally.value
            return Outcome(
                seconds: seconds, latenciesMicroseconds: tally.latenciesMicroseconds, errors: tally.errors, firstError: tally.firstError,
                daemonSeconds: daemonSeconds, ownSeconds: ownSeconds)
        }.get()
    }

    private struct Reading: Sendable {
        let instant: NIODeadline
        let daemon: Double?
        let own: Double?
    }

    /// Enters a phase and reads clock and CPU in one step of the loop.
    private func mark(_ phase: Tally.Phase, on loop: any EventLoop, tally: NIOLoopBound<Tally>) async throws -> Reading {
        let daemon = daemon
        return try await loop.submit {
            let reading = Reading(
                instant: .now(), daemon: daemon.flatMap(ProcessTree.cpuSeconds), own: ProcessTree.cpuSeconds(ofTree: ProcessTree.own))
            tally.value.phase = phase
            return reading
        }.get()
    }

    private func connect(on loop: any EventLoop, tally: NIOLoopBound<Tally>) async throws {
        let (tls, requests, name) = (tls, requests, sni ?? (target.isAddress ? nil : target.host))
        let again = self
        _ = try await ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name))
                    try channel.pipeline.syncOperations.addHandler(
                        LoadConnection(tally: tally.value, requests: requests) {
                            guard tally.value.phase != .over, tally.value.errors < 10_000 else { return }
                            Task { try? await again.connect(on: loop, tally: tally) }
                        })
                }
            }
            .connect(host: target.host, port: target.port).get()
    }
}
