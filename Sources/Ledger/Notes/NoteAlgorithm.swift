import ShangMi

/// How a note is signed (C2SP signed-note, "Signature types").
package enum NoteAlgorithm: Sendable, Hashable, CaseIterable {
    /// Type `0x01`: Ed25519 over the text of the note.
    case ed25519
    /// SM2 with SM3 over the text of the note, under the distinguishing id 1234567812345678. The specification has assigned it no type, so
    /// it is `0xff` and the identifier `sm2-sm3`; the public key behind that has 65 bytes, `04 ‖ x ‖ y`, and a signature 64, `r ‖ s`.
    case sm2
    /// Type `0x04`: Ed25519 over a time and the text, as witnesses sign checkpoints (C2SP tlog-cosignature, "Ed25519 signed message"). Checked
    /// here and never made: we are a log and no witness.
    case ed25519Cosignature

    /// The bytes that say which it is, before the public key.
    package var identifier: [UInt8] {
        switch self {
        case .ed25519: [0x01]
        case .sm2: [0xFF] + Array("sm2-sm3".utf8)
        case .ed25519Cosignature: [0x04]
        }
    }

    /// The bytes of a public key.
    var publicKeyByteCount: Int {
        switch self {
        case .ed25519, .ed25519Cosignature: Ed25519.keyByteCount
        case .sm2: SM2.publicKeyByteCount
        }
    }

    /// The bytes of what signs: a seed, or a private number; nil where we only check.
    var secretByteCount: Int? {
        switch self {
        case .ed25519: Ed25519.keyByteCount
        case .sm2: SM2.privateKeyByteCount
        case .ed25519Cosignature: nil
        }
    }

    /// The algorithm whose identifier stands in front of `count(algorithm)` bytes, and these bytes; nil for any other.
    static func split(_ bytes: [UInt8], count: (NoteAlgorithm) -> Int?) -> (algorithm: NoteAlgorithm, key: [UInt8])? {
        for algorithm in allCases {
            let identifier = algorithm.identifier
            guard let count = count(algorithm) else { continue }
            if bytes.starts(with: identifier), bytes.count == identifier.count + count {
                return (algorithm, Array(bytes.dropFirst(identifier.count)))
            }
        }
        return nil
    }
}
