import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// A connection that sends exactly the bytes it is told to and shows exactly the bytes that come back.
final class Wire: Sendable {
    private let channel: any Channel
    private let inbox: Inbox

    private init(channel: any Channel, inbox: Inbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// What a client brings.
    struct Papers: Sendable {
        /// The files of its certificate, without suffix; nil for none.
        var identity: String?
        var maximumVersion: TLSVersion?
        /// For TLS up to 1.2, in OpenSSL's words.
        var cipherSuites: String?
        var applicationProtocols: [String] = []
    }

    /// Connects with TLS; throws when the handshake fails.
    static func connect(_ door: TestDoor, as papers: Papers = Papers()) async throws -> Wire {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(door.pki.path("ca.pem")))
        tls.certificateVerification = .noHostnameVerification
        tls.applicationProtocols = papers.applicationProtocols
        if let version = papers.maximumVersion {
            tls.minimumTLSVersion = .tlsv1
            tls.maximumTLSVersion = version
        }
        if let suites = papers.cipherSuites { tls.cipherSuites = suites }
        if let name = papers.identity {
            let identity = try door.pki.identity(name)
            tls.certificateChain = identity.chain
            tls.privateKey = identity.key
        }
        let context = try NIOSSLContext(configuration: tls)
        return try await connect(port: door.port) { [try NIOSSLClientHandler(context: context, serverHostname: nil)] }
    }

    /// Connects without TLS, to be silent or to send nonsense.
    static func plain(_ door: TestDoor) async throws -> Wire { try await connect(port: door.port) { [] } }

    private static func connect(port: Int, _ handlers: @escaping @Sendable () throws -> [any ChannelHandler]) async throws -> Wire {
        let inbox = Inbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(handlers())
                    try channel.pipeline.syncOperations.addHandler(Collector(inbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return Wire(channel: channel, inbox: inbox)
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Sends and does not care whether the other side is still there.
    func trySend(_ text: String) async { try? await send(text) }

    /// Everything that comes until the other side ends the connection, or `enough` says so, or time is up.
    func receive(within seconds: Int = 20, until enough: @escaping @Sendable (Received) -> Bool = { $0.isClosed }) async -> Received {
        let promise = channel.eventLoop.makePromise(of: Received.self)
        inbox.wait(for: enough, promise)
        let timer = channel.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) { [inbox] in inbox.giveUp(promise) }
        let received = try? await promise.futureResult.get()
        timer.cancel()
        return received ?? Received()
    }

    /// The next whole response, with the rest of what came still there for the one after it.
    func response(within seconds: Int = 20) async throws -> HTTPReply {
        let received = await receive(within: seconds) { HTTPReply.parse($0.bytes) != nil || $0.isClosed }
        guard let (reply, length) = HTTPReply.parse(received.bytes) else { throw NoResponse(received: received) }
        inbox.drop(length)
        return reply
    }

    func close() async { try? await channel.close() }

    struct NoResponse: Error, CustomStringConvertible {
        let received: Received
        var description: String { "no whole response; closed: \(received.isClosed), text: \(received.text)" }
    }
}

/// What came so far.
struct Received: Sendable {
    var bytes: [UInt8] = []
    var isClosed = false
    var failure: String?

    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// Status lines of the responses in it.
    var statuses: [Int] {
        var rest = bytes[...]
        var statuses: [Int] = []
        while let (reply, length) = HTTPReply.parse(Array(rest)) {
            statuses.append(reply.status)
            rest = rest.dropFirst(length)
        }
        return statuses
    }
}

/// Bytes and waiters, shared between the event loop and the test.
private final class Inbox: Sendable {
    private struct State {
        var received = Received()
        var waiter: (enough: @Sendable (Received) -> Bool, promise: EventLoopPromise<Received>)?
    }

    private let state = NIOLockedValueBox(State())

    func change(_ body: (inout Received) -> Void) {
        let ready = state.withLockedValue { state -> (EventLoopPromise<Received>, Received)? in
            body(&state.received)
            guard let waiter = state.waiter, waiter.enough(state.received) else { return nil }
            state.waiter = nil
            return (waiter.promise, state.received)
        }
        if let (promise, received) = ready { promise.succeed(received) }
    }

    func wait(for enough: @escaping @Sendable (Received) -> Bool, _ promise: EventLoopPromise<Received>) {
        state.withLockedValue { $0.waiter = (enough, promise) }
        change { _ in }
    }

    func giveUp(_ promise: EventLoopPromise<Received>) {
        let received = state.withLockedValue { state -> Received? in
            guard state.waiter != nil else { return nil }
            state.waiter = nil
            return state.received
        }
        if let received { promise.succeed(received) }
    }

    func drop(_ count: Int) { state.withLockedValue { $0.received.bytes.removeFirst(count) } }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: Inbox

    init(_ inbox: Inbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(unwrapInboundIn(data).readableBytesView)
        inbox.change { $0.bytes.append(contentsOf: bytes) }
    }

    func channelInactive(context: ChannelHandlerContext) { inbox.change { $0.isClosed = true } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A peer that ends the connection without a word of TLS has ended it all the same.
        inbox.change { $0.failure = $0.failure ?? "\(error)" }
        context.close(promise: nil)
    }
}
