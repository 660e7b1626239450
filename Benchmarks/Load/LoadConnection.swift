import NIOCore

/// One connection of the closed loop: sends the next request as soon as the answer is in.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let tally: Tally
    private let requests: RequestMaker
    private let onClose: () -> Void
    private var reader = ResponseReader()
    private var sentAt = NIODeadline.now()

    init(tally: Tally, requests: RequestMaker, onClose: @escaping () -> Void) {
        self.tally = tally
        self.requests = requests
        self.onClose = onClose
    }

    func channelActive(context: ChannelHandlerContext) { send(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        guard let response = reader.add(&bytes) else { return }
        tally.record(response, sentAt: sentAt)
        if tally.phase == .over {
            context.close(promise: nil)
        } else {
            send(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        tally.fail("connection: \(error)")
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if tally.phase != .over { tally.fail("the daemon closed a connection") }
        onClose()
    }

    private func send(_ context: ChannelHandlerContext) {
        var buffer = context.channel.allocator.buffer(capacity: 1024)
        requests.write(tally.sequence, into: &buffer)
        tally.sequence += 1
        sentAt = .now()
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
}
