/// Goes through an exported log with nothing but public keys: signatures, entries, every tile, and with the ring also what is sealed.
package struct ExportAudit {
    private let log: String
    private let keys: [NoteVerifier]
    private let sealer: Sealer?
    private let witnessed: [KeptCheckpoint]
    private let judge: ([FiledEntry], Sealer?) -> [JudgedEntry]

    /// - Parameters:
    ///   - log: The log's origin.
    ///   - keys: Keys of the log; each of them has to have signed the checkpoint.
    ///   - sealer: Opens sealed halves, if the export has them.
    ///   - witnessed: What was seen of the log elsewhere; signatures that nobody here knows are passed over.
    ///   - threads: How many threads judge entries.
    ///   - judging: Judges entries, in their order, instead of these threads: for who has judged most of them before.
    package init(
        log: String, keys: [NoteVerifier], sealer: Sealer?, witnessed: [KeptCheckpoint], threads: Int = 1,
        judging: (([FiledEntry], Sealer?) -> [JudgedEntry])? = nil
    ) {
        self.log = log
        self.keys = keys
        self.sealer = sealer
        self.witnessed = witnessed
        judge = judging ?? EntryJudges(threads: threads).judged
    }

    /// Goes through the files. `read` gives the bytes of a path below the export's folder, nil where nothing stands.
    package func run(_ read: (String) throws -> [UInt8]?, progress: (Int, Int) -> Void = { _, _ in }) throws -> AuditReport {
        var report = AuditReport()
        guard let note = try read(LogResource.checkpoint.path) else {
            report.flaws.append(AuditFlaw(.missingFile, nil, in: LogResource.checkpoint.path, "there is no checkpoint, and so no export"))
            return report
        }
        guard let own = statement(note, keys, "checkpoint", allowsOthers: true, &report) else { return report }
        var statements = [AuditWalk.Statement(checkpoint: own, kind: .wrongRoot, source: "checkpoint")]
        for kept in witnessed {
            guard let seen = statement(kept.note, [], kept.place, allowsOthers: true, &report) else { continue }
            report.witnesses += 1
            statements.append(.init(checkpoint: seen, kind: .differsFromWitness, source: kept.place))
            if seen.size > own.size {
                report.flaws.append(
                    AuditFlaw(
                        .behindWitness, own.size...seen.size - 1, in: kept.place,
                        "a place outside has seen \(seen.size) entries, there are \(own.size)"))
            }
        }
        var walk = AuditWalk(sealer: sealer, statements: statements)
        var tiles = TileSide()
        for bundle in EntryBundle.added(from: 0, to: own.size) where report.flaws.count + walk.flaws.count < LedgerAudit.flawsMaximum {
            try take(bundle, &walk, &tiles, &report, read)
            progress(bundle.entries.upperBound, own.size)
        }
        if walk.edge.size == own.size {
            tiles.settle(entries: walk.edge.root, signed: own.root, &report)
            let nodes = walk.edge.root == own.root ? walk.nodes : tiles.nodes
            for tile in Tile.added(from: 0, to: own.size) where tile.level > 0 {
                try hold(tile, nodes[tile.level * Tile.height] ?? [], &report, read)
            }
        }
        walk.finish(&report)
        report.flaws = report.flaws.map { Self.located($0, size: own.size) }
        report.sortFlaws()
        return report
    }

    /// The flaw with the files in which its first entry stands, where nothing tells one yet.
    private static func located(_ flaw: AuditFlaw, size: Int) -> AuditFlaw {
        guard flaw.source == nil, let entries = flaw.entries, entries.lowerBound < size else { return flaw }
        let index = entries.lowerBound / Tile.widthMaximum
        guard let bundle = EntryBundle(index: index, width: min(Tile.widthMaximum, size - index * Tile.widthMaximum)) else { return flaw }
        let ofLeaves: Set<AuditFlaw.Kind> = [.malformedLeaf, .wrongSequence, .wrongClockMark, .withoutIntent, .repeatedOutcome]
        let source = ofLeaves.contains(flaw.kind) ? bundle.path : "\(bundle.path), \(SealedBundle.path(of: bundle))"
        return AuditFlaw(flaw.kind, entries, in: source, flaw.detail)
    }

    private func statement(
        _ note: [UInt8], _ demanded: [NoteVerifier], _ source: String, allowsOthers: Bool, _ report: inout AuditReport
    ) -> Checkpoint? {
        let judged = CheckpointJudgement.judge(note, log: log, keys: keys, demanded: demanded, allowsOthers: allowsOthers, source)
        report.flaws += judged.flaws
        for signer in judged.signers where !report.signers.contains(signer) { report.signers.append(signer) }
        return judged.checkpoint
    }

    private func take(
        _ bundle: EntryBundle, _ walk: inout AuditWalk, _ tiles: inout TileSide, _ report: inout AuditReport, _ read: (String) throws -> [UInt8]?
    ) throws {
        let range = bundle.entries.lowerBound...bundle.entries.upperBound - 1
        func file(_ path: String) throws -> [UInt8]? {
            let bytes = try read(path)
            if bytes == nil { report.flaws.append(AuditFlaw(.missingFile, range, in: path, "it is not there")) }
            return bytes
        }
        func malformed(_ path: String) { report.flaws.append(AuditFlaw(.malformedFile, range, in: path, "its bytes are not of that form")) }
        var leaves: [[UInt8]]?
        if let bytes = try file(bundle.path) {
            leaves = bundle.entries(of: bytes)
            if leaves == nil { malformed(bundle.path) }
        }
        var hashes: [MerkleHash]?
        if let tile = Tile(level: 0, index: bundle.index, width: bundle.entries.count), let bytes = try file(tile.path) {
            hashes = try? tile.hashes(in: bytes)
            if hashes == nil { malformed(tile.path) }
        }
        let filed = try leaves.map { try entries($0, bundle, file, malformed) }
        let judged = filed.map { judge($0, sealer) }
        for (number, place) in range.enumerated() {
            walk.take(filed?[number], judged?[number], instead: hashes?[number])
            tiles.take(hashes?[number], leaf: judged?[number].hash, at: place, bundle)
        }
    }

    /// The leaves with their sealed halves, if the export has them and somebody may open them.
    private func entries(
        _ leaves: [[UInt8]], _ bundle: EntryBundle, _ file: (String) throws -> [UInt8]?, _ malformed: (String) -> Void
    ) throws -> [FiledEntry] {
        var sealed: [SealedEntry]?
        if sealer != nil, let bytes = try file(SealedBundle.path(of: bundle)) {
            sealed = SealedBundle.entries(of: leaves, in: bytes)
            if sealed == nil { malformed(SealedBundle.path(of: bundle)) }
        }
        return leaves.enumerated().map { number, leaf in
            FiledEntry(
                sequence: bundle.entries.lowerBound + number, entry: sealed?[number] ?? SealedEntry(leaf: leaf, sealed: [], key: nil, pseudonyms: []),
                filing: nil, hasPrivateHalf: sealed != nil)
        }
    }

    private func hold(_ tile: Tile, _ nodes: [MerkleHash], _ report: inout AuditReport, _ read: (String) throws -> [UInt8]?) throws {
        let level = tile.level * Tile.height
        let first = tile.index * Tile.widthMaximum
        let range = first << level...((first + tile.width) << level) - 1
        guard let bytes = try read(tile.path) else {
            report.flaws.append(AuditFlaw(.missingFile, range, in: tile.path, "it is not there"))
            return
        }
        guard let hashes = try? tile.hashes(in: bytes) else {
            report.flaws.append(AuditFlaw(.malformedFile, range, in: tile.path, "its bytes are not of that form"))
            return
        }
        for (number, hash) in hashes.enumerated() where first + number < nodes.count && nodes[first + number] != hash {
            let index = first + number
            report.flaws.append(
                AuditFlaw(.wrongTile, index << level...((index + 1) << level) - 1, in: tile.path, "hash \(number) is not that of the entries"))
        }
    }
}

/// The tree as the tiles have it, beside that of the entries.
private struct TileSide {
    private(set) var nodes: [Int: [MerkleHash]] = [:]
    private var edge = CompactRange()
    private var differing: [(place: Int, bundle: EntryBundle)] = []

    mutating func take(_ hash: MerkleHash?, leaf: MerkleHash?, at place: Int, _ bundle: EntryBundle) {
        edge.append(hash ?? leaf ?? MerkleHash.emptyRoot) { subtree, hash in
            if subtree.level % Tile.height == 0 { nodes[subtree.level, default: []].append(hash) }
        }
        if let hash, let leaf, hash != leaf, differing.count < LedgerAudit.flawsMaximum { differing.append((place, bundle)) }
    }

    /// Which of both is wrong says the signed root.
    func settle(entries root: MerkleHash, signed: MerkleHash, _ report: inout AuditReport) {
        for (place, bundle) in differing {
            let tile = Tile(level: 0, index: bundle.index, width: bundle.entries.count)?.path ?? ""
            if root == signed {
                report.flaws.append(AuditFlaw(.wrongTile, place...place, in: tile, "its hash is not that of the entry, which was signed"))
            } else if edge.root == signed {
                report.flaws.append(
                    AuditFlaw(.entryAltered, place...place, in: bundle.path, "it is not the entry that was signed; \(tile) has its hash"))
            } else {
                report.flaws.append(
                    AuditFlaw(.entryAltered, place...place, in: "\(bundle.path), \(tile)", "entry and hash differ, and neither was signed"))
            }
        }
    }
}
