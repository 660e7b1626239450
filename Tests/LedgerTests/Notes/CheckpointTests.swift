import Ledger
import ShangMi
import Testing

@Suite struct CheckpointTests {
    private static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test("the specifications' examples are read and written back byte for byte")
    func examples() throws {
        let note = try SignedNote(parsing: Array(PublishedNotes.cosignedCheckpoint.utf8))
        let checkpoint = try #require(Checkpoint(text: note.text))
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == Self.root)
        #expect(checkpoint.extensions.isEmpty)
        #expect(checkpoint.text == note.text)
        #expect(note.signatures.map(\.name.text) == ["example.com/behind-the-sofa", "witness.example.com/w1"])
        #expect(note.bytes == Array(PublishedNotes.cosignedCheckpoint.utf8))
    }

    @Test("a checkpoint of Go's checksum database verifies with its key")
    func goChecksumDatabase() throws {
        let key = try #require(NoteVerifier(PublishedNotes.goKey))
        let bytes = Array(PublishedNotes.goCheckpoint.utf8)
        let verified = try VerifiedCheckpoint(parsing: bytes, origin: "go.sum database tree", logKeys: [key])
        #expect(verified.checkpoint.size == 30_055_305)
        #expect(verified.signers == [key])
        #expect(throws: CheckpointFlaw.otherOrigin("go.sum database tree")) {
            try VerifiedCheckpoint(parsing: bytes, origin: "sum.golang.org", logKeys: [key])
        }
        let other = try #require(NoteVerifier(PublishedNotes.peterKey))
        #expect(throws: CheckpointFlaw.note(.signedByNobodyKnown)) {
            try VerifiedCheckpoint(parsing: bytes, origin: "go.sum database tree", logKeys: [other])
        }
        // A witness may have signed rightly and does not stand in for the log.
        #expect(throws: CheckpointFlaw.note(.signedByNobodyKnown)) {
            try VerifiedCheckpoint(parsing: bytes, origin: "go.sum database tree", logKeys: [other], witnessKeys: [key])
        }
        #expect(throws: CheckpointFlaw.note(.wrongSignature(name: key.name, keyID: key.keyID))) {
            try VerifiedCheckpoint(
                parsing: Array(PublishedNotes.goCheckpoint.replacing("30055305", with: "30055306").utf8), origin: "go.sum database tree",
                logKeys: [key])
        }
    }

    @Test("a checkpoint of ours carries both signatures, and each verifies it alone")
    func signed() throws {
        let name = try #require(NoteKeyName("hall.example/log"))
        let ed25519 = NoteSigner(name: name, try #require(Ed25519.PrivateKey(seed: Array(1...32))))
        let sm2 = NoteSigner(name: name, try #require(SM2.PrivateKey(number: Array(1...32))))
        let tree = MerkleTree(leaves: NaiveTree.leaves(count: 5))
        let checkpoint = try #require(Checkpoint(origin: "hall.example/log", size: 5, root: tree.root))
        let note = try #require(checkpoint.signed(by: [ed25519, sm2]))
        for keys in [[ed25519.verifier], [sm2.verifier], [ed25519.verifier, sm2.verifier]] {
            let verified = try VerifiedCheckpoint(parsing: note.bytes, origin: "hall.example/log", logKeys: keys)
            #expect(verified.checkpoint == checkpoint)
            #expect(verified.signers == keys)
        }
        #expect(checkpoint.signed(by: []) == nil)
        let noCheckpoint = try #require(SignedNote(signing: "hall.example/log\n5\n", by: [ed25519]))
        #expect(throws: CheckpointFlaw.malformedText) {
            try VerifiedCheckpoint(parsing: noCheckpoint.bytes, origin: "hall.example/log", logKeys: [ed25519.verifier])
        }
        #expect(throws: CheckpointFlaw.note(.noSignatures)) {
            try VerifiedCheckpoint(parsing: Array(checkpoint.text.utf8), origin: "hall.example/log", logKeys: [ed25519.verifier])
        }
    }

    @Test("sizes and further lines", arguments: [(0, []), (1, []), (Int.max, []), (10, ["further", "lines of it"])])
    func forms(size: Int, extensions: [String]) throws {
        let root = try #require(MerkleHash(base64: Self.root))
        let checkpoint = try #require(Checkpoint(origin: "一网通办.example/log 1", size: size, root: root, extensions: extensions))
        #expect(Checkpoint(text: checkpoint.text) == checkpoint)
        #expect(Checkpoint(text: checkpoint.text)?.extensions == extensions)
    }

    @Test(
        "everything else is no checkpoint",
        arguments: [
            "", "\n", "o\n5\n", "o\n5\nROOT", "o\n5\nROOT\n\n", "\n5\nROOT\n", "o\n\nROOT\n", "o\n05\nROOT\n", "o\n00\nROOT\n", "o\n-1\nROOT\n",
            "o\n+5\nROOT\n", "o\n5 \nROOT\n", "o\n 5\nROOT\n", "o\n5.0\nROOT\n", "o\n0x5\nROOT\n", "o\n٥\nROOT\n", "o\n９\nROOT\n",
            "o\n9223372036854775808\nROOT\n", "o\n18446744073709551616\nROOT\n", "o\n5\nAAAA\n", "o\n5\nROOT=\n", "o\n5\n ROOT\n",
            "o\n5\nROOT\n\nx\n",
            "o\n5\nROOT\nx\n\n", "o\n5\nROOT\nx", "o\r\n5\nROOT\n", "\no\n5\nROOT\n", "o\n5\n\nROOT\n",
        ])
    func malformed(text: String) {
        #expect(Checkpoint(text: text.replacing("ROOT", with: Self.root)) == nil)
    }

    @Test("lines that no checkpoint has are not written")
    func unwritable() throws {
        let root = try #require(MerkleHash(base64: Self.root))
        #expect(Checkpoint(origin: "", size: 0, root: root) == nil)
        #expect(Checkpoint(origin: "a\nb", size: 0, root: root) == nil)
        #expect(Checkpoint(origin: "a", size: -1, root: root) == nil)
        #expect(Checkpoint(origin: "a", size: 0, root: root, extensions: [""]) == nil)
        #expect(Checkpoint(origin: "a", size: 0, root: root, extensions: ["x\ny"]) == nil)
    }

    @Test("a published cosignature verifies, names its time, and no other text, time or type does")
    func cosignature() throws {
        let witness = try #require(PublishedNotes.witness)
        #expect(NoteVerifier(witness.text) == witness)
        #expect(witness.algorithm == .ed25519Cosignature)
        let text = PublishedNotes.witnessedText
        let note = try SignedNote(parsing: Array(PublishedNotes.witnessedCheckpoint.utf8))
        #expect(try note.opened(by: [witness]) == [witness])
        let signature = try #require(note.signatures.first)
        #expect(signature.keyID == witness.keyID)
        #expect(witness.verifies(signature.bytes, of: text))
        #expect(NoteVerifier.cosignatureTimeSeconds(of: signature.bytes) == 1234)
        #expect(!witness.verifies(signature.bytes, of: text + "x\n"))
        for place in signature.bytes.indices {
            var changed = signature.bytes
            changed[place] ^= 1
            #expect(!witness.verifies(changed, of: text))
        }
        #expect(!witness.verifies(Array(signature.bytes.dropFirst(8)), of: text))
        #expect(!witness.verifies([UInt8](repeating: 0xFF, count: 72), of: text))
        #expect(NoteVerifier.cosignatureTimeSeconds(of: [UInt8](repeating: 0xFF, count: 72)) == nil)
        #expect(NoteVerifier.cosignatureTimeSeconds(of: [1, 2, 3]) == nil)
    }
}
