package import ShangMi

/// A key that checks signatures of notes, as others are given it: `<name>+<key ID>+<base64 of type and public key>` (C2SP signed-note,
/// "Verifier keys").
package struct NoteVerifier: Sendable, Hashable {
    /// The public half of a key.
    private enum Key: Sendable, Hashable {
        case ed25519(Ed25519.PublicKey)
        case sm2(SM2.PublicKey)
        case ed25519Cosignature(Ed25519.PublicKey)
    }

    /// The name in its signature lines.
    package let name: NoteKeyName
    /// The number in its signature lines.
    package let keyID: NoteKeyID
    private let key: Key

    /// A key for Ed25519.
    package init(name: NoteKeyName, _ key: Ed25519.PublicKey) { self.init(name: name, key: .ed25519(key)) }

    /// A key for SM2 with SM3.
    package init(name: NoteKeyName, _ key: SM2.PublicKey) { self.init(name: name, key: .sm2(key)) }

    /// A witness's key for cosignatures with Ed25519.
    package init(witness name: NoteKeyName, _ key: Ed25519.PublicKey) { self.init(name: name, key: .ed25519Cosignature(key)) }

    private init(name: NoteKeyName, key: Key) {
        self.name = name
        self.key = key
        keyID = NoteKeyID(name: name, typeAndKey: Self.typeAndKey(key))
    }

    /// Nil unless the text is exactly a verifier key of one of our algorithms, its number being the recommended one in lower case.
    package init?(_ text: String) {
        // Base64 may hold a plus sign as well: the first two part.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = NoteKeyName(String(parts[0])), let bytes = Base64.bytes(of: parts[2]),
            let (algorithm, keyBytes) = NoteAlgorithm.split(bytes, count: \.publicKeyByteCount)
        else { return nil }
        switch algorithm {
        case .ed25519:
            guard let key = Ed25519.PublicKey(bytes: keyBytes) else { return nil }
            self.init(name: name, key)
        case .sm2:
            guard let key = SM2.PublicKey(bytes: keyBytes) else { return nil }
            self.init(name: name, key)
        case .ed25519Cosignature:
            guard let key = Ed25519.PublicKey(bytes: keyBytes) else { return nil }
            self.init(witness: name, key)
        }
        guard keyID.hexadecimal.utf8.elementsEqual(parts[1].utf8) else { return nil }
    }

    /// How it checks.
    package var algorithm: NoteAlgorithm {
        switch key {
        case .ed25519: .ed25519
        case .sm2: .sm2
        case .ed25519Cosignature: .ed25519Cosignature
        }
    }

    /// The text that others are given.
    package var text: String { "\(name)+\(keyID.hexadecimal)+" + Base64.text(of: Self.typeAndKey(key)) }

    /// Whether the signature (without the key's number) is that of the note's text by this key.
    package func verifies(_ signature: [UInt8], of text: String) -> Bool {
        let message = Array(text.utf8)
        return switch key {
        case .ed25519(let key): key.verifies(signature, of: message)
        case .sm2(let key): key.verifies(signature, of: message)
        case .ed25519Cosignature(let key): Self.verifiesCosignature(signature, of: message, by: key)
        }
    }

    private static func typeAndKey(_ key: Key) -> [UInt8] {
        switch key {
        case .ed25519(let key): NoteAlgorithm.ed25519.identifier + key.bytes
        case .sm2(let key): NoteAlgorithm.sm2.identifier + key.bytes
        case .ed25519Cosignature(let key): NoteAlgorithm.ed25519Cosignature.identifier + key.bytes
        }
    }

    /// Eight bytes of a time, at most 2⁶³ − 1 seconds since 1970, and the signature over two lines with that time and the text (C2SP
    /// tlog-cosignature, "Format" and "Ed25519 signed message").
    private static func verifiesCosignature(_ signature: [UInt8], of message: [UInt8], by key: Ed25519.PublicKey) -> Bool {
        guard signature.count == 8 + Ed25519.signatureByteCount, let time = cosignatureTimeSeconds(of: signature) else { return false }
        return key.verifies(Array(signature.dropFirst(8)), of: Array("cosignature/v1\ntime \(time)\n".utf8) + message)
    }

    /// The time in seconds since 1970 that a cosignature states; nil for one that is too short or too late to be counted.
    package static func cosignatureTimeSeconds(of signature: [UInt8]) -> Int? {
        guard signature.count >= 8 else { return nil }
        return Int(exactly: signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
