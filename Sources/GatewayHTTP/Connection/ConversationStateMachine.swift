import NIOCore

/// One connection's life as a value: what may happen in which state, until when, and what is to be done about it.
///
/// Requests are taken one at a time and whole: nobody acts on a request before its last byte has been read and found valid (M10), and the
/// next one waits until the answer has left. Every state has a deadline that counts from its start, so that a peer that drips bytes gains
/// nothing (M7).
struct ConversationStateMachine: ~Copyable {
    enum State: Equatable {
        case handshaking
        /// Between two requests; nothing of the next one has come.
        case idle
        case readingHead
        case readingBody
        /// A whole request is being answered.
        case answering
        /// The answer is written, the peer has not taken it yet.
        case flushing
        /// The last answer is out; whatever else comes is thrown away.
        case lingering
        case closed
    }

    /// What the shell does next.
    enum Action: Equatable {
        case nothing
        /// Forget this request, write a bare status, then linger.
        case refuseBare(status: Int)
        /// Forget this request, write a problem document, then linger.
        case refuse(ProblemCode)
        /// Write `100 Continue`.
        case invite
        case serve
        /// Nobody waits for the answer any more: tell whoever works on it.
        case abandon
        /// The answer is out: take the next request.
        case listen
        /// The last answer is out: close the outgoing half and wait for the peer's end.
        case linger
        case close
    }

    private(set) var state: State = .handshaking
    private(set) var deadline: NIODeadline
    /// No further request after this one.
    private(set) var closesAfterAnswer = false
    /// The longest that a timer may sleep so that no new deadline is ever missed: no limit is shorter.
    let shortestLimit: TimeAmount
    private let limits: Limits
    private var sawLineEnd = false
    private var headBytes = 0
    private var rawBodyBytes = 0
    private var bodyBytes = 0

    init(limits: FrontDoorLimits, now: NIODeadline) {
        self.limits = Limits(limits)
        shortestLimit = self.limits.shortest
        deadline = now + self.limits.handshake
    }

    /// True while a request may come in; otherwise its parts are kept until the answer before it has left.
    var acceptsRequests: Bool { state == .idle || state == .readingHead || state == .readingBody }

    /// True once the connection is only waiting for its end.
    var isOver: Bool { state == .lingering || state == .closed }
}

// What the peer does.
extension ConversationStateMachine {
    mutating func secured(now: NIODeadline) {
        guard state == .handshaking else { return }
        enter(.idle, until: now + limits.idle)
    }

    /// Decrypted bytes came, before anybody has read what they say.
    ///
    /// - Parameter lineEnd: The offset of the first line feed in them.
    mutating func received(bytes: Int, lineEnd: @autoclosure () -> Int?, now: NIODeadline) -> Action {
        switch state {
        case .idle, .readingHead:
            if state == .idle { enter(.readingHead, until: now + limits.head) }
            // Only tells a target from a head that is too large: a line end beyond the limit is as good as none.
            if !sawLineEnd, let end = lineEnd() { sawLineEnd = headBytes + end <= limits.headBytes }
            headBytes += bytes
            return .nothing
        case .readingBody:
            // Chunk extensions and sizes count too: framing may at most double the body, with room for one large read.
            rawBodyBytes += bytes
            return rawBodyBytes > 2 * limits.bodyBytes + (64 << 10) ? .refuse(.contentTooLarge) : .nothing
        case .handshaking, .answering, .flushing, .lingering, .closed: return .nothing
        }
    }

    mutating func received(head: HeadVerdict, now: NIODeadline) -> Action {
        guard state == .idle || state == .readingHead else { return .nothing }
        switch head {
        case .unacceptable(let status): return .refuseBare(status: status)
        case .refused(let code): return beginBody(closing: true, now: now, then: .refuse(code))
        case .acceptable(let framing, _):
            if let length = framing.contentLength, length > limits.bodyBytes {
                return beginBody(closing: true, now: now, then: .refuse(.contentTooLarge))
            }
            return beginBody(closing: !framing.isKeptAlive, now: now, then: framing.expectsContinue ? .invite : .nothing)
        }
    }

    mutating func received(bodyBytes count: Int) -> Action {
        guard state == .readingBody else { return .nothing }
        bodyBytes += count
        return bodyBytes > limits.bodyBytes ? .refuse(.contentTooLarge) : .nothing
    }

    mutating func receivedEnd(now: NIODeadline) -> Action {
        guard state == .readingBody else { return .nothing }
        enter(.answering, until: now + limits.answer)
        return .serve
    }

    /// The bytes are not HTTP (any more). `tooLarge` tells a head beyond its limits from a malformed one.
    mutating func broke(tooLarge: Bool) -> Action {
        switch state {
        case .idle, .readingHead: .refuseBare(status: tooLarge ? (sawLineEnd ? 431 : 414) : 400)
        case .readingBody: .refuse(tooLarge ? .contentTooLarge : .malformedRequest)
        case .handshaking: .close
        case .answering, .flushing, .lingering, .closed: .nothing
        }
    }

    /// The peer will send nothing more.
    mutating func peerFinished() -> Action {
        switch state {
        case .answering:
            closesAfterAnswer = true
            return .abandon
        case .flushing:
            closesAfterAnswer = true
            return .nothing
        case .handshaking, .idle, .readingHead, .readingBody, .lingering: return .close
        case .closed: return .nothing
        }
    }

    private mutating func beginBody(closing: Bool, now: NIODeadline, then action: Action) -> Action {
        enter(.readingBody, until: now + limits.body)
        closesAfterAnswer = closesAfterAnswer || closing
        sawLineEnd = false
        headBytes = 0
        rawBodyBytes = 0
        bodyBytes = 0
        return action
    }
}

// What we do.
extension ConversationStateMachine {
    /// An answer was written; `final` when the connection ends with it.
    mutating func answered(final: Bool) {
        closesAfterAnswer = closesAfterAnswer || final
        state = .flushing
    }

    /// A refusal was written in the middle of a request, so the rest of it cannot be told from the next one.
    mutating func refused(now: NIODeadline) {
        closesAfterAnswer = true
        enter(.flushing, until: now + limits.answer)
    }

    /// The peer has taken what was written.
    mutating func flushed(now: NIODeadline) -> Action {
        guard state == .flushing else { return .nothing }
        if closesAfterAnswer {
            enter(.lingering, until: now + limits.linger)
            return .linger
        }
        enter(.idle, until: now + limits.idle)
        return .listen
    }

    /// The daemon is stopping: no further request on this connection.
    mutating func drain() -> Action {
        closesAfterAnswer = true
        return state == .idle || state == .handshaking || state == .lingering ? .close : .nothing
    }

    /// The timer rang.
    mutating func tick(now: NIODeadline) -> Action {
        guard now >= deadline else { return .nothing }
        switch state {
        case .readingHead: return .refuseBare(status: 408)
        case .readingBody: return .refuse(.requestTimeout)
        case .handshaking, .idle, .answering, .flushing, .lingering: return .close
        case .closed: return .nothing
        }
    }

    mutating func closed() { state = .closed }

    private mutating func enter(_ state: State, until deadline: NIODeadline) {
        self.state = state
        self.deadline = deadline
    }
}

/// The limits in NIO's units, converted once.
private struct Limits {
    let headBytes: Int
    let bodyBytes: Int
    let handshake: TimeAmount
    let head: TimeAmount
    let body: TimeAmount
    let idle: TimeAmount
    let answer: TimeAmount
    let linger: TimeAmount

    init(_ limits: FrontDoorLimits) {
        headBytes = limits.headBytes
        bodyBytes = limits.bodyBytes
        handshake = TimeAmount(limits.handshake)
        head = TimeAmount(limits.head)
        body = TimeAmount(limits.body)
        idle = TimeAmount(limits.idle)
        answer = TimeAmount(limits.answer)
        linger = TimeAmount(limits.linger)
    }

    var shortest: TimeAmount { [handshake, head, body, idle, answer, linger].min() ?? handshake }
}
