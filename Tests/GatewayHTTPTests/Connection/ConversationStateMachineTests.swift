import NIOCore
import Testing

@testable import GatewayHTTP

/// The life of a connection as values: no sockets, no clocks.
@Suite("conversation state machine")
struct ConversationStateMachineTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private static let target = RequestTarget(path: "/x", query: nil)

    private func machine(_ change: (inout FrontDoorLimits) -> Void = { _ in }) -> ConversationStateMachine {
        var limits = FrontDoorLimits()
        change(&limits)
        return ConversationStateMachine(limits: limits, now: Self.start)
    }

    private func at(_ seconds: Int64) -> NIODeadline { Self.start + .seconds(seconds) }

    @Test func aConnectionThatServesTwoRequests() {
        var machine = machine()
        #expect(machine.state == .handshaking && machine.deadline == at(10))
        machine.secured(now: at(1))
        #expect(machine.state == .idle && machine.deadline == at(61))
        for second in [2, 12] as [Int64] {
            #expect(machine.received(bytes: 10, lineEnd: 3, now: at(second)) == .nothing)
            #expect(machine.state == .readingHead && machine.deadline == at(second + 10))
            #expect(machine.received(head: .acceptable(.init(contentLength: 5), Self.target), now: at(second + 1)) == .nothing)
            #expect(machine.state == .readingBody && machine.deadline == at(second + 31))
            #expect(machine.received(bodyBytes: 5) == .nothing)
            #expect(machine.receivedEnd(now: at(second + 2)) == .serve)
            #expect(!machine.acceptsRequests && machine.deadline == at(second + 62))
            machine.answered(final: false)
            #expect(machine.flushed(now: at(second + 3)) == .listen)
            #expect(machine.state == .idle && machine.deadline == at(second + 63))
        }
    }

    @Test func everyDeadlineHasItsAnswer() {
        var handshake = machine()
        #expect(handshake.tick(now: at(9)) == .nothing)
        #expect(handshake.tick(now: at(10)) == .close)

        var idle = machine()
        idle.secured(now: at(0))
        #expect(idle.tick(now: at(60)) == .close)

        var head = machine()
        head.secured(now: at(0))
        _ = head.received(bytes: 1, lineEnd: nil, now: at(5))
        _ = head.received(bytes: 1, lineEnd: nil, now: at(14))
        #expect(head.tick(now: at(14)) == .nothing)
        #expect(head.tick(now: at(15)) == .refuseBare(status: 408))

        var body = machine()
        body.secured(now: at(0))
        _ = body.received(head: .acceptable(.init(contentLength: 9), Self.target), now: at(1))
        _ = body.received(bodyBytes: 1)
        #expect(body.tick(now: at(31)) == .refuse(.requestTimeout))

        _ = body.receivedEnd(now: at(32))
        #expect(body.tick(now: at(91)) == .nothing)
        #expect(body.tick(now: at(92)) == .close)
    }

    @Test func whatIsRefusedLingersAndEnds() {
        var machine = machine()
        machine.secured(now: at(0))
        #expect(machine.received(head: .unacceptable(status: 400), now: at(1)) == .refuseBare(status: 400))
        machine.refused(now: at(1))
        #expect(machine.flushed(now: at(1)) == .linger)
        #expect(machine.isOver && machine.deadline == at(3))
        #expect(machine.received(bytes: 5, lineEnd: 0, now: at(2)) == .nothing)
        #expect(machine.received(head: .acceptable(.init(contentLength: 0), Self.target), now: at(2)) == .nothing)
        #expect(machine.tick(now: at(3)) == .close)
    }

    @Test func sizesAreCountedFromTheStartOfEachRequest() {
        var machine = machine { $0.bodyBytes = 100 }
        machine.secured(now: at(0))
        #expect(machine.received(head: .acceptable(.init(contentLength: 101), Self.target), now: at(0)) == .refuse(.contentTooLarge))

        var chunked = self.machine { $0.bodyBytes = 100 }
        chunked.secured(now: at(0))
        _ = chunked.received(head: .acceptable(.init(contentLength: nil), Self.target), now: at(0))
        #expect(chunked.received(bodyBytes: 100) == .nothing)
        #expect(chunked.received(bodyBytes: 1) == .refuse(.contentTooLarge))
        #expect(chunked.received(bytes: 200 + 64 << 10, lineEnd: nil, now: at(0)) == .nothing)
        #expect(chunked.received(bytes: 200, lineEnd: nil, now: at(0)) == .refuse(.contentTooLarge))
    }

    @Test func aLineEndTellsATargetFromAHead() {
        var target = machine()
        target.secured(now: at(0))
        _ = target.received(bytes: 40_000, lineEnd: 39_999, now: at(0))
        #expect(target.broke(tooLarge: true) == .refuseBare(status: 414))
        var head = machine()
        head.secured(now: at(0))
        _ = head.received(bytes: 40_000, lineEnd: 20, now: at(0))
        #expect(head.broke(tooLarge: true) == .refuseBare(status: 431))
        #expect(head.broke(tooLarge: false) == .refuseBare(status: 400))
    }

    @Test func stoppingLetsTheRunningRequestEnd() {
        var idle = machine()
        idle.secured(now: at(0))
        #expect(idle.drain() == .close)

        var busy = machine()
        busy.secured(now: at(0))
        _ = busy.received(head: .acceptable(.init(contentLength: 0), Self.target), now: at(0))
        _ = busy.receivedEnd(now: at(0))
        #expect(busy.drain() == .nothing)
        #expect(busy.peerFinished() == .abandon)
        busy.answered(final: false)
        #expect(busy.flushed(now: at(1)) == .linger)
    }

    @Test func expectationsAreMetOnlyForABody() {
        var machine = machine()
        machine.secured(now: at(0))
        #expect(machine.received(head: .acceptable(.init(contentLength: 3, expectsContinue: true), Self.target), now: at(0)) == .invite)
    }
}
