/// Why a receipt is not shown to be genuine; the raw value is contract.
package enum ReceiptFlaw: String, Sendable, CaseIterable {
    /// The file is no receipt file.
    case malformedFile = "malformed-file"
    /// The receipt's bytes are no receipt of ours.
    case malformedReceipt = "malformed-receipt"
    /// The leaf's bytes are no leaf of ours.
    case malformedLeaf = "malformed-leaf"
    /// The leaf records no outcome.
    case leafOfOtherKind = "leaf-of-other-kind"
    /// The leaf bears the digest of another receipt, or of none: the receipt was altered or invented.
    case receiptNotInLeaf = "receipt-not-in-leaf"
    /// Leaf and receipt belong to different verifications.
    case otherVerification = "other-verification"
    /// The checkpoint is no signed checkpoint.
    case malformedCheckpoint = "malformed-checkpoint"
    /// None of the keys given has signed the checkpoint.
    case unknownSigner = "unknown-signer"
    /// A signature under the checkpoint is wrong.
    case wrongSignature = "wrong-signature"
    /// The checkpoint is that of another log than the receipt names.
    case otherLog = "other-log"
    /// The proof does not lead from the leaf to the root that was signed: the entry is not in the log.
    case notInLog = "not-in-log"
    /// The receipt names nobody, or the file has no salt: whose it is cannot be told.
    case subjectNotOpenable = "subject-not-openable"
    /// Name and number are not those of the person of the receipt.
    case subjectDiffers = "subject-differs"

    /// What is wrong in a sentence for whoever holds the receipt.
    package var reason: String {
        switch self {
        case .malformedFile: "the file is no receipt file"
        case .malformedReceipt: "the receipt is not written as this software writes receipts"
        case .malformedLeaf: "the entry is not written as this software writes entries"
        case .leafOfOtherKind: "the entry records something else than an outcome"
        case .receiptNotInLeaf: "the entry was made for another receipt: this one was altered or invented"
        case .otherVerification: "receipt and entry belong to different verifications"
        case .malformedCheckpoint: "the checkpoint is no signed checkpoint"
        case .unknownSigner: "none of the keys given has signed the checkpoint"
        case .wrongSignature: "a signature under the checkpoint is wrong"
        case .otherLog: "the checkpoint is that of another log"
        case .notInLog: "the proof does not lead from the entry to the signed root"
        case .subjectNotOpenable: "the file does not hold what is needed to tell whose receipt it is"
        case .subjectDiffers: "name and number are not those of the receipt"
        }
    }
}

/// What has to hold; the raw value is contract.
package enum ReceiptStep: String, Sendable, CaseIterable {
    /// The file can be read.
    case file
    /// The receipt can be read.
    case receipt
    /// The leaf was made for this receipt.
    case leaf
    /// The log has signed the checkpoint.
    case checkpoint
    /// The leaf is in the log.
    case inclusion
    /// Name and number are the receipt's. Only where they are said.
    case subject
}
