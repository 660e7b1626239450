import AdapterKit
import CurlTransport
import Testing
import Verification

/// The queue, cancellation and the end of a pool.
@Suite struct WaitingTests {
    @Test func aFullQueueRefusesAndMakesRoomAgain() async throws {
        let gate = Gate()
        let server = try await ScriptedServer { _ in [.wait(gate), .send(.ok("{}"))] }
        try await withPool(server, adjust: { ($0.maximumConnections, $0.queueLimit) = (2, 3) }) { pool in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<2 { group.addTask { try await pool.send(.question, deadline: .ample).status } }
                await server.received(2)
                let queued = Watched(0)
                for _ in 0..<3 {
                    group.addTask {
                        queued.change { $0 += 1 }
                        return try await pool.send(.question, deadline: .ample).status
                    }
                }
                await queued.reached { $0 == 3 }
                // The three may still be on their way in: whoever gets in before them waits, and is ended by the deadline.
                var refused: OutboundFailure?
                while refused?.kind != .overloaded {
                    refused = try await failing(pool, deadline: .now.advanced(by: .milliseconds(5)))
                }
                #expect(refused?.delivery == .didNotHappen)
                gate.open()
                var answered = 0
                for try await status in group where status == 200 { answered += 1 }
                #expect(answered == 5)
            }
            let answer = try await pool.send(.question, deadline: .ample)
            #expect(answer.status == 200)
        }
    }

    @Test func withoutAQueueOneAfterTheOtherStillWorks() async throws {
        try await withPool(try await ScriptedServer(), adjust: { ($0.maximumConnections, $0.queueLimit) = (1, 0) }) { pool in
            for _ in 0..<200 {
                let answer = try await pool.send(.question, deadline: .ample)
                #expect(answer.status == 200)
            }
        }
    }

    @Test func theDeadlineHoldsInTheQueueToo() async throws {
        let server = try await ScriptedServer { _ in [] }
        try await withPool(server, adjust: { $0.maximumConnections = 1 }) { pool in
            async let first = failing(pool)
            await server.received(1)
            let began = ContinuousClock.now
            let second = try await failing(pool, deadline: began.advanced(by: .milliseconds(100)))
            #expect(second.kind == .timeout)
            #expect(second.delivery == .didNotHappen)
            #expect(ContinuousClock.now - began < .seconds(10))
            await pool.shutdown()
            let ended = try await first
            #expect(ended.kind == .closed)
        }
    }

    @Test func aDeadlineInThePastSendsNothing() async throws {
        let server = try await ScriptedServer()
        try await withPool(server) { pool in
            let failure = try await failing(pool, deadline: .now.advanced(by: .seconds(-1)))
            #expect(failure.kind == .timeout)
            #expect(failure.delivery == .didNotHappen)
            #expect(server.connections == 0)
        }
    }

    @Test func cancelledBeforeItBegan() async throws {
        let server = try await ScriptedServer()
        try await withPool(server) { pool in
            let gate = Gate()
            let task = Task {
                await gate.passed()
                return try await failing(pool)
            }
            task.cancel()
            gate.open()
            let failure = try await task.value
            #expect(failure.kind == .cancelled)
            #expect(failure.delivery == .didNotHappen)
            #expect(server.connections == 0)
        }
    }

    @Test func cancelledWhileItRuns() async throws {
        let server = try await ScriptedServer { _ in [] }
        try await withPool(server) { pool in
            let task = Task { try await failing(pool) }
            await server.received(1)
            let began = ContinuousClock.now
            task.cancel()
            let failure = try await task.value
            #expect(failure.kind == .cancelled)
            #expect(failure.delivery == .mayHaveHappened)
            #expect(ContinuousClock.now - began < .seconds(10))
            await server.ended(1)
        }
    }

    @Test func cancelledInTheQueue() async throws {
        let gate = Gate()
        let server = try await ScriptedServer { _ in [.wait(gate), .send(.ok("{}"))] }
        try await withPool(server, adjust: { $0.maximumConnections = 1 }) { pool in
            async let first = pool.send(.question, deadline: .ample)
            await server.received(1)
            let tasks = (0..<50).map { _ in Task { try await failing(pool) } }
            for task in tasks { task.cancel() }
            for task in tasks {
                let failure = try await task.value
                #expect(failure.kind == .cancelled)
                #expect(failure.delivery == .didNotHappen)
            }
            gate.open()
            let answer = try await first
            #expect(answer.status == 200)
            #expect(server.arrivals.count == 1)
        }
    }

    /// Cancels at every possible moment; each call must end one way or the other.
    @Test func cancellationsAreNeverLost() async throws {
        let server = try await ScriptedServer { _ in [] }
        try await withPool(server, adjust: { $0.maximumConnections = 4 }) { pool in
            for round in 0..<300 {
                let task = Task { try await failing(pool) }
                for _ in 0..<(round % 30) { await Task.yield() }
                task.cancel()
                let answer = try await task.value
                #expect(answer.kind == .cancelled)
            }
        }
    }

    @Test func shutdownEndsWhatRunsAndWhatWaits() async throws {
        let server = try await ScriptedServer { _ in [] }
        try await withPool(server, adjust: { $0.maximumConnections = 1 }) { pool in
            async let running = failing(pool)
            await server.received(1)
            async let waiting = failing(pool)
            await pool.shutdown()
            let ended = try await [running, waiting]
            #expect(ended.map(\.kind) == [.closed, .closed])
            #expect(ended.map(\.delivery) == [.mayHaveHappened, .didNotHappen])
            let late = try await failing(pool)
            #expect(late.kind == .closed)
            #expect(late.delivery == .didNotHappen)
            await pool.shutdown()
            await server.ended(1)
        }
    }

    @Test func closeLetsThemEndWithinTheGrace() async throws {
        let gate = Gate()
        let server = try await ScriptedServer { _ in [.wait(gate), .send(.ok("{}"))] }
        try await withPool(server, adjust: { $0.maximumConnections = 1 }) { pool in
            async let running = pool.send(.question, deadline: .ample)
            await server.received(1)
            async let closing: Void = pool.close(within: .seconds(30))
            // Wait until the pool takes no more.
            while true {
                let refused = try await failing(pool, deadline: .now.advanced(by: .milliseconds(5)))
                if refused.kind == .closed { break }
            }
            gate.open()
            let answer = try await running
            #expect(answer.status == 200)
            await closing
            await server.ended(1)
        }
    }

    @Test func aPoolThatNobodyHoldsEnds() async throws {
        let server = try await ScriptedServer()
        do {
            let pool = try CurlPool(profile: profile(port: server.port), logger: .quiet)
            _ = try await pool.send(.question, deadline: .ample)
        }
        await server.ended(1)
        await server.stop()
    }
}
