import Ledger
import Testing

@Suite("How a ledger is read", .timeLimit(.minutes(2))) struct TreeAndReaderTests {
    @Test("every tile, bundle and proof is that of the whole tree, byte for byte", arguments: StorageUnderTest.all)
    func resources(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        for count in [1, 254, 256, 90] { _ = try await writer.append((0..<count).map { _ in desk.search() }) }
        await writer.stop(.asked)
        let reading = try place.storage().reading()
        let leaves = try reading.leaves(of: Desk.log, in: 0..<1000)
        let whole = MerkleTree(leaves: leaves)
        let tree = try #require(try LogTree.published(log: Desk.log, reading: reading))
        #expect(tree.size == 603 && whole.size == 603)
        let root = try tree.root()
        #expect(root == whole.root)
        let note = try #require(try tree.resource(.checkpoint))
        #expect(try VerifiedCheckpoint(parsing: note, origin: Desk.log, logKeys: desk.signers.map(\.verifier)).checkpoint.root == root)
        for tile in Tile.added(from: 0, to: 603) {
            let resource = try #require(LogResource(path: tile.path))
            #expect(try tree.resource(resource) == whole.bytes(of: tile, treeSize: 603))
        }
        for bundle in EntryBundle.added(from: 0, to: 603) {
            #expect(try tree.resource(.entries(bundle)) == EntryBundle.bytes(of: Array(leaves[bundle.entries])))
        }
        let beyond = try #require(Tile(level: 0, index: 2, width: 92))
        #expect(try tree.resource(.tile(beyond)) == nil)
        #expect(try tree.resource(.entries(try #require(EntryBundle(index: 3)))) == nil)
        for sequence in [0, 1, 255, 256, 511, 512, 602] {
            #expect(try tree.inclusionProof(of: sequence).flaw(leaf: MerkleHash.leaf(leaves[sequence]), root: root) == nil)
        }
        for size in [0, 1, 255, 256, 257, 512, 602, 603] {
            #expect(try tree.consistencyProof(from: size).flaw(oldRoot: whole.root(ofSize: size), newRoot: root) == nil)
        }
        #expect(throws: TreeFailure.indexOutOfRange(603, size: 603)) { try tree.inclusionProof(of: 603) }
        #expect(try LogTree.published(log: "none", reading: reading) == nil)
    }

    @Test("readers read while somebody writes, and see what is durable", arguments: StorageUnderTest.all)
    func reads(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        let reader = try LedgerReader(storage: place.storage())
        for round in 0..<20 {
            let first = try #require(try await writer.append([desk.search(), desk.search()]).first)
            let size = try await reader.read { try $0.head(of: Desk.log)?.size }
            #expect(size == first + 2, "round \(round)")
        }
        await #expect(throws: TreeFailure.self) { try await reader.read { try LogTree(log: Desk.log, size: 999, reading: $0).root() } }
        await writer.stop(.asked)
        await reader.stop()
        await #expect(throws: LedgerFailure.ended(.stopped)) { try await reader.read { try $0.logs() } }
    }

    @Test("more reads than may wait are refused at once")
    func backPressure() async throws {
        var limits = LedgerLimits()
        limits.readerCount = 1
        limits.waitingReadsMaximum = 3
        let reader = try LedgerReader(storage: MemoryLedger(), limits: limits)
        let gate = Guarded(false)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await reader.read { _ in while !gate.value {} }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            var refused = 0
            for _ in 0..<16 { if await group.next() == false { refused += 1 } }
            gate.set(true)
            return await group.reduce(into: [refused]) { $0.append($1 ? 1 : 0) }
        }
        #expect(outcomes[0] == 16 && outcomes.dropFirst().filter { $0 == 1 }.count >= 3)
        await reader.stop()
    }

    @Test("a second place in files remembers over processes, and a torn newest one does not count")
    func files() async throws {
        let folder = try Folder()
        let path = folder.path + "/checkpoint"
        let desk = try Desk(MemoryLedger())
        let place = FileSecondPlace(path: path)
        #expect(try place.kept(of: Desk.log).isEmpty)
        let writer = desk.writer(secondPlace: place)
        try writer.start(Desk.start)
        _ = try await writer.append([desk.search()])
        let kept = try FileSecondPlace(path: path).kept(of: Desk.log)
        #expect(
            try kept.map { try VerifiedCheckpoint(parsing: $0.note, origin: Desk.log, logKeys: desk.signers.map(\.verifier)).checkpoint.size } == [
                1, 2,
            ])
        await writer.stop(.asked)
        try folder.write([], to: "checkpoint.newest")
        #expect(try place.kept(of: Desk.log).count == 1)
        let old = try Desk(MemoryLedger())
        #expect(throws: LedgerFailure.flawed(.behindSecondPlace(size: 0, place: "the file \(path)", seen: 3))) {
            try old.writer(secondPlace: place).start(Desk.start)
        }
        let nowhere = FileSecondPlace(path: folder.path + "/none/checkpoint")
        #expect(throws: SecondPlaceFailure.self) { try nowhere.note(SampleLog.note(1), of: Desk.log) }
        #expect(throws: LedgerFailure.self) { try old.writer(secondPlace: SecondPlaces([place, nowhere])).start(Desk.start) }
    }
}
