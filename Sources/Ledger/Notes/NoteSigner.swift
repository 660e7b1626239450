package import ShangMi

/// A key that signs notes. Its text is a secret: `PRIVATE+KEY+<name>+<key ID>+<base64 of type and seed>`, as Go's `sumdb/note` writes it for
/// Ed25519; for SM2 the private number of 32 bytes stands in the seed's place.
package struct NoteSigner: Sendable {
    private enum Key: Sendable {
        case ed25519(Ed25519.PrivateKey)
        case sm2(SM2.PrivateKey)
    }

    private static let prefix = "PRIVATE+KEY+"

    /// The key that checks what this one signs.
    package let verifier: NoteVerifier
    private let key: Key

    /// A key for Ed25519.
    package init(name: NoteKeyName, _ key: Ed25519.PrivateKey) {
        self.key = .ed25519(key)
        verifier = NoteVerifier(name: name, key.publicKey)
    }

    /// A key for SM2 with SM3.
    package init(name: NoteKeyName, _ key: SM2.PrivateKey) {
        self.key = .sm2(key)
        verifier = NoteVerifier(name: name, key.publicKey)
    }

    /// Nil unless the text is exactly a signing key of one of our algorithms, its number being that of its verifier.
    package init?(secret text: String) {
        guard text.utf8.starts(with: Self.prefix.utf8) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = NoteKeyName(String(parts[0])), var bytes = Base64.bytes(of: parts[2]) else { return nil }
        defer { SecureBytes.wipe(&bytes) }
        guard var split = NoteAlgorithm.split(bytes, count: \.secretByteCount) else { return nil }
        defer { SecureBytes.wipe(&split.key) }
        switch split.algorithm {
        case .ed25519:
            guard let key = Ed25519.PrivateKey(seed: split.key) else { return nil }
            self.init(name: name, key)
        case .sm2:
            guard let key = SM2.PrivateKey(number: split.key) else { return nil }
            self.init(name: name, key)
        case .ed25519Cosignature: return nil
        }
        guard verifier.keyID.hexadecimal.utf8.elementsEqual(parts[1].utf8) else { return nil }
    }

    /// The text of a signing key with this secret (a seed of Ed25519, a private number of SM2), as ``init(secret:)`` reads it; nil when the
    /// secret is none of that algorithm. For commands that make keys.
    package static func secretText(name: NoteKeyName, algorithm: NoteAlgorithm, secret: [UInt8]) -> String? {
        let signer: NoteSigner? =
            switch algorithm {
            case .ed25519: Ed25519.PrivateKey(seed: secret).map { NoteSigner(name: name, $0) }
            case .sm2: SM2.PrivateKey(number: secret).map { NoteSigner(name: name, $0) }
            case .ed25519Cosignature: nil
            }
        return signer.map { prefix + "\(name)+\($0.verifier.keyID.hexadecimal)+" + Base64.text(of: algorithm.identifier + secret) }
    }

    /// The signature of the note's text.
    package func signature(of text: String) -> NoteSignature {
        let message = Array(text.utf8)
        let bytes =
            switch key {
            case .ed25519(let key): key.signature(of: message)
            case .sm2(let key): key.signature(of: message)
            }
        return NoteSignature(name: verifier.name, keyID: verifier.keyID, bytes: bytes)
    }
}
