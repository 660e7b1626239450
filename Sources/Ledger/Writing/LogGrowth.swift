/// A log as it grows: where its next entry goes, the tree's right edge, and what the clock said last. A value, so that a batch that was not
/// written leaves no trace.
struct LogGrowth {
    let log: String
    private(set) var edge: CompactRange
    private var clock: EntryClock

    init(log: String, edge: CompactRange, newest: Timestamp?) {
        self.log = log
        self.edge = edge
        clock = EntryClock(last: newest)
    }

    /// How many entries the log has.
    var size: Int { edge.size }

    /// Takes sealed entries as the next ones, with the hashes of the stored levels that they complete.
    mutating func take(
        _ drafts: [SealedDraft], milliseconds: Int64, into entries: inout [PlacedEntry],
        _ nodes: inout [(subtree: Subtree, hash: MerkleHash)]
    ) {
        for draft in drafts {
            let stamp = clock.stamp(milliseconds: milliseconds)
            let sealed = draft.placed(sequence: edge.size, stamp: stamp)
            entries.append(PlacedEntry(kind: draft.kind, verification: draft.verification, at: stamp.at, sealed: sealed))
            edge.append(MerkleHash.leaf(sealed.leaf)) { subtree, hash in
                if subtree.level.isMultiple(of: Tile.height) { nodes.append((subtree, hash)) }
            }
        }
    }

    /// The log's statement about its size, signed; nil for a name that a log cannot have.
    func checkpoint(signedBy signers: [NoteSigner]) -> SizedCheckpoint? {
        Checkpoint(origin: log, size: size, root: edge.root)?.signed(by: signers).map { SizedCheckpoint(size: size, note: $0.bytes) }
    }
}
