/// A tile: up to 256 neighbouring hashes of one level of every eighth, as C2SP tlog-tiles ("Merkle Tree") serves the tree.
package struct Tile: Sendable, Hashable {
    /// The levels of the tree that a tile spans.
    package static let height = 8
    /// The hashes of a full tile.
    package static let widthMaximum = 256
    /// The highest level that a path may name (tlog-tiles, "Merkle Tree").
    package static let levelMaximum = 63

    /// Every eighth level of the tree: the hashes of level 1 span 256 leaves each.
    package let level: Int
    /// Which tile of its level, the first being 0.
    package let index: Int
    /// How many hashes it holds: 256 when full, fewer when partial.
    package let width: Int

    /// Nil for a level outside of 0…63, a width outside of 1…256, or an index that is negative or so large that its hashes cannot be counted.
    package init?(level: Int, index: Int, width: Int = widthMaximum) {
        guard (0...Self.levelMaximum).contains(level), (1...Self.widthMaximum).contains(width), index >= 0,
            index <= Int.max / Self.widthMaximum - 1
        else { return nil }
        self.level = level
        self.index = index
        self.width = width
    }

    /// The path below the log's prefix: `tile/<L>/<N>[.p/<W>]`.
    package var path: String { "tile/\(level)/" + TilePath.text(index: index, width: width) }

    /// How many hashes of that level a tree has.
    package static func hashCount(level: Int, treeSize: Int) -> Int {
        treeSize > 0 && (0...Subtree.levelMaximum / height).contains(level) ? treeSize >> (level * height) : 0
    }

    /// Whether a tree of that size has all of its hashes.
    package func isContained(inTreeOfSize size: Int) -> Bool {
        index * Self.widthMaximum + width <= Self.hashCount(level: level, treeSize: size)
    }

    /// The subtrees whose hashes the tile holds, from left to right; empty when no tree that can be counted has them.
    package var subtrees: [Subtree] {
        let subtrees = (0..<width).compactMap { Subtree(level: level * Self.height, index: index * Self.widthMaximum + $0) }
        return subtrees.count == width ? subtrees : []
    }

    /// Every tile of a tree of that size that a tree of the older size has not, full ones and for each level the partial one: what an export
    /// or a mirror writes anew. One for each 256 leaves: the size MUST be that of a tree that exists or that a known key has signed.
    package static func added(from oldSize: Int, to newSize: Int) -> [Tile] {
        var tiles: [Tile] = []
        var level = 0
        while hashCount(level: level, treeSize: newSize) > 0 {
            let old = hashCount(level: level, treeSize: oldSize)
            let new = hashCount(level: level, treeSize: newSize)
            if new > old {
                for index in old / widthMaximum...(new - 1) / widthMaximum {
                    if let tile = Tile(level: level, index: index, width: min(widthMaximum, new - index * widthMaximum)) { tiles.append(tile) }
                }
            }
            level += 1
        }
        return tiles
    }
}

extension SubtreeHashes {
    /// The bytes of the tile as they are served: its hashes one behind the other. Nil when the tree of that size has not all of them.
    package func bytes(of tile: Tile, treeSize: Int) throws -> [UInt8]? {
        guard tile.isContained(inTreeOfSize: treeSize) else { return nil }
        let subtrees = tile.subtrees
        guard !subtrees.isEmpty else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(subtrees.count * MerkleHash.byteCount)
        for hash in try present(subtrees) { hash.write(to: &bytes) }
        return bytes
    }
}
