/// A complete subtree: 2^level leaves that begin at a multiple of as many. Once its last leaf is appended its hash never changes again.
package struct Subtree: Sendable, Hashable {
    /// The highest level whose leaves can be counted in an `Int`.
    package static let levelMaximum = 62

    /// The height: 0 is a single leaf.
    package let level: Int
    /// Which of the subtrees of this level, the first being 0.
    package let index: Int

    /// Nil for a negative number, a level above 62, or leaves that no `Int` counts.
    package init?(level: Int, index: Int) {
        guard (0...Self.levelMaximum).contains(level), index >= 0, index <= Int.max >> level - 1 else { return nil }
        self.level = level
        self.index = index
    }

    fileprivate init(unchecked level: Int, _ index: Int) {
        self.level = level
        self.index = index
    }

    /// The leaf of that index as a subtree of its own; the index MUST NOT be negative.
    static func leaf(_ index: Int) -> Subtree { Subtree(unchecked: 0, index) }

    /// The subtree of twice the leaves that this one stands in.
    var parent: Subtree { Subtree(unchecked: level + 1, index >> 1) }

    /// The indices of the leaves in it.
    package var leaves: Range<Int> { index << level..<(index + 1) << level }

    /// The fewest complete subtrees that together hold the leaves of the range, from left to right. For the ranges of RFC 6962 (that begin at
    /// a multiple of the power of two that is next to their length) their sizes fall.
    static func covering(_ range: Range<Int>) -> [Subtree] {
        var subtrees: [Subtree] = []
        var begin = range.lowerBound
        while begin < range.upperBound {
            let fitting = Int.bitWidth - 1 - (range.upperBound - begin).leadingZeroBitCount
            let level = begin == 0 ? fitting : min(fitting, begin.trailingZeroBitCount)
            subtrees.append(Subtree(unchecked: level, begin >> level))
            begin += 1 << level
        }
        return subtrees
    }
}
