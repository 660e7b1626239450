import Ledger
import Testing

/// The audit over every storage; what each change is told as shows `ledger-tamper`.
@Suite struct AuditTests {
    private static func audit(_ desk: Desk, witnessed: [KeptCheckpoint] = [], threads: Int = 1) -> LedgerAudit {
        LedgerAudit(log: Desk.log, keys: desk.signers.map(\.verifier), sealer: desk.sealer, witnessed: witnessed, threads: threads)
    }

    @Test("a log is sound while its writer works, before and after something was forgotten", arguments: StorageUnderTest.all)
    func sound(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        for number in 0..<40 {
            _ = try await writer.append([desk.search(), desk.intent(number)])
            if number.isMultiple(of: 2) { _ = try await writer.append([desk.outcome(number)]) }
        }
        let reading = try place.storage().reading()
        for threads in [1, 3] {
            let report = try Self.audit(desk, witnessed: try desk.secondPlace.kept(of: Desk.log), threads: threads).run(reading)
            #expect(report.isClean && report.opened == 101 && report.witnesses == 1, "\(report.flaws)")
        }
        let day = Sample.time(0).legalDate
        let record = PurgeRecord(reason: .order, reference: nil, day: day, forgotten: [1...1, 4...4])
        _ = try await writer.append([EntryDraft(record, verification: nil, salt: desk.sealer.freshSalt)])
        let unfinished = try Self.audit(desk).run(reading)
        #expect(unfinished.flaws.map(\.kind) == [.unfinishedPurge, .unfinishedPurge] && unfinished.flaws.map(\.entries) == [1...1, 4...4])
        try await writer.forget([1...1, 4...4, 6...6])
        let report = try Self.audit(desk).run(reading)
        #expect(report.flaws.map(\.kind) == [.unexplainedForgetting] && report.flaws.first?.entries == 6...6 && report.forgotten == 2)
        await writer.stop(.asked)
    }

    @Test("what is read at one moment stays so while the log grows", arguments: StorageUnderTest.all)
    func still(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        if kind.testDescription == "memory" { return }
        let log = try SampleLog(place.storage())
        try log.append(count: 5)
        let reading = try place.storage().reading()
        try reading.still {
            #expect(try reading.head(of: log.name)?.size == 5)
            try log.append(count: 3)
            #expect(try reading.head(of: log.name)?.size == 5 && reading.leaves(of: log.name, in: 0..<9).count == 5)
        }
        #expect(try reading.head(of: log.name)?.size == 8)
        log.session.close()
    }

    @Test("an old copy is told by who has seen more, and by nobody else")
    func rollback() async throws {
        let storage = MemoryLedger()
        let desk = try Desk(storage)
        let writer = try desk.started()
        _ = try await writer.append([desk.search()])
        let old = storage.copy()
        _ = try await writer.append([desk.search()])
        await writer.stop(.asked)
        #expect(try Self.audit(desk).run(old.reading()).isClean)
        let report = try Self.audit(desk, witnessed: try desk.secondPlace.kept(of: Desk.log)).run(old.reading())
        #expect(report.flaws.map(\.kind) == [.behindWitness] && report.flaws.first?.entries == 2...3, "\(report.flaws)")
    }

    @Test("another history with rightly signed checkpoints is told by who has seen the first one")
    func fork() async throws {
        let (first, second) = (MemoryLedger(), MemoryLedger())
        let (desk, other) = (try Desk(first), try Desk(second))
        for desk in [desk, other] {
            let writer = try desk.started()
            for _ in 0..<3 { _ = try await writer.append([desk.search()]) }
            await writer.stop(.asked)
        }
        #expect(try Self.audit(other).run(second.reading()).isClean)
        let report = try Self.audit(other, witnessed: try desk.secondPlace.kept(of: Desk.log)).run(second.reading())
        #expect(report.flaws.map(\.kind) == [.differsFromWitness])
    }
}
