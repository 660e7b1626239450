import Foundation
import Ledger
import Synchronization
import Testing

@testable import LedgerPostgres

@Suite("Nodes that share a ledger's server") struct PostgresLeaseTests {
    @Test("a writer that was given up and wakes again is stopped by the epoch, whatever it does")
    func fenced() async throws {
        let place = try await PostgresPlace.made()
        let stopped = try SampleLog(place.storage("application_name=stopped"), holder: "first")
        try stopped.append(count: 2)
        // The server has ended its session without its knowing.
        try place.run("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = 'stopped'")
        let next = try SampleLog(place.storage(), holder: "second")
        #expect(next.session.lease == Lease(epoch: 2, previous: .init(epoch: 1, holder: "first", wasClosed: false)))
        for _ in 0..<2 {
            #expect(throws: StorageFailure.leaseLost) { try stopped.append(count: 1) }
            #expect(throws: StorageFailure.leaseLost) { try stopped.session.publish(SampleLog.note(1)) }
            #expect(throws: StorageFailure.leaseLost) { try stopped.session.forget([0...1]) }
            #expect(throws: StorageFailure.leaseLost) { try stopped.session.rewrap([(0, Sample.key(9))]) }
        }
        try next.append(count: 1)
        next.session.close()
        // The lock is free now; the epoch still is not its own.
        #expect(throws: StorageFailure.leaseLost) { try stopped.append(count: 1) }
        stopped.session.close()
        let reading = try place.storage().reading()
        #expect(try reading.head(of: next.name) == LogHead(size: 3, newest: Sample.time(2), checkpoint: SampleLog.note(3), published: nil))
        #expect(try reading.entries(of: next.name, in: 0..<1).first?.entry.key == Sample.key(0))
    }

    @Test("the epoch stops a writer that still has its connection and its lock")
    func epochAlone() async throws {
        let place = try await PostgresPlace.made()
        let log = try SampleLog(place.storage())
        try log.append(count: 1)
        try place.run("UPDATE \(place.address.schema.text).logs SET epoch = epoch + 1")
        #expect(throws: StorageFailure.leaseLost) { try log.append(count: 1) }
        #expect(throws: StorageFailure.leaseLost) { try log.session.forget([0...0]) }
        #expect(try place.storage().reading().entries(of: log.name, in: 0..<9).count == 1)
    }

    @Test("a session of one's own whose end the server has not noticed does not keep the lock for long")
    func ownSession() async throws {
        let place = try await PostgresPlace.made()
        let proxy = try CuttingProxy(to: place.cluster, named: "own")
        defer { proxy.close() }
        let limits = PostgresLimits(silenceMilliseconds: 500)
        let storage = PostgresStorage(
            PostgresAddress(connectionString: place.address.connectionString + " " + proxy.words, schema: place.address.schema), limits: limits)
        let log = try SampleLog(storage)
        // The line stays open on the server's side, and the client has given it up.
        proxy.arm(.silence, passing: 0)
        #expect(throws: StorageFailure.self) { try log.append(count: 1) }
        try log.append(count: 1)
        #expect(log.size == 1)
    }

    @Test("of nodes that reserve the same at the same time exactly one gets it, and the others are told whose it is")
    func race() async throws {
        let place = try await PostgresPlace.made()
        let rounds = 40
        let names = ["a", "b", "c"]
        let outcomes = try await withThrowingTaskGroup(of: [ReservationOutcome].self) { group in
            for (node, name) in names.enumerated() {
                group.addTask {
                    try await onThread {
                        let log = try SampleLog(place.storage(), name)
                        return try (0..<rounds).flatMap { round in
                            // Two keys a batch, in either order.
                            let reservations = [2 * round, 2 * round + 1].map { Sample.reservation($0, verification: 10 + node) }
                            let isTurned = node == 1
                            let found = try log.append([SampleEntry()], reserving: isTurned ? reservations.reversed() : reservations)
                            return isTurned ? found.reversed() : found
                        }
                    }
                }
            }
            return try await group.reduce(into: [[ReservationOutcome]]()) { $0.append($1) }
        }
        let reading = try place.storage().reading()
        for key in 0..<2 * rounds {
            let told = outcomes.map { $0[key] }
            #expect(told.count { $0 == .taken } == 1)
            let standing = try #require(try reading.reservation(of: Sample.commitment(key)))
            for outcome in told where outcome != .taken { #expect(outcome == .held(standing)) }
        }
    }

    @Test("nodes that come to an empty database at the same time make its tables once")
    func firstStarts() async throws {
        let place = try await PostgresPlace.made()
        try await withThrowingTaskGroup { group in
            for number in 0..<6 {
                group.addTask {
                    try await onThread {
                        let log = try SampleLog(place.storage(), "node-\(number)")
                        try log.append(count: 1)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try place.storage().reading().logs() == (0..<6).map { "node-\($0)" })
    }

    @Test("tables that cannot all be made are not made at all")
    func halfWay() async throws {
        let place = try await PostgresPlace.made()
        let schema = place.address.schema.text
        try place.run("CREATE SCHEMA \(schema)")
        try place.run("CREATE TABLE \(schema).reservations (scope text)")
        let failure = #expect(throws: StorageFailure.self) { try place.storage().writing(log: "a", holder: "test") }
        #expect(
            failure == .unopenable("the schema \(schema) cannot be brought forward: SQLSTATE 42P07: relation \"reservations\" already exists"))
        #expect(try place.run("SELECT tablename::text FROM pg_tables WHERE schemaname = '\(schema)'") == ["reservations"])
        try place.run("DROP TABLE \(schema).reservations")
        let log = try SampleLog(place.storage())
        try log.append(count: 1)
    }
}
