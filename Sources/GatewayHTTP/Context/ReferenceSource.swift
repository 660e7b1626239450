import Synchronization

/// Makes the references by which requests are found in the log: unique within a run of the daemon, and very likely beyond.
final class ReferenceSource: Sendable {
    private let prefix: String
    private let counter = Atomic<UInt32>(0)

    /// - Parameter seed: Random bits that tell this run from others.
    init(seed: UInt64) {
        prefix = hexadecimal(seed >> 32, digits: 8)
    }

    /// Sixteen hexadecimal digits.
    func next() -> String {
        prefix + hexadecimal(UInt64(counter.wrappingAdd(1, ordering: .relaxed).newValue), digits: 8)
    }
}

/// Lower-case hexadecimal digits of the low bits.
private func hexadecimal(_ value: UInt64, digits: Int) -> String {
    String(unsafeUninitializedCapacity: digits) { buffer in
        for index in 0..<digits {
            let nibble = UInt8(value >> UInt64(4 * (digits - 1 - index)) & 15)
            buffer[index] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
        }
        return digits
    }
}
