/// Where the hashes of complete subtrees are read from: the one thing that roots, proofs and tiles need of a storage.
///
/// An implementation MUST answer with the hashes in the order asked, MUST throw when it lacks one, and MUST NOT change an answer once given:
/// complete subtrees never change. It SHOULD read all in one go; a proof asks once, for some dozens at most.
package protocol SubtreeHashes {
    /// The hashes of these subtrees, in this order.
    func hashes(of subtrees: [Subtree]) throws -> [MerkleHash]
}

/// Why a tree cannot be read.
package enum TreeFailure: Error, Hashable {
    /// No tree has that many leaves, or the two sizes do not stand in that order.
    case sizeOutOfRange(Int)
    /// No leaf of the tree has that index.
    case indexOutOfRange(Int, size: Int)
    /// A storage gave fewer or more hashes than were asked for, or lacks one of a subtree that is complete.
    case missingHash(Subtree)
    /// A tile's bytes are not as many as its width asks for.
    case malformedTile(Tile)
}

extension SubtreeHashes {
    /// The root of the tree of the first `size` leaves (RFC 6962 section 2.1).
    package func root(ofSize size: Int) throws -> MerkleHash {
        guard size >= 0 else { throw TreeFailure.sizeOutOfRange(size) }
        return try hashes(over: [0..<size]).first ?? MerkleHash.emptyRoot
    }

    /// The right edge of the tree of the first `size` leaves, ready to grow.
    package func compactRange(ofSize size: Int) throws -> CompactRange {
        guard let range = CompactRange(size: size, hashes: try present(CompactRange.subtrees(ofSize: size))) else {
            throw TreeFailure.sizeOutOfRange(size)
        }
        return range
    }

    /// The proof that the leaf of that index stands in the tree of that size (RFC 6962 section 2.1.1).
    package func inclusionProof(index: Int, size: Int) throws -> InclusionProof {
        guard size >= 0 else { throw TreeFailure.sizeOutOfRange(size) }
        guard (0..<size).contains(index) else { throw TreeFailure.indexOutOfRange(index, size: size) }
        return InclusionProof(index: index, size: size, hashes: try hashes(over: InclusionProof.ranges(index: index, size: size)))
    }

    /// The proof that the tree of the larger size begins with the tree of the smaller one (RFC 6962 section 2.1.2); without hashes for equal
    /// sizes and for a tree without leaves.
    package func consistencyProof(from oldSize: Int, to newSize: Int) throws -> ConsistencyProof {
        guard oldSize >= 0 else { throw TreeFailure.sizeOutOfRange(oldSize) }
        guard newSize >= oldSize else { throw TreeFailure.sizeOutOfRange(newSize) }
        let hashes = try hashes(over: ConsistencyProof.ranges(oldSize: oldSize, newSize: newSize))
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes)
    }

    /// The hash of each range of leaves, all read at once; ranges without leaves are left out.
    private func hashes(over ranges: [Range<Int>]) throws -> [MerkleHash] {
        let parts = ranges.map(Subtree.covering)
        var rest = try present(parts.flatMap { $0 })[...]
        return parts.compactMap { part in
            defer { rest = rest.dropFirst(part.count) }
            return CompactRange.folded(rest.prefix(part.count))
        }
    }

    /// The hashes of these subtrees, as many as were asked for.
    func present(_ subtrees: [Subtree]) throws -> [MerkleHash] {
        guard let first = subtrees.first else { return [] }
        let hashes = try hashes(of: subtrees)
        guard hashes.count == subtrees.count else { throw TreeFailure.missingHash(first) }
        return hashes
    }
}
