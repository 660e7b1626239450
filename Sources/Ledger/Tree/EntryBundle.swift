/// A bundle: up to 256 neighbouring entries of the log, each behind its length in two bytes (C2SP tlog-tiles, "Log entries").
package struct EntryBundle: Sendable, Hashable {
    /// The bytes of the longest entry: what two bytes can count.
    package static let entryByteCountMaximum = 65_535

    /// Which bundle, the first being 0; it begins with the entry of 256 times that index.
    package let index: Int
    /// How many entries it holds: 256 when full, fewer when partial.
    package let width: Int

    /// Nil for a width outside of 1…256, or an index that is negative or so large that its entries cannot be counted.
    package init?(index: Int, width: Int = Tile.widthMaximum) {
        guard let tile = Tile(level: 0, index: index, width: width) else { return nil }
        self.init(tile)
    }

    private init(_ tile: Tile) {
        index = tile.index
        width = tile.width
    }

    /// The path below the log's prefix: `tile/entries/<N>[.p/<W>]`.
    package var path: String { "tile/entries/" + TilePath.text(index: index, width: width) }

    /// The indices of its entries.
    package var entries: Range<Int> { index * Tile.widthMaximum..<index * Tile.widthMaximum + width }

    /// Whether a log of that size has all of its entries.
    package func isContained(inTreeOfSize size: Int) -> Bool { entries.upperBound <= size }

    /// Every bundle of a log of that size that a log of the older size has not: full ones, and the partial one at the end.
    package static func added(from oldSize: Int, to newSize: Int) -> [EntryBundle] {
        Tile.added(from: oldSize, to: newSize).filter { $0.level == 0 }.map(EntryBundle.init)
    }

    /// The entries one behind the other, each behind its length; nil when one is longer than 65 535 bytes.
    package static func bytes(of entries: [[UInt8]]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
        for entry in entries {
            guard entry.count <= entryByteCountMaximum else { return nil }
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 0xFF))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// The entries of a bundle's bytes; nil unless they are exactly as many as its width.
    package func entries(of bytes: [UInt8]) -> [[UInt8]]? {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while let high = rest.popFirst() {
            guard entries.count < width, let low = rest.popFirst() else { return nil }
            let count = Int(high) << 8 | Int(low)
            guard rest.count >= count else { return nil }
            entries.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return entries.count == width ? entries : nil
    }
}
