import Ledger
import ShangMi
import Testing
import Verification

/// A log with one receipt in it, its keys, and the receipt's file.
struct ReceiptSamples {
    static let origin = "hall.example/log"
    let file: ReceiptFile
    let receipt: Receipt
    let tree: MerkleTree
    let leaves: [[UInt8]]
    let signers: [NoteSigner]
    let salt: [UInt8]

    /// A log of so many entries, the receipt's outcome at `index`.
    init(index: Int = 4, size: Int = 11, seed: UInt64 = 8) throws {
        var random = CountingBytes(seed: seed)
        let samples = try EntrySamples()
        salt = random.next(32)
        receipt = try samples.receipt(salt: salt, log: Self.origin)
        let outcome = OutcomeRecord(try samples.result(), receipt: IssuedReceipt(receipt, salt: salt), reply: nil)
        let verification = VerificationID(EntrySamples.verification)
        var leaves: [[UInt8]] = []
        for sequence in 0..<size {
            let stamp = EntryStamp(at: Timestamp(milliseconds: 1_772_323_200_000 + Int64(sequence)), clockWentBack: false)
            let salt = random.next(32)
            let draft =
                sequence == index
                ? EntryDraft(outcome, verification: verification, salt: salt)
                : EntryDraft(OutcomeRecord.interrupted, verification: verification, salt: salt)
            leaves.append(draft.leaf(sequence: sequence, stamp: stamp).encoded)
        }
        self.leaves = leaves
        tree = MerkleTree(leaves: leaves)
        let name = try #require(NoteKeyName(Self.origin))
        signers = [
            NoteSigner(name: name, try #require(Ed25519.PrivateKey(seed: random.next(32)))),
            NoteSigner(name: name, SM2.PrivateKey.generated { random.next($0) }),
        ]
        let checkpoint = try #require(Checkpoint(origin: Self.origin, size: size, root: tree.root)?.signed(by: signers))
        file = ReceiptFile(
            receipt: receipt.encoded, leaf: leaves[index], proof: try tree.inclusionProof(index: index, size: size).hashes,
            checkpoint: checkpoint.bytes, salt: salt)
    }

    var keys: [NoteVerifier] { signers.map(\.verifier) }

    /// The file with some parts exchanged.
    func altered(
        receipt: [UInt8]? = nil, leaf: [UInt8]? = nil, proof: [MerkleHash]? = nil, checkpoint: [UInt8]? = nil
    ) -> [UInt8] {
        ReceiptFile(
            receipt: receipt ?? file.receipt, leaf: leaf ?? file.leaf, proof: proof ?? file.proof, checkpoint: checkpoint ?? file.checkpoint,
            salt: salt
        ).encoded
    }

    /// The same log signing another checkpoint.
    func checkpoint(origin: String = Self.origin, size: Int? = nil, root: MerkleHash? = nil) throws -> [UInt8] {
        try #require(Checkpoint(origin: origin, size: size ?? tree.size, root: root ?? tree.root)?.signed(by: signers)).bytes
    }
}
