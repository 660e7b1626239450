import Gateway
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// The channel handler at the end of a connection's pipeline: a thin shell around ``ConversationStateMachine``.
///
/// It puts requests together, has each of them answered by a task on its own event loop, and writes the answers.
final class Conversation: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private var machine: ConversationStateMachine
    private let rules: HeadRules
    private let reception: any Reception
    private let executor: LoopExecutor
    private let dates: DateField
    private var context: ChannelHandlerContext?
    private var timer: Scheduled<Void>?
    private var client: Client?
    private var request: PartialRequest?
    /// Parts of later requests that were decoded while one is being answered.
    private var waiting = CircularBuffer<Waiting>()
    private var isDraining = false
    /// Someone asked to read while no request may come in.
    private var hasHeldRead = false
    private var task: Task<Void, Never>?

    /// A request that is still being read, or is being answered.
    private struct PartialRequest {
        let head: HTTPRequestHead
        let target: RequestTarget?
        var body: ByteBuffer?
    }

    private enum Waiting {
        case part(HTTPServerRequestPart)
        case failure(tooLarge: Bool)
    }

    init(limits: FrontDoorLimits, reception: any Reception, executor: LoopExecutor, dates: DateField) {
        machine = ConversationStateMachine(limits: limits, now: .now())
        rules = HeadRules(targetBytes: limits.targetBytes)
        self.reception = reception
        self.executor = executor
        self.dates = dates
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        setTimer(now: .now())
    }

    func handlerRemoved(context: ChannelHandlerContext) { release() }

    func channelInactive(context: ChannelHandlerContext) {
        release()
        context.fireChannelInactive()
    }

    /// The connection is gone: whoever is still working for it is told.
    private func release() {
        machine.closed()
        timer?.cancel()
        timer = nil
        task?.cancel()
        task = nil
        waiting.removeAll()
        context = nil
    }
}

// What comes in.
extension Conversation {
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted:
            if let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate() {
                client = reception.client(certificateNames: certificate.namesForClients)
            }
            machine.secured(now: .now())
        case ChannelEvent.inputClosed: perform(machine.peerFinished())
        case is ChannelShouldQuiesceEvent: perform(machine.drain())
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// Called by ``ByteWatch`` before the decoder sees the bytes.
    func received(_ bytes: ByteBuffer) {
        let view = bytes.readableBytesView
        perform(machine.received(bytes: view.count, lineEnd: view.firstIndex(of: UInt8(ascii: "\n")).map { $0 - view.startIndex }, now: .now()))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        take(.part(unwrapInboundIn(data)))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case is HTTPParserError, is NIOHTTPDecoderError: take(.failure(tooLarge: (error as? HTTPParserError) == .headerOverflow))
        default: perform(.close)
        }
    }

    /// Goes on reading while a request is being answered, to notice when nobody waits for the answer any more, but only until something of a
    /// next request has come: then a fast sender waits in its own buffers.
    func read(context: ChannelHandlerContext) {
        if waiting.isEmpty || machine.isOver {
            context.read()
        } else {
            hasHeldRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { noteFlushed() }
        context.fireChannelWritabilityChanged()
    }

    private func take(_ event: Waiting) {
        if machine.isOver { return }
        if machine.acceptsRequests && waiting.isEmpty { return handle(event) }
        waiting.append(event)
    }

    private func handle(_ event: Waiting) {
        switch event {
        case .part(.head(let head)): begin(head)
        case .part(.body(let bytes)):
            let action = machine.received(bodyBytes: bytes.readableBytes)
            if action == .nothing { append(bytes) }
            perform(action)
        case .part(.end): perform(machine.receivedEnd(now: .now()))
        case .failure(let tooLarge): perform(machine.broke(tooLarge: tooLarge))
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        let verdict = rules.verdict(on: head)
        if case .acceptable(_, let target) = verdict {
            request = PartialRequest(head: head, target: target, body: nil)
        } else {
            request = PartialRequest(head: head, target: nil, body: nil)
        }
        perform(machine.received(head: verdict, now: .now()))
    }

    private func append(_ bytes: ByteBuffer) {
        if request?.body == nil {
            request?.body = bytes
        } else {
            request?.body?.writeImmutableBuffer(bytes)
        }
    }
}

// What goes out.
extension Conversation {
    private func perform(_ action: ConversationStateMachine.Action) {
        guard let context else { return }
        switch action {
        case .nothing: break
        case .refuseBare(let status):
            reception.noteBareRefusal(status: status)
            let message = PreparedAnswer.bare(status: status)
            refuse { context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: message)), promise: nil) }
        case .refuse(let code):
            let head = request?.head
            let answer = reception.refusal(code, of: head, client: client)
            refuse { write(answer, isHead: head?.method == .HEAD, closes: true) }
        case .invite:
            context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
        case .serve: serve()
        case .abandon: task?.cancel()
        case .listen: listen()
        case .linger: linger(context)
        case .close: context.close(promise: nil)
        }
    }

    private func refuse(_ write: () -> Void) {
        request = nil
        waiting.removeAll()
        machine.refused(now: .now())
        write()
        noteFlushed()
    }

    private func serve() {
        guard let context, let request, let target = request.target else { return perform(.close) }
        let received = ReceivedRequest(
            head: request.head, target: target, body: request.body ?? ByteBuffer(), client: client, arrivedAt: .now())
        let here = NIOLoopBound(self, eventLoop: context.eventLoop)
        let reception = reception
        task = Task.immediate(executorPreference: executor) {
            let answer = await reception.answer(received)
            here.value.finish(answer)
        }
    }

    private func finish(_ answer: PreparedAnswer) {
        task = nil
        guard machine.state == .answering else { return }
        machine.answered(final: answer.closes)
        let isHead = request?.head.method == .HEAD
        request = nil
        write(answer, isHead: isHead, closes: machine.closesAfterAnswer)
        noteFlushed()
    }

    private func write(_ answer: PreparedAnswer, isHead: Bool, closes: Bool) {
        guard let context else { return }
        var buffer = context.channel.allocator.buffer(capacity: 512 + answer.body.readableBytes)
        answer.serialized(isHead: isHead, closes: closes, date: dates.value(), into: &buffer)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    /// An answer counts as taken when so little of it is unsent that the channel accepts more.
    private func noteFlushed() {
        guard let context, context.channel.isWritable else { return }
        perform(machine.flushed(now: .now()))
    }

    /// Goes on with what was decoded meanwhile. Not re-entered, so a long row of requests does not grow the stack.
    private func listen() {
        guard !isDraining else { return }
        isDraining = true
        while machine.acceptsRequests, let next = waiting.popFirst() { handle(next) }
        isDraining = false
        if waiting.isEmpty, hasHeldRead {
            hasHeldRead = false
            context?.read()
        }
    }

    private func linger(_ context: ChannelHandlerContext) {
        timer?.cancel()
        setTimer(now: .now())
        context.close(mode: .output, promise: nil)
        if hasHeldRead {
            hasHeldRead = false
            context.read()
        }
    }
}

// Time.
extension Conversation {
    /// The timer never sleeps longer than the shortest limit, so a new deadline never has to move it: one timer in a while, none a request.
    private func setTimer(now: NIODeadline) {
        guard let context else { return }
        let here = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: min(machine.deadline, now + machine.shortestLimit)) { here.value.ring() }
    }

    private func ring() {
        let now = NIODeadline.now()
        perform(machine.tick(now: now))
        if context != nil, machine.state != .closed { setTimer(now: now) }
    }
}
