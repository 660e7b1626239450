import Ledger
import Testing
import Verification

@Suite("How a ledger is written", .timeLimit(.minutes(2))) struct WriterTests {
    @Test("start, work and stop leave a log that verifies, and nothing to take over", arguments: StorageUnderTest.all)
    func life(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        #expect(try await writer.append([desk.intent(1)]) == .appended(first: 1))
        #expect(try await writer.append([desk.search(), desk.outcome(1)]) == .appended(first: 2))
        await writer.stop(.asked)
        await #expect(throws: LedgerFailure.ended(.stopped)) { try await writer.append([desk.search()]) }
        let entries = try desk.audited()
        #expect(entries.map(\.leaf.kind) == [.start, .intent, .personSearch, .outcome, .stop])
        let head = try #require(try desk.storage.reading().head(of: Desk.log))
        #expect(head.published?.size == 5)
        #expect(desk.secondPlace.state.value.newest == head.published)
        let again = try Desk(place.storage(), secondPlace: desk.secondPlace)
        await again.writer().startAndStop()
        #expect(try again.kinds().suffix(2) == [.start, .stop])
        #expect(desk.heard.allEnds.isEmpty && again.heard.allEnds.isEmpty)
    }

    @Test("after a death the next start takes over, and closes what was open as interrupted", arguments: StorageUnderTest.all)
    func death(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        do {
            // A session that ends without giving up the lease, behind entries as a writer makes them.
            let session = try desk.storage.writing(log: Desk.log, holder: "dead")
            var growth = GrowingLog(desk)
            try session.commit(reserving: []) { _ in growth.batch([desk.intent(1), desk.intent(2), desk.outcome(1), desk.intent(3)]) }
        }
        await desk.writer().startAndStop()
        let entries = try desk.audited()
        #expect(entries.map(\.leaf.kind) == [.intent, .intent, .outcome, .intent, .takeover, .outcome, .outcome, .start, .stop])
        #expect(entries[5...6].map(\.leaf.verification) == [Sample.verification(2), Sample.verification(3)])
        let outcome = try #require(entries[5].record as? OutcomeRecord)
        #expect(outcome.isInterrupted && outcome.verdict == .inconclusive)
        #expect((entries[7].record as? StartRecord)?.interrupted == 2)
        let takeover = try #require(entries[4].record as? TakeoverRecord)
        #expect(takeover.previousHolder == "dead" && takeover.previousEpoch == 1 && takeover.epoch == 2 && takeover.holder == "test")
        #expect(try desk.storage.reading().openVerifications(of: Desk.log).isEmpty)
    }

    @Test("everything that waits goes into one batch with one checkpoint, each call's entries side by side")
    func groups() async throws {
        let ledger = MemoryLedger()
        let desk = try Desk(ledger)
        let writer = try desk.started()
        ledger.pause()
        async let first = writer.append([desk.search()])
        try await desk.waiting(for: 1)
        let firsts = try await withThrowingTaskGroup(of: Int?.self) { group in
            for number in 0..<100 {
                group.addTask { try await writer.append([desk.intent(number), desk.search(), desk.outcome(number)]).first }
            }
            try await Task.sleep(for: .milliseconds(50))
            ledger.resume()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        _ = try await first
        await writer.stop(.asked)
        #expect(Set(firsts.compactMap(\.self)) == Set((0..<100).map { 2 + 3 * $0 }))
        let entries = try desk.audited()
        #expect(entries.count == 303)
        for start in stride(from: 2, to: 302, by: 3) {
            #expect(entries[start..<start + 3].map(\.leaf.kind) == [.intent, .personSearch, .outcome])
            #expect(entries[start].leaf.verification == entries[start + 2].leaf.verification)
        }
        // 300 entries, and not a checkpoint for each.
        #expect(desk.secondPlace.state.value.noted.count < 10)
    }

    @Test("of two requests under one key only one is written, and the other is told of it", arguments: StorageUnderTest.all)
    func reservations(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        let results = try await withThrowingTaskGroup(of: Appended.self) { group in
            for number in 1...20 {
                group.addTask { try await writer.append([desk.intent(number)], reserving: Sample.reservation(1, verification: number)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        await writer.stop(.asked)
        let taken = try #require(try desk.storage.reading().reservation(of: Sample.commitment(1)))
        #expect(results.filter { $0.first != nil }.count == 1)
        #expect(results.filter { $0 == .held(taken) }.count == 19)
        #expect(try desk.kinds() == [.start, .intent, .stop])
    }

    @Test("an answer stands at the place of its outcome", arguments: StorageUnderTest.all)
    func answers(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        let question = try Sample.question(1)
        let answer = AnswerDraft(code: Sample.code(1), question: question, verdict: .confirmed)
        _ = try await writer.append([desk.intent(1), desk.search(), desk.outcome(1)], answers: [answer])
        await writer.stop(.asked)
        let found = try desk.storage.reading().answers(under: Sample.code(1))
        #expect(found.map(\.answer.sequence) == [3] && found.map(\.answer.question) == [question])
    }

    @Test("a clock that goes back is marked, and the order stays")
    func clock() async throws {
        let desk = try Desk(MemoryLedger())
        let writer = try desk.started()
        desk.clock.change { $0 -= 400 * 86_400_000 }
        _ = try await writer.append([desk.search()])
        _ = try await writer.append([desk.search()])
        await writer.stop(.asked)
        #expect(try desk.audited().map(\.leaf.stamp.clockWentBack) == [false, true, false, false])
    }

    @Test("more than may wait is refused at once, and what waits is written")
    func backPressure() async throws {
        let ledger = MemoryLedger()
        let desk = try Desk(ledger)
        var limits = Desk.calm
        limits.waitingEntriesMaximum = 10
        let writer = try desk.started(limits: limits)
        ledger.pause()
        let outcomes = await withTaskGroup(of: Result<Appended, LedgerFailure>.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do throws(LedgerFailure) { return .success(try await writer.append([desk.search()])) } catch { return .failure(error) }
                }
            }
            // Ten may be on their way to the disk and ten may wait; those that are refused come back while it hangs.
            var all: [Result<Appended, LedgerFailure>] = []
            for _ in 0..<30 { if let next = await group.next() { all.append(next) } }
            #expect(all.allSatisfy { $0 == .failure(.overloaded) })
            ledger.resume()
            for await next in group { all.append(next) }
            return all
        }
        await writer.stop(.asked)
        let written = outcomes.filter { $0 != .failure(.overloaded) }
        #expect(written.count >= 10 && written.count <= 20)
        #expect(try desk.audited().count == written.count + 2)
    }

    @Test("a checkpoint with all signatures on demand, and unasked when the interval is over")
    func publication() async throws {
        let desk = try Desk(MemoryLedger())
        var limits = Desk.calm
        let writer = try desk.started(limits: limits)
        #expect(desk.secondPlace.state.value.published.count == 1)
        _ = try await writer.append([desk.search()])
        let checkpoint = try await writer.publish()
        #expect(checkpoint.size == 2)
        #expect(try await writer.publish() == checkpoint)
        let verified = try VerifiedCheckpoint(parsing: checkpoint.note, origin: Desk.log, logKeys: desk.signers.map(\.verifier))
        #expect(verified.signers.count == 2)
        // Every batch's own is signed by the fast key alone.
        let noted = try #require(desk.secondPlace.state.value.noted.last)
        #expect(try VerifiedCheckpoint(parsing: noted.note, origin: Desk.log, logKeys: desk.signers.map(\.verifier)).signers.count == 1)
        await writer.stop(.asked)
        limits.publicationIntervalMilliseconds = 1
        let other = try Desk(MemoryLedger())
        let quick = try other.started(limits: limits)
        _ = try await quick.append([other.search()])
        while other.secondPlace.state.value.published.last?.size != 2 { try await Task.sleep(for: .milliseconds(1)) }
        await quick.stop(.asked)
    }

    @Test("forgotten and wrapped anew by way of the writer", arguments: StorageUnderTest.all)
    func forgetting(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        _ = try await writer.append([desk.search(), desk.search("449902196305010031")])
        try await writer.forget([1...1])
        let key = try Sample.key(2)
        try await writer.rewrap([(1, key), (2, key)])
        await writer.stop(.asked)
        let entries = try desk.storage.reading().entries(of: Desk.log, in: 0..<10).map(\.entry)
        #expect(entries.map(\.isForgotten) == [false, true, false, false] && entries[2].key == key)
    }
}

extension LedgerWriter {
    /// Starts and stops; a start that fails is an issue.
    func startAndStop() async {
        do {
            try start(Desk.start)
            await stop(.asked)
        } catch {
            Issue.record("no start: \(error)")
        }
    }
}

extension Desk {
    /// Returns when so many entries have been handed to a storage that is paused, or were; bounded by the test's own limit.
    func waiting(for count: Int) async throws { try await Task.sleep(for: .milliseconds(20 * count)) }
}

/// A log that is written by hand, as a writer writes it.
struct GrowingLog {
    private let desk: Desk
    private var tree = CompactRange()

    init(_ desk: Desk) { self.desk = desk }

    mutating func batch(_ drafts: [EntryDraft]) -> Batch? {
        let start = tree.size
        let entries = drafts.enumerated().map { place, draft in
            let stamp = EntryStamp(at: Sample.time(start + place), clockWentBack: false)
            let sealed = desk.sealer.sealed(draft, sequence: start + place, stamp: stamp)
            return PlacedEntry(kind: draft.kind, verification: draft.verification, at: stamp.at, sealed: sealed)
        }
        for entry in entries { tree.append(MerkleHash.leaf(entry.sealed.leaf)) }
        guard let note = Checkpoint(origin: Desk.log, size: tree.size, root: tree.root)?.signed(by: [desk.signers[0]]) else { return nil }
        return Batch(
            start: start, entries: entries, nodes: [], checkpoint: SizedCheckpoint(size: tree.size, note: note.bytes), answers: [])
    }
}
