import AdapterKit
import CurlTransport
import NIOCore
import NIOPosix
import Testing
import Verification

/// Connections that cannot be made, that end between two questions, or that say something unasked.
@Suite struct ConnectionTests {
    /// What a server has sent may reach our socket a little after its call returned, on a machine with much to do; nobody but the kernel can
    /// say when.
    private func settle() async throws { try await Task.sleep(for: .milliseconds(50)) }

    @Test func nobodyListening() async throws {
        // A free port that was somebody's could be given to the next test; port 1 is nobody's.
        let pool = try CurlPool(profile: profile(port: 1), logger: .quiet)
        let failure = try await failing(pool)
        #expect(failure.kind == .connect)
        #expect(failure.delivery == .didNotHappen)
        await pool.shutdown()
    }

    /// A name with a part that no name may have: nobody on the network is asked for it.
    @Test func aNameThatDoesNotExist() async throws {
        let pool = try CurlPool(profile: profile(port: 1, host: String(repeating: "x", count: 64) + ".invalid"), logger: .quiet)
        let failure = try await failing(pool)
        #expect(failure.kind == .resolve)
        #expect(failure.delivery == .didNotHappen)
        await pool.shutdown()
    }

    @Test func aHandshakeThatNeverEndsIsGivenUpAfterTheConnectTimeout() async throws {
        let server = try await ScriptedServer(.plain) { _ in [] }
        try await withPool(server, adjust: { $0.connectTimeoutMilliseconds = 200 }) { pool in
            let began = ContinuousClock.now
            let failure = try await failing(pool)
            #expect(failure.kind == .connect)
            #expect(failure.delivery == .didNotHappen)
            #expect(ContinuousClock.now - began < .seconds(10))
        }
    }

    @Test func aHandshakeThatNeverEndsIsGivenUpAtTheDeadline() async throws {
        let server = try await ScriptedServer(.plain) { _ in [] }
        try await withPool(server) { pool in
            let failure = try await failing(pool, deadline: .now.advanced(by: .milliseconds(200)))
            #expect(failure.kind == .timeout)
            #expect(failure.delivery == .didNotHappen)
        }
    }

    @Test func aResetWithinTheHandshakeDidNotHappen() async throws {
        let server = try await ScriptedServer(.plain, onConnect: [.reset])
        try await withPool(server) { pool in
            let failure = try await failing(pool)
            #expect([.tls, .connect].contains(failure.kind))
            #expect(failure.delivery == .didNotHappen)
        }
    }

    @Test func aResetBeforeTheRequestIsReadIsNotAnsweredByAnotherTry() async throws {
        let server = try await ScriptedServer(onConnect: [.reset])
        try await withPool(server) { pool in
            _ = try await failing(pool)
            #expect(server.arrivals.isEmpty)
            #expect(server.connections == 1)
        }
    }

    /// M4, F17: the second request on a kept connection is read whole, then the connection ends. libcurl would send it again.
    @Test(arguments: ["close", "cut", "reset"]) func aRequestThatWasReadIsNeverSentAgain(_ end: String) async throws {
        let ends: [String: ScriptedServer.Step] = ["close": .close, "cut": .cut, "reset": .reset]
        let step = try #require(ends[end])
        let server = try await ScriptedServer { arrival in arrival.onConnection == 0 ? [.send(.ok("{}"))] : [step] }
        try await withPool(server) { pool in
            _ = try await pool.send(.question, deadline: .ample)
            let failure = try await failing(pool, OutboundRequest(.post, "/second", body: [1]))
            #expect(failure.kind == .reset)
            #expect(failure.delivery == .mayHaveHappened)
            #expect(server.arrivals.map(\.path) == ["/query", "/second"])
            let answer = try await pool.send(.question, deadline: .ample)
            #expect(answer.status == 200)
        }
    }

    /// A server that ends idle connections, with and without a TLS good-bye: the next question goes out on a new one, once.
    @Test(arguments: ["close", "cut", "reset"]) func aKeptConnectionThatEndedWhileIdleIsReplaced(_ end: String) async throws {
        let ends: [String: ScriptedServer.Step] = ["close": .close, "cut": .cut, "reset": .reset]
        let step = try #require(ends[end])
        let server = try await ScriptedServer { _ in [.send(.ok("{}")), .pause(milliseconds: 20), step] }
        try await withPool(server) { pool in
            for number in 1...5 {
                let answer = try await pool.send(.question, deadline: .ample)
                #expect(answer.status == 200)
                await server.ended(number)
                try await settle()
            }
            #expect(server.arrivals.count == 5)
            #expect(server.connections == 5)
        }
    }

    @Test func allKeptConnectionsEndedAtOnce() async throws {
        let gate = Gate()
        let server = try await ScriptedServer { arrival in
            arrival.number < 8 ? [.wait(gate), .send(.ok("{}")), .pause(milliseconds: 20), .close] : [.send(.ok("{}"))]
        }
        try await withPool(server, adjust: { $0.maximumConnections = 8 }) { pool in
            for round in 1...3 {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<8 { group.addTask { try await pool.send(.question, deadline: .ample).status } }
                    if round == 1 {
                        await server.received(8)
                        gate.open()
                    }
                    for try await status in group { #expect(status == 200) }
                }
                if round == 1 {
                    await server.ended(8)
                    try await settle()
                }
            }
            #expect(server.arrivals.count == 24)
            #expect(server.mostConnectionsAtOnce <= 8)
        }
    }

    /// A second answer that nobody asked for must not become the answer to the next question.
    @Test func anUnaskedAnswerIsNeverTheNextOne() async throws {
        let (ready, said) = (Gate(), Gate())
        let server = try await ScriptedServer { arrival in
            arrival.number == 0
                ? [.send(.ok("0")), .wait(ready), .send(.ok("somebody else")), .open(said)] : [.send(.ok("\(arrival.number)"))]
        }
        try await withPool(server) { pool in
            for number in 0..<3 {
                let answer = try await pool.send(.question, deadline: .ample)
                #expect(answer.body == Array("\(number)".utf8))
                ready.open()
                await said.passed()
                try await settle()
            }
            #expect(server.connections == 2)
        }
    }

    @Test func anAnswerWithMoreBehindItEndsTheConnection() async throws {
        let server = try await ScriptedServer { arrival in [.send(.ok("\(arrival.number)") + .ok("somebody else"))] }
        try await withPool(server) { pool in
            for number in 0..<3 {
                let answer = try await pool.send(.question, deadline: .ample)
                #expect(answer.body == Array("\(number)".utf8))
            }
            #expect(server.connections == 3)
        }
    }

    @Test func anOldConnectionIsNotUsedAgain() async throws {
        let server = try await ScriptedServer()
        try await withPool(server, adjust: { $0.connectionLifetimeSeconds = 1 }) { pool in
            let began = ContinuousClock.now
            while server.connections < 2, ContinuousClock.now - began < .seconds(20) {
                _ = try await pool.send(.question, deadline: .ample)
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(server.connections == 2)
            #expect(ContinuousClock.now - began >= .seconds(1))
        }
    }
}
