import FoundationEssentials
import NIOCore
import NIOHTTP1

/// One connection: reads whole requests, asks `receive` for the reaction, and carries it out; the next request waits until then.
///
/// Answers are made on the event loop, so a kept connection costs one read and one write for each exchange.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    /// Asks an idle connection to close, a busy one to close after its answer.
    struct CloseWhenIdle: Sendable {}

    /// Requests that may wait behind the one that is being answered.
    private static let queueLimit = 16

    private let bodyLimit: Int
    private let wire: WireHandler
    private let receive: @Sendable (MockRequest) -> Reaction

    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var waiting: [(request: MockRequest, head: HTTPRequestHead)] = []
    private var isAnswering = false
    private var closesWhenIdle = false
    private var isClosed = false
    /// What is still to be sent of a slow or very large answer.
    private var pending: PendingBytes?
    private var task: Scheduled<Void>?

    /// Bytes for a drip, or a count of blanks for a flood.
    private enum PendingBytes {
        case drip(ByteBuffer, chunk: Int, every: TimeAmount, closes: Bool)
        case flood(left: Int, closes: Bool)
    }

    init(bodyLimit: Int, wire: WireHandler, receive: @escaping @Sendable (MockRequest) -> Reaction) {
        self.bodyLimit = bodyLimit
        self.wire = wire
        self.receive = receive
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosed else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.removeAll(keepingCapacity: body.capacity <= 1 << 16)
            if head.headers.contains(name: "expect") {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
            }
        case .body(let part):
            if body.count + part.readableBytes > bodyLimit { return refuse(context, status: 413, "the body is too large\n") }
            body.append(contentsOf: part.readableBytesView)
        case .end:
            guard let head else { return }
            self.head = nil
            let request = MockRequest(head, body: body, receivedAt: Int64(Date().timeIntervalSince1970 * 1_000))
            if isAnswering {
                if waiting.count == Self.queueLimit { return refuse(context, status: 429, "too many requests wait on this connection\n") }
                waiting.append((request, head))
            } else {
                answer(request, head, context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard error is HTTPParserError, !isAnswering else { return close() }
        refuse(context, status: 400, "this is no HTTP request\n")
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is CloseWhenIdle {
            closesWhenIdle = true
            if !isAnswering, head == nil { close() }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosed = true
        task?.cancel()
        pending = nil
        waiting = []
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { flood(context) }
        context.fireChannelWritabilityChanged()
    }

    // MARK: Reactions

    private func answer(_ request: MockRequest, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        isAnswering = true
        let reaction = receive(request)
        let closes = !head.isKeepAlive || closesWhenIdle
        let isHead = head.method == .HEAD
        switch reaction {
        case .answer(let response): send(response, closes: closes, withoutBody: isHead, context)
        case .answerLater(let response, let milliseconds):
            task = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(milliseconds))) {
                self.send(response, closes: closes, withoutBody: isHead, context)
            }
        case .silence: break
        case .hangUp: close()
        case .reset:
            isClosed = true
            wire.reset()
        case .cutShort(let response): sendLast(ResponseBytes.half(response, context.channel.allocator), context)
        case .nonsense: sendLast(context.channel.allocator.buffer(bytes: ResponseBytes.nonsense), context)
        case .drip(let response, let bytesPerSecond):
            let bytes = ResponseBytes.whole(response, closes: closes, withoutBody: isHead, context.channel.allocator)
            // At most ten times a second, and at least a byte a time.
            let chunk = max(1, bytesPerSecond / 10)
            pending = .drip(bytes, chunk: chunk, every: .nanoseconds(Int64(chunk) * 1_000_000_000 / Int64(bytesPerSecond)), closes: closes)
            drip(context)
        case .flood(let mebibytes):
            var buffer = context.channel.allocator.buffer(capacity: 256)
            let response = MockResponse(status: 200, headers: [("Content-Type", "application/json; charset=utf-8")], body: [])
            ResponseBytes.head(response, contentLength: mebibytes << 20, closes: closes, into: &buffer)
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
            pending = .flood(left: mebibytes << 20, closes: closes)
            flood(context)
        }
    }

    private func send(_ response: MockResponse, closes: Bool, withoutBody: Bool, _ context: ChannelHandlerContext) {
        guard !isClosed else { return }
        let bytes = ResponseBytes.whole(response, closes: closes, withoutBody: withoutBody, context.channel.allocator)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        finish(closes: closes, context)
    }

    /// The exchange is over: close, or go on with the next request.
    private func finish(closes: Bool, _ context: ChannelHandlerContext) {
        pending = nil
        task = nil
        isAnswering = false
        if closes || closesWhenIdle {
            isClosed = true
            context.close(promise: nil)
        } else if !waiting.isEmpty {
            let next = waiting.removeFirst()
            answer(next.request, next.head, context)
        }
    }

    private func drip(_ context: ChannelHandlerContext) {
        guard case .drip(var bytes, let chunk, let interval, let closes)? = pending, !isClosed else { return }
        if let part = bytes.readSlice(length: min(chunk, bytes.readableBytes)) { context.writeAndFlush(wrapOutboundOut(part), promise: nil) }
        guard bytes.readableBytes > 0 else { return finish(closes: closes, context) }
        pending = .drip(bytes, chunk: chunk, every: interval, closes: closes)
        task = context.eventLoop.assumeIsolated().scheduleTask(in: interval) { self.drip(context) }
    }

    /// Writes as long as the other side reads.
    private func flood(_ context: ChannelHandlerContext) {
        while case .flood(let left, let closes)? = pending, !isClosed, context.channel.isWritable {
            let count = min(left, 1 << 16)
            pending = .flood(left: left - count, closes: closes)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(repeating: UInt8(ascii: " "), count: count)), promise: nil)
            if left == count { return finish(closes: closes, context) }
        }
    }

    /// The server's own "no", after which the connection ends.
    private func refuse(_ context: ChannelHandlerContext, status: Int, _ text: String) {
        send(.plain(status: status, text, validation: "malformed"), closes: true, withoutBody: false, context)
    }

    /// Sends bytes and closes below TLS once they are out.
    private func sendLast(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        isClosed = true
        let wire = NIOLoopBound(wire, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(bytes)).whenComplete { _ in wire.value.hangUp() }
    }

    private func close() {
        isClosed = true
        wire.hangUp()
    }
}

extension MockRequest {
    /// A request as the parser read it: header names in lower case, the query decoded.
    init(_ head: HTTPRequestHead, body: [UInt8], receivedAt: Int64) {
        let target = RequestTarget(head.uri)
        self.init(
            method: head.method.rawValue, path: target.path, query: target.query,
            headers: head.headers.map { (name: $0.name.asciiLowercased, value: $0.value) }, body: body, receivedAt: receivedAt)
    }
}

extension String {
    /// ASCII capitals in lower case; usually the text itself.
    fileprivate var asciiLowercased: String {
        func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
        guard utf8.contains(where: isCapital) else { return self }
        return String(decoding: utf8.map { isCapital($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
