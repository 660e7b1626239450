import ShangMi
import Testing

@Suite struct AES128Tests {
    /// SP 800-38A, F.2.1: the first block of the CBC example; padding adds a second.
    @Test("the standard's own example")
    func example() throws {
        let key = try #require(Hexadecimal.bytes(of: "2b7e151628aed2a6abf7158809cf4f3c"))
        let vector = try #require(Hexadecimal.bytes(of: "000102030405060708090a0b0c0d0e0f"))
        let plaintext = try #require(Hexadecimal.bytes(of: "6bc1bee22e409f96e93d7e117393172a"))
        let cipher = try #require(AES128(key: key))
        let ciphertext = try #require(cipher.encrypted(plaintext, initialisationVector: vector))
        #expect(Hexadecimal.text(of: Array(ciphertext.prefix(16))) == "7649abac8119b246cee98e9b12e9197d")
        #expect(ciphertext.count == 32)
        #expect(cipher.decrypted(ciphertext, initialisationVector: vector) == plaintext)
    }

    @Test("every length comes back, and nothing else is decrypted")
    func lengths() throws {
        let cipher = try #require(AES128(key: Array(0..<16)))
        let vector = [UInt8](repeating: 9, count: 16)
        for count in 0...50 {
            let plaintext = (0..<count).map { UInt8($0) }
            let ciphertext = try #require(cipher.encrypted(plaintext, initialisationVector: vector))
            #expect(ciphertext.count == (count / 16 + 1) * 16)
            #expect(cipher.decrypted(ciphertext, initialisationVector: vector) == plaintext)
            #expect(cipher.decrypted(Array(ciphertext.dropLast()), initialisationVector: vector) == nil)
        }
        #expect(cipher.decrypted([], initialisationVector: vector) == nil)
        #expect(cipher.encrypted([1], initialisationVector: [1]) == nil)
        #expect(AES128(key: []) == nil)
        #expect(AES128(key: [UInt8](repeating: 0, count: 32)) == nil)
        // A block of zeros decrypts to padding that is none.
        let other = try #require(AES128(key: [UInt8](repeating: 1, count: 16)))
        let foreign = try #require(cipher.encrypted(Array("secret".utf8), initialisationVector: vector))
        #expect(other.decrypted(foreign, initialisationVector: vector) != Array("secret".utf8))
    }
}

@Suite struct SecureBytesTests {
    @Test("equality is equality")
    func equality() {
        #expect(SecureBytes.areEqual([], []))
        #expect(SecureBytes.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!SecureBytes.areEqual([1, 2, 3], [1, 2, 4]))
        #expect(!SecureBytes.areEqual([1, 2, 3], [1, 2]))
        #expect(!SecureBytes.areEqual([], [0]))
    }

    @Test("random bytes have the asked length and do not repeat")
    func random() {
        #expect(SecureBytes.random(count: 0).isEmpty)
        #expect(SecureBytes.random(count: 33).count == 33)
        #expect(Set((0..<100).map { _ in SecureBytes.random(count: 16) }).count == 100)
    }
}

@Suite struct TextFormTests {
    /// RFC 4648 section 10.
    @Test(
        "the RFC's examples",
        arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")])
    func base64(plain: String, encoded: String) {
        #expect(Base64.text(of: Array(plain.utf8)) == encoded)
        #expect(Base64.bytes(of: encoded) == Array(plain.utf8))
    }

    @Test(
        "everything that is not exactly base64 is refused",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zg==Zg==", "====", "=g==", "Z===", "Zm9v\n", " Zm9v", "Zm9-", "Zm9_", "Zm=v", "Ｚm9v",
            "Zg==\r\n",
        ])
    func notBase64(text: String) {
        #expect(Base64.bytes(of: text) == nil)
    }

    @Test("all bytes survive both forms")
    func allBytes() {
        for count in 0..<300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ count) }
            #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
            #expect(Hexadecimal.bytes(of: Hexadecimal.text(of: bytes)) == bytes)
            #expect(Hexadecimal.bytes(of: Hexadecimal.text(of: bytes, upperCase: true)) == bytes)
        }
        #expect(Hexadecimal.text(of: [0x0A, 0xFF]) == "0aff")
        #expect(Hexadecimal.text(of: [0x0A, 0xFF], upperCase: true) == "0AFF")
    }

    @Test("everything that is not exactly hexadecimal is refused", arguments: ["0", "0g", "0x00", " 00", "00\n", "１２", "+1", "-1"])
    func notHexadecimal(text: String) {
        #expect(Hexadecimal.bytes(of: text) == nil)
    }
}
