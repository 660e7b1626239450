import Ledger
import ShangMi
import Testing

@Suite struct SignedNoteTests {
    private func note(_ text: String) throws(NoteFlaw) -> SignedNote { try SignedNote(parsing: Array(text.utf8)) }

    private func signer(_ name: String = "hall.example/log", seed: UInt8 = 1) throws -> NoteSigner {
        NoteSigner(name: try #require(NoteKeyName(name)), try #require(Ed25519.PrivateKey(seed: [UInt8](repeating: seed, count: 32))))
    }

    private func sm2Signer(_ name: String = "hall.example/log", number: UInt8 = 1) throws -> NoteSigner {
        NoteSigner(name: try #require(NoteKeyName(name)), try #require(SM2.PrivateKey(number: [UInt8](repeating: number, count: 32))))
    }

    @Test("the specification's example is read, verified and written back byte for byte")
    func example() throws {
        let verifier = try #require(NoteVerifier(PublishedNotes.exampleKey))
        let note = try note(PublishedNotes.exampleNote)
        #expect(note.text == "This is an example message.\n")
        #expect(try note.opened(by: [verifier]) == [verifier])
        #expect(note.bytes == Array(PublishedNotes.exampleNote.utf8))
    }

    @Test("a text with an empty line of its own is parted at the last one")
    func poem() throws {
        let note = try note(PublishedNotes.poem)
        #expect(note.text.hasSuffix("di sole:\n\ned è subito sera.\n"))
        #expect(note.signatures.map(\.name.text) == ["quasimodo.example/salvatore"])
        #expect(note.bytes == Array(PublishedNotes.poem.utf8))
    }

    @Test("Go's example is signed byte for byte the same, and its two keys verify")
    func goExample() throws {
        let peter = try #require(NoteSigner(secret: PublishedNotes.peterSecret))
        #expect(peter.verifier.text == PublishedNotes.peterKey)
        let made = try #require(SignedNote(signing: PublishedNotes.peterText, by: [peter]))
        #expect(made.bytes == Array((PublishedNotes.peterText + "\n" + PublishedNotes.peterLine).utf8))
        let both = try note(PublishedNotes.peterText + "\n" + PublishedNotes.peterLine + PublishedNotes.enochLine)
        let enoch = try #require(NoteVerifier(PublishedNotes.enochKey))
        #expect(try both.opened(by: [peter.verifier, enoch]) == [peter.verifier, enoch])
        #expect(try both.opened(by: [enoch]) == [enoch])
        #expect(throws: NoteFlaw.signedByNobodyKnown) { try both.opened(by: []) }
    }

    @Test("two algorithms under one name: each verifies alone, and either wrong one spoils the note")
    func twoAlgorithms() throws {
        let ed25519 = try signer()
        let sm2 = try sm2Signer()
        #expect(ed25519.verifier.keyID != sm2.verifier.keyID)
        let note = try #require(SignedNote(signing: "text\n", by: [ed25519, sm2]))
        #expect(try SignedNote(parsing: note.bytes) == note)
        for verifiers in [[ed25519.verifier], [sm2.verifier], [sm2.verifier, ed25519.verifier]] {
            #expect(Set(try note.opened(by: verifiers)) == Set(verifiers))
        }
        for place in 0..<2 {
            var signatures = note.signatures
            let old = signatures[place]
            signatures[place] = NoteSignature(name: old.name, keyID: old.keyID, bytes: old.bytes.dropLast() + [old.bytes[63] ^ 1])
            let spoiled = try #require(SignedNote(text: note.text, signatures: signatures))
            #expect(throws: NoteFlaw.wrongSignature(name: old.name, keyID: old.keyID)) {
                try spoiled.opened(by: [ed25519.verifier, sm2.verifier])
            }
            // Who knows the other key only passes over the wrong one.
            #expect(try spoiled.opened(by: [place == 0 ? sm2.verifier : ed25519.verifier]).count == 1)
        }
        let other = try #require(SignedNote(text: "texT\n", signatures: note.signatures))
        #expect(throws: NoteFlaw.self) { try other.opened(by: [sm2.verifier]) }
        #expect(throws: NoteFlaw.self) { try other.opened(by: [ed25519.verifier]) }
    }

    @Test("unknown signatures are passed over, also such that share a name or a number with a known key")
    func unknown() throws {
        let known = try signer()
        let sameName = NoteSignature(name: known.verifier.name, keyID: NoteKeyID(number: known.verifier.keyID.number ^ 1), bytes: [1, 2, 3])
        let sameNumber = NoteSignature(name: try #require(NoteKeyName("other")), keyID: known.verifier.keyID, bytes: [9])
        let right = known.signature(of: "text\n")
        let note = try #require(SignedNote(text: "text\n", signatures: [sameName, sameNumber, right, sameName]))
        #expect(try SignedNote(parsing: note.bytes).opened(by: [known.verifier]) == [known.verifier])
        let twice = try #require(SignedNote(text: "text\n", signatures: [right, right]))
        #expect(try twice.opened(by: [known.verifier]) == [known.verifier])
        let secondWrong = try #require(
            SignedNote(text: "text\n", signatures: [right, NoteSignature(name: right.name, keyID: right.keyID, bytes: [1])]))
        #expect(throws: NoteFlaw.wrongSignature(name: right.name, keyID: right.keyID)) { try secondWrong.opened(by: [known.verifier]) }
        let nobody = try #require(SignedNote(text: "text\n", signatures: [sameName, sameNumber]))
        #expect(throws: NoteFlaw.signedByNobodyKnown) { try nobody.opened(by: [known.verifier]) }
    }

    @Test("every turned bit of a signed note is refused or leaves the text unsigned")
    func tampering() throws {
        let ed25519 = try signer()
        let sm2 = try sm2Signer()
        let verifiers = [ed25519.verifier, sm2.verifier]
        let original = try #require(SignedNote(signing: "hall.example/log\n7\nroot\n", by: [ed25519, sm2]))
        let bytes = original.bytes
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let note = try? SignedNote(parsing: changed), let signed = try? note.opened(by: verifiers) else { continue }
            // Only a signature line that names another key now may pass, beside the other one that still is right.
            #expect(note.text == original.text)
            #expect(signed.count == 1, "bit \(bit)")
        }
    }

    @Test(
        "malformed notes are refused with the reason",
        arguments: [
            ("", NoteFlaw.noSignatures), ("text\n", .noSignatures), ("text\n\n", .noSignatures), ("\n\n", .noSignatures),
            ("text\n— a AAAAAAA=\n", .noSignatures),
            ("text\n\n— a AAAAAAA=", .noNewlineAtEnd), ("text\r\n\n— a AAAAAAA=\n", .controlCharacter),
            ("te\txt\n\n— a AAAAAAA=\n", .controlCharacter),
            ("te\u{0}xt\n\n— a AAAAAAA=\n", .controlCharacter), ("text\n\n— a AAAAAAA=\n\n", .noSignatures),
            ("text\n\n- a AAAAAAA=\n", .malformedSignature(line: 1)), ("text\n\n—a AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n–– a AAAAAAA=\n", .malformedSignature(line: 1)), ("text\n\n—  AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n— a\n", .malformedSignature(line: 1)), ("text\n\n— a \n", .malformedSignature(line: 1)),
            ("text\n\n— a+b AAAAAAA=\n", .malformedSignature(line: 1)), ("text\n\n— a\u{00A0}b AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n— a\u{3000} AAAAAAA=\n", .malformedSignature(line: 1)), ("text\n\n— a\u{2028}b AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAAAA==\n", .malformedSignature(line: 1)), ("text\n\n— a AAAAAAA\n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAAAAB=\n", .malformedSignature(line: 1)), ("text\n\n— a AAAAAAA= \n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAAAAA= b\n", .malformedSignature(line: 1)), ("text\n\n — a AAAAAAA=\n", .malformedSignature(line: 1)),
            ("text\n\n— a AAAAAAA=\n- b\n", .malformedSignature(line: 2)), ("text\n\n— a AAAA_AA=\n", .malformedSignature(line: 1)),
        ])
    func malformed(text: String, flaw: NoteFlaw) {
        #expect(throws: flaw) { try note(text) }
    }

    @Test("what is read has its limits, and reaches them")
    func limits() throws {
        let line = "— a AAAAAAA=\n"
        #expect(try note("text\n\n" + String(repeating: line, count: 100)).signatures.count == 100)
        #expect(throws: NoteFlaw.tooManySignatures) { try note("text\n\n" + String(repeating: line, count: 101)) }
        #expect(throws: NoteFlaw.tooLong) { try note(String(repeating: "a", count: 1 << 20) + "\n\n" + line) }
        #expect(throws: NoteFlaw.notUTF8) { try SignedNote(parsing: [0x61, 0xFF, 0x0A, 0x0A] + Array(line.utf8)) }
        // An overlong newline and a surrogate are no UTF-8 either.
        #expect(throws: NoteFlaw.notUTF8) { try SignedNote(parsing: [0x61, 0xC0, 0x8A, 0x0A, 0x0A] + Array(line.utf8)) }
        #expect(throws: NoteFlaw.notUTF8) { try SignedNote(parsing: [0xED, 0xA0, 0x80, 0x0A, 0x0A] + Array(line.utf8)) }
        #expect(SignedNote(text: "no newline", signatures: []) == nil)
        #expect(SignedNote(text: "tab\t\n", signatures: []) == nil)
        #expect(SignedNote(text: "", signatures: []) == nil)
    }
}
