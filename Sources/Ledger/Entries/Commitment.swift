import ShangMi

/// 32 bytes of SHA-256 that fix something without telling it, as long as what went in cannot be guessed.
package struct Commitment: Sendable, Hashable {
    /// Bytes of every commitment.
    package static let byteCount = Digest.byteCount
    /// Bytes of the salt that keeps the content from being guessed.
    package static let saltByteCount = 32

    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Nil unless the text is base64 of exactly 32 bytes.
    package init?(base64 text: String) {
        guard let bytes = Base64.bytes(of: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// `SHA-256(salt ‖ content)`. The salt MUST have 32 random bytes.
    package init(salt: [UInt8], content: [UInt8]) {
        precondition(salt.count == Self.saltByteCount, "a salt has \(Self.saltByteCount) bytes")
        bytes = Digest.sha256(salt + content)
    }

    /// `SHA-256(content)`, for content that holds a salted commitment itself.
    package init(of content: [UInt8]) { bytes = Digest.sha256(content) }

    /// The bytes in base64.
    package var base64: String { Base64.text(of: bytes) }
}
