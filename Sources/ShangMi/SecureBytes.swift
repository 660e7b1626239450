import COpenSSL

/// Operations on bytes that must not leak or repeat.
package enum SecureBytes {
    /// So many bytes that nobody can foresee, from libcrypto's generator, which the kernel seeds. A process without randomness stops:
    /// a predictable nonce or key would be worse than none.
    package static func random(count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            guard let start = buffer.baseAddress, count > 0 else { return }
            let succeeded = unsafe gatewayd_random(start, count) == 1
            precondition(succeeded, "libcrypto has no randomness")
            written = count
        }
    }

    /// Whether both are the same bytes, in a time that depends on their lengths only.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe left.withUnsafeBufferPointer { left in
            unsafe right.withUnsafeBufferPointer { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return unsafe gatewayd_equal(first, second, left.count) == 1
            }
        }
    }

    /// Overwrites the bytes with zeros in a way that no optimiser leaves out, and empties the array. Only memory that nobody else holds is
    /// reached: while another array shares it, Swift copies first and the other keeps its bytes.
    package static func wipe(_ bytes: inout [UInt8]) {
        let count = bytes.count
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            if let start = buffer.baseAddress { unsafe gatewayd_wipe(start, count) }
        }
        bytes = []
    }
}
