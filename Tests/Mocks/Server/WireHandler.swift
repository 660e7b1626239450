import Glibc
import NIOCore

/// The end of the pipeline that touches the socket: closes below TLS, so that the other side sees what a broken line looks like instead of
/// an orderly goodbye.
final class WireHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Closes the TCP connection without TLS's close_notify.
    func hangUp() { context?.close(mode: .all, promise: nil) }

    /// Closes it with RST.
    func reset() {
        guard let context else { return }
        if let options = context.channel as? any SocketOptionProvider {
            // Completes at once on the event loop; if it could not be set, an ordinary close is left.
            options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in }
        }
        hangUp()
    }
}
