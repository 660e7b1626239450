/// SplitMix64 (Steele, Lea and Flood 2014): the same sequence for the same seed on every machine and with every compiler.
///
/// Nothing of the standard library's random functions is used: how they turn bits into ranges is not part of their contract.
package struct Dice: Sendable {
    private var state: UInt64

    /// What draws are for. Each purpose has its own sequences, so that more draws for one leave the others as they were.
    enum Purpose: UInt64, Sendable {
        case simulation = 1
        case biography, lag, coverage, defect, sharing, falseDeath, enterprise
    }

    package init(seed: UInt64) { state = seed }

    /// The sequence of one purpose for one thing (a person, the n-th event of a registry).
    init(seed: UInt64, for purpose: Purpose, _ index: Int = 0, of group: Int = 0) {
        var mixer = Dice(seed: seed)
        var mixed = mixer.next() ^ purpose.rawValue &* 0xD134_2543_DE82_EF95
        mixer = Dice(seed: mixed)
        mixed = mixer.next() ^ UInt64(truncatingIfNeeded: group) &* 0xA076_1D64_78BD_642F
        mixer = Dice(seed: mixed)
        state = mixer.next() ^ UInt64(truncatingIfNeeded: index) &* 0xE703_7ED1_A0B4_28DB
        _ = next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, a positive bound; the bias of the multiplication is below 2⁻³².
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
    }

    package mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.upperBound - range.lowerBound + 1) }

    /// True so many times in a million.
    package mutating func chance(perMillion rate: Int) -> Bool { rate > 0 && below(1_000_000) < rate }

    /// True so many times in a hundred.
    package mutating func percent(_ rate: Int) -> Bool { chance(perMillion: rate * 10_000) }

    /// An element of a list that is not empty.
    package mutating func element<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}

/// Things with whole weights.
struct Weighted<Element: Sendable>: Sendable {
    private let elements: [Element]
    private let sums: [Int]

    init(_ weighted: [(Element, Int)]) {
        elements = weighted.map(\.0)
        var sum = 0
        sums = weighted.map { entry in
            sum += entry.1
            return sum
        }
    }

    func draw(_ dice: inout Dice) -> Element {
        let at = dice.below(sums.last ?? 1)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > at { high = middle } else { low = middle + 1 }
        }
        return elements[low]
    }
}
