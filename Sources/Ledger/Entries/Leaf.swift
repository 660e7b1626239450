import StrictJSON

/// The public half of an entry: what goes into the Merkle tree and is shown to everybody. Holds no personal data, no client and no claim.
///
/// Canonical JSON with this order of members, without spaces:
/// `{"v":1,"seq":0,"at":"…Z","kind":"…","verification":"…"|null,"commitment":"…"}`, then `"receipt":"…"` in outcomes with a receipt, then
/// `"clockWentBack":true` where the clock went back.
package struct Leaf: Sendable, Hashable {
    /// The index in the tree, without gaps from 0.
    package let sequence: Int
    /// When it was made, and whether the clock had gone back.
    package let stamp: EntryStamp
    /// What it records.
    package let kind: EntryKind
    /// The verification that it belongs to; nil for entries of the daemon itself.
    package let verification: VerificationID?
    /// `SHA-256(salt ‖ payload)`.
    package let commitment: Commitment
    /// SHA-256 of the receipt's bytes; only in outcomes.
    package let receipt: Commitment?

    /// The parts as they are. `sequence` MUST NOT be negative, and only an outcome may have a receipt.
    package init(
        sequence: Int, stamp: EntryStamp, kind: EntryKind, verification: VerificationID?, commitment: Commitment, receipt: Commitment? = nil
    ) {
        precondition(sequence >= 0 && (receipt == nil || kind == .outcome), "no such leaf")
        self.sequence = sequence
        self.stamp = stamp
        self.kind = kind
        self.verification = verification
        self.commitment = commitment
        self.receipt = receipt
    }

    /// Reads exactly the bytes that ``encoded`` writes.
    package init(decoding bytes: [UInt8]) throws(EntryFlaw) {
        self = try CanonicalJSON.decoded(bytes, limits: JSONLimits(bytes: EntryBundle.entryByteCountMaximum, depth: 2, values: 64)) {
            Leaf(from: $0)
        } writing: {
            $0.encoded
        }
    }

    /// The bytes of the leaf, some 300.
    package var encoded: [UInt8] {
        CanonicalJSON.encoded(capacity: 384) { writer in
            writer.number("seq", sequence)
            writer.text("at", stamp.at.text)
            writer.text("kind", kind.rawValue)
            writer.text("verification", verification?.text)
            writer.text("commitment", commitment.base64)
            if let receipt { writer.text("receipt", receipt.base64) }
            if stamp.clockWentBack {
                writer.name("clockWentBack")
                writer.bool(true)
            }
        }
    }

    /// What the sealed half is bound to: everything in the leaf but its place and time, which nobody knows yet when an entry is sealed. The
    /// commitment, over 32 random bytes, is no other entry's.
    static func sealingContext(_ kind: EntryKind, _ verification: VerificationID?, _ commitment: Commitment, _ receipt: Commitment?) -> [UInt8] {
        Array(kind.rawValue.utf8) + [0] + (verification.map { Array($0.text.utf8) } ?? []) + commitment.bytes + (receipt?.bytes ?? [])
    }

    /// See ``sealingContext(_:_:_:_:)``.
    var sealingContext: [UInt8] { Self.sealingContext(kind, verification, commitment, receipt) }

    private init?(from reader: ObjectReader) {
        let sequence = reader.integer("seq", in: 0...Int.max)
        let at = reader.timestamp("at")
        let kind = reader.word("kind", of: EntryKind.self)
        let hasVerification = reader.has("verification")
        let verification = hasVerification ? reader.verification("verification") : nil
        if !hasVerification { _ = reader.optional("verification") }
        let commitment = reader.commitment("commitment")
        let hasReceipt = reader.has("receipt")
        let receipt = hasReceipt ? reader.commitment("receipt") : nil
        let clockWentBack = reader.optionalBool("clockWentBack")
        if hasReceipt, let kind, kind != .outcome { reader.report("receipt", "not-allowed", "stands only in an outcome") }
        guard reader.problems.isEmpty, let sequence, let at, let kind, let commitment else { return nil }
        self.init(
            sequence: sequence, stamp: EntryStamp(at: at, clockWentBack: clockWentBack ?? false), kind: kind, verification: verification,
            commitment: commitment, receipt: receipt)
    }
}
