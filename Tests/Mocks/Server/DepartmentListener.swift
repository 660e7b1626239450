import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// The HTTPS listener of one department: TLS with client certificates, HTTP/1.1 kept alive, 1 MiB of body at most.
struct DepartmentListener: Sendable {
    /// A registry's question is a few hundred bytes; more than this is a mistake.
    static let bodyLimit = 1 << 20

    let desk: DepartmentDesk
    private let channel: any Channel

    init(_ desk: DepartmentDesk, pki: MockPKI, host: String, group: any EventLoopGroup) async throws {
        guard let identity = pki.registries[desk.authority] else { throw MockStartError("there is no certificate for \(desk.authority)") }
        let trusted = try pki.context(for: identity)
        let untrusted = try pki.context(for: pki.untrusted)
        self.desk = desk
        channel = try await HTTPListening.bind(host: host, port: 0, group: group) { channel in
            switch desk.openDoor() {
            case .open: try HTTPListening.configure(channel, tls: trusted, bodyLimit: Self.bodyLimit, receive: desk.receive)
            case .untrusted: try HTTPListening.configure(channel, tls: untrusted, bodyLimit: Self.bodyLimit, receive: desk.receive)
            case .shut: throw MockStartError("the department refuses connections")
            }
            desk.connections.add(channel)
        }
    }

    func address(host: String) -> String { "https://\(host):\(channel.localAddress?.port ?? 0)" }

    func stop() async {
        try? await channel.close()
        desk.connections.closeAll()
    }
}

/// What the departments' listeners and the admin door have in common.
enum HTTPListening {
    /// Listens; `prepare` builds each connection's pipeline on its event loop, and throws to close it at once.
    static func bind(
        host: String, port: Int, group: any EventLoopGroup, prepare: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> any Channel {
        do {
            return try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 1_024)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in channel.eventLoop.makeCompletedFuture { try prepare(channel) } }
                .bind(host: host, port: port).get()
        } catch {
            throw MockStartError("cannot listen on \(host), port \(port == 0 ? "any" : String(port)): \(error)")
        }
    }

    /// Wire, TLS if any, HTTP parser, exchanges.
    static func configure(
        _ channel: any Channel, tls: NIOSSLContext?, bodyLimit: Int, receive: @escaping @Sendable (MockRequest) -> Reaction
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        let wire = WireHandler()
        try pipeline.addHandler(wire)
        if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
        try pipeline.addHandler(ExchangeHandler(bodyLimit: bodyLimit, wire: wire, receive: receive))
    }
}
