/// What a tiled log serves, by its path below the log's prefix (C2SP tlog-tiles, "APIs").
package enum LogResource: Sendable, Hashable {
    /// The newest signed checkpoint; changes.
    case checkpoint
    /// Hashes of the tree; never changes.
    case tile(Tile)
    /// Entries; never changes.
    case entries(EntryBundle)

    /// Nil for every path that is not exactly one that ``path`` writes: one path for each resource.
    package init?(path: String) {
        if path.utf8.elementsEqual("checkpoint".utf8) {
            self = .checkpoint
            return
        }
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.elementsEqual("tile".utf8), let place = TilePath.parsed(parts[2]) else { return nil }
        if parts[1].utf8.elementsEqual("entries".utf8) {
            guard let bundle = EntryBundle(index: place.index, width: place.width) else { return nil }
            self = .entries(bundle)
        } else {
            guard let level = TilePath.number(parts[1].utf8), let tile = Tile(level: level, index: place.index, width: place.width) else {
                return nil
            }
            self = .tile(tile)
        }
        // No zero in front of the level.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    /// The path below the log's prefix, without a slash in front.
    package var path: String {
        switch self {
        case .checkpoint: "checkpoint"
        case .tile(let tile): tile.path
        case .entries(let bundle): bundle.path
        }
    }

    /// The type that the resource is served as.
    package var contentType: String {
        switch self {
        case .checkpoint: "text/plain; charset=utf-8"
        case .tile, .entries: "application/octet-stream"
        }
    }
}
