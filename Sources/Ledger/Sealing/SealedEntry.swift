/// The key of one entry, encrypted under a key of the ring. Without it nobody can open the entry.
package struct WrappedKey: Sendable, Hashable {
    /// Which key-encryption key wrapped it.
    package let wrapping: KeyName
    /// Suite (1 byte) ‖ nonce (16) ‖ encrypted key (32) ‖ tag (32 with SM4, 16 with AES).
    package let bytes: [UInt8]

    package init(wrapping: KeyName, bytes: [UInt8]) {
        self.wrapping = wrapping
        self.bytes = bytes
    }
}

/// An entry that is sealed and has no place in the log yet: what remains for the writing thread is the leaf.
package struct SealedDraft: Sendable {
    /// What it records.
    package let kind: EntryKind
    /// The verification that it belongs to; nil for entries of the daemon itself.
    package let verification: VerificationID?
    let commitment: Commitment
    let receipt: Commitment?
    let sealed: [UInt8]
    let key: WrappedKey
    let pseudonyms: [Pseudonym]

    /// The leaf of the entry at its place.
    package func leaf(sequence: Int, stamp: EntryStamp) -> Leaf {
        Leaf(sequence: sequence, stamp: stamp, kind: kind, verification: verification, commitment: commitment, receipt: receipt)
    }

    /// The entry at its place in the log.
    package func placed(sequence: Int, stamp: EntryStamp) -> SealedEntry {
        SealedEntry(leaf: leaf(sequence: sequence, stamp: stamp).encoded, sealed: sealed, key: key, pseudonyms: pseudonyms)
    }
}

/// An entry as a storage keeps it. All parts but the leaf are gone once it is forgotten.
package struct SealedEntry: Sendable, Hashable {
    /// The leaf's bytes.
    package let leaf: [UInt8]
    /// Suite (1 byte) ‖ encrypted `salt ‖ payload` ‖ tag; empty when forgotten.
    package let sealed: [UInt8]
    /// The key; nil when forgotten.
    package let key: WrappedKey?
    /// Whom it is about; empty when nobody, or when forgotten.
    package let pseudonyms: [Pseudonym]

    package init(leaf: [UInt8], sealed: [UInt8], key: WrappedKey?, pseudonyms: [Pseudonym]) {
        self.leaf = leaf
        self.sealed = sealed
        self.key = key
        self.pseudonyms = pseudonyms
    }

    /// What remains of it when it is forgotten: the leaf, and with it every proof.
    package var forgotten: SealedEntry { SealedEntry(leaf: leaf, sealed: [], key: nil, pseudonyms: []) }

    /// True when its key was destroyed.
    package var isForgotten: Bool { key == nil }
}

/// An entry that was opened and is what its leaf has committed to.
package struct OpenedEntry: Sendable {
    /// The public half.
    package let leaf: Leaf
    /// The random bytes of the commitment: whoever is shown them and the payload can check it against the leaf.
    package let salt: [UInt8]
    /// The payload's bytes.
    package let payload: [UInt8]
    /// The private half.
    package let record: any EntryRecord
}

/// What opening an entry comes to when nothing is wrong.
package enum Opening: Sendable {
    case opened(OpenedEntry)
    /// Its key, or the key that wrapped it, was destroyed on purpose. That this was recorded says ``Forgetting/unexplained(forgotten:purges:)``.
    case forgotten(Leaf)
}

/// Why an entry cannot be opened although it is not forgotten.
package enum SealFlaw: Error, Sendable, Hashable {
    /// The leaf's bytes are no leaf.
    case leaf(EntryFlaw)
    /// The ring lacks the key-encryption key of this id: fetch it, nothing is wrong with the entry.
    case unknownKey(KeyName)
    /// The wrapped key is not the one that was made for this entry.
    case keyAltered
    /// What is sealed is not what was sealed for this entry.
    case contentAltered
    /// It opens, and is not what the leaf has committed to.
    case commitmentDiffers
    /// It opens, and is no payload of its kind.
    case payload(EntryFlaw)
    /// It opens, and is found under others than those whom it is about: somebody hides it from them, or shows it to others.
    case pseudonymsDiffer
}
