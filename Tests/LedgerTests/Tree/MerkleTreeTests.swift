import Ledger
import ShangMi
import Testing

@Suite struct MerkleTreeTests {
    /// The test vectors of certificate transparency's reference (merkle_tree_test): the leaves and the roots of the trees of 0 to 8 of them.
    static let publishedLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    static let publishedRoots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func publishedTree() throws -> MerkleTree {
        MerkleTree(leaves: try Self.publishedLeaves.map { try #require(Hexadecimal.bytes(of: $0)) })
    }

    @Test("the published roots of the trees of 0 to 8 leaves", arguments: 0...8)
    func roots(size: Int) throws {
        let tree = try publishedTree()
        #expect(try tree.root(ofSize: size).description == Self.publishedRoots[size])
        #expect(try tree.compactRange(ofSize: size).root.description == Self.publishedRoots[size])
    }

    /// The same source: audit paths and consistency proofs.
    @Test("the published proofs")
    func publishedProofs() throws {
        let tree = try publishedTree()
        let path = try tree.inclusionProof(index: 5, size: 8)
        #expect(
            path.hashes.map(\.description) == [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(
            try tree.consistencyProof(from: 6, to: 8).hashes.map(\.description) == [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(
            try tree.consistencyProof(from: 2, to: 5).hashes.map(\.description) == [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ])
    }

    @Test("roots of all trees up to 300 leaves, appended, read and folded from what was completed")
    func allRoots() throws {
        let leaves = NaiveTree.leaves(count: 300)
        let naive = NaiveTree(leaves: leaves)
        let tree = MerkleTree(leaves: leaves)
        var edge = CompactRange()
        for size in 0...300 {
            let root = try #require(naive.hash(0..<size))
            #expect(try tree.root(ofSize: size) == root)
            #expect(edge.root == root)
            #expect(try tree.compactRange(ofSize: size) == edge)
            #expect(CompactRange(size: size, hashes: edge.hashes) == edge)
            #expect(CompactRange.subtrees(ofSize: size).map { naive.hash($0.leaves) } == edge.hashes)
            guard size < 300 else { break }
            for (subtree, hash) in edge.append(MerkleHash.leaf(leaves[size])) {
                #expect(subtree.leaves.upperBound == size + 1)
                #expect(naive.hash(subtree.leaves) == hash)
            }
        }
        #expect(tree.size == 300)
        #expect(tree.root == naive.hash(0..<300))
    }

    @Test("the right edge refuses other numbers of hashes than the size asks for")
    func compactRangeLengths() {
        let hash = MerkleHash.leaf([])
        #expect(CompactRange(size: -1, hashes: []) == nil)
        #expect(CompactRange(size: Int.min, hashes: [hash]) == nil)
        #expect(CompactRange(size: 0, hashes: [hash]) == nil)
        #expect(CompactRange(size: 5, hashes: [hash]) == nil)
        #expect(CompactRange(size: 5, hashes: [hash, hash]) != nil)
        #expect(CompactRange(size: 5, hashes: [hash, hash, hash]) == nil)
        #expect(CompactRange(size: Int.max, hashes: [MerkleHash](repeating: hash, count: 63)) != nil)
        #expect(CompactRange.subtrees(ofSize: Int.max).count == 63)
        #expect(CompactRange.subtrees(ofSize: -7).isEmpty)
    }

    @Test("what no tree can have is refused without reading anything")
    func ranges() throws {
        struct Unreadable: SubtreeHashes {
            func hashes(of subtrees: [Subtree]) throws -> [MerkleHash] { throw TreeFailure.missingHash(subtrees[0]) }
        }
        let unreadable = Unreadable()
        #expect(throws: TreeFailure.sizeOutOfRange(-1)) { try unreadable.root(ofSize: -1) }
        #expect(throws: TreeFailure.sizeOutOfRange(Int.min)) { try unreadable.compactRange(ofSize: Int.min) }
        #expect(throws: TreeFailure.sizeOutOfRange(-3)) { try unreadable.inclusionProof(index: 0, size: -3) }
        #expect(throws: TreeFailure.indexOutOfRange(0, size: 0)) { try unreadable.inclusionProof(index: 0, size: 0) }
        #expect(throws: TreeFailure.indexOutOfRange(5, size: 5)) { try unreadable.inclusionProof(index: 5, size: 5) }
        #expect(throws: TreeFailure.indexOutOfRange(-1, size: 5)) { try unreadable.inclusionProof(index: -1, size: 5) }
        #expect(throws: TreeFailure.sizeOutOfRange(-1)) { try unreadable.consistencyProof(from: -1, to: 5) }
        #expect(throws: TreeFailure.sizeOutOfRange(4)) { try unreadable.consistencyProof(from: 5, to: 4) }
        #expect(try unreadable.root(ofSize: 0) == MerkleHash.emptyRoot)
        #expect(try unreadable.consistencyProof(from: 0, to: Int.max).hashes.isEmpty)
        #expect(try unreadable.consistencyProof(from: Int.max, to: Int.max).hashes.isEmpty)
        #expect(try unreadable.inclusionProof(index: 0, size: 1).hashes.isEmpty)
        #expect(throws: TreeFailure.self) { try unreadable.inclusionProof(index: Int.max - 1, size: Int.max) }
        let tree = MerkleTree(leaves: [[1], [2]])
        #expect(throws: TreeFailure.self) { try tree.root(ofSize: 3) }
        #expect(throws: TreeFailure.self) { try tree.root(ofSize: Int.max) }
        #expect(throws: TreeFailure.self) { try tree.inclusionProof(index: 0, size: 3) }
    }

    @Test("a storage that answers with another number of hashes is not believed")
    func shortStorage() {
        struct Short: SubtreeHashes {
            func hashes(of subtrees: [Subtree]) throws -> [MerkleHash] { [] }
        }
        #expect(throws: TreeFailure.self) { try Short().root(ofSize: 3) }
        #expect(throws: TreeFailure.self) { try Short().inclusionProof(index: 1, size: 3) }
        #expect(throws: TreeFailure.self) { try Short().compactRange(ofSize: 3) }
    }

    @Test("a proof asks its storage once, for a few dozen hashes at most")
    func readsOnce() throws {
        final class Counting: SubtreeHashes {
            var counts: [Int] = []
            func hashes(of subtrees: [Subtree]) throws -> [MerkleHash] {
                counts.append(subtrees.count)
                return subtrees.map { MerkleHash.leaf([UInt8($0.level)]) }
            }
        }
        let storage = Counting()
        _ = try storage.inclusionProof(index: 123_456_789, size: 10_000_000_001)
        _ = try storage.consistencyProof(from: 123_456_789, to: 10_000_000_001)
        _ = try storage.root(ofSize: 10_000_000_001)
        #expect(storage.counts.count == 3)
        #expect(storage.counts.allSatisfy { (1...128).contains($0) }, "\(storage.counts)")
    }
}

@Suite struct SubtreeTests {
    @Test("only subtrees whose leaves can be counted exist")
    func bounds() throws {
        #expect(Subtree(level: -1, index: 0) == nil)
        #expect(Subtree(level: 63, index: 0) == nil)
        #expect(Subtree(level: Int.max, index: 0) == nil)
        #expect(Subtree(level: 0, index: -1) == nil)
        #expect(Subtree(level: 0, index: Int.max) == nil)
        #expect(Subtree(level: 0, index: Int.max - 1)?.leaves == Int.max - 1..<Int.max)
        #expect(Subtree(level: 62, index: 0)?.leaves == 0..<1 << 62)
        #expect(Subtree(level: 62, index: 1) == nil)
        #expect(Subtree(level: 3, index: 5)?.leaves == 40..<48)
    }
}
