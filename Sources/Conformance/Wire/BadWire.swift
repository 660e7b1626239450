import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// A relay on loopback between our libcurl pool and a registry, which misbehaves when it is told to.
///
/// It passes TLS on as it is and holds no key: the pool still checks the registry's own certificate, and a real registry takes part in its own
/// faults without knowing. One event loop serves all connections.
final class BadWire: Sendable {
    /// Where to connect instead of the registry: `127.0.0.1:port`.
    let place: String
    private let listener: any Channel
    private let state: Mutex<State>

    struct State: Sendable {
        var behaviour = Misbehaviour.pass
        var traffic = Traffic()
        /// Bytes of the registry that were handed on since the behaviour was set.
        var handedOn = 0
    }

    /// Listens for connections and relays them to the registry at that host and port.
    static func open(to host: String, port: Int, group: any EventLoopGroup) async throws -> BadWire {
        let wires = NIOLockedWire()
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { near in
                guard let wire = wires.wire, wire.accepts() else { return near.eventLoop.makeFailedFuture(Shut()) }
                return ClientBootstrap(group: near.eventLoop)
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .channelInitializer { far in
                        far.eventLoop.makeCompletedFuture { try far.pipeline.syncOperations.addHandler(FarEnd(near: near, wire: wire)) }
                    }
                    .connect(host: host, port: port)
                    .flatMap { far in
                        near.eventLoop.makeCompletedFuture { try near.pipeline.syncOperations.addHandler(NearEnd(far: far, wire: wire)) }
                    }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let wire = BadWire(listener)
        wires.set(wire)
        return wire
    }

    private init(_ listener: any Channel) {
        self.listener = listener
        place = "127.0.0.1:\(listener.localAddress?.port ?? 0)"
        state = Mutex(State())
    }

    /// Takes no more connections. Those that are there end with the pool.
    func close() async { try? await listener.close() }

    /// From now on, for connections that are there and for new ones.
    func behave(_ behaviour: Misbehaviour) {
        state.withLock {
            $0.behaviour = behaviour
            $0.handedOn = 0
        }
    }

    /// What went over it since this was asked last.
    func takeTraffic() -> Traffic {
        state.withLock { state in
            let traffic = state.traffic
            state.traffic = Traffic()
            return traffic
        }
    }

    // MARK: What the ends of a connection ask

    fileprivate func accepts() -> Bool {
        state.withLock {
            $0.traffic.connections += 1
            return $0.behaviour != .shut
        }
    }

    fileprivate func noteOurs(_ count: Int, secretRecords: Int) -> Misbehaviour {
        state.withLock {
            $0.traffic.bytesToRegistry += count
            $0.traffic.secretRecords += secretRecords
            return $0.behaviour
        }
    }

    /// The behaviour towards so many bytes of the registry, and how many were handed on under it before.
    fileprivate func noteTheirs(_ count: Int) -> (behaviour: Misbehaviour, before: Int) {
        state.withLock { state in
            let before = state.handedOn
            state.traffic.bytesFromRegistry += count
            state.handedOn += count
            return (state.behaviour, before)
        }
    }
}

/// Why a connection was not taken.
private struct Shut: Error {}

/// The wire of a listener that is made before it.
private final class NIOLockedWire: Sendable {
    private let held = Mutex<BadWire?>(nil)
    var wire: BadWire? { held.withLock { $0 } }
    func set(_ wire: BadWire) { held.withLock { $0 = wire } }
}

/// The end towards us.
private final class NearEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let far: any Channel
    private let wire: BadWire
    private var meter = RecordMeter()

    init(far: any Channel, wire: BadWire) {
        self.far = far
        self.wire = wire
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        switch wire.noteOurs(bytes.readableBytes, secretRecords: meter.take(bytes.readableBytesView)) {
        case .pass, .drip, .pieces, .cut: far.writeAndFlush(bytes, promise: nil)
        case .silence: break
        case .shut: context.close(promise: nil)
        case .reset:
            if let options = context.channel as? any SocketOptionProvider {
                options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in }
            }
            context.close(promise: nil)
        case .noise:
            // The head of an encrypted record, so that it comes as far as TLS, and bytes that no key has made.
            let noise = [0x17, 0x03, 0x03, 0x00, 0x80] + (0..<128).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: noise)), promise: nil)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        far.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// The end towards the registry.
private final class FarEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let near: any Channel
    private let wire: BadWire
    private var pending = ByteBuffer()
    private var isDripping = false
    private var isOver = false

    init(near: any Channel, wire: BadWire) {
        self.near = near
        self.wire = wire
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        let (behaviour, before) = wire.noteTheirs(bytes.readableBytes)
        switch behaviour {
        case .pass: near.writeAndFlush(bytes, promise: nil)
        case .silence, .reset, .noise, .shut: break
        case .cut(let limit):
            let isReached = before + bytes.readableBytes >= limit
            if let part = bytes.readSlice(length: max(0, min(bytes.readableBytes, limit - before))) { near.writeAndFlush(part, promise: nil) }
            if isReached { near.close(promise: nil) }
        case .drip(let count): handOn(&bytes, count, every: .milliseconds(50), context)
        case .pieces(let count): handOn(&bytes, count, every: .microseconds(100), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        isOver = true
        // What is still to be handed on comes first.
        if pending.readableBytes == 0 { near.close(promise: nil) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func handOn(_ bytes: inout ByteBuffer, _ count: Int, every interval: TimeAmount, _ context: ChannelHandlerContext) {
        pending.writeBuffer(&bytes)
        guard !isDripping else { return }
        isDripping = true
        next(count, every: interval, context.eventLoop)
    }

    private func next(_ count: Int, every interval: TimeAmount, _ loop: any EventLoop) {
        guard let part = pending.readSlice(length: min(count, pending.readableBytes)), part.readableBytes > 0, near.isActive else {
            isDripping = false
            if isOver { near.close(promise: nil) }
            return
        }
        near.writeAndFlush(part, promise: nil)
        loop.assumeIsolated().scheduleTask(in: interval) { self.next(count, every: interval, loop) }
    }
}
