import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// A registry that does exactly what a test tells it to: bytes, not HTTP, over real TLS.
final class ScriptedServer: Sendable {
    /// One request as it arrived.
    struct Arrival: Sendable {
        /// Of all requests, from 0.
        let number: Int
        /// Of all connections, from 0.
        let connection: Int
        /// Of this connection's requests, from 0.
        let onConnection: Int
        /// The authority of our client certificate.
        let identity: String?
        let head: String
        let body: [UInt8]

        var path: String { String(head.split(separator: " ")[1]) }
        /// Header lines without the request line.
        var lines: [String] { head.split(separator: "\r\n").dropFirst().map(String.init) }
    }

    /// What the server does, one after the other.
    enum Step: Sendable {
        case send(String)
        case sendBytes([UInt8])
        case pause(milliseconds: Int64)
        /// Sends the same bytes again and again, until the other side goes away.
        case drip(String, everyMilliseconds: Int64)
        /// Waits until the test opens the gate.
        case wait(Gate)
        /// Opens the gate when all that was sent is out.
        case open(Gate)
        /// TLS good-bye and end of the connection.
        case close
        /// End of the connection without a good-bye.
        case cut
        /// TCP reset.
        case reset
    }

    enum Security: Sendable {
        case plain
        case tls(certificate: String, mutual: Bool, maximum: TLSVersion)

        static let mutual = Security.tls(certificate: "public-security", mutual: true, maximum: .tlsv13)
        static let oneSided = Security.tls(certificate: "public-security", mutual: false, maximum: .tlsv13)
    }

    let port: Int
    private let channel: any Channel
    private let record: Record

    /// Starts on an ephemeral port of `host`.
    /// - Parameters:
    ///   - onConnect: what to do when a connection (with TLS) is there, before any request.
    ///   - script: what to do after each request.
    init(
        _ security: Security = .mutual, host: String = "127.0.0.1", onConnect: [Step] = [],
        script: @escaping @Sendable (Arrival) -> [Step] = { _ in [.send(.ok("{}"))] }
    ) async throws {
        let pki = try TestPKI.made
        let context: NIOSSLContext? =
            switch security {
            case .plain: nil
            case .tls(let certificate, let mutual, let maximum):
                try Self.context(pki, certificate: certificate, mutual: mutual, maximum: maximum)
            }
        let record = Record()
        self.record = record
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let wire = Wire()
                    try channel.pipeline.syncOperations.addHandler(wire)
                    if let context { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context)) }
                    try channel.pipeline.syncOperations.addHandler(
                        ScriptHandler(
                            wire: wire, record: record, pki: pki, secured: context != nil, onConnect: onConnect, script: script))
                }
            }
            .bind(host: host, port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func stop() async { try? await channel.close() }

    var arrivals: [Arrival] { record.arrivals.value }
    /// Connections with completed TLS.
    var connections: Int { record.connections.value.total }
    var mostConnectionsAtOnce: Int { record.connections.value.most }
    /// Connections that the other side or we have closed.
    var closed: Int { record.connections.value.total - record.connections.value.open }
    /// Waits until so many requests have arrived.
    func received(_ count: Int) async { await record.arrivals.reached { $0.count >= count } }
    /// Waits until so many connections are at an end.
    func ended(_ count: Int) async { await record.connections.reached { $0.total - $0.open >= count } }

    private static func context(_ pki: TestPKI, certificate: String, mutual: Bool, maximum: TLSVersion) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(pki.registry(certificate)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: pki.registryKey(certificate), format: .pem)))
        configuration.minimumTLSVersion = .tlsv1
        configuration.maximumTLSVersion = maximum
        // How long to wait for the other side's good-bye.
        configuration.shutdownTimeout = .milliseconds(50)
        if mutual {
            configuration.trustRoots = .certificates([pki.root])
            configuration.certificateVerification = .noHostnameVerification
        }
        return try NIOSSLContext(configuration: configuration)
    }
}

/// What a server saw.
final class Record: Sendable {
    struct Connections: Sendable { var total = 0, open = 0, most = 0 }

    let arrivals = Watched<[ScriptedServer.Arrival]>([])
    let connections = Watched(Connections())
}

/// A value for whose changes a test can wait.
final class Watched<Value: Sendable>: Sendable {
    private struct State { var value: Value, waiters: [(until: @Sendable (Value) -> Bool, continuation: CheckedContinuation<Void, Never>)] = [] }
    private let state: NIOLockedValueBox<State>

    init(_ value: Value) { state = NIOLockedValueBox(State(value: value)) }

    var value: Value { state.withLockedValue { $0.value } }

    @discardableResult func change<Result>(_ body: (inout Value) -> Result) -> Result {
        let (result, ready) = state.withLockedValue { state in
            let result = body(&state.value)
            let ready = state.waiters.filter { $0.until(state.value) }
            state.waiters.removeAll { $0.until(state.value) }
            return (result, ready)
        }
        for waiter in ready { waiter.continuation.resume() }
        return result
    }

    func reached(_ until: @escaping @Sendable (Value) -> Bool) async {
        await withCheckedContinuation { continuation in
            let now = state.withLockedValue { state in
                if until(state.value) { return true }
                state.waiters.append((until, continuation))
                return false
            }
            if now { continuation.resume() }
        }
    }
}

/// Something that a server waits for until the test opens it.
final class Gate: Sendable {
    private let opened = Watched(false)
    func open() { opened.change { $0 = true } }
    func passed() async { await opened.reached { $0 } }
}

extension String {
    /// A complete answer with that body.
    static func ok(_ body: String, headers: String = "Content-Type: application/json\r\n") -> String {
        "HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
