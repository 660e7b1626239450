import NIOCore

/// Tells the conversation that bytes came, before the decoder makes requests of them: the time for a head begins with its first byte.
final class ByteWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let conversation: Conversation

    init(_ conversation: Conversation) {
        self.conversation = conversation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        conversation.received(unwrapInboundIn(data))
        context.fireChannelRead(data)
    }
}
