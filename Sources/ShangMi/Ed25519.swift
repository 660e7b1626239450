import COpenSSL

/// Ed25519 signatures (RFC 8032 section 5.1, the variant without a context and without hashing first).
package enum Ed25519 {
    /// Bytes of a seed and of a public key.
    package static let keyByteCount = 32
    /// Bytes of a signature.
    package static let signatureByteCount = 64

    /// A key that signs, made of its seed. The same seed and message always give the same signature.
    package struct PrivateKey: Sendable {
        private let handle: KeyHandle
        /// The half that everybody may know.
        package let publicKey: PublicKey

        /// Nil unless the seed has exactly 32 bytes. The seed stays the caller's to wipe.
        package init?(seed: [UInt8]) {
            guard seed.count == keyByteCount,
                let handle = unsafe KeyHandle(seed.withUnsafeBufferPointer { unsafe gatewayd_ed25519_private($0.baseAddress) })
            else { return nil }
            var publicBytes = [UInt8](repeating: 0, count: keyByteCount)
            let succeeded = unsafe publicBytes.withUnsafeMutableBufferPointer {
                unsafe gatewayd_ed25519_public_bytes(handle.pointer, $0.baseAddress) == 1
            }
            guard succeeded, let publicKey = PublicKey(bytes: publicBytes) else { return nil }
            self.handle = handle
            self.publicKey = publicKey
        }

        /// The signature of 64 bytes. A libcrypto that cannot sign with a key that it made stops the process.
        package func signature(of message: [UInt8]) -> [UInt8] {
            var signature = [UInt8](repeating: 0, count: signatureByteCount)
            let succeeded = unsafe signature.withUnsafeMutableBufferPointer { signature in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe gatewayd_ed25519_sign(handle.pointer, message.baseAddress, message.count, signature.baseAddress) == 1
                }
            }
            precondition(succeeded, "libcrypto cannot sign with Ed25519")
            return signature
        }
    }

    /// A key that checks. Equal when its bytes are.
    package struct PublicKey: Sendable, Hashable {
        /// The 32 bytes of RFC 8032 section 5.1.2.
        package let bytes: [UInt8]
        private let handle: KeyHandle

        /// Nil unless there are exactly 32 bytes. Bytes that are no point of the curve make a key whose every signature is wrong.
        package init?(bytes: [UInt8]) {
            guard bytes.count == keyByteCount,
                let handle = unsafe KeyHandle(bytes.withUnsafeBufferPointer { unsafe gatewayd_ed25519_public($0.baseAddress) })
            else { return nil }
            self.bytes = bytes
            self.handle = handle
        }

        /// Whether the signature is that of the message by this key; false for any other length than 64 bytes.
        package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
            guard signature.count == signatureByteCount else { return false }
            return unsafe signature.withUnsafeBufferPointer { signature in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe gatewayd_ed25519_verify(handle.pointer, message.baseAddress, message.count, signature.baseAddress) == 1
                }
            }
        }

        package static func == (left: PublicKey, right: PublicKey) -> Bool { left.bytes == right.bytes }

        package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
    }
}
