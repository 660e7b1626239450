import Ledger
import ShangMi

/// RFC 6962 section 2.1 word for word: recursive, over the leaves, sharing nothing with the tree under test but the type of a hash.
/// What was computed once is kept, or all trees up to some hundred leaves would take hours.
final class NaiveTree {
    private let leaves: [[UInt8]]
    private var known: [Range<Int>: MerkleHash] = [:]

    init(leaves: [[UInt8]]) { self.leaves = leaves }

    /// So many different leaves of different lengths.
    static func leaves(count: Int) -> [[UInt8]] { (0..<count).map { index in Array("leaf \(index)".utf8) + [UInt8](repeating: 0, count: index % 3) } }

    /// MTH(D[range]).
    func hash(_ range: Range<Int>) -> MerkleHash? {
        if let hash = known[range] { return hash }
        let bytes: [UInt8]
        switch range.count {
        case 0: bytes = Digest.sha256([])
        case 1: bytes = Digest.sha256([0x00] + leaves[range.lowerBound])
        default:
            let middle = range.lowerBound + largestPowerOfTwo(below: range.count)
            guard let left = hash(range.lowerBound..<middle), let right = hash(middle..<range.upperBound) else { return nil }
            bytes = Digest.sha256([0x01] + left.bytes + right.bytes)
        }
        let hash = MerkleHash(bytes: bytes)
        known[range] = hash
        return hash
    }

    /// PATH(m, D[range]), `index` counted from the beginning of the range.
    func path(_ index: Int, _ range: Range<Int>) -> [MerkleHash?] {
        guard range.count > 1 else { return [] }
        let k = largestPowerOfTwo(below: range.count)
        let middle = range.lowerBound + k
        return index < k
            ? path(index, range.lowerBound..<middle) + [hash(middle..<range.upperBound)]
            : path(index - k, middle..<range.upperBound) + [hash(range.lowerBound..<middle)]
    }

    /// SUBPROOF(m, D[range], b).
    func subproof(_ count: Int, _ range: Range<Int>, _ isWhole: Bool) -> [MerkleHash?] {
        if count == range.count { return isWhole ? [] : [hash(range)] }
        let k = largestPowerOfTwo(below: range.count)
        let middle = range.lowerBound + k
        return count <= k
            ? subproof(count, range.lowerBound..<middle, isWhole) + [hash(middle..<range.upperBound)]
            : subproof(count - k, middle..<range.upperBound, false) + [hash(range.lowerBound..<middle)]
    }

    private func largestPowerOfTwo(below count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}

extension MerkleHash {
    /// The hash with one bit turned.
    func flipping(_ bit: Int) -> MerkleHash? {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return MerkleHash(bytes: bytes)
    }
}
