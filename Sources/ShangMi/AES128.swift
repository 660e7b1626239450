import COpenSSL

/// AES with a key of 16 bytes in CBC mode with PKCS #7 padding (FIPS 197, SP 800-38A): what registries wrap their rotating secrets in.
///
/// CBC does not authenticate. Whoever decrypts MUST take the result for unproven until something keyed with it has been accepted.
package struct AES128: Sendable {
    /// Bytes of a key, of an initialisation vector and of a block.
    package static let byteCount = 16
    private let key: [UInt8]

    /// Nil unless the key has exactly 16 bytes.
    package init?(key: [UInt8]) {
        guard key.count == Self.byteCount else { return nil }
        self.key = key
    }

    /// The ciphertext, always a whole number of blocks and at least one; nil unless the vector has 16 bytes.
    package func encrypted(_ plaintext: [UInt8], initialisationVector: [UInt8]) -> [UInt8]? {
        transformed(plaintext, initialisationVector, encrypting: true)
    }

    /// The plaintext; nil when the length, the padding or the vector is wrong.
    package func decrypted(_ ciphertext: [UInt8], initialisationVector: [UInt8]) -> [UInt8]? {
        guard !ciphertext.isEmpty, ciphertext.count % Self.byteCount == 0 else { return nil }
        return transformed(ciphertext, initialisationVector, encrypting: false)
    }

    private func transformed(_ input: [UInt8], _ vector: [UInt8], encrypting: Bool) -> [UInt8]? {
        guard vector.count == Self.byteCount else { return nil }
        var succeeded = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: input.count + Self.byteCount) { output, count in
            succeeded = unsafe key.withUnsafeBufferPointer { key in
                unsafe vector.withUnsafeBufferPointer { vector in
                    unsafe input.withUnsafeBufferPointer { input in
                        unsafe gatewayd_aes128_cbc(
                            encrypting ? 1 : 0, key.baseAddress, vector.baseAddress, input.baseAddress, input.count, output.baseAddress, &count) == 1
                    }
                }
            }
        }
        return succeeded ? output : nil
    }
}
