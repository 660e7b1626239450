import Ledger
import Testing

@Suite("What a start refuses", .timeLimit(.minutes(2))) struct StartCheckTests {
    /// A log of some entries in memory, stopped in good order; with so many that stored hashes matter.
    private func stopped(entries: Int = 3) async throws -> (MemoryLedger, Desk) {
        let ledger = MemoryLedger()
        let desk = try Desk(ledger)
        let writer = try desk.started()
        _ = try await writer.append((0..<entries).map { _ in desk.search() })
        await writer.stop(.asked)
        return (ledger, desk)
    }

    private func flaw(of desk: Desk, signers: [NoteSigner]? = nil, formerKeys: [NoteVerifier] = []) -> LogFlaw? {
        do throws(LedgerFailure) {
            try desk.writer(signers: signers, formerKeys: formerKeys).start(Desk.start)
            return nil
        } catch {
            if case .flawed(let flaw) = error { return flaw }
            Issue.record("another failure: \(error)")
            return nil
        }
    }

    @Test("entries, hashes or checkpoints that are not those that were signed", arguments: [3, 600])
    func altered(entries: Int) async throws {
        let size = entries + 2
        // What stands behind the last complete tile is read from leaves, what stands before from stored hashes.
        let (leaf, desk1) = try await stopped(entries: entries)
        leaf.alterLeaf(of: Desk.log, size - 1)
        #expect(flaw(of: desk1) == .rootDiffers(size: size))
        let (cut, desk2) = try await stopped(entries: entries)
        cut.cut(Desk.log, to: size - 1, checkpoint: nil)
        #expect(flaw(of: desk2) == .sizesDiffer(entries: size - 1, checkpoint: size))
        let (none, desk3) = try await stopped(entries: entries)
        none.dropCheckpoint(of: Desk.log)
        #expect(flaw(of: desk3) == .sizesDiffer(entries: size, checkpoint: nil))
        if entries > 512 {
            let (node, desk4) = try await stopped(entries: entries)
            node.alterNode(of: Desk.log, level: 8, 1)
            #expect(flaw(of: desk4) == .rootDiffers(size: size))
            let (missing, desk5) = try await stopped(entries: entries)
            missing.dropNodes(of: Desk.log, level: 8)
            guard case .incomplete? = flaw(of: desk5) else { return #expect(Bool(false), "missing hashes were not seen") }
        }
    }

    @Test("a log of other keys; one whose key was changed is known by the former one")
    func keys() async throws {
        let (_, desk) = try await stopped()
        let others = try Desk.signers(seed: 9)
        guard case .notSigned(size: 5, _)? = flaw(of: desk, signers: others) else { return #expect(Bool(false), "a foreign log was taken") }
        #expect(flaw(of: desk, signers: others, formerKeys: desk.signers.map(\.verifier)) == nil)
    }

    @Test("an old copy of the whole log, and one that lacks its tail, whose own checkpoints are in order")
    func oldCopy() async throws {
        let (ledger, desk) = try await stopped()
        let old = ledger.copy()
        let writer = try desk.started()
        _ = try await writer.append([desk.search()])
        await writer.stop(.asked)
        let restored = try Desk(old, secondPlace: desk.secondPlace)
        #expect(flaw(of: restored) == .behindSecondPlace(size: 5, place: "the other place", seen: 8))
        let empty = try Desk(MemoryLedger(), secondPlace: desk.secondPlace)
        #expect(flaw(of: empty) == .behindSecondPlace(size: 0, place: "the other place", seen: 8))
        let text = try #require(flaw(of: restored)).description
        #expect(text.contains("has 5 entries") && text.contains("has seen 8"))
        // Nothing was written behind it.
        #expect(try old.reading().head(of: Desk.log)?.size == 5)
        // The log itself goes on.
        #expect(flaw(of: desk) == nil)
    }

    @Test("a log that was written anew with the log's own key")
    func replaced() async throws {
        let (_, desk) = try await stopped()
        let (forged, _) = try await stopped(entries: 9)
        let impostor = try Desk(forged, secondPlace: desk.secondPlace)
        #expect(flaw(of: impostor) == .differsFromSecondPlace(size: 11, place: "the other place", seen: 5))
    }

    @Test("a second place that cannot be read, or holds something else")
    func secondPlace() async throws {
        let (_, desk) = try await stopped()
        let newest = desk.secondPlace.state.value.newest
        desk.secondPlace.state.change { $0.failure = SecondPlaceFailure(place: "the other place", reason: "is away") }
        #expect(flaw(of: desk) == .secondPlaceUnreadable(place: "the other place", "is away"))
        desk.secondPlace.state.change {
            $0.failure = nil
            $0.newest = SizedCheckpoint(size: 5, note: Array("nothing signed\n".utf8))
        }
        guard case .secondPlaceUnreadable? = flaw(of: desk) else { return #expect(Bool(false), "a foreign note was taken") }
        desk.secondPlace.state.change { $0.newest = newest }
        #expect(flaw(of: desk) == nil)
    }

    @Test("a second place that takes nothing is told, and after the grace nothing is written until it heals")
    func grace() async throws {
        let desk = try Desk(MemoryLedger())
        let writer = try desk.started()
        let away = SecondPlaceFailure(place: "the other place", reason: "is away")
        desk.secondPlace.state.change { $0.failure = away }
        #expect(try await writer.append([desk.search()]).first == 1)
        #expect(try await writer.append([desk.search()]).first == 2)
        #expect(desk.heard.allWarnings.contains(.secondPlace("the other place: is away")))
        desk.secondPlace.state.change { $0.failure = nil }
        await writer.stop(.asked)
        var limits = Desk.calm
        limits.secondPlaceGraceMilliseconds = 0
        let strict = try desk.started(limits: limits)
        desk.secondPlace.state.change { $0.failure = away }
        #expect(try await strict.append([desk.search()]).first != nil)
        await #expect(throws: LedgerFailure.secondPlace(away)) { try await strict.append([desk.search()]) }
        desk.secondPlace.state.change { $0.failure = nil }
        #expect(try await strict.append([desk.search()]).first != nil)
        await strict.stop(.asked)
        // A start writes nothing that the second place will not take.
        desk.secondPlace.state.change { $0.failure = away }
        #expect(throws: LedgerFailure.self) { try desk.writer().start(Desk.start) }
    }
}
