/// The tree of a log's first entries, read from where the log is kept: tree hashes of every eighth level from there, those of the leaves from
/// the leaves themselves, and everything between computed.
package struct LogTree: SubtreeHashes {
    /// The log's origin.
    package let log: String
    /// How many entries the tree has.
    package let size: Int
    /// The checkpoint that speaks of this tree; nil when nobody has asked for one.
    package let checkpoint: SizedCheckpoint?
    private let reading: any LedgerReading

    /// The tree of the first `size` entries, whether they are there or not.
    package init(log: String, size: Int, reading: any LedgerReading) { self.init(log, size, nil, reading) }

    /// The tree of the log's published checkpoint: what everybody may be shown. Nil when there is no such log, or nothing was published.
    package static func published(log: String, reading: any LedgerReading) throws(StorageFailure) -> LogTree? {
        guard let checkpoint = try reading.head(of: log)?.published else { return nil }
        return LogTree(log, checkpoint.size, checkpoint, reading)
    }

    private init(_ log: String, _ size: Int, _ checkpoint: SizedCheckpoint?, _ reading: any LedgerReading) {
        self.log = log
        self.size = size
        self.checkpoint = checkpoint
        self.reading = reading
    }

    /// Throws ``StorageFailure``, and ``TreeFailure`` where entries or hashes are missing.
    package func hashes(of subtrees: [Subtree]) throws -> [MerkleHash] { try TiledTree(size: size, read: bytes(of:)).hashes(of: subtrees) }

    /// The right edge of the tree, ready to grow.
    package func compactRange() throws -> CompactRange { try compactRange(ofSize: size) }

    /// The root over all of its entries.
    package func root() throws -> MerkleHash { try root(ofSize: size) }

    /// The proof that the entry of that sequence stands in this tree.
    package func inclusionProof(of sequence: Int) throws -> InclusionProof { try inclusionProof(index: sequence, size: size) }

    /// The proof that this tree begins with that of an older checkpoint.
    package func consistencyProof(from oldSize: Int) throws -> ConsistencyProof { try consistencyProof(from: oldSize, to: size) }

    /// What is served under a path of C2SP tlog-tiles, byte for byte; nil for what this tree has not.
    package func resource(_ resource: LogResource) throws -> [UInt8]? {
        switch resource {
        case .checkpoint: return checkpoint?.note
        case .tile(let tile): return try bytes(of: tile, treeSize: size)
        case .entries(let bundle):
            guard bundle.isContained(inTreeOfSize: size) else { return nil }
            let leaves = try reading.leaves(of: log, in: bundle.entries)
            guard leaves.count == bundle.width else { throw StorageFailure.corrupt("the log \(log) lacks leaves of \(bundle.path)") }
            return EntryBundle.bytes(of: leaves)
        }
    }

    /// The bytes of a tile; of another width than its own when hashes are missing, which whoever reads them refuses.
    private func bytes(of tile: Tile) throws -> [UInt8] {
        let range = tile.index * Tile.widthMaximum..<tile.index * Tile.widthMaximum + tile.width
        var bytes: [UInt8] = []
        bytes.reserveCapacity(tile.width * MerkleHash.byteCount)
        if tile.level == 0 {
            for leaf in try reading.leaves(of: log, in: range) { MerkleHash.leaf(leaf).write(to: &bytes) }
        } else {
            for hash in try reading.nodes(of: log, level: tile.level * Tile.height, in: range) { hash.write(to: &bytes) }
        }
        return bytes
    }
}
