/// That a leaf stands in a tree: the hashes beside its way up to the root, the lowest first (RFC 6962 section 2.1.1, RFC 9162 section 2.1.3).
///
/// Made by a tree or taken over from anywhere: whether it holds says ``flaw(leaf:root:)`` alone.
package struct InclusionProof: Sendable, Hashable {
    /// The place of the leaf, the first being 0.
    package let index: Int
    /// How many leaves the tree has.
    package let size: Int
    /// The hashes, the lowest first.
    package let hashes: [MerkleHash]

    package init(index: Int, size: Int, hashes: [MerkleHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Nil when the leaf of this hash stands at that place of the tree of this root; otherwise why that is not shown (RFC 9162
    /// section 2.1.3.2).
    package func flaw(leaf: MerkleHash, root: MerkleHash) -> ProofFlaw? {
        guard size >= 0 else { return .sizeOutOfRange }
        guard index >= 0, index < size else { return .indexOutOfRange }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in hashes {
            guard last > 0 else { return .wrongHashCount }
            if node & 1 == 1 || node == last {
                hash = MerkleHash.node(sibling, hash)
                // The right edge has no sibling where the tree ends: go up to where there is one.
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleHash.node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { return .wrongHashCount }
        return hash == root ? nil : .rootDiffers
    }

    /// The leaves under each hash of the proof, the lowest first: PATH of RFC 6962 section 2.1.1.
    static func ranges(index: Int, size: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var begin = 0
        var end = size
        while end - begin > 1 {
            let split = begin + (end - begin).largestPowerOfTwoBelow
            if index < split {
                ranges.append(split..<end)
                end = split
            } else {
                ranges.append(begin..<split)
                begin = split
            }
        }
        return ranges.reversed()
    }
}

extension Int {
    /// The largest power of two smaller than the number, which MUST be at least 2: `k` of RFC 6962 section 2.1.
    var largestPowerOfTwoBelow: Int { 1 << (Int.bitWidth - 1 - (self - 1).leadingZeroBitCount) }
}
