import AdapterKit
import CurlTransport
import Testing
import Verification

@Suite struct HostileAnswerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [ScriptedServer.Step]
        let kinds: [OutboundFailure.Kind]

        init(_ description: String, _ steps: [ScriptedServer.Step], _ kinds: OutboundFailure.Kind...) {
            testDescription = description
            self.steps = steps
            self.kinds = kinds
        }
    }

    static let large = String(repeating: "x", count: 200_000)

    @Test(arguments: [
        Case("a body announced larger than allowed", [.send("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n")], .tooLarge),
        Case(
            "a body in pieces larger than allowed",
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .send("30d40\r\n" + large + "\r\n0\r\n\r\n")], .tooLarge),
        Case("an endless body", [.send("HTTP/1.1 200 OK\r\n\r\n"), .drip(large, everyMilliseconds: 1)], .truncated),
        Case("many header lines", [.send("HTTP/1.1 200 OK\r\n"), .drip("X-Filler: \(large.prefix(1_000))\r\n", everyMilliseconds: 1)], .tooLarge),
        Case(
            "one endless header line", [.send("HTTP/1.1 200 OK\r\nX-Long: "), .drip(String(large.prefix(10_000)), everyMilliseconds: 1)], .tooLarge),
        Case("interim answers without end", [.drip("HTTP/1.1 102 Processing\r\nX-Filler: 1234567890\r\n\r\n", everyMilliseconds: 0)], .tooLarge),
        Case("a body cut by a good-bye", [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .close], .truncated),
        Case("a body cut without a good-bye", [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .cut], .truncated),
        Case(
            "a body cut by a reset", [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .pause(milliseconds: 20), .reset], .truncated,
            .reset),
        Case("a chunked body cut by a good-bye", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"), .close], .truncated),
        Case("a body until the end, cut without a good-bye", [.send("HTTP/1.1 200 OK\r\n\r\nhalf"), .cut], .truncated),
        Case("a body until the end, with a good-bye", [.send("HTTP/1.1 200 OK\r\n\r\nwhole?"), .close], .truncated),
        Case("two lengths", [.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\nhalf")], .malformed, .truncated),
        Case(
            "a length and chunks",
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")], .malformed),
        Case("an encoding that we do not know", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nok"), .close], .malformed),
        Case("a chunk without a length", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n")], .malformed),
        Case("a head cut by a good-bye", [.send("HTTP/1.1 200 OK\r\nContent-"), .close], .truncated, .reset, .malformed),
        Case("no HTTP at all", [.send("\u{1}\u{2}SSH-2.0-whatever\r\n"), .close], .malformed),
        Case("HTTP/0.9", [.send("<html>hello</html>"), .close], .malformed),
        Case("a status that is none", [.send("HTTP/1.1 abc Hm\r\n\r\n"), .close], .malformed, .reset),
        Case("NUL in a header", [.sendBytes(Array("HTTP/1.1 200 OK\r\nX: a".utf8) + [0] + Array("b\r\nContent-Length: 0\r\n\r\n".utf8))], .malformed),
        Case("a header line without a colon", [.send("HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 0\r\n\r\n")], .malformed),
        Case("a header name with a blank", [.send("HTTP/1.1 200 OK\r\nX : a\r\nContent-Length: 0\r\n\r\n")], .malformed),
        Case("a folded header line", [.send("HTTP/1.1 200 OK\r\nX: a\r\n b: c\r\nContent-Length: 0\r\n\r\n")], .malformed),
        Case("a length that is negative", [.send("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"), .close], .malformed),
        Case("a good-bye instead of an answer", [.close], .reset),
        Case("an end instead of an answer", [.cut], .reset),
        Case("a reset instead of an answer", [.reset], .reset),
    ])
    func becomesAFailureThatMayHaveHappened(_ hostile: Case) async throws {
        let server = try await ScriptedServer { _ in hostile.steps }
        try await withPool(server, adjust: { $0.bodyLimitBytes = 100_000 }) { pool in
            let failure = try await failing(pool)
            #expect(hostile.kinds.contains(failure.kind), "\(failure)")
            #expect(failure.delivery == .mayHaveHappened)
            #expect(!failure.detail.contains("127.0.0.1"))
            #expect(server.arrivals.count == 1)
        }
    }

    @Test(arguments: [
        Case("nothing", [], .timeout),
        Case("header bytes one by one", [.send("HTTP/1.1 200 OK\r\n"), .drip("X", everyMilliseconds: 20)], .timeout),
        Case("body bytes one by one", [.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"), .drip("x", everyMilliseconds: 20)], .timeout),
    ])
    func endsAtTheDeadline(_ slow: Case) async throws {
        let server = try await ScriptedServer { _ in slow.steps }
        try await withPool(server) { pool in
            let began = ContinuousClock.now
            let failure = try await failing(pool, deadline: began.advanced(by: .milliseconds(500)))
            #expect(failure.kind == .timeout)
            // On a machine that is busy enough the request may never have gone out.
            #expect(failure.delivery == .mayHaveHappened || server.arrivals.isEmpty)
            #expect(ContinuousClock.now - began >= .milliseconds(490))
            #expect(ContinuousClock.now - began < .seconds(10))
        }
    }

    @Test func aBodyOfExactlyTheLimitIsAnAnswer() async throws {
        let body = String(repeating: "x", count: 5_000)
        try await withPool(try await ScriptedServer { _ in [.send(.ok(body))] }, adjust: { $0.bodyLimitBytes = 5_000 }) { pool in
            let answer = try await pool.send(.question, deadline: .ample)
            #expect(answer.body.count == 5_000)
        }
    }

    @Test func aPoolWorksOnAfterEveryFailure() async throws {
        let server = try await ScriptedServer { arrival in
            arrival.number % 2 == 0 ? [.send("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"), .reset] : [.send(.ok("{}"))]
        }
        try await withPool(server) { pool in
            for _ in 0..<10 {
                _ = try await failing(pool)
                let answer = try await pool.send(.question, deadline: .ample)
                #expect(answer.status == 200)
            }
        }
    }
}
