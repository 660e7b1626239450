/// A tree whose hashes are read from tiles, as a client of a log does or an auditor with exported files: whatever lies between the levels of
/// the tiles is computed. Nothing read is believed: roots and proofs made from it hold against a signed root, or do not.
package struct TiledTree: SubtreeHashes {
    private let size: Int
    private let read: (Tile) throws -> [UInt8]

    /// A tree of that size; `read` gives the bytes of a tile, as served.
    package init(size: Int, read: @escaping (Tile) throws -> [UInt8]) {
        self.size = size
        self.read = read
    }

    /// Reads each tile once for all the subtrees asked for; throws what `read` throws, and ``TreeFailure`` for what no tile holds.
    package func hashes(of subtrees: [Subtree]) throws -> [MerkleHash] {
        var known: [Tile: [MerkleHash]] = [:]
        return try subtrees.map { subtree in
            let level = subtree.level / Tile.height
            // The subtree's place among the hashes of the tile's level: a power of two that begins at a multiple of itself stays in one tile.
            let count = 1 << (subtree.level % Tile.height)
            let first = subtree.index * count
            let index = first / Tile.widthMaximum
            let width = min(Tile.widthMaximum, Tile.hashCount(level: level, treeSize: size) - index * Tile.widthMaximum)
            guard let tile = Tile(level: level, index: index, width: width), first % Tile.widthMaximum + count <= width else {
                throw TreeFailure.missingHash(subtree)
            }
            let hashes = try known[tile] ?? tile.hashes(in: read(tile))
            known[tile] = hashes
            var edge = CompactRange()
            for hash in hashes[(first % Tile.widthMaximum)...].prefix(count) { edge.append(hash) { _, _ in } }
            return edge.root
        }
    }
}

extension Tile {
    /// The hashes of a tile's bytes; throws ``TreeFailure/malformedTile(_:)`` unless they are exactly as many as its width.
    package func hashes(in bytes: [UInt8]) throws -> [MerkleHash] {
        guard bytes.count == width * MerkleHash.byteCount else { throw TreeFailure.malformedTile(self) }
        return stride(from: 0, to: bytes.count, by: MerkleHash.byteCount).compactMap { MerkleHash(bytes: bytes[$0..<$0 + MerkleHash.byteCount]) }
    }
}
