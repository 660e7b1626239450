/// Logs and damages from a seed (SplitMix64): the same for the same seed, everywhere.
struct LogDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of 0 ..< limit.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    /// Few leaves, leaves around the edges of tiles, or anything up to three tiles.
    mutating func logSize() -> Int {
        switch below(4) {
        case 0: below(10)
        case 1: [255, 256, 257, 511, 512, 513][below(6)]
        default: below(700)
        }
    }

    /// One random damage: a turned bit, a missing, doubled or foreign byte, or a piece cut off or moved.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [UInt8(truncatingIfNeeded: next())] }
        var bytes = bytes
        let place = below(bytes.count)
        switch below(9) {
        case 0...3: bytes[place] ^= 1 << UInt8(below(8))
        case 4: bytes.remove(at: place)
        case 5: bytes.insert(bytes[place] ^ 0x80, at: place)
        case 6: bytes.removeLast(bytes.count - place)
        case 7:
            // Another last symbol of base64 before its padding: bits that stand for nothing.
            if let padding = bytes[place...].firstIndex(of: UInt8(ascii: "=")), padding > 0 { bytes[padding - 1] &+= 1 }
        default: bytes.insert(Array("\n— +=".utf8)[below(7)], at: place)
        }
        return bytes
    }
}
