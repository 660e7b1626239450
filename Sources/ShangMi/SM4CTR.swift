import COpenSSL

/// SM4 (GB/T 32907) in counter mode (GB/T 17964), the whole block of 16 bytes counting up.
///
/// Counter mode does not authenticate, and two texts under the same key and counter give each other away. Whoever uses it MUST NOT let a
/// counter block of one key come twice, and MUST put a code of the ciphertext beside it (encrypt-then-MAC).
package struct SM4CTR: Sendable {
    /// Bytes of a key and of a counter block.
    package static let byteCount = 16
    private let key: SecretBytes

    /// Nil unless the key has exactly 16 bytes.
    package init?(key: [UInt8]) {
        guard key.count == Self.byteCount else { return nil }
        self.key = SecretBytes(key)
    }

    /// The text with the key stream laid over it, the same for both directions; nil unless the first counter block has 16 bytes.
    package func transformed(_ input: [UInt8], counter: [UInt8]) -> [UInt8]? {
        guard counter.count == Self.byteCount else { return nil }
        if input.isEmpty { return [] }
        var succeeded = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: input.count) { output, count in
            succeeded = unsafe key.withBytes { key in
                unsafe counter.withUnsafeBufferPointer { counter in
                    unsafe input.withUnsafeBufferPointer { input in
                        unsafe gatewayd_sm4_ctr(key.baseAddress, counter.baseAddress, input.baseAddress, input.count, output.baseAddress) == 1
                    }
                }
            }
            count = succeeded ? input.count : 0
        }
        return succeeded ? output : nil
    }
}
