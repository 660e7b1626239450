extension String {
    /// The same UTF-8 bytes. Swift's `==` is canonical equivalence and would merge different characters.
    ///
    /// Texts that differ nearly always differ in length already; the rest is compared in place, eight bytes at a time.
    @inline(__always)
    package func isByteIdentical(to other: String) -> Bool { utf8.count == other.utf8.count && hasBytes(of: other) }

    private func hasBytes(of other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        let isSame = left.withContiguousStorageIfAvailable { left in right.withContiguousStorageIfAvailable { left.isByteIdentical(to: $0) } }
        return (isSame ?? nil) ?? left.elementsEqual(right)
    }

    /// Whether the UTF-8 bytes come before the other's, byte by byte; a beginning comes before the whole.
    package func precedesByBytes(_ other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        let precedes = left.withContiguousStorageIfAvailable { left in
            right.withContiguousStorageIfAvailable { right in
                for index in 0..<min(left.count, right.count) where left[index] != right[index] { return left[index] < right[index] }
                return left.count < right.count
            }
        }
        return (precedes ?? nil) ?? left.lexicographicallyPrecedes(right)
    }

    /// Feeds the UTF-8 bytes to a hasher, for types that compare by bytes.
    package func hashBytes(into hasher: inout Hasher) {
        // A native string lends its bytes without a copy.
        if utf8.withContiguousStorageIfAvailable({ hasher.combine(bytes: UnsafeRawBufferPointer($0)) }) == nil {
            for byte in utf8 { hasher.combine(byte) }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The same bytes.
    func isByteIdentical(to other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        let left = UnsafeRawBufferPointer(self)
        let right = UnsafeRawBufferPointer(other)
        var index = 0
        while index + 8 <= count {
            if left.loadUnaligned(fromByteOffset: index, as: UInt64.self) != right.loadUnaligned(fromByteOffset: index, as: UInt64.self) {
                return false
            }
            index += 8
        }
        while index < count {
            if left[index] != right[index] { return false }
            index += 1
        }
        return true
    }
}

extension UInt64 {
    /// True when none of eight bytes is a control, a quote, a backslash or DEL: the borrow of each subtraction shows where a byte is below a
    /// bound or equals one.
    var holdsPlainText: Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        func has(_ byte: UInt64) -> UInt64 {
            let difference = self ^ (ones &* byte)
            return (difference &- ones) & ~difference
        }
        let controls = (self &- ones &* 0x20) & ~self
        return (controls | has(0x22) | has(0x5C) | has(0x7F)) & (ones &* 0x80) == 0
    }

    /// True when all of eight bytes are ASCII.
    var holdsASCII: Bool { self & 0x8080_8080_8080_8080 == 0 }
}
