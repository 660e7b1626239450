import ShangMi

/// How a note is signed (C2SP signed-note, "Signature types").
package enum NoteAlgorithm: Sendable, Hashable, CaseIterable {
    /// Type `0x01`: Ed25519 over the text of the note.
    case ed25519
    /// SM2 with SM3 over the text of the note, under the distinguishing id 1234567812345678. The specification has assigned it no type, so
    /// it is `0xff` and the identifier `sm2-sm3`; the public key behind that has 65 bytes, `04 ‖ x ‖ y`, and a signature 64, `r ‖ s`.
    case sm2

    /// The bytes that say which it is, before the public key.
    package var identifier: [UInt8] {
        switch self {
        case .ed25519: [0x01]
        case .sm2: [0xFF] + Array("sm2-sm3".utf8)
        }
    }

    /// The bytes of a public key.
    var publicKeyByteCount: Int {
        switch self {
        case .ed25519: Ed25519.keyByteCount
        case .sm2: SM2.publicKeyByteCount
        }
    }

    /// The bytes of what signs: a seed, or a private number.
    var secretByteCount: Int {
        switch self {
        case .ed25519: Ed25519.keyByteCount
        case .sm2: SM2.privateKeyByteCount
        }
    }

    /// The algorithm whose identifier stands in front of `count(algorithm)` bytes, and these bytes; nil for any other.
    static func split(_ bytes: [UInt8], count: (NoteAlgorithm) -> Int) -> (algorithm: NoteAlgorithm, key: [UInt8])? {
        for algorithm in allCases {
            let identifier = algorithm.identifier
            if bytes.starts(with: identifier), bytes.count == identifier.count + count(algorithm) {
                return (algorithm, Array(bytes.dropFirst(identifier.count)))
            }
        }
        return nil
    }
}
