/// What a log says of itself at one size (C2SP tlog-checkpoint): its name, how many leaves it has, and the root over them. The text of a
/// signed note.
package struct Checkpoint: Sendable, Hashable {
    /// The log's name, the first line.
    package let origin: String
    /// How many leaves the tree has.
    package let size: Int
    /// The root over them.
    package let root: MerkleHash
    /// Further lines, which nobody but their author understands; the specification advises against them.
    package let extensions: [String]

    /// Nil when a line would be empty or hold a control character, or for a negative size.
    package init?(origin: String, size: Int, root: MerkleHash, extensions: [String] = []) {
        let isLine: (String) -> Bool = { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x20 } }
        guard size >= 0, isLine(origin), extensions.allSatisfy(isLine) else { return nil }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Nil unless the text is exactly that of a checkpoint (tlog-checkpoint, "Note text"): three or more lines, none empty, each with its
    /// newline; a size in decimal digits without zeros in front, of at most `Int.max`; a root of 32 bytes in base64.
    package init?(text: String) {
        let newline = UInt8(ascii: "\n")
        guard text.utf8.last == newline else { return nil }
        let lines = text.utf8.dropLast().split(separator: newline, omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard lines.count >= 3, let size = Self.size(of: lines[1]), let root = MerkleHash(base64: lines[2]) else { return nil }
        self.init(origin: lines[0], size: size, root: root, extensions: Array(lines.dropFirst(3)))
    }

    /// The text that is signed.
    package var text: String { ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined() }

    /// The checkpoint signed by these keys, in their order; nil without any. A log's keys SHOULD bear its origin as their name.
    package func signed(by signers: [NoteSigner]) -> SignedNote? {
        signers.isEmpty ? nil : SignedNote(signing: text, by: signers)
    }

    // Written out: the synthesized comparison would take texts for equal that are spelled differently.
    package static func == (left: Checkpoint, right: Checkpoint) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(root)
    }

    private static func size(of text: String) -> Int? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), text == "0" || !text.hasPrefix("0") else { return nil }
        return Int(text)
    }
}

/// A checkpoint whose signatures were checked.
package struct VerifiedCheckpoint: Sendable, Hashable {
    /// What the log says.
    package let checkpoint: Checkpoint
    /// The keys that signed it, at least one.
    package let signers: [NoteVerifier]

    /// Reads a signed checkpoint of the log of that origin and checks it with the keys given: at least one of the log's own keys MUST have
    /// signed, and no signature of any key given may be wrong. Witnesses' keys are checked and told, and never stand in for the log's.
    package init(parsing bytes: [UInt8], origin: String, logKeys: [NoteVerifier], witnessKeys: [NoteVerifier] = []) throws(CheckpointFlaw) {
        let note: SignedNote
        do {
            note = try SignedNote(parsing: bytes)
            signers = try note.opened(by: logKeys + witnessKeys)
        } catch {
            throw .note(error)
        }
        guard signers.contains(where: logKeys.contains) else { throw .note(.signedByNobodyKnown) }
        guard let checkpoint = Checkpoint(text: note.text) else { throw .malformedText }
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else { throw .otherOrigin(checkpoint.origin) }
        self.checkpoint = checkpoint
    }
}

/// Why a signed checkpoint is not to be believed.
package enum CheckpointFlaw: Error, Hashable {
    /// It is no signed note, or not signed rightly.
    case note(NoteFlaw)
    /// The signed text is no checkpoint.
    case malformedText
    /// It is the checkpoint of another log.
    case otherOrigin(String)
}
