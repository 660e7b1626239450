import Foundation
import Ledger
import PrivatePostgres
import Synchronization
import Testing

@testable import LedgerPostgres

@Suite("A ledger's server that goes away") struct PostgresOutageTests {
    @Test("a connection that ended between two batches is made anew, with the lock, and nobody notices")
    func endsBetween() async throws {
        let place = try await PostgresPlace.made()
        let log = try SampleLog(place.storage("application_name=between"))
        let reading = try place.storage("application_name=between").reading()
        try log.append(count: 2)
        #expect(try reading.head(of: log.name)?.size == 2)
        try await end(place, "between")
        try log.append(count: 1)
        #expect(try reading.head(of: log.name)?.size == 3)
        // The lock is held again.
        #expect(throws: StorageFailure.leased(holder: "test")) { try place.storage().writing(log: log.name, holder: "other") }
    }

    @Test("a connection that ends within a transaction has written and reserved nothing, and the next one goes on")
    func endsWithin() async throws {
        let place = try await PostgresPlace.made()
        let log = try SampleLog(place.storage("application_name=within"))
        try log.append(count: 1)
        let (batch, _) = try log.batch([SampleEntry(kind: .intent, verification: 1)])
        var killed: [String] = []
        let failure = #expect(throws: StorageFailure.self) {
            try log.session.commit(reserving: [Sample.reservation(1, verification: 1)]) { _ in
                killed = (try? place.run("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = 'within'")) ?? []
                return batch
            }
        }
        #expect(killed == ["true"])
        guard case .notWritten? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        let reading = try place.storage().reading()
        #expect(try reading.head(of: log.name)?.size == 1 && reading.reservation(of: Sample.commitment(1)) == nil)
        try log.append([SampleEntry(kind: .intent, verification: 1)], reserving: [Sample.reservation(1, verification: 1)])
        #expect(try reading.openVerifications(of: log.name) == [Sample.verification(1)])
    }

    @Test("COMMIT that is not answered leaves open what happened, and the log holds the batch once or not at all", arguments: [false, true])
    func commitUnanswered(arrives: Bool) async throws {
        let place = try await PostgresPlace.made()
        let proxy = try CuttingProxy(to: place.cluster, named: "\(arrives)")
        defer { proxy.close() }
        let log = try SampleLog(place.storage(proxy.words))
        try log.append(count: 3)
        // A batch is two: what it adds, and COMMIT.
        proxy.arm(arrives ? .after : .before, passing: 1)
        let failure = #expect(throws: StorageFailure.self) { try log.append([SampleEntry(kind: .intent, verification: 1)]) }
        guard case .outcomeUnknown? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        // The session is of no use any more.
        #expect(throws: try #require(failure)) { try log.append(count: 1) }
        let next = try SampleLog(place.storage(), holder: "next")
        #expect(next.session.lease.previous?.wasClosed == false)
        #expect(next.size == (arrives ? 4 : 3))
        let reading = try place.storage().reading()
        #expect(try reading.entries(of: Sample.verification(1)).count == (arrives ? 1 : 0))
        #expect(try reading.openVerifications(of: log.name).count == (arrives ? 1 : 0))
        try next.append(count: 1)
    }

    @Test("what is cut off before COMMIT is sent was not written")
    func cutBeforeCommit() async throws {
        let place = try await PostgresPlace.made()
        let proxy = try CuttingProxy(to: place.cluster, named: "early")
        defer { proxy.close() }
        let log = try SampleLog(place.storage(proxy.words))
        for cut in [CuttingProxy.Cut.before, .after] {
            proxy.arm(cut, passing: 0)
            let failure = #expect(throws: StorageFailure.self) { try log.append([SampleEntry(kind: .intent, verification: 1)]) }
            #expect(failure == .notWritten("the connection to the server is lost"))
            #expect(try place.storage().reading().head(of: log.name)?.size == log.size)
            try log.append(count: 1)
        }
        #expect(log.size == 2)
    }

    @Test("a server that falls silent is given up after a bounded time: before COMMIT nothing was written, behind it that is unknown")
    func silence() async throws {
        let limits = PostgresLimits(silenceMilliseconds: 500, leaseWaitMilliseconds: 500)
        let place = try await PostgresPlace.made(limits: limits)
        let proxy = try CuttingProxy(to: place.cluster, named: "silence")
        defer { proxy.close() }
        let log = try SampleLog(place.storage(proxy.words))
        let reading = try place.storage(proxy.words).reading()
        let start = ContinuousClock.now
        proxy.arm(.silence, passing: 0)
        #expect(throws: StorageFailure.unreadable("the server said nothing for 500 milliseconds")) { try reading.logs() }
        #expect(try reading.logs() == [log.name])
        proxy.arm(.silence, passing: 0)
        #expect(throws: StorageFailure.notWritten("the server said nothing for 500 milliseconds")) { try log.append(count: 1) }
        try log.append(count: 1)
        proxy.arm(.silence, passing: 1)
        let failure = #expect(throws: StorageFailure.self) { try log.append(count: 1) }
        guard case .outcomeUnknown? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(ContinuousClock.now - start < .seconds(15))
        #expect(try place.storage().reading().head(of: log.name)?.size == 2)
    }

    @Test("a server that restarts at once under load loses nothing that was acknowledged, and is used again in time")
    func restarts() async throws {
        let cluster = try await onThread { try PrivateCluster() }
        let place = try PostgresPlace(on: cluster)
        let load = Load()
        async let writing = onThread { try load.write(place) }
        async let reads = onThread { try load.read(place) }
        for _ in 0..<3 {
            let before = load.acknowledged.load(ordering: .relaxed)
            try await eventually(within: 30, "entries are appended") { load.acknowledged.load(ordering: .relaxed) > before + 20 }
            try await onThread { try cluster.control("restart -m immediate") }
            let (written, read) = (load.acknowledged.load(ordering: .relaxed), load.reads.load(ordering: .relaxed))
            try await eventually(within: 5, "reads and writes recover") {
                load.acknowledged.load(ordering: .relaxed) > written + 1 && load.reads.load(ordering: .relaxed) > read + 1
            }
        }
        load.isOver.store(true, ordering: .relaxed)
        let size = try await writing
        _ = try await reads
        let leaves = try place.storage().reading().leaves(of: "hall.example/log", in: 0..<Int.max)
        #expect(leaves.count == size)
        #expect(leaves == (0..<size).map { Array("leaf \($0) refusal".utf8) })
        #expect(try place.storage().reading().head(of: "hall.example/log")?.checkpoint == SampleLog.note(size))
    }

    /// Ends the sessions of that name, and waits until they are gone.
    private func end(_ place: PostgresPlace, _ name: String) async throws {
        try place.run("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE application_name = '\(name)'")
        try await eventually(within: 10, "sessions end") {
            try place.run("SELECT pid::text FROM pg_stat_activity WHERE application_name = '\(name)'").isEmpty
        }
    }
}

/// Somebody who appends all the time and somebody who reads all the time, whatever happens.
private final class Load: Sendable {
    let acknowledged = Atomic(0)
    let reads = Atomic(0)
    let isOver = Atomic(false)

    /// Appends until it is over; gives the size that the log has to have. What is unknown is looked up by a new session, as after a start.
    func write(_ place: PostgresPlace) throws -> Int {
        var log = try SampleLog(place.storage())
        while !isOver.load(ordering: .relaxed) {
            do {
                try log.append(count: 3)
                acknowledged.add(3, ordering: .relaxed)
            } catch StorageFailure.notWritten {
                usleep(5000)
            } catch StorageFailure.outcomeUnknown {
                let before = log.size
                log = try reopened(place)
                #expect(log.size == before || log.size == before + 3)
            }
        }
        return log.size
    }

    /// Reads until it is over. What is read is never less than before.
    func read(_ place: PostgresPlace) throws {
        var reading: (any LedgerReading)?
        var seen = 0
        while !isOver.load(ordering: .relaxed) {
            do {
                let session = try reading ?? place.storage().reading()
                reading = session
                let size = try session.head(of: "hall.example/log")?.size ?? 0
                #expect(size >= seen)
                seen = size
                reads.add(1, ordering: .relaxed)
            } catch StorageFailure.unreadable, StorageFailure.unopenable {
                usleep(5000)
            }
        }
    }

    private func reopened(_ place: PostgresPlace) throws -> SampleLog {
        let end = ContinuousClock.now + .seconds(20)
        while true {
            do {
                return try SampleLog(place.storage())
            } catch StorageFailure.unopenable where ContinuousClock.now < end {
                usleep(5000)
            } catch StorageFailure.leased where ContinuousClock.now < end {
                usleep(5000)
            } catch StorageFailure.unreadable where ContinuousClock.now < end {
                usleep(5000)
            }
        }
    }
}
