import Ledger
import Testing

@Suite("When storing fails", .timeLimit(.minutes(2))) struct FaultTests {
    /// A desk over memory whose log has a start and a search.
    private func desk() async throws -> (MemoryLedger, Desk, LedgerWriter) {
        let ledger = MemoryLedger()
        let desk = try Desk(ledger)
        let writer = try desk.started()
        _ = try await writer.append([desk.search()])
        return (ledger, desk, writer)
    }

    @Test func `a batch fails and did not persist: its callers are told, the next one is written without a gap`() async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.fail(.commit, .failsAndDidNotPersist, times: 2)
        for _ in 0..<2 {
            await #expect(throws: LedgerFailure.notWritten("the disk is full")) {
                try await writer.append([desk.intent(1)], reserving: Sample.reservation(1, verification: 1))
            }
        }
        #expect(try ledger.reading().reservation(of: Sample.commitment(1)) == nil)
        #expect(try await writer.append([desk.intent(1)], reserving: Sample.reservation(1, verification: 1)) == .appended(first: 2))
        await writer.stop(.asked)
        #expect(try desk.kinds() == [.start, .personSearch, .intent, .stop])
        #expect(desk.heard.allEnds.isEmpty && desk.heard.allWarnings.count == 2)
    }

    @Test func `a batch's outcome is unknown and it did not persist: the writer ends, the next start goes on where the log ends`() async throws {
        try await unknownOutcome(.unknownAndDidNotPersist, kinds: [.start, .personSearch, .takeover, .start, .stop])
    }

    @Test func `a batch's outcome is unknown but it did persist: the writer ends, the next start finds it`() async throws {
        try await unknownOutcome(
            .unknownButDidPersist, kinds: [.start, .personSearch, .intent, .takeover, .outcome, .start, .stop])
    }

    private func unknownOutcome(_ fault: MemoryFault, kinds: [EntryKind]) async throws {
        let (ledger, desk, writer) = try await desk()
        let seen = desk.secondPlace.state.value.newest
        ledger.fail(.commit, fault)
        let end = LedgerEnd.outcomeUnknown("the disk did not say")
        await #expect(throws: LedgerFailure.ended(end)) { try await writer.append([desk.intent(1)]) }
        #expect(await desk.heard.firstEnd() == end)
        await #expect(throws: LedgerFailure.ended(end)) { try await writer.append([desk.search()]) }
        await #expect(throws: LedgerFailure.ended(end)) { try await writer.publish() }
        await writer.stop(.failure)
        // Nobody was told, the second place neither.
        #expect(desk.secondPlace.state.value.newest == seen && desk.heard.allEnds == [end])
        let next = try Desk(ledger, secondPlace: desk.secondPlace)
        await next.startedAgainAndStopped()
        #expect(try next.kinds() == kinds)
    }

    @Test func `a lease is lost and the batch did not persist: the writer ends, everybody who waits is told`() async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.pause()
        let failures = await withTaskGroup(of: LedgerFailure?.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    do throws(LedgerFailure) { _ = try await writer.append([desk.search()]) } catch { return error }
                    return nil
                }
            }
            ledger.expireLease(of: Desk.log)
            ledger.resume()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(failures == [LedgerFailure?](repeating: .ended(.leaseLost), count: 10))
        #expect(await desk.heard.firstEnd() == .leaseLost)
        #expect(try desk.kinds() == [.start, .personSearch])
        await desk.startedAgainAndStopped()
        #expect(desk.heard.allEnds == [.leaseLost])
    }

    @Test func `another process took the log over while this one was stopped: it writes nothing more`() async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.expireLease(of: Desk.log)
        let heir = try Desk(ledger, secondPlace: desk.secondPlace)
        let next = try heir.started()
        await #expect(throws: LedgerFailure.ended(.leaseLost)) { try await writer.append([desk.search()]) }
        _ = try await next.append([heir.search()])
        await next.stop(.asked)
        #expect(try heir.kinds() == [.start, .personSearch, .takeover, .start, .personSearch, .stop])
    }

    @Test("publishing fails and did not persist: who asked is told, and the next one succeeds", arguments: [1, 3])
    func publishFails(times: Int) async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.fail(.publish, .failsAndDidNotPersist, times: times)
        for _ in 0..<times { await #expect(throws: LedgerFailure.notWritten("the disk is full")) { try await writer.publish() } }
        #expect(try await writer.publish().size == 2)
        await writer.stop(.asked)
        #expect(try desk.kinds().count == 3 && desk.heard.allEnds.isEmpty)
    }

    @Test("publishing has an unknown outcome: the writer ends", arguments: [MemoryFault.unknownAndDidNotPersist, .unknownButDidPersist])
    func publishUnknown(fault: MemoryFault) async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.fail(.publish, fault)
        await #expect(throws: LedgerFailure.ended(.outcomeUnknown("the disk did not say"))) { try await writer.publish() }
        #expect(await desk.heard.firstEnd() == .outcomeUnknown("the disk did not say"))
        #expect(try desk.kinds() == [.start, .personSearch])
        await desk.startedAgainAndStopped()
    }

    @Test func `forgetting fails and did not persist: who asked is told, and doing it again forgets`() async throws {
        let (ledger, _, writer) = try await desk()
        ledger.fail(.forget, .failsAndDidNotPersist)
        await #expect(throws: LedgerFailure.notWritten("the disk is full")) { try await writer.forget([1...1]) }
        #expect(try ledger.reading().entries(of: Desk.log, in: 1..<2).first?.entry.isForgotten == false)
        try await writer.forget([1...1])
        #expect(try ledger.reading().entries(of: Desk.log, in: 1..<2).first?.entry.isForgotten == true)
        await writer.stop(.asked)
    }

    @Test func `forgetting fails but did persist: the writer ends, doing it again after the restart changes nothing`() async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.fail(.forget, .unknownButDidPersist)
        await #expect(throws: LedgerFailure.ended(.outcomeUnknown("the disk did not say"))) { try await writer.forget([1...1]) }
        _ = await desk.heard.firstEnd()
        let next = try desk.startedAgain()
        try await next.forget([1...1])
        await next.stop(.asked)
        #expect(try desk.kinds() == [.start, .takeover, .start, .stop])
    }

    @Test("wrapping anew fails, in each way", arguments: MemoryFault.allCases)
    func rewrapFails(fault: MemoryFault) async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.fail(.rewrap, fault)
        let key = try Sample.key(1)
        await #expect(throws: LedgerFailure.self) { try await writer.rewrap([(1, key)]) }
        #expect(try (ledger.reading().entries(of: Desk.log, in: 1..<2).first?.entry.key == key) == (fault == .unknownButDidPersist))
        await writer.stop(.asked)
        #expect(desk.heard.allEnds.count == (fault == .failsAndDidNotPersist ? 0 : 1))
    }

    @Test("a start fails while it takes the lease or writes its entries, and the next one succeeds", arguments: MemoryFault.allCases)
    func startFails(fault: MemoryFault) async throws {
        let (ledger, desk, writer) = try await desk()
        _ = try await writer.append([desk.intent(1)])
        await writer.stop(.asked)
        for effect in [MemoryEffect.lease, .commit, .publish] {
            ledger.fail(effect, fault)
            #expect(throws: LedgerFailure.self) { try desk.writer().start(Desk.start) }
        }
        let last = try desk.startedAgain()
        _ = try await last.append([desk.search()])
        await last.stop(.asked)
        let kinds = try desk.kinds()
        #expect(kinds.filter { $0 == .outcome }.count == 1 && kinds.suffix(3) == [.start, .personSearch, .stop])
    }

    @Test func `a stop whose entry cannot be written keeps the lease unclosed, and the next start says so`() async throws {
        let (ledger, desk, writer) = try await desk()
        ledger.fail(.commit, .failsAndDidNotPersist)
        await writer.stop(.asked)
        await desk.startedAgainAndStopped()
        #expect(try desk.kinds() == [.start, .personSearch, .takeover, .start, .stop])
    }
}

extension Desk {
    /// A writer that has started behind one whose thread may still be letting go of its lease.
    func startedAgain() throws -> LedgerWriter {
        while true {
            let writer = writer()
            do throws(LedgerFailure) {
                try writer.start(Self.start)
                return writer
            } catch {
                guard case .storage(.leased) = error else { throw error }
            }
        }
    }

    func startedAgainAndStopped() async {
        do { try await startedAgain().stop(.asked) } catch { Issue.record("no start: \(error)") }
    }
}
