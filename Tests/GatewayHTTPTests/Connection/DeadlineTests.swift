import Synchronization
import Testing

@testable import Gateway
@testable import GatewayHTTP

/// Every deadline is a total (M7). The limits are short here; what is asserted is that the end comes, with a wide upper bound.
@Suite("deadlines")
struct DeadlineTests {
    private static func limits(_ change: (inout FrontDoorLimits) -> Void) -> FrontDoorLimits {
        var limits = FrontDoorLimits()
        limits.linger = .milliseconds(200)
        change(&limits)
        return limits
    }

    @Test func aSilentHandshakeEnds() async throws {
        try await TestDoor.open(limits: Self.limits { $0.handshake = .milliseconds(300) }) { door in
            let wire = try await Wire.plain(door)
            #expect(await wire.receive().isClosed)
        }
    }

    @Test func halfAHandshakeEnds() async throws {
        try await TestDoor.open(limits: Self.limits { $0.handshake = .milliseconds(300) }) { door in
            let wire = try await Wire.plain(door)
            await wire.trySend("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}")
            #expect(await wire.receive().isClosed)
        }
    }

    @Test func anIdleConnectionEndsWithoutAWord() async throws {
        // Long enough for the question to come in time on a busy machine: the limit also holds between handshake and first request.
        try await TestDoor.open(limits: Self.limits { $0.idle = .seconds(4) }) { door in
            let wire = try await Wire.connect(door)
            try await wire.send(TestDoor.message("GET", "/healthz"))
            #expect(try await wire.response().status == 200)
            let received = await wire.receive()
            #expect(received.isClosed && received.bytes.isEmpty)
        }
    }

    @Test func aDrippedHeadEnds() async throws {
        try await TestDoor.open(limits: Self.limits { $0.head = .milliseconds(400) }) { door in
            let wire = try await Wire.connect(door)
            let received = await drip(wire, first: "GET /healthz HTTP/1.1\r\n", each: "X-A: b\r\n")
            #expect(received.statuses == [408] && received.isClosed)
        }
    }

    @Test func aDrippedBodyEnds() async throws {
        try await TestDoor.open(limits: Self.limits { $0.body = .milliseconds(400) }) { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            let received = await drip(wire, first: "POST /v1/verifications HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n", each: "{")
            #expect(received.statuses == [408] && received.isClosed)
            #expect(received.text.contains("\"code\":\"request-timeout\""))
        }
    }

    @Test func drippedChunksEnd() async throws {
        try await TestDoor.open(limits: Self.limits { $0.body = .milliseconds(400) }) { door in
            let wire = try await Wire.connect(door)
            let received = await drip(
                wire, first: "POST /v1/verifications HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", each: "1\r\n{\r\n")
            #expect(received.statuses == [408] && received.isClosed)
        }
    }

    @Test func aHeadThatNeverEndsAfterAPipelinedOneEnds() async throws {
        try await TestDoor.open(limits: Self.limits { $0.head = .milliseconds(400) }) { door in
            let wire = try await Wire.connect(door)
            let received = await drip(wire, first: TestDoor.message("GET", "/healthz") + "GET /hea", each: "l")
            #expect(received.statuses == [200, 408] && received.isClosed)
        }
    }

    @Test func anAnswerThatNeverComesEndsTheConnectionAndTheWork() async throws {
        let cancelled = Flag()
        var stub = try StubVerifying()
        stub.answer = { _, _, _ throws(Refusal) in
            do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.raise() }
            throw .stopping
        }
        try await TestDoor.open(stub, limits: Self.limits { $0.answer = .milliseconds(400) }) { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            try await wire.send(TestDoor.message("POST", "/v1/verifications", ["Content-Type: application/json"], body: goodInquiry))
            #expect(await wire.receive().isClosed)
            await cancelled.wait()
        }
    }

    @Test func whoHangsUpIsNotWaitedFor() async throws {
        let started = Flag()
        let cancelled = Flag()
        var stub = try StubVerifying()
        stub.answer = { _, _, _ throws(Refusal) in
            started.raise()
            do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.raise() }
            throw .stopping
        }
        try await TestDoor.open(stub) { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            try await wire.send(TestDoor.message("POST", "/v1/verifications", ["Content-Type: application/json"], body: goodInquiry))
            await started.wait()
            await wire.close()
            await cancelled.wait()
        }
    }

    /// Sends a little again and again until the other side has had enough.
    private func drip(_ wire: Wire, first: String, each: String) async -> Received {
        await wire.trySend(first)
        for _ in 0..<400 {
            let received = await wire.receive(within: 0) { _ in true }
            if received.isClosed || received.text.contains("408") { break }
            await wire.trySend(each)
            try? await Task.sleep(for: .milliseconds(25))
        }
        return await wire.receive()
    }
}

/// Raised once, waited for by whoever wants to know.
final class Flag: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func raise() {
        continuation.yield()
        continuation.finish()
    }

    func wait() async { for await _ in stream { return } }
}
