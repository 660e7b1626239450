import Ledger
import Testing

@Suite struct TileTests {
    /// C2SP tlog-tiles, "Partial Tiles": what a tree of 70 000 leaves and one of 256 is made of.
    @Test("the specification's own examples")
    func examples() {
        let tiles = Tile.added(from: 0, to: 70_000)
        #expect(tiles.count { $0.level == 0 && $0.width == 256 } == 273)
        #expect(tiles.filter { $0.width < 256 }.map(\.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(tiles.count { $0.level == 1 && $0.width == 256 } == 1)
        #expect(tiles.count == 277)
        #expect(Tile.added(from: 0, to: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(Tile(level: 0, index: 1_234_067)?.path == "tile/0/x001/x234/067")
        #expect(EntryBundle(index: 1_234_067, width: 3)?.path == "tile/entries/x001/x234/067.p/3")
    }

    @Test("what a growing tree adds, and nothing for no growth")
    func growth() {
        #expect(Tile.added(from: 255, to: 256).map(\.path) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(Tile.added(from: 256, to: 257).map(\.path) == ["tile/0/001.p/1"])
        #expect(Tile.added(from: 300, to: 300).isEmpty)
        #expect(Tile.added(from: 300, to: 200).isEmpty)
        #expect(Tile.added(from: 0, to: 0).isEmpty)
        #expect(Tile.added(from: -5, to: -1).isEmpty)
        #expect(EntryBundle.added(from: 300, to: 700).map(\.path) == ["tile/entries/001", "tile/entries/002.p/188"])
    }

    @Test("every tile of every tree up to 300 leaves, and around full ones, holds the hashes of its definition")
    func contents() throws {
        let leaves = NaiveTree.leaves(count: 1030)
        let naive = NaiveTree(leaves: leaves)
        let tree = MerkleTree(leaves: leaves)
        for size in Array(1...300) + [511, 512, 513, 1023, 1024, 1025, 1030] {
            for tile in Tile.added(from: 0, to: size) {
                let bytes = try #require(try tree.bytes(of: tile, treeSize: size))
                #expect(bytes.count == tile.width * 32)
                let span = tile.level == 0 ? 1 : 256
                // MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])
                let expected = (0..<tile.width).map { tile.index * 256 + $0 }.map { naive.hash($0 * span..<($0 + 1) * span) }
                if try tile.hashes(in: bytes) != expected { Issue.record("\(tile.path) of \(size)") }
                // One hash more is not there yet.
                if let wider = Tile(level: tile.level, index: tile.index, width: tile.width + 1) {
                    #expect(try tree.bytes(of: wider, treeSize: size) == nil)
                }
            }
        }
        #expect(try tree.bytes(of: try #require(Tile(level: 2, index: 0, width: 1)), treeSize: 1030) == nil)
        #expect(try tree.bytes(of: try #require(Tile(level: 63, index: 0, width: 1)), treeSize: Int.max) == nil)
    }

    @Test("roots and proofs read from tiles are those of the tree", arguments: [1, 2, 255, 256, 257, 600, 1030])
    func tiledTree(size: Int) throws {
        let tree = MerkleTree(leaves: NaiveTree.leaves(count: size))
        var files: [String: [UInt8]] = [:]
        for tile in Tile.added(from: 0, to: size) { files[tile.path] = try tree.bytes(of: tile, treeSize: size) }
        let tiled = TiledTree(size: size) { try #require(files[$0.path]) }
        #expect(try tiled.root(ofSize: size) == tree.root)
        for index in stride(from: 0, to: size, by: 7) {
            #expect(try tiled.inclusionProof(index: index, size: size) == tree.inclusionProof(index: index, size: size))
            #expect(try tiled.consistencyProof(from: index, to: size) == tree.consistencyProof(from: index, to: size))
        }
        #expect(throws: TreeFailure.self) { try tiled.root(ofSize: size + 1) }
        let truncated = TiledTree(size: size) { Array(try #require(files[$0.path]).dropLast()) }
        #expect(throws: TreeFailure.self) { try truncated.root(ofSize: size) }
        let changed = TiledTree(size: size) {
            var bytes = try #require(files[$0.path])
            bytes[bytes.count - 1] ^= 1
            return bytes
        }
        #expect(try changed.root(ofSize: size) != tree.root)
    }

    @Test("only tiles that can be counted exist")
    func bounds() {
        #expect(Tile(level: -1, index: 0) == nil)
        #expect(Tile(level: 64, index: 0) == nil)
        #expect(Tile(level: 0, index: -1) == nil)
        #expect(Tile(level: 0, index: Int.max) == nil)
        #expect(Tile(level: 0, index: Int.max / 256) == nil)
        #expect(Tile(level: 0, index: 0, width: 0) == nil)
        #expect(Tile(level: 0, index: 0, width: 257) == nil)
        #expect(Tile(level: 0, index: 0, width: -1) == nil)
        #expect(Tile(level: 63, index: Int.max / 256 - 1)?.subtrees.isEmpty == true)
        #expect(EntryBundle(index: -1) == nil)
        #expect(EntryBundle(index: Int.max) == nil)
    }
}

@Suite struct LogResourceTests {
    @Test("every path comes back")
    func paths() throws {
        let indices = [0, 1, 67, 999, 1000, 1001, 999_999, 1_000_000, 1_234_067, 1_234_567_890_123, Int.max / 256 - 1]
        for index in indices {
            for width in [1, 2, 10, 99, 100, 255, 256] {
                for level in [0, 1, 9, 10, 63] {
                    let tile = try #require(Tile(level: level, index: index, width: width))
                    #expect(LogResource(path: tile.path) == .tile(tile))
                    #expect(LogResource.tile(tile).path == tile.path)
                }
                let bundle = try #require(EntryBundle(index: index, width: width))
                #expect(LogResource(path: bundle.path) == .entries(bundle))
            }
        }
        #expect(LogResource(path: "checkpoint") == .checkpoint)
        #expect(LogResource.checkpoint.contentType == "text/plain; charset=utf-8")
    }

    @Test(
        "one path for each resource, and no other",
        arguments: [
            "", "/", "checkpoint/", "/checkpoint", "Checkpoint", "tile", "tile/", "tile/0", "tile/0/", "tile//000", "tile/0/0", "tile/0/00",
            "tile/0/0000",
            "tile/0/x000", "tile/0/x000/000", "tile/0/001/000", "tile/0/x001/x000", "tile/0/X001/000", "tile/0/x001/00", "tile/0/x01/000",
            "tile/00/000", "tile/01/000", "tile/64/000", "tile/100/000", "tile/-1/000", "tile/+1/000", "tile/0/-01", "tile/0/000/", "/tile/0/000",
            "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/257", "tile/0/000.p/01", "tile/0/000.p/-1",
            "tile/0/000.p/1/2", "tile/0/000.P/1", "tile/0/000.p/1000", "tile/0/.p/1", "tile/0/000.p.p/1", "tile/0/x001.p/000", "tile/entries",
            "tile/entries/", "tile/entries/1", "tile/Entries/001", "tile/entries/000.p/256", "tile/0/000?", "tile/0/000%2e", "tile/0/٠٠٠",
            "tile/0/０００", "tile/0/000\u{0}", "tile/0/000\n", "tile/0/../000", "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
        ])
    func refused(path: String) {
        #expect(LogResource(path: path) == nil)
    }
}

@Suite struct EntryBundleTests {
    @Test("entries come back, and cut or longer bundles do not")
    func bundles() throws {
        let entries: [[UInt8]] = [[], [1], Array("entry".utf8), [UInt8](repeating: 9, count: 300), [UInt8](repeating: 8, count: 65_535)]
        let bundle = try #require(EntryBundle(index: 0, width: entries.count))
        let bytes = try #require(EntryBundle.bytes(of: entries))
        #expect(Array(bytes.prefix(5)) == [0, 0, 0, 1, 1])
        #expect(bundle.entries(of: bytes) == entries)
        #expect(bundle.entries(of: bytes + [0]) == nil)
        #expect(bundle.entries(of: bytes + [0, 0]) == nil)
        #expect(bundle.entries(of: []) == nil)
        for count in [0, 1, 2, 3, 4, 5, 11, 12, 13, 200, bytes.count - 1] { #expect(bundle.entries(of: Array(bytes.prefix(count))) == nil) }
        #expect(EntryBundle(index: 0, width: 4)?.entries(of: bytes) == nil)
        #expect(EntryBundle(index: 0, width: 6)?.entries(of: bytes) == nil)
        #expect(EntryBundle.bytes(of: [[UInt8](repeating: 0, count: 65_536)]) == nil)
        #expect(EntryBundle(index: 2, width: 3)?.entries == 512..<515)
        #expect(EntryBundle(index: 2, width: 3)?.isContained(inTreeOfSize: 515) == true)
        #expect(EntryBundle(index: 2, width: 3)?.isContained(inTreeOfSize: 514) == false)
    }
}
