import COpenSSL

/// AES-256 in Galois/counter mode (SP 800-38D): encrypts and authenticates in one. A nonce MUST NOT come twice under one key.
package struct AES256GCM: Sendable {
    /// Bytes of a key.
    package static let keyByteCount = 32
    /// Bytes of a nonce.
    package static let nonceByteCount = 12
    /// Bytes of the tag behind every ciphertext.
    package static let tagByteCount = 16
    private let key: SecretBytes

    /// Nil unless the key has exactly 32 bytes.
    package init?(key: [UInt8]) {
        guard key.count == Self.keyByteCount else { return nil }
        self.key = SecretBytes(key)
    }

    /// The ciphertext and its tag of 16 bytes; `context` is authenticated with it and not contained. Nil unless the nonce has 12 bytes.
    package func sealed(_ plaintext: [UInt8], nonce: [UInt8], context: [UInt8] = []) -> [UInt8]? {
        guard nonce.count == Self.nonceByteCount else { return nil }
        let wanted = plaintext.count + Self.tagByteCount
        return unsafe transformed(plaintext, nonce, context, wanted: wanted) { key, nonce, context, input, output in
            unsafe gatewayd_aes256_gcm_seal(
                key.baseAddress, nonce.baseAddress, context.baseAddress, context.count, input.baseAddress, input.count, output) == 1
        }
    }

    /// The plaintext; nil when anything of key, nonce, context, ciphertext and tag is not as it was sealed.
    package func opened(_ sealed: [UInt8], nonce: [UInt8], context: [UInt8] = []) -> [UInt8]? {
        guard nonce.count == Self.nonceByteCount, sealed.count >= Self.tagByteCount else { return nil }
        let wanted = sealed.count - Self.tagByteCount
        return unsafe transformed(sealed, nonce, context, wanted: wanted) { key, nonce, context, input, output in
            unsafe gatewayd_aes256_gcm_open(
                key.baseAddress, nonce.baseAddress, context.baseAddress, context.count, input.baseAddress, wanted, output) == 1
        }
    }

    private typealias Reading = UnsafeBufferPointer<UInt8>

    private func transformed(
        _ input: [UInt8], _ nonce: [UInt8], _ context: [UInt8], wanted: Int,
        by transform: (Reading, Reading, Reading, Reading, UnsafeMutablePointer<UInt8>) -> Bool
    ) -> [UInt8]? {
        var succeeded = false
        // One byte more than wanted, so that there is an address also for the empty text.
        var output = unsafe [UInt8](unsafeUninitializedCapacity: wanted + 1) { output, count in
            guard let start = output.baseAddress else { return }
            succeeded = unsafe key.withBytes { key in
                unsafe nonce.withUnsafeBufferPointer { nonce in
                    unsafe context.withUnsafeBufferPointer { context in
                        unsafe input.withUnsafeBufferPointer { input in unsafe transform(key, nonce, context, input, start) }
                    }
                }
            }
            count = wanted
        }
        // What was decrypted before the tag turned out wrong is nobody's to read.
        if !succeeded { SecureBytes.wipe(&output) }
        return succeeded ? output : nil
    }
}
