import ShangMi
package import Verification

/// An entry that has no place in the log yet: its payload is written and committed to, its sequence and time are the writer's to give.
///
/// Made on any thread, as is its ``SealedDraft``.
package struct EntryDraft: Sendable {
    /// What it records.
    package let kind: EntryKind
    /// The verification that it belongs to; nil for entries of the daemon itself.
    package let verification: VerificationID?
    /// The random bytes that keep the payload from being guessed.
    package let salt: [UInt8]
    /// The payload's bytes.
    package let payload: [UInt8]
    /// The persons whom the entry is about, each once, in their normal form.
    package let identifiers: [Identifier]
    /// SHA-256 of the receipt; nil where none is given.
    package let receipt: Commitment?
    /// `SHA-256(salt ‖ payload)`.
    package let commitment: Commitment

    /// Writes the record. `salt` MUST be 32 fresh random bytes.
    package init(_ record: any EntryRecord, verification: VerificationID?, salt: [UInt8]) {
        kind = type(of: record).kind
        self.verification = verification
        self.salt = salt
        payload = record.encoded
        receipt = record.receiptDigest
        commitment = Commitment(salt: salt, content: payload)
        identifiers = record.distinctIdentifiers
    }

    /// The leaf of the entry at its place.
    package func leaf(sequence: Int, stamp: EntryStamp) -> Leaf {
        Leaf(sequence: sequence, stamp: stamp, kind: kind, verification: verification, commitment: commitment, receipt: receipt)
    }
}

extension EntryRecord {
    /// The persons whom the entry is about, each once, in their normal form.
    var distinctIdentifiers: [Identifier] {
        identifiers.map(\.inNormalForm).reduce(into: []) { found, identifier in
            if !found.contains(identifier) { found.append(identifier) }
        }
    }
}

extension Identifier {
    /// The form under which a person is found again: upper case, and eighteen characters also where an old record has fifteen.
    package var inNormalForm: Identifier {
        let bytes = number.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        if type == .residentID, let long = CitizenNumber.eighteenCharacterForm(of: bytes) {
            return Identifier(type: type, number: String(decoding: long, as: UTF8.self))
        }
        return Identifier(type: type, number: String(decoding: bytes, as: UTF8.self))
    }
}
