/// A text with signatures under it (C2SP signed-note). The text MUST be ignored until ``opened(by:)`` has said whose it is.
package struct SignedNote: Sendable, Hashable {
    /// The most signatures that are read; the specification asks for at least 16.
    package static let signatureCountMaximum = 100
    /// The most bytes that are read: a hundred post-quantum signatures and a long text.
    package static let byteCountMaximum = 1 << 20

    /// The text, which ends with a newline.
    package let text: String
    /// The signature lines, in their order.
    package let signatures: [NoteSignature]

    /// Nil for a text that a note cannot have: not ending with a newline, or with a control character other than newline in it.
    package init?(text: String, signatures: [NoteSignature]) {
        guard text.utf8.last == UInt8(ascii: "\n"), Self.isFreeOfControlCharacters(text.utf8) else { return nil }
        self.text = text
        self.signatures = signatures
    }

    /// The text signed by each of these keys, in their order; nil for a text that a note cannot have.
    package init?(signing text: String, by signers: [NoteSigner]) {
        self.init(text: text, signatures: signers.map { $0.signature(of: text) })
    }

    /// Reads a note strictly; throws the first reason why the bytes are none.
    package init(parsing bytes: [UInt8]) throws(NoteFlaw) {
        guard bytes.count <= Self.byteCountMaximum else { throw .tooLong }
        guard let whole = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        guard Self.isFreeOfControlCharacters(bytes) else { throw .controlCharacter }
        let newline = UInt8(ascii: "\n")
        // The last empty line parts the text, which may hold others, from the signatures.
        guard let gap = bytes.indices.dropLast().last(where: { bytes[$0] == newline && bytes[$0 + 1] == newline }) else { throw .noSignatures }
        let utf8 = whole.utf8
        let textEnd = utf8.index(utf8.startIndex, offsetBy: gap + 1)
        let below = whole[utf8.index(after: textEnd)...]
        guard !below.isEmpty else { throw .noSignatures }
        guard below.utf8.last == newline else { throw .noNewlineAtEnd }
        var signatures: [NoteSignature] = []
        for line in below.utf8.dropLast().split(separator: newline, omittingEmptySubsequences: false) {
            guard signatures.count < Self.signatureCountMaximum else { throw .tooManySignatures }
            guard let signature = NoteSignature(line: Substring(line)) else { throw .malformedSignature(line: signatures.count + 1) }
            signatures.append(signature)
        }
        text = String(whole[..<textEnd])
        self.signatures = signatures
    }

    /// The bytes of the note: text, empty line, a line for each signature.
    package var bytes: [UInt8] { Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8) }

    /// Those of the keys that signed the text. Signatures of other keys are passed over, whatever name they bear; one of a known key that is
    /// wrong spoils the whole note, and so does none at all (C2SP signed-note, "Signatures").
    package func opened(by verifiers: [NoteVerifier]) throws(NoteFlaw) -> [NoteVerifier] {
        var signed: [NoteVerifier] = []
        for signature in signatures {
            // Two keys of one name and number cannot be told apart here: the signature has to be right for one of them.
            let candidates = verifiers.filter { $0.keyID == signature.keyID && $0.name == signature.name }
            if candidates.isEmpty { continue }
            guard let verifier = candidates.first(where: { $0.verifies(signature.bytes, of: text) }) else {
                throw .wrongSignature(name: signature.name, keyID: signature.keyID)
            }
            if !signed.contains(verifier) { signed.append(verifier) }
        }
        guard !signed.isEmpty else { throw .signedByNobodyKnown }
        return signed
    }

    // Written out: the synthesized comparison would take texts for equal that are spelled differently.
    package static func == (left: SignedNote, right: SignedNote) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8) && left.signatures == right.signatures
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(signatures) }

    private static func isFreeOfControlCharacters(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") }
    }
}

/// Why bytes are no note, or a note is not to be believed.
package enum NoteFlaw: Error, Hashable {
    /// There are more bytes than a note may have.
    case tooLong
    /// The bytes are not UTF-8.
    case notUTF8
    /// There is a control character other than newline.
    case controlCharacter
    /// No empty line has signatures below it.
    case noSignatures
    /// The last line has no newline.
    case noNewlineAtEnd
    /// There are more signatures than are read.
    case tooManySignatures
    /// A line below the text, the first being 1, is no signature line.
    case malformedSignature(line: Int)
    /// A signature that names a known key is wrong.
    case wrongSignature(name: NoteKeyName, keyID: NoteKeyID)
    /// No known key has signed.
    case signedByNobodyKnown
}
