/// Places that are told in rising order, kept as ranges.
struct RisingPlaces {
    private(set) var ranges: [ClosedRange<Int>] = []

    /// How many they are.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// `place` MUST lie behind all before.
    mutating func append(_ place: Int) {
        if let last = ranges.last, last.upperBound + 1 == place {
            ranges[ranges.count - 1] = last.lowerBound...place
        } else {
            ranges.append(place...place)
        }
    }
}

extension Forgetting {
    /// The ranges joined, rising.
    static func ranges(of ranges: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, range in
            if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
    }
}

extension ClosedRange<Int> {
    /// The parts of it that lie in those ranges, which rise and do not touch.
    func within(_ others: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        others.filter { $0.overlaps(self) }.map { $0.clamped(to: self) }
    }

    /// The parts of it that lie in none of those ranges, which rise and do not touch.
    func without(_ others: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        var parts: [ClosedRange<Int>] = []
        var first = lowerBound
        for other in within(others) {
            if first < other.lowerBound { parts.append(first...other.lowerBound - 1) }
            first = other.upperBound + 1
        }
        if first <= upperBound { parts.append(first...upperBound) }
        return parts
    }
}

/// The sixteen bytes of a verification's id: what is kept of millions of them.
struct VerificationNumber: Hashable {
    private let high: UInt64
    private let low: UInt64

    init(_ id: VerificationID) {
        var words: (UInt64, UInt64) = (0, 0)
        for byte in id.text.utf8 where byte != UInt8(ascii: "-") {
            let digit = UInt64(byte < UInt8(ascii: "a") ? byte - UInt8(ascii: "0") : byte - UInt8(ascii: "a") + 10)
            words = (words.0 << 4 | words.1 >> 60, words.1 << 4 | digit)
        }
        (high, low) = words
    }

    /// The sixteen bytes of the UUID.
    var bytes: [UInt8] { [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) } } }
}
