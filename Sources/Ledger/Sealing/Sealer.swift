import ShangMi
import Verification

/// Seals entries, each under a fresh key of its own, and opens them. What the leaf says besides place and time is authenticated with everything,
/// so that no part can be moved to another entry.
package struct Sealer: Sendable {
    /// The node's keys.
    package let ring: KeyRing
    /// How new entries are sealed; entries of the other suite are opened all the same.
    package let suite: CipherSuite
    private let randomBytes: @Sendable (Int) -> [UInt8]

    /// `randomBytes` gives so many bytes that nobody can foresee; they become keys.
    package init(ring: KeyRing, suite: CipherSuite, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.ring = ring
        self.suite = suite
        self.randomBytes = randomBytes
    }

    /// 32 fresh random bytes for a draft.
    package var freshSalt: [UInt8] { randomBytes(Commitment.saltByteCount) }

    /// Seals a draft, on any thread: this is most of what an entry costs.
    package func sealing(_ draft: EntryDraft) -> SealedDraft {
        let context = Leaf.sealingContext(draft.kind, draft.verification, draft.commitment, draft.receipt)
        // One call for the key and for the nonce that it is wrapped with: the generator costs as much as a short code.
        var random = randomBytes(AuthenticatedCipher.secretByteCount + AuthenticatedCipher.nonceByteCount)
        var key = Array(random.prefix(AuthenticatedCipher.secretByteCount))
        let nonce = Array(random.suffix(AuthenticatedCipher.nonceByteCount))
        defer {
            SecureBytes.wipe(&random)
            SecureBytes.wipe(&key)
        }
        guard let cipher = AuthenticatedCipher(suite, secret: key, use: .entry),
            let content = cipher.sealed(draft.salt + draft.payload, nonce: Self.entryNonce, context: context),
            let wrapped = wrapped(key, nonce: nonce, for: context)
        else { preconditionFailure("the source of randomness gave \(key.count) bytes for a key") }
        return SealedDraft(
            kind: draft.kind, verification: draft.verification, commitment: draft.commitment, receipt: draft.receipt,
            sealed: [suite.rawValue] + content, key: wrapped, pseudonyms: draft.identifiers.map { ring.pseudonym(of: $0) })
    }

    /// Seals a draft at its place in the log.
    package func sealed(_ draft: EntryDraft, sequence: Int, stamp: EntryStamp) -> SealedEntry {
        sealing(draft).placed(sequence: sequence, stamp: stamp)
    }

    /// Opens an entry and holds it against its leaf.
    package func opening(_ entry: SealedEntry) throws(SealFlaw) -> Opening {
        let leaf: Leaf
        do {
            leaf = try Leaf(decoding: entry.leaf)
        } catch {
            throw .leaf(error)
        }
        guard let wrapped = entry.key, !ring.destroyed.contains(wrapped.wrapping) else { return .forgotten(leaf) }
        let context = leaf.sealingContext
        var key = try unwrapped(wrapped, for: context)
        defer { SecureBytes.wipe(&key) }
        guard let first = entry.sealed.first, let suite = CipherSuite(rawValue: first),
            let content = AuthenticatedCipher(suite, secret: key, use: .entry)?.opened(
                Array(entry.sealed.dropFirst()), nonce: Self.entryNonce, context: context),
            content.count >= Commitment.saltByteCount
        else { throw .contentAltered }
        let salt = Array(content[..<Commitment.saltByteCount])
        let payload = Array(content[Commitment.saltByteCount...])
        guard Commitment(salt: salt, content: payload) == leaf.commitment else { throw .commitmentDiffers }
        let record: any EntryRecord
        do {
            record = try leaf.kind.record(decoding: payload)
        } catch {
            throw .payload(error)
        }
        guard belong(entry.pseudonyms, to: record.distinctIdentifiers) else { throw .pseudonymsDiffer }
        return .opened(OpenedEntry(leaf: leaf, salt: salt, payload: payload, record: record))
    }

    /// Whether these are the pseudonyms of these persons, in any order, as far as the ring has the key that they were made with.
    private func belong(_ pseudonyms: [Pseudonym], to identifiers: [Identifier]) -> Bool {
        guard Set(pseudonyms).count == identifiers.count, pseudonyms.count == identifiers.count, let key = pseudonyms.first?.key else {
            return pseudonyms.isEmpty && identifiers.isEmpty
        }
        let known = identifiers.flatMap { ring.pseudonyms(of: $0) }.filter { $0.key == key }
        return known.isEmpty ? pseudonyms.allSatisfy { $0.key == key } : Set(known) == Set(pseudonyms)
    }

    /// The entry with its key wrapped by the current key of the ring, after a rotation; a forgotten one stays as it is. The content is not
    /// touched.
    package func rewrapped(_ entry: SealedEntry) throws(SealFlaw) -> SealedEntry {
        guard let old = entry.key, !ring.destroyed.contains(old.wrapping), old.wrapping != ring.currentWrapping else { return entry }
        let context: [UInt8]
        do {
            context = try Leaf(decoding: entry.leaf).sealingContext
        } catch {
            throw .leaf(error)
        }
        var key = try unwrapped(old, for: context)
        defer { SecureBytes.wipe(&key) }
        guard let new = wrapped(key, nonce: randomBytes(AuthenticatedCipher.nonceByteCount), for: context) else { throw .keyAltered }
        return SealedEntry(leaf: entry.leaf, sealed: entry.sealed, key: new, pseudonyms: entry.pseudonyms)
    }

    /// Every entry has a key of its own, so the nonce need not differ.
    private static let entryNonce = [UInt8](repeating: 0, count: AuthenticatedCipher.nonceByteCount)

    private func wrapped(_ key: [UInt8], nonce: [UInt8], for context: [UInt8]) -> WrappedKey? {
        let name = ring.currentWrapping
        guard let bytes = ring.cipher(name, suite)?.sealed(key, nonce: nonce, context: Self.context(name, context)) else { return nil }
        return WrappedKey(wrapping: name, bytes: [suite.rawValue] + nonce + bytes)
    }

    private func unwrapped(_ wrapped: WrappedKey, for context: [UInt8]) throws(SealFlaw) -> [UInt8] {
        let head = 1 + AuthenticatedCipher.nonceByteCount
        guard wrapped.bytes.count > head, let suite = CipherSuite(rawValue: wrapped.bytes[0]) else { throw .keyAltered }
        guard let cipher = ring.cipher(wrapped.wrapping, suite) else { throw .unknownKey(wrapped.wrapping) }
        let nonce = Array(wrapped.bytes[1..<head])
        guard let key = cipher.opened(Array(wrapped.bytes[head...]), nonce: nonce, context: Self.context(wrapped.wrapping, context)) else {
            throw .keyAltered
        }
        return key
    }

    private static func context(_ name: KeyName, _ entry: [UInt8]) -> [UInt8] { Array(name.text.utf8) + [0] + entry }
}
