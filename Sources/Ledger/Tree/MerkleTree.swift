/// A whole tree in memory: every hash of every complete subtree, 64 bytes for each leaf.
package struct MerkleTree: Sendable, SubtreeHashes {
    /// The hashes of each level, the leaves' first.
    private var levels: [[MerkleHash]] = []
    private var edge = CompactRange()

    /// The tree without leaves.
    package init() {}

    /// The tree of these leaves.
    package init(leaves: some Sequence<[UInt8]>) {
        for leaf in leaves { append(MerkleHash.leaf(leaf)) }
    }

    /// How many leaves the tree has.
    package var size: Int { edge.size }

    /// The root over all leaves.
    package var root: MerkleHash { edge.root }

    /// Appends the hash of a leaf.
    package mutating func append(_ leaf: MerkleHash) {
        for (subtree, hash) in edge.append(leaf) {
            if subtree.level == levels.count { levels.append([]) }
            levels[subtree.level].append(hash)
        }
    }

    /// Throws ``TreeFailure/missingHash(_:)`` for a subtree that is not complete.
    package func hashes(of subtrees: [Subtree]) throws -> [MerkleHash] {
        try subtrees.map { subtree in
            guard subtree.level < levels.count, subtree.index < levels[subtree.level].count else { throw TreeFailure.missingHash(subtree) }
            return levels[subtree.level][subtree.index]
        }
    }
}
