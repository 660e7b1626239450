/// Judges a receipt file offline: needs the file and a key of the log, nothing else, and judges every step that can be judged.
package struct ReceiptVerification: Sendable {
    /// What came of one step.
    package enum Judgement: Sendable, Hashable {
        case holds
        case fails(ReceiptFlaw)
        /// An earlier step has failed, so that there is nothing to judge.
        case notJudged
    }

    /// A person as somebody says that the receipt is his or hers.
    package struct Claimed: Sendable {
        package let name: String
        package let number: String

        package init(name: String, number: String) {
            self.name = name
            self.number = number
        }
    }

    /// The steps in their order; ``ReceiptStep/subject`` only where a person was said.
    package private(set) var steps: [(step: ReceiptStep, judgement: Judgement)] = []
    /// The receipt, as far as it can be read. MUST NOT be believed unless ``isGenuine``.
    package private(set) var receipt: Receipt?
    /// The leaf, as far as it can be read.
    package private(set) var leaf: Leaf?
    /// How many entries the log had when it signed; nil unless its signature holds.
    package private(set) var logSize: Int?
    /// The ids of the keys that have signed, `<name>+<number>`; empty unless the signatures hold.
    package private(set) var signers: [String] = []

    /// True when every step holds.
    package var isGenuine: Bool { steps.allSatisfy { $0.judgement == .holds } }

    /// What is wrong, in the order of the steps.
    package var flaws: [ReceiptFlaw] {
        steps.compactMap { if case .fails(let flaw) = $0.judgement { flaw } else { nil } }
    }

    /// Judges the bytes of a file by the keys of the log. `claimed` is the person who is said to be meant; nil where that is not asked.
    package init(_ bytes: [UInt8], keys: [NoteVerifier], claimed: Claimed? = nil) {
        let file: ReceiptFile
        do {
            file = try ReceiptFile(parsing: bytes)
        } catch {
            steps = [(.file, .fails(.malformedFile))] + Self.steps(claimed).dropFirst().map { ($0, .notJudged) }
            return
        }
        note(.file, nil)
        receipt = try? Receipt(decoding: file.receipt)
        note(.receipt, receipt == nil ? .malformedReceipt : nil)
        leaf = try? Leaf(decoding: file.leaf)
        note(.leaf, leafFlaw(file))
        let checkpoint = judgeCheckpoint(file, keys)
        judgeInclusion(file, checkpoint)
        if let claimed { judgeSubject(file, claimed) }
    }

    private static func steps(_ claimed: Claimed?) -> [ReceiptStep] { ReceiptStep.allCases.filter { $0 != .subject || claimed != nil } }

    private mutating func note(_ step: ReceiptStep, _ flaw: ReceiptFlaw?) { steps.append((step, flaw.map { .fails($0) } ?? .holds)) }

    private func leafFlaw(_ file: ReceiptFile) -> ReceiptFlaw? {
        guard let leaf else { return .malformedLeaf }
        guard leaf.kind == .outcome else { return .leafOfOtherKind }
        guard leaf.receipt == Commitment(of: file.receipt) else { return .receiptNotInLeaf }
        return receipt.map { $0.verification == leaf.verification } ?? true ? nil : .otherVerification
    }

    private mutating func judgeCheckpoint(_ file: ReceiptFile, _ keys: [NoteVerifier]) -> Checkpoint? {
        guard let receipt else {
            steps.append((.checkpoint, .notJudged))
            return nil
        }
        do {
            let verified = try VerifiedCheckpoint(parsing: file.checkpoint, origin: receipt.log, logKeys: keys)
            logSize = verified.checkpoint.size
            signers = verified.signers.map { "\($0.name)+\($0.keyID.hexadecimal)" }
            note(.checkpoint, nil)
            return verified.checkpoint
        } catch {
            switch error {
            case .note(.signedByNobodyKnown): note(.checkpoint, .unknownSigner)
            case .note(.wrongSignature): note(.checkpoint, .wrongSignature)
            case .note, .malformedText: note(.checkpoint, .malformedCheckpoint)
            case .otherOrigin: note(.checkpoint, .otherLog)
            }
            return nil
        }
    }

    private mutating func judgeInclusion(_ file: ReceiptFile, _ checkpoint: Checkpoint?) {
        guard let leaf, let checkpoint else {
            steps.append((.inclusion, .notJudged))
            return
        }
        let proof = InclusionProof(index: leaf.sequence, size: checkpoint.size, hashes: file.proof)
        note(.inclusion, proof.flaw(leaf: MerkleHash.leaf(file.leaf), root: checkpoint.root) == nil ? nil : .notInLog)
    }

    private mutating func judgeSubject(_ file: ReceiptFile, _ claimed: Claimed) {
        guard let receipt else {
            steps.append((.subject, .notJudged))
            return
        }
        guard let subject = receipt.subject, let salt = file.salt else { return note(.subject, .subjectNotOpenable) }
        note(.subject, subject.isOpened(bySalt: salt, name: claimed.name, number: claimed.number) ? nil : .subjectDiffers)
    }
}
