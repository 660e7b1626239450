/// The right edge of a tree: the hashes of the complete subtrees that its leaves fall into, the largest first. It is all that is needed to
/// append and to say the root, and holds one hash for each bit that is set in the size.
package struct CompactRange: Sendable, Hashable {
    /// How many leaves the tree has.
    package private(set) var size: Int
    /// The hashes of ``subtrees(ofSize:)``.
    package private(set) var hashes: [MerkleHash]

    /// The tree without leaves.
    package init() {
        size = 0
        hashes = []
    }

    /// A tree that grew before; nil for a negative size or another number of hashes than the size asks for.
    package init?(size: Int, hashes: [MerkleHash]) {
        guard size >= 0, hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// The subtrees whose hashes a tree of that size needs, the largest first; none for a size that is not positive.
    package static func subtrees(ofSize size: Int) -> [Subtree] { size > 0 ? Subtree.covering(0..<size) : [] }

    /// Appends a leaf and gives every subtree that it completed with its hash, the leaf itself first: what a storage has to keep.
    /// The tree MUST NOT have `Int.max` leaves already.
    @discardableResult
    package mutating func append(_ leaf: MerkleHash) -> [(subtree: Subtree, hash: MerkleHash)] {
        var completed: [(subtree: Subtree, hash: MerkleHash)] = [(Subtree.leaf(size), leaf)]
        append(leaf) { completed.append(($0, $1)) }
        return completed
    }

    /// The same for writers that keep nothing but the larger subtrees in a place of their own: `complete` is called for each subtree of more
    /// than one leaf.
    package mutating func append(_ leaf: MerkleHash, complete: (Subtree, MerkleHash) -> Void) {
        var hash = leaf
        var subtree = Subtree.leaf(size)
        var rest = size
        while rest & 1 == 1, let left = hashes.popLast() {
            hash = MerkleHash.node(left, hash)
            subtree = subtree.parent
            complete(subtree, hash)
            rest >>= 1
        }
        hashes.append(hash)
        size += 1
    }

    /// The root (RFC 6962 section 2.1).
    package var root: MerkleHash { Self.folded(hashes) ?? MerkleHash.emptyRoot }

    /// The hash over neighbours whose sizes fall: the last two first, then towards the left. Nil for none.
    static func folded(_ hashes: some BidirectionalCollection<MerkleHash>) -> MerkleHash? {
        guard var hash = hashes.last else { return nil }
        for left in hashes.dropLast().reversed() { hash = MerkleHash.node(left, hash) }
        return hash
    }
}
