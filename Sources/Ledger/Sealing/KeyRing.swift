package import ShangMi

/// The ledger's secrets of one node, by their ids: key-encryption keys, which wrap the key of every entry, and the keys of pseudonyms.
///
/// Keys are rotated by adding one and naming it the current one: what is new is made with it, what is old stays readable and findable until
/// its own key is taken out. A key that is taken out on purpose is named among the destroyed ones: what it wrapped is forgotten, not lost.
package struct KeyRing: Sendable {
    /// Bytes of every key.
    package static let keyByteCount = AuthenticatedCipher.secretByteCount

    /// The key-encryption key in use.
    package let currentWrapping: KeyName
    /// The pseudonym key in use.
    package let currentPseudonym: KeyName
    /// Key-encryption keys that were destroyed on purpose.
    package let destroyed: Set<KeyName>
    /// The key ids of the keys that sign the log's checkpoints (`<name>+<number>`, as in their verifier keys), for the record; the keys
    /// themselves are elsewhere.
    package let signingKeys: [String]
    private let wrapping: [KeyName: WrappingKey]
    private let pseudonym: [KeyName: SecretBytes]

    /// A key of both suites, derived once: wrapping happens for every entry.
    private struct WrappingKey: Sendable {
        let sm4: AuthenticatedCipher
        let aes256: AuthenticatedCipher
    }

    /// Nil when a current key is missing, a key has not 32 bytes, or a key is there and destroyed at once.
    package init?(
        wrapping: [KeyName: SecretBytes], currentWrapping: KeyName, pseudonym: [KeyName: SecretBytes], currentPseudonym: KeyName,
        destroyed: Set<KeyName> = [], signingKeys: [String] = []
    ) {
        var keys: [KeyName: WrappingKey] = [:]
        for (name, secret) in wrapping {
            var bytes = secret.bytes
            defer { SecureBytes.wipe(&bytes) }
            guard let sm4 = AuthenticatedCipher(.sm4, secret: bytes, use: .wrap),
                let aes256 = AuthenticatedCipher(.aes256, secret: bytes, use: .wrap)
            else { return nil }
            keys[name] = WrappingKey(sm4: sm4, aes256: aes256)
        }
        guard keys[currentWrapping] != nil, pseudonym[currentPseudonym] != nil, destroyed.isDisjoint(with: keys.keys),
            pseudonym.values.allSatisfy({ $0.count == Self.keyByteCount })
        else { return nil }
        self.wrapping = keys
        self.currentWrapping = currentWrapping
        self.pseudonym = pseudonym
        self.currentPseudonym = currentPseudonym
        self.destroyed = destroyed
        self.signingKeys = signingKeys
    }

    /// What wraps with the key of that id; nil when the ring lacks it.
    func cipher(_ name: KeyName, _ suite: CipherSuite) -> AuthenticatedCipher? {
        wrapping[name].map { suite == .sm4 ? $0.sm4 : $0.aes256 }
    }

    /// The pseudonym key in use.
    var currentPseudonymKey: SecretBytes? { pseudonym[currentPseudonym] }

    /// The pseudonym keys, the current one first.
    func pseudonymKeys() -> [(name: KeyName, key: SecretBytes)] {
        let rest = pseudonym.filter { $0.key != currentPseudonym }.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
        return (pseudonym[currentPseudonym].map { [(currentPseudonym, $0)] } ?? []) + rest.map { ($0.key, $0.value) }
    }
}
