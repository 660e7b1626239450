/// That a tree begins with an older one: nothing was taken away or changed (RFC 6962 section 2.1.2, RFC 9162 section 2.1.4).
///
/// Made by a tree or taken over from anywhere: whether it holds says ``flaw(oldRoot:newRoot:)`` alone.
package struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the older tree has.
    package let oldSize: Int
    /// How many leaves the newer tree has.
    package let newSize: Int
    /// The hashes, the lowest first.
    package let hashes: [MerkleHash]

    package init(oldSize: Int, newSize: Int, hashes: [MerkleHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Nil when the tree of the newer root begins with the tree of the older one; otherwise why that is not shown (RFC 9162 section 2.1.4.2).
    /// Every tree begins with the one that has no leaves, and equal sizes ask for equal roots; both without hashes.
    package func flaw(oldRoot: MerkleHash, newRoot: MerkleHash) -> ProofFlaw? {
        guard oldSize >= 0, oldSize <= newSize else { return .sizeOutOfRange }
        if oldSize == 0 || oldSize == newSize {
            guard hashes.isEmpty else { return .wrongHashCount }
            if oldSize == 0, oldRoot != MerkleHash.emptyRoot { return .oldRootDiffers }
            if newSize == 0, newRoot != MerkleHash.emptyRoot { return .rootDiffers }
            return oldSize == newSize && oldRoot != newRoot ? .rootDiffers : nil
        }
        var node = oldSize - 1
        var last = newSize - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        // A complete older tree is a node of the newer one, and the proof leaves it out.
        let isComplete = oldSize & (oldSize - 1) == 0
        guard let start = isComplete ? oldRoot : hashes.first else { return .wrongHashCount }
        var oldHash = start
        var newHash = start
        for sibling in isComplete ? hashes[...] : hashes.dropFirst() {
            guard last > 0 else { return .wrongHashCount }
            if node & 1 == 1 || node == last {
                oldHash = MerkleHash.node(sibling, oldHash)
                newHash = MerkleHash.node(sibling, newHash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newHash = MerkleHash.node(newHash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { return .wrongHashCount }
        guard oldHash == oldRoot else { return .oldRootDiffers }
        return newHash == newRoot ? nil : .rootDiffers
    }

    /// The leaves under each hash of the proof, the lowest first: PROOF of RFC 6962 section 2.1.2.
    static func ranges(oldSize: Int, newSize: Int) -> [Range<Int>] {
        guard oldSize > 0, oldSize < newSize else { return [] }
        var ranges: [Range<Int>] = []
        var begin = 0
        var end = newSize
        // The older tree ends at `oldSize` in every step; `begin` moves only past what it holds whole.
        while end > oldSize {
            let split = begin + (end - begin).largestPowerOfTwoBelow
            if oldSize <= split {
                ranges.append(split..<end)
                end = split
            } else {
                ranges.append(begin..<split)
                begin = split
            }
        }
        if begin > 0 { ranges.append(begin..<end) }
        return ranges.reversed()
    }
}
