import ShangMi
import StrictJSON

/// A receipt with all that proves it offline: the receipt and the leaf byte for byte, the inclusion proof, a signed checkpoint, and in the
/// holder's own copy the salt that opens the commitments.
///
/// `{"v":1,"receipt":"…","leaf":"…","proof":["base64",…],"checkpoint":"…","salt":"base64"|null}`. Receipt and leaf are texts, so that what is
/// hashed is what stands there, however the file around them is written.
package struct ReceiptFile: Sendable {
    /// Bytes that a file may have.
    package static let byteCountMaximum = 2 << 20

    /// The receipt's bytes.
    package let receipt: [UInt8]
    /// The leaf's bytes.
    package let leaf: [UInt8]
    /// The hashes of the inclusion proof, the lowest first; place and size stand in leaf and checkpoint.
    package let proof: [MerkleHash]
    /// The signed checkpoint, byte for byte.
    package let checkpoint: [UInt8]
    /// The salt; nil in a copy that is not the holder's.
    package let salt: [UInt8]?

    package init(receipt: [UInt8], leaf: [UInt8], proof: [MerkleHash], checkpoint: [UInt8], salt: [UInt8]?) {
        self.receipt = receipt
        self.leaf = leaf
        self.proof = proof
        self.checkpoint = checkpoint
        self.salt = salt
    }

    /// Reads a file strictly: every member is there and no other. Spaces and the order of members are free.
    package init(parsing bytes: [UInt8]) throws(EntryFlaw) {
        let json: JSON
        do {
            json = try JSON(parsing: bytes, limits: JSONLimits(bytes: Self.byteCountMaximum, depth: 4, values: 256))
        } catch {
            throw .syntax(reason: error.description)
        }
        let reader = ObjectReader(json, into: ProblemList())
        _ = reader.integer("v", in: 1...1)
        let receipt = reader.text("receipt")
        let leaf = reader.text("leaf")
        let proof = reader.array("proof", count: 0...63).compactMap { element -> MerkleHash? in
            let hash = element.json.text.flatMap { MerkleHash(base64: $0) }
            if hash == nil { reader.problems.add(element.pointer, "invalid-digest", "must be base64 of 32 bytes") }
            return hash
        }
        let checkpoint = reader.text("checkpoint")
        let salt = reader.optional("salt") == nil ? nil : reader.bytes("salt", count: Commitment.saltByteCount)
        reader.finish()
        guard reader.problems.isEmpty, let receipt, let leaf, let checkpoint else { throw .mistakes(reader.problems.all) }
        self.init(receipt: Array(receipt.utf8), leaf: Array(leaf.utf8), proof: proof, checkpoint: Array(checkpoint.utf8), salt: salt)
    }

    /// The file's bytes, with a newline at the end.
    package var encoded: [UInt8] {
        CanonicalJSON.encoded(capacity: 4096) { writer in
            writer.text("receipt", String(decoding: receipt, as: UTF8.self))
            writer.text("leaf", String(decoding: leaf, as: UTF8.self))
            writer.texts("proof", proof.map(\.base64))
            writer.text("checkpoint", String(decoding: checkpoint, as: UTF8.self))
            writer.bytes("salt", salt)
        } + [UInt8(ascii: "\n")]
    }

    /// The file without what only the holder may have: proves as much, and opens nothing.
    package var withoutSalt: ReceiptFile { ReceiptFile(receipt: receipt, leaf: leaf, proof: proof, checkpoint: checkpoint, salt: nil) }
}
