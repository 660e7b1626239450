/// SplitMix64: the same seed spoils the same way on every machine, so a failing case can be asked for again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// The bytes with one to three random injuries.
    mutating func spoilt(_ genuine: [UInt8]) -> [UInt8] {
        var bytes = genuine
        for _ in 0..<integer(1...3) where !bytes.isEmpty {
            let place = integer(0...bytes.count - 1)
            let end = min(bytes.count, place + integer(1...40))
            switch integer(1...6) {
            case 1: bytes[place] ^= UInt8(1 << integer(0...7))
            case 2: bytes[place] = UInt8(integer(0...255))
            case 3: bytes.remove(at: place)
            case 4: bytes.insert(UInt8(integer(0...255)), at: place)
            case 5: bytes.removeSubrange(place..<end)
            default: bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }
}
