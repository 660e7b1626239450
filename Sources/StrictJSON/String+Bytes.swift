extension String {
    /// The same UTF-8 bytes. Swift's `==` is canonical equivalence and would merge different characters.
    ///
    /// Texts that differ nearly always differ in length already; the rest is compared in place, eight bytes at a time.
    @inlinable
    package func isByteIdentical(to other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        guard left.count == right.count else { return false }
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
    @inlinable
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
