import Ledger
import Testing

@Suite struct InclusionProofTests {
    @Test("all leaves of all trees up to 300 leaves")
    func exhaustive() throws {
        let leaves = NaiveTree.leaves(count: 300)
        let naive = NaiveTree(leaves: leaves)
        let tree = MerkleTree(leaves: leaves)
        for size in 1...300 {
            let root = try #require(naive.hash(0..<size))
            for index in 0..<size {
                let proof = try tree.inclusionProof(index: index, size: size)
                let isAsDefined = proof.hashes == naive.path(index, 0..<size)
                let flaw = proof.flaw(leaf: MerkleHash.leaf(leaves[index]), root: root)
                if !isAsDefined || flaw != nil { Issue.record("leaf \(index) of \(size): \(String(describing: flaw))") }
            }
        }
    }

    @Test("every turned bit, missing, added and exchanged hash is seen", arguments: [1, 2, 3, 4, 5, 7, 8, 11, 16, 21])
    func tampering(size: Int) throws {
        let leaves = NaiveTree.leaves(count: size)
        let tree = MerkleTree(leaves: leaves)
        for index in 0..<size {
            let leaf = MerkleHash.leaf(leaves[index])
            let proof = try tree.inclusionProof(index: index, size: size)
            let refused: ([MerkleHash]) -> Bool = { InclusionProof(index: index, size: size, hashes: $0).flaw(leaf: leaf, root: tree.root) != nil }
            for bit in 0..<256 {
                #expect(proof.flaw(leaf: try #require(leaf.flipping(bit)), root: tree.root) == .rootDiffers)
                #expect(proof.flaw(leaf: leaf, root: try #require(tree.root.flipping(bit))) == .rootDiffers)
                for place in proof.hashes.indices {
                    var hashes = proof.hashes
                    hashes[place] = try #require(hashes[place].flipping(bit))
                    if !refused(hashes) { Issue.record("bit \(bit) of hash \(place) for leaf \(index) of \(size)") }
                }
            }
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes.remove(at: place)
                #expect(InclusionProof(index: index, size: size, hashes: hashes).flaw(leaf: leaf, root: tree.root) == .wrongHashCount)
                hashes = proof.hashes
                hashes.swapAt(place, 0)
                #expect(place == 0 || refused(hashes))
            }
            for place in 0...proof.hashes.count {
                var hashes = proof.hashes
                hashes.insert(leaf, at: place)
                #expect(InclusionProof(index: index, size: size, hashes: hashes).flaw(leaf: leaf, root: tree.root) == .wrongHashCount)
            }
            for other in 0..<size where other != index {
                #expect(InclusionProof(index: other, size: size, hashes: proof.hashes).flaw(leaf: leaf, root: tree.root) != nil)
            }
        }
    }

    @Test("numbers that no tree has are judged, whatever comes with them")
    func hostile() {
        let hash = MerkleHash.leaf([])
        let many = [MerkleHash](repeating: hash, count: 1000)
        let judged: (Int, Int, [MerkleHash]) -> ProofFlaw? = { InclusionProof(index: $0, size: $1, hashes: $2).flaw(leaf: hash, root: hash) }
        for hashes in [[], [hash], many] {
            #expect(judged(0, 0, hashes) == .indexOutOfRange)
            #expect(judged(0, -1, hashes) == .sizeOutOfRange)
            #expect(judged(-1, 5, hashes) == .indexOutOfRange)
            #expect(judged(5, 5, hashes) == .indexOutOfRange)
            #expect(judged(Int.max, Int.max, hashes) == .indexOutOfRange)
            #expect(judged(Int.min, Int.min, hashes) == .sizeOutOfRange)
            #expect(judged(Int.max - 1, Int.max, hashes) == .wrongHashCount)
            #expect(judged(0, Int.max, hashes) == .wrongHashCount)
        }
        #expect(judged(0, Int.max, [MerkleHash](repeating: hash, count: 63)) == .rootDiffers)
        #expect(judged(0, 1, []) == nil)
        #expect(judged(0, 1, [hash]) == .wrongHashCount)
    }
}

@Suite struct ConsistencyProofTests {
    @Test("all pairs of trees up to 300 leaves")
    func exhaustive() throws {
        let leaves = NaiveTree.leaves(count: 300)
        let naive = NaiveTree(leaves: leaves)
        let tree = MerkleTree(leaves: leaves)
        let roots = try (0...300).map { try #require(naive.hash(0..<$0)) }
        for newSize in 0...300 {
            for oldSize in 0...newSize {
                let proof = try tree.consistencyProof(from: oldSize, to: newSize)
                let isAsDefined = oldSize == 0 ? proof.hashes.isEmpty : proof.hashes == naive.subproof(oldSize, 0..<newSize, true)
                let flaw = proof.flaw(oldRoot: roots[oldSize], newRoot: roots[newSize])
                if !isAsDefined || flaw != nil { Issue.record("\(oldSize) to \(newSize): \(String(describing: flaw))") }
                // Another old root, another new one.
                if oldSize > 0, proof.flaw(oldRoot: roots[oldSize - 1], newRoot: roots[newSize]) == nil { Issue.record("old root of \(oldSize)") }
                if oldSize > 0, proof.flaw(oldRoot: roots[oldSize], newRoot: roots[newSize - 1]) == nil { Issue.record("new root of \(newSize)") }
            }
        }
    }

    @Test("every turned bit, missing and added hash is seen", arguments: [2, 3, 4, 6, 7, 8, 9, 13, 16, 18])
    func tampering(newSize: Int) throws {
        let tree = MerkleTree(leaves: NaiveTree.leaves(count: newSize))
        for oldSize in 1...newSize {
            let oldRoot = try tree.root(ofSize: oldSize)
            let proof = try tree.consistencyProof(from: oldSize, to: newSize)
            let flaw: ([MerkleHash]) -> ProofFlaw? = {
                ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: $0).flaw(oldRoot: oldRoot, newRoot: tree.root)
            }
            for bit in 0..<256 {
                #expect(proof.flaw(oldRoot: try #require(oldRoot.flipping(bit)), newRoot: tree.root) != nil)
                #expect(proof.flaw(oldRoot: oldRoot, newRoot: try #require(tree.root.flipping(bit))) != nil)
                for place in proof.hashes.indices {
                    var hashes = proof.hashes
                    hashes[place] = try #require(hashes[place].flipping(bit))
                    if flaw(hashes) == nil { Issue.record("bit \(bit) of hash \(place) from \(oldSize) to \(newSize)") }
                }
            }
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes.remove(at: place)
                #expect(flaw(hashes) == .wrongHashCount)
            }
            for place in 0...proof.hashes.count {
                var hashes = proof.hashes
                hashes.insert(oldRoot, at: place)
                #expect(flaw(hashes) == .wrongHashCount)
            }
        }
    }

    @Test("a log that was written anew is not consistent with the old one")
    func rewritten() throws {
        var leaves = NaiveTree.leaves(count: 40)
        let honest = MerkleTree(leaves: leaves)
        leaves[7][0] ^= 1
        let rewritten = MerkleTree(leaves: leaves)
        for oldSize in 8..<40 {
            let proof = try rewritten.consistencyProof(from: oldSize, to: 40)
            // A complete older tree stands in no proof, so its root shows in the newer one.
            let expected: ProofFlaw = oldSize.nonzeroBitCount == 1 ? .rootDiffers : .oldRootDiffers
            #expect(proof.flaw(oldRoot: try honest.root(ofSize: oldSize), newRoot: rewritten.root) == expected)
        }
        #expect(try rewritten.consistencyProof(from: 40, to: 40).flaw(oldRoot: honest.root, newRoot: rewritten.root) == .rootDiffers)
    }

    @Test("numbers that no tree has are judged, whatever comes with them")
    func hostile() {
        let hash = MerkleHash.leaf([])
        let many = [MerkleHash](repeating: hash, count: 1000)
        let judged: (Int, Int, [MerkleHash]) -> ProofFlaw? = {
            ConsistencyProof(oldSize: $0, newSize: $1, hashes: $2).flaw(oldRoot: hash, newRoot: hash)
        }
        for hashes in [[], [hash], many] {
            #expect(judged(-1, 5, hashes) == .sizeOutOfRange)
            #expect(judged(-5, -1, hashes) == .sizeOutOfRange)
            #expect(judged(6, 5, hashes) == .sizeOutOfRange)
            #expect(judged(Int.min, Int.max, hashes) == .sizeOutOfRange)
            #expect(judged(1, Int.max, hashes) == .wrongHashCount)
            #expect(judged(Int.max - 1, Int.max, hashes) == .wrongHashCount)
        }
        #expect(judged(0, 5, []) == .oldRootDiffers)
        #expect(judged(0, 5, [hash]) == .wrongHashCount)
        #expect(judged(5, 5, [hash]) == .wrongHashCount)
        #expect(judged(5, 5, []) == nil)
        #expect(ConsistencyProof(oldSize: 0, newSize: 0, hashes: []).flaw(oldRoot: MerkleHash.emptyRoot, newRoot: hash) == .rootDiffers)
        #expect(ConsistencyProof(oldSize: 0, newSize: 9, hashes: []).flaw(oldRoot: MerkleHash.emptyRoot, newRoot: hash) == nil)
    }
}
