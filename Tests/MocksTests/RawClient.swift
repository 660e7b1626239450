import NIOCore
import NIOPosix
import NIOSSL

/// One connection that a test holds in its hands: writes text, reads what comes, sees how it ends.
final class RawClient: Sendable {
    private let channel: any Channel
    private let events: AsyncStream<Event>

    enum Event: Sendable {
        case bytes([UInt8])
        /// The line broke; true when by RST.
        case failed(isReset: Bool)
        case closed
    }

    /// What came of one request.
    enum Outcome: Sendable, Hashable {
        /// A whole response.
        case answer(status: Int, body: String)
        /// So many bytes, and then the connection closed.
        case cut(bytes: [UInt8])
        case reset
    }

    /// Connects to the port of an `https://` or `http://` address; the handshake goes on by itself.
    init(_ address: String, tls: NIOSSLContext?) async throws {
        let port = address.split(separator: ":").last.flatMap { Int($0) } ?? 0
        let (events, continuation) = AsyncStream<Event>.makeStream()
        self.events = events
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil)) }
                    try channel.pipeline.syncOperations.addHandler(EventForwarder(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ text: String) { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }

    /// A request with the least that HTTP/1.1 needs.
    func request(_ method: String = "GET", _ target: String, headers: [String] = [], body: String = "") {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: mock", "Content-Length: \(body.utf8.count)"] + headers
        send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Waits for a whole response, or for the end.
    func outcome() async -> Outcome {
        var received: [UInt8] = []
        for await event in events {
            switch event {
            case .bytes(let bytes):
                received += bytes
                if let answer = Self.answer(received) { return answer }
            case .failed(let isReset): if isReset { return .reset }
            case .closed: return .cut(bytes: received)
            }
        }
        return .cut(bytes: received)
    }

    /// The status of a request and its body, in one go.
    func ask(_ target: String, headers: [String] = []) async -> Outcome {
        request("GET", target, headers: headers)
        return await outcome()
    }

    func close() async { try? await channel.close() }

    private static func answer(_ bytes: [UInt8]) -> Outcome? {
        guard let text = String(validating: bytes, as: UTF8.self), let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let head = text[..<end.lowerBound].split(separator: "\r\n")
        let body = text[end.upperBound...]
        let length = head.first { $0.lowercased().hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) }
        guard let status = head.first.flatMap({ Int($0.split(separator: " ")[1]) }), let length, body.utf8.count >= length else { return nil }
        return .answer(status: status, body: String(body))
    }
}

private final class EventForwarder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let events: AsyncStream<RawClient.Event>.Continuation

    init(_ events: AsyncStream<RawClient.Event>.Continuation) { self.events = events }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        events.yield(.bytes(Array(unwrapInboundIn(data).readableBytesView)))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        events.yield(.failed(isReset: (error as? IOError)?.errnoCode == 104))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        events.yield(.closed)
        events.finish()
    }
}
