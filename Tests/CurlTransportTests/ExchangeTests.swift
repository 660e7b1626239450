import AdapterKit
import CurlTransport
import Testing
import Verification

@Suite struct ExchangeTests {
    @Test func aQuestionGoesOutAndTheAnswerComesBackWhole() async throws {
        let server = try await ScriptedServer { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Two: a\r\nX-Two:  b \r\nContent-Length: 5\r\n\r\nhello")]
        }
        try await withPool(server) { pool in
            var request = OutboundRequest.question
            request.headers.append(.init("X-Empty", ""))
            let response = try await pool.send(request, deadline: .ample)
            #expect(response.status == 200)
            #expect(response.headers.map(\.name) == ["Content-Type", "X-Two", "X-Two", "Content-Length"])
            #expect(response.headers.map(\.value) == ["application/json", "a", "b", "5"])
            #expect(response.body == Array("hello".utf8))
            let arrival = try #require(server.arrivals.first)
            #expect(arrival.identity == "public-security")
            #expect(arrival.head.hasPrefix("POST /query HTTP/1.1\r\n"))
            #expect(arrival.body == request.body)
            let lines = Set(arrival.lines)
            #expect(lines == ["Host: 127.0.0.1:\(server.port)", "Content-Type: application/json", "X-Empty:", "Content-Length: 7"])
        }
    }

    @Test func aGetHasNoBodyAndAnEmptyPostSaysSo() async throws {
        let server = try await ScriptedServer()
        try await withPool(server) { pool in
            _ = try await pool.send(OutboundRequest(.get, "/a?b=c%20d"), deadline: .ample)
            _ = try await pool.send(OutboundRequest(.post, "/e"), deadline: .ample)
            _ = try await pool.send(OutboundRequest(.get, "/../x/./y"), deadline: .ample)
            #expect(server.arrivals.map(\.path) == ["/a?b=c%20d", "/e", "/../x/./y"])
            #expect(server.arrivals[0].lines == ["Host: 127.0.0.1:\(server.port)"])
            #expect(server.arrivals[1].lines.contains("Content-Length: 0"))
            #expect(server.connections == 1)
        }
    }

    @Test func thePathOfTheBaseAddressComesFirst() async throws {
        let server = try await ScriptedServer()
        try await withPool(server, adjust: { $0.baseURL += "/share/v1/" }) { pool in
            _ = try await pool.send(.question, deadline: .ample)
            #expect(server.arrivals.map(\.path) == ["/share/v1/query"])
        }
    }

    @Test func anyStatusIsAnAnswerAndARedirectIsNotFollowed() async throws {
        let server = try await ScriptedServer { arrival in
            let port = arrival.lines.first { $0.hasPrefix("Host:") }?.split(separator: ":").last ?? ""
            return [.send("HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:\(port)/other\r\nContent-Length: 0\r\n\r\n")]
        }
        try await withPool(server) { pool in
            let response = try await pool.send(.question, deadline: .ample)
            #expect(response.status == 302)
            #expect(response.header("location")?.hasSuffix("/other") == true)
            #expect(server.arrivals.count == 1)
        }
    }

    @Test func largeBodiesGoBothWaysWithoutWaitingForContinue() async throws {
        let large = [UInt8](repeating: 0x61, count: 3_000_000)
        let server = try await ScriptedServer { arrival in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(arrival.body.count)\r\n\r\n"), .sendBytes(arrival.body)]
        }
        try await withPool(server, adjust: { $0.bodyLimitBytes = 4_000_000 }) { pool in
            let response = try await pool.send(OutboundRequest(.post, "/", body: large), deadline: .ample)
            #expect(response.body == large)
            // Who asks for leave to go on waits a second for it.
            #expect(server.arrivals.first?.lines.contains { $0.hasPrefix("Expect") } == false)
            _ = try await pool.send(.question, deadline: .ample)
            #expect(server.arrivals.last?.body == OutboundRequest.question.body)
        }
    }

    @Test func interimAnswersAndTrailersAreNotTheAnswer() async throws {
        let server = try await ScriptedServer { _ in
            [
                .send("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"),
                .send("HTTP/1.1 200 OK\r\nX-Final: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Trailer: 1\r\n\r\n"),
            ]
        }
        try await withPool(server) { pool in
            let response = try await pool.send(.question, deadline: .ample)
            #expect(response.header("X-Final") == "1")
            #expect(response.header("X-Early") == nil)
            #expect(response.header("X-Trailer") == nil)
            #expect(response.body == Array("ok".utf8))
        }
    }

    @Test func connectionsAreKept() async throws {
        let server = try await ScriptedServer()
        try await withPool(server) { pool in
            for _ in 0..<20 { _ = try await pool.send(.question, deadline: .ample) }
            #expect(server.arrivals.count == 20)
            #expect(server.connections == 1)
        }
    }

    @Test func aThousandAtOnceAreAllAnsweredWithinTheCap() async throws {
        let server = try await ScriptedServer { arrival in [.send(.ok(String(decoding: arrival.body, as: UTF8.self)))] }
        try await withPool(server, adjust: { $0.maximumConnections = 8 }) { pool in
            let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1_000 {
                    group.addTask {
                        let body = Array("{\"number\":\(number)}".utf8)
                        return try await pool.send(OutboundRequest(.post, "/", body: body), deadline: .ample).body == body
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(answers == 1_000)
            #expect(server.arrivals.count == 1_000)
            #expect(server.mostConnectionsAtOnce <= 8)
        }
    }

    @Test(arguments: [
        OutboundRequest(.get, "query"), OutboundRequest(.get, ""), OutboundRequest(.get, "/a b"), OutboundRequest(.get, "/a\r\nX: 1"),
        OutboundRequest(.get, "/a#b"), OutboundRequest(.get, "/\u{4E2D}"), OutboundRequest(.get, "/\0"), OutboundRequest(.get, "/", body: [1]),
        OutboundRequest(.get, "/", headers: [.init("X", "a\r\nY: b")]), OutboundRequest(.get, "/", headers: [.init("X", "a\nb")]),
        OutboundRequest(.get, "/", headers: [.init("X", "a\0b")]), OutboundRequest(.get, "/", headers: [.init("X\r\nY", "a")]),
        OutboundRequest(.get, "/", headers: [.init("", "a")]), OutboundRequest(.get, "/", headers: [.init("X:", "a")]),
        OutboundRequest(.get, "/", headers: [.init("X", "\u{4E2D}")]), OutboundRequest(.get, "/", headers: [.init("hOST", "other")]),
        OutboundRequest(.get, "/", headers: [.init("Content-length", "3")]), OutboundRequest(.get, "/", headers: [.init("Transfer-Encoding", "x")]),
        OutboundRequest(.get, "/", headers: [.init("Connection", "close")]), OutboundRequest(.get, "/", headers: [.init("Expect", "x")]),
    ])
    func aRequestThatCouldBeReadInTwoWaysDoesNotGoOut(_ request: OutboundRequest) async throws {
        let server = try await ScriptedServer()
        try await withPool(server) { pool in
            let failure = try await failing(pool, request)
            #expect(failure.kind == .malformed)
            #expect(failure.delivery == .didNotHappen)
            #expect(server.arrivals.isEmpty)
        }
    }
}
