import ShangMi

/// How payloads and their keys are sealed; chosen by configuration, told apart by the first byte of what is sealed.
package enum CipherSuite: UInt8, Sendable, CaseIterable {
    /// SM4 in counter mode, then HMAC-SM3 over context and ciphertext (GB/T 32907, GB/T 15852.2).
    case sm4 = 1
    /// AES-256 in Galois/counter mode (SP 800-38D).
    case aes256 = 2

    /// The word for it in configurations.
    package var name: String {
        switch self {
        case .sm4: "sm4-ctr-hmac-sm3"
        case .aes256: "aes-256-gcm"
        }
    }

    /// Nil for a word that is none.
    package init?(name: String) {
        guard let suite = Self.allCases.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
        self = suite
    }
}

/// Authenticated encryption under one secret with associated context: encrypt-then-MAC with two keys derived from the secret for SM4, GCM
/// for AES. The same secret under another suite or for another use gives other keys.
struct AuthenticatedCipher: Sendable {
    /// Bytes of a secret.
    static let secretByteCount = 32
    /// Bytes of what must not come twice under one secret.
    static let nonceByteCount = 16

    /// What a secret is used for.
    enum Use: String {
        case entry
        case wrap
    }

    private enum Keys: Sendable {
        case sm4(SM4CTR, code: SecretBytes)
        case aes256(AES256GCM)
    }

    private let keys: Keys

    /// Nil unless the secret has 32 bytes. It stays the caller's to wipe.
    init?(_ suite: CipherSuite, secret: [UInt8], use: Use) {
        guard secret.count == Self.secretByteCount else { return nil }
        let label = Array("gatewayd ledger v1 \(use.rawValue) \(suite.name)".utf8)
        switch suite {
        case .sm4:
            // One block of the code gives both keys of 16 bytes: SP 800-108 with a single counter value.
            var block = MessageCode.hmacSM3(key: secret, label)
            defer { SecureBytes.wipe(&block) }
            guard let cipher = SM4CTR(key: Array(block[..<16])) else { return nil }
            keys = .sm4(cipher, code: SecretBytes(Array(block[16...])))
        case .aes256:
            var key = MessageCode.hmacSHA256(key: secret, label)
            defer { SecureBytes.wipe(&key) }
            guard let cipher = AES256GCM(key: key) else { return nil }
            keys = .aes256(cipher)
        }
    }

    /// Ciphertext and tag; nil unless the nonce has 16 bytes.
    func sealed(_ plaintext: [UInt8], nonce: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard nonce.count == Self.nonceByteCount else { return nil }
        switch keys {
        case .sm4(let cipher, let code):
            guard let ciphertext = cipher.transformed(plaintext, counter: nonce) else { return nil }
            return ciphertext + Self.code(code, nonce, context, ciphertext[...])
        case .aes256(let cipher):
            return cipher.sealed(plaintext, nonce: Self.short(nonce), context: Self.remainder(nonce) + context)
        }
    }

    /// The plaintext; nil when anything of secret, nonce, context, ciphertext and tag is not as it was sealed.
    func opened(_ sealed: [UInt8], nonce: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard nonce.count == Self.nonceByteCount else { return nil }
        switch keys {
        case .sm4(let cipher, let code):
            guard sealed.count >= Digest.byteCount else { return nil }
            let ciphertext = sealed.dropLast(Digest.byteCount)
            // The code is judged before anything is decrypted.
            guard SecureBytes.areEqual(Self.code(code, nonce, context, ciphertext), Array(sealed.suffix(Digest.byteCount))) else { return nil }
            return cipher.transformed(Array(ciphertext), counter: nonce)
        case .aes256(let cipher):
            return cipher.opened(sealed, nonce: Self.short(nonce), context: Self.remainder(nonce) + context)
        }
    }

    /// `HMAC-SM3(key, nonce ‖ length of the context in eight bytes ‖ context ‖ ciphertext)`.
    private static func code(_ key: SecretBytes, _ nonce: [UInt8], _ context: [UInt8], _ ciphertext: ArraySlice<UInt8>) -> [UInt8] {
        var message = nonce
        message.reserveCapacity(nonce.count + 8 + context.count + ciphertext.count)
        for shift in stride(from: 56, through: 0, by: -8) { message.append(UInt8(truncatingIfNeeded: context.count >> shift)) }
        message += context
        message += ciphertext
        var bytes = key.bytes
        defer { SecureBytes.wipe(&bytes) }
        return MessageCode.hmacSM3(key: bytes, message)
    }

    /// GCM takes twelve bytes as they are; the other four are authenticated with the context.
    private static func short(_ nonce: [UInt8]) -> [UInt8] { Array(nonce[..<AES256GCM.nonceByteCount]) }
    private static func remainder(_ nonce: [UInt8]) -> [UInt8] { Array(nonce[AES256GCM.nonceByteCount...]) }
}
