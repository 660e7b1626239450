import ShangMi

/// A hash of the Merkle tree: 32 bytes of SHA-256, made with the two prefixes of RFC 6962 section 2.1 that keep leaves and nodes apart.
package struct MerkleHash: Sendable, Hashable {
    /// Bytes of every hash (RFC 6962 section 2.1.4: SHA-256).
    package static let byteCount = 32

    /// The bytes in the order of memory. Words and no vector: whatever wants more alignment than 16 bytes makes frames of async functions
    /// overflow with the compiler of Swift 6.3.1.
    private let words: Digest.Words

    private init(words: Digest.Words) { self.words = words }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: Digest.Words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    /// Nil unless the text is base64 of exactly 32 bytes.
    package init?(base64 text: some StringProtocol) {
        guard let bytes = Base64.bytes(of: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 32 bytes.
    package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// The bytes in base64, as checkpoints write them.
    package var base64: String { Base64.text(of: bytes) }

    /// The hash of a leaf: `SHA-256(0x00 ‖ leaf)`.
    package static func leaf(_ leaf: [UInt8]) -> MerkleHash { MerkleHash(words: Digest.sha256(0x00, leaf)) }

    /// The hash of a node over its two children: `SHA-256(0x01 ‖ left ‖ right)`.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        MerkleHash(words: Digest.sha256(0x01, left.words, right.words))
    }

    /// The root of the tree without leaves: `SHA-256()` of nothing.
    package static let emptyRoot = MerkleHash(words: emptyRootWords)

    private static var emptyRootWords: Digest.Words {
        var words: Digest.Words = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: Digest.sha256([])) }
        return words
    }

    package static func == (left: MerkleHash, right: MerkleHash) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension MerkleHash {
    /// Appends the 32 bytes to `bytes`.
    package func write(to bytes: inout [UInt8]) { withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) } }
}

extension MerkleHash: CustomStringConvertible {
    /// The bytes in hexadecimal.
    package var description: String { Hexadecimal.text(of: bytes) }
}
