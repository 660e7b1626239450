import Ledger
import ShangMi
import Testing

@Suite struct NoteKeyTests {
    @Test(
        "published verifier keys come back",
        arguments: [PublishedNotes.exampleKey, PublishedNotes.peterKey, PublishedNotes.enochKey, PublishedNotes.goKey])
    func published(text: String) throws {
        let verifier = try #require(NoteVerifier(text))
        #expect(verifier.text == text)
        #expect(verifier.algorithm == .ed25519)
        #expect(text.hasPrefix("\(verifier.name)+\(verifier.keyID.hexadecimal)+"))
    }

    /// As Go's tests do: whatever is cut out of a key or raised by one is none.
    @Test("every part and every changed character of a key is refused")
    func manglings() {
        let key = Array(PublishedNotes.peterKey)
        for begin in 0...key.count {
            for end in begin...key.count where begin != 0 || end != key.count { #expect(NoteVerifier(String(key[begin..<end])) == nil) }
        }
        let bytes = Array(PublishedNotes.peterKey.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] += 1
            #expect(NoteVerifier(String(decoding: changed, as: UTF8.self)) == nil)
        }
        // A key of another length and one of an unknown type, each with a number that fits (golang.org/x/mod, note_test.go).
        #expect(NoteVerifier("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==") == nil)
        #expect(NoteVerifier("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == nil)
        #expect(NoteVerifier("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == nil)
    }

    @Test("keys of both algorithms come back from their texts, secret and public")
    func bothForms() throws {
        let name = try #require(NoteKeyName("hall.example/log"))
        for algorithm in [NoteAlgorithm.ed25519, .sm2] {
            let secret = try #require(NoteSigner.secretText(name: name, algorithm: algorithm, secret: Array(1...32)))
            let signer = try #require(NoteSigner(secret: secret))
            #expect(signer.verifier.algorithm == algorithm)
            let verifier = try #require(NoteVerifier(signer.verifier.text))
            #expect(verifier == signer.verifier)
            #expect(verifier.verifies(signer.signature(of: "text\n").bytes, of: "text\n"))
            #expect(!verifier.verifies(signer.signature(of: "text\n").bytes, of: "texts\n"))
            #expect(NoteSigner(secret: signer.verifier.text) == nil)
            #expect(NoteSigner(secret: String(secret.dropLast())) == nil)
            #expect(NoteSigner(secret: secret.replacing("hall", with: "hell")) == nil)
            #expect(NoteSigner.secretText(name: name, algorithm: algorithm, secret: [1]) == nil)
        }
        #expect(NoteSigner.secretText(name: name, algorithm: .ed25519Cosignature, secret: Array(1...32)) == nil)
        // Number zero is no private number, though it is a seed.
        #expect(NoteSigner.secretText(name: name, algorithm: .sm2, secret: [UInt8](repeating: 0, count: 32)) == nil)
    }

    @Test("the number of a key is that of name, type and key (signed-note, \"Signatures\")")
    func numbers() throws {
        let name = try #require(NoteKeyName("hall.example/log"))
        let key = try #require(SM2.PrivateKey(number: Array(1...32))).publicKey
        let verifier = NoteVerifier(name: name, key)
        let hash = Digest.sha256(Array("hall.example/log\n".utf8) + [0xFF] + Array("sm2-sm3".utf8) + key.bytes)
        #expect(verifier.keyID.bytes == Array(hash.prefix(4)))
        #expect(Base64.bytes(of: verifier.text.split(separator: "+", maxSplits: 2)[2]) == [0xFF] + Array("sm2-sm3".utf8) + key.bytes)
    }

    @Test("names", arguments: ["example.com/foo", "一网通办.example", "a", "é", "—"])
    func names(text: String) {
        #expect(NoteKeyName(text)?.text == text)
    }

    @Test("texts that are no names", arguments: ["", " ", "a b", "a+b", "a\nb", "a\tb", "a\u{00A0}", "\u{2003}", "a\u{0}", "a\u{85}", "\u{2029}a"])
    func notNames(text: String) {
        #expect(NoteKeyName(text) == nil)
    }

    @Test("names are compared by their bytes")
    func nameIdentity() throws {
        // One letter, composed and decomposed: equal as texts, not as names.
        let composed = try #require(NoteKeyName("\u{E9}"))
        let decomposed = try #require(NoteKeyName("e\u{301}"))
        #expect(composed.text == decomposed.text)
        #expect(composed != decomposed)
    }
}
