/// What an exported log consists of: the files of C2SP tlog-tiles for its published checkpoint, and, if wanted, the sealed private halves.
package struct LogExport {
    /// The tree of the published checkpoint.
    package let tree: LogTree
    private let reading: any LedgerReading

    /// Nil when there is no such log, or nothing of it was published. Everything SHOULD be read within ``LedgerReading/still(_:)``.
    package init?(log: String, reading: any LedgerReading) throws(StorageFailure) {
        guard let tree = try LogTree.published(log: log, reading: reading) else { return nil }
        self.tree = tree
        self.reading = reading
    }

    /// Gives the files, each with its path below the export's folder, that an export of the older size has not; the checkpoint last.
    ///
    /// - Parameters:
    ///   - isSealed: Also the sealed private halves, of all entries from the first on: those that were forgotten meanwhile are empty.
    ///   - progress: Called now and then with the entries that are done and their number.
    package func files(
        from oldSize: Int = 0, isSealed: Bool, write: (String, [UInt8]) throws -> Void, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        for bundle in EntryBundle.added(from: oldSize, to: tree.size) {
            try give(.entries(bundle), write)
            if let tile = Tile(level: 0, index: bundle.index, width: bundle.entries.count) { try give(.tile(tile), write) }
            progress(bundle.entries.upperBound, tree.size)
        }
        for tile in Tile.added(from: oldSize, to: tree.size) where tile.level > 0 { try give(.tile(tile), write) }
        if isSealed {
            for bundle in EntryBundle.added(from: 0, to: tree.size) {
                let entries = try reading.entries(of: tree.log, in: bundle.entries)
                guard entries.count == bundle.entries.count else {
                    throw StorageFailure.corrupt("the log \(tree.log) lacks entries of \(bundle.path)")
                }
                try write(SealedBundle.path(of: bundle), SealedBundle.bytes(of: entries.map(\.entry)))
                progress(bundle.entries.upperBound, tree.size)
            }
        }
        try give(.checkpoint, write)
    }

    /// The partial tiles and bundles of the older size, which a newer checkpoint does not need any more.
    package func outdated(from oldSize: Int) -> [String] {
        let old = Tile.added(from: 0, to: oldSize).filter { $0.width < Tile.widthMaximum }
        let kept = Set(Tile.added(from: 0, to: tree.size).filter { $0.width < Tile.widthMaximum })
        return old.filter { !kept.contains($0) }.flatMap { tile -> [String] in
            let bundle = tile.level == 0 ? EntryBundle(index: tile.index, width: tile.width)?.path : nil
            return [tile.path] + (bundle.map { [$0] } ?? [])
        }
    }

    private func give(_ resource: LogResource, _ write: (String, [UInt8]) throws -> Void) throws {
        guard let bytes = try tree.resource(resource) else { throw StorageFailure.corrupt("the log \(tree.log) lacks \(resource.path)") }
        try write(resource.path, bytes)
    }
}
