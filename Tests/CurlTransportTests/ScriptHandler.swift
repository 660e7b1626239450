import NIOCore
import NIOPosix
import NIOSSL

/// The end of the pipeline next to the socket: lets a script go past TLS.
final class Wire: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }
    func cut() { context?.close(promise: nil) }
}

/// Reads requests and carries out the script.
final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let wire: Wire
    private let record: Record
    private let pki: TestPKI
    private let secured: Bool
    private let onConnect: [ScriptedServer.Step]
    private let script: @Sendable (ScriptedServer.Arrival) -> [ScriptedServer.Step]
    private var received = ByteBuffer()
    private var connection: Int?
    private var requests = 0
    private var isOver = false

    init(
        wire: Wire, record: Record, pki: TestPKI, secured: Bool, onConnect: [ScriptedServer.Step],
        script: @escaping @Sendable (ScriptedServer.Arrival) -> [ScriptedServer.Step]
    ) {
        self.wire = wire
        self.record = record
        self.pki = pki
        self.secured = secured
        self.onConnect = onConnect
        self.script = script
    }

    func channelActive(context: ChannelHandlerContext) { if !secured { begin(context) } }

    func channelInactive(context: ChannelHandlerContext) { if connection != nil { record.connections.change { $0.open -= 1 } } }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if secured, connection == nil, String(describing: event).hasPrefix("handshakeCompleted") { begin(context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { wire.cut() }

    private func begin(_ context: ChannelHandlerContext) {
        connection = record.connections.change { connections in
            defer {
                connections.total += 1
                connections.open += 1
                connections.most = max(connections.most, connections.open)
            }
            return connections.total
        }
        carryOut(onConnect[...], context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { return }
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        while let (head, body) = nextRequest() {
            let identity = try? pki.authority(
                showing: context.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self).peerCertificate)
            let (connection, onConnection) = (connection ?? -1, requests)
            requests += 1
            let arrival = record.arrivals.change { arrivals in
                let arrival = ScriptedServer.Arrival(
                    number: arrivals.count, connection: connection, onConnection: onConnection, identity: identity, head: head, body: body)
                arrivals.append(arrival)
                return arrival
            }
            carryOut(script(arrival)[...], context)
        }
    }

    private func nextRequest() -> (head: String, body: [UInt8])? {
        let view = received.readableBytesView
        guard let end = view.indices.first(where: { view[$0...].starts(with: "\r\n\r\n".utf8) }) else { return nil }
        let head = String(decoding: view[..<end], as: UTF8.self)
        let length =
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) } ?? 0
        let headLength = end - view.startIndex + 4
        guard received.readableBytes >= headLength + length else { return nil }
        received.moveReaderIndex(forwardBy: headLength)
        let body = received.readBytes(length: length) ?? []
        received.discardReadBytes()
        return (head, body)
    }

    private func carryOut(_ steps: ArraySlice<ScriptedServer.Step>, _ context: ChannelHandlerContext) {
        guard let step = steps.first, context.channel.isActive else { return }
        let rest = steps.dropFirst()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        switch step {
        case .send(let text):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            carryOut(rest, context)
        case .sendBytes(let bytes):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            carryOut(rest, context)
        case .pause(let milliseconds):
            context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) { bound.value.0.carryOut(rest, bound.value.1) }
        case .drip(let text, let milliseconds):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) { bound.value.0.carryOut(steps, bound.value.1) }
        case .wait(let gate):
            let loop = context.eventLoop
            Task {
                await gate.passed()
                loop.execute { bound.value.0.carryOut(rest, bound.value.1) }
            }
        case .open(let gate):
            context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in gate.open() }
            carryOut(rest, context)
        case .close:
            isOver = true
            context.close(promise: nil)
        case .cut:
            isOver = true
            wire.cut()
        case .reset:
            isOver = true
            (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .whenComplete { _ in bound.value.0.wire.cut() }
        }
    }
}
