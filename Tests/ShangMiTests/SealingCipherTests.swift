import Foundation
import ShangMi
import Testing

@Suite struct AES256GCMTests {
    /// The test cases 13 to 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega), which NIST took up with SP 800-38D.
    static let examples: [(key: String, nonce: String, context: String, plaintext: String, sealed: String)] = [
        (String(repeating: "00", count: 32), "000000000000000000000000", "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
        (
            String(repeating: "00", count: 32), "000000000000000000000000", "", "00000000000000000000000000000000",
            "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919"
        ),
        (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
                + "b094dac5d93471bdec1a502270e3cc6c"
        ),
        (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ]

    @Test("published examples", arguments: examples)
    func published(key: String, nonce: String, context: String, plaintext: String, sealed: String) throws {
        let cipher = try #require(AES256GCM(key: try hex(key)))
        let nonce = try hex(nonce)
        let context = try hex(context)
        let plaintext = try hex(plaintext)
        let made = try #require(cipher.sealed(plaintext, nonce: nonce, context: context))
        #expect(Hexadecimal.text(of: made) == sealed)
        #expect(cipher.opened(made, nonce: nonce, context: context) == plaintext)
    }

    @Test("every changed bit of what was sealed, of its nonce and of its context is seen")
    func tampering() throws {
        let cipher = try #require(AES256GCM(key: Array(0..<32)))
        let nonce: [UInt8] = Array(0..<12)
        let context = Array("entry 7".utf8)
        for plaintext in [[], Array("who asked what".utf8)] {
            let sealed = try #require(cipher.sealed(plaintext, nonce: nonce, context: context))
            #expect(cipher.opened(sealed, nonce: nonce, context: context) == plaintext)
            for bit in 0..<sealed.count * 8 { #expect(cipher.opened(sealed.flipping(bit), nonce: nonce, context: context) == nil) }
            for bit in 0..<nonce.count * 8 { #expect(cipher.opened(sealed, nonce: nonce.flipping(bit), context: context) == nil) }
            for bit in 0..<context.count * 8 { #expect(cipher.opened(sealed, nonce: nonce, context: context.flipping(bit)) == nil) }
            for count in 0..<sealed.count { #expect(cipher.opened(Array(sealed.prefix(count)), nonce: nonce, context: context) == nil) }
            #expect(cipher.opened(sealed + [0], nonce: nonce, context: context) == nil)
            #expect(cipher.opened(sealed, nonce: nonce) == nil)
            #expect(cipher.opened(sealed, nonce: [1], context: context) == nil)
            #expect(cipher.sealed(plaintext, nonce: [1]) == nil)
        }
        let other = try #require(AES256GCM(key: Array(1..<33)))
        #expect(other.opened(try #require(cipher.sealed([1], nonce: nonce)), nonce: nonce) == nil)
        #expect(AES256GCM(key: Array(0..<16)) == nil)
    }
}

@Suite struct SM4CTRTests {
    /// GB/T 32907-2016, annex A.1: the first block of key stream under a counter is that block encrypted.
    @Test("the standard's own example, as key stream")
    func example() throws {
        let block = try hex("0123456789abcdeffedcba9876543210")
        let cipher = try #require(SM4CTR(key: block))
        let stream = try #require(cipher.transformed([UInt8](repeating: 0, count: 16), counter: block))
        #expect(Hexadecimal.text(of: stream) == "681edf34d206965e86b3e94f536e4246")
    }

    /// The vectors of draft-ribose-cfrg-sm4-10, A.2.5.1.
    @Test("the published example of counter mode")
    func counterMode() throws {
        let cipher = try #require(SM4CTR(key: try hex("0123456789abcdeffedcba9876543210")))
        let counter = try hex("000102030405060708090a0b0c0d0e0f")
        let plaintext = try hex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb")
        let ciphertext = try #require(cipher.transformed(plaintext, counter: counter))
        #expect(
            Hexadecimal.text(of: ciphertext)
                == "ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7"
                + "f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514")
        #expect(cipher.transformed(ciphertext, counter: counter) == plaintext)
    }

    /// Lengths around the block and counters that run over, against the command line of OpenSSL.
    @Test("agrees with the openssl command", arguments: [1, 15, 16, 17, 100, 4096])
    func commandLine(count: Int) throws {
        let key = (0..<16).map { UInt8(truncatingIfNeeded: $0 &* 11 &+ count) }
        let counter: [UInt8] = [UInt8](repeating: 0xFF, count: 15) + [0xFE]
        let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = ["enc", "-sm4-ctr", "-K", Hexadecimal.text(of: key), "-iv", Hexadecimal.text(of: counter)]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(plaintext))
        try input.fileHandleForWriting.close()
        let expected = try #require(try output.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let cipher = try #require(SM4CTR(key: key))
        #expect(cipher.transformed(plaintext, counter: counter) == Array(expected))
    }

    @Test("nothing stays nothing, and wrong lengths are refused")
    func lengths() throws {
        let cipher = try #require(SM4CTR(key: Array(0..<16)))
        #expect(cipher.transformed([], counter: Array(0..<16)) == [])
        #expect(cipher.transformed([1], counter: Array(0..<15)) == nil)
        #expect(SM4CTR(key: Array(0..<15)) == nil)
        #expect(SM4CTR(key: Array(0..<32)) == nil)
        #expect(SM4CTR(key: []) == nil)
    }
}

@Suite struct KeyDerivationTests {
    /// RFC 5869, annex A, cases 1 to 3.
    @Test("the RFC's own examples")
    func examples() throws {
        let first = KeyDerivation.hkdfSHA256(
            secret: [UInt8](repeating: 0x0B, count: 22), salt: Array(0x00...0x0C), info: Array(0xF0...0xF9), count: 42)
        #expect(
            first.map { Hexadecimal.text(of: $0) } == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
        let second = KeyDerivation.hkdfSHA256(secret: Array(0x00...0x4F), salt: Array(0x60...0xAF), info: Array(0xB0...0xFF), count: 82)
        #expect(
            second.map { Hexadecimal.text(of: $0) }
                == "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                + "cc30c58179ec3e87c14c01d5c1f3434f1d87")
        let third = KeyDerivation.hkdfSHA256(secret: [UInt8](repeating: 0x0B, count: 22), salt: [], info: [], count: 42)
        #expect(
            third.map { Hexadecimal.text(of: $0) } == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
    }

    /// RFC 5869 sections 2.2 and 2.3, written out.
    private func written(_ code: ([UInt8], [UInt8]) -> [UInt8], secret: [UInt8], salt: [UInt8], info: [UInt8], count: Int) -> [UInt8] {
        let extracted = code(salt.isEmpty ? [UInt8](repeating: 0, count: 32) : salt, secret)
        var output: [UInt8] = []
        var block: [UInt8] = []
        var index: UInt8 = 0
        while output.count < count {
            index += 1
            block = code(extracted, block + info + [index])
            output += block
        }
        return Array(output.prefix(count))
    }

    @Test("the same written out over the message codes", arguments: [1, 16, 31, 32, 33, 64, 100, 8160])
    func writtenOut(count: Int) {
        let cases: [(secret: [UInt8], salt: [UInt8], info: [UInt8])] = [
            (Array(0..<32), Array("salt".utf8), Array("gatewayd seal".utf8)), ([], [], []), ([1], [], [2]), (Array(0..<200), Array(0..<100), []),
        ]
        for (secret, salt, info) in cases {
            let sm3 = written({ MessageCode.hmacSM3(key: $0, $1) }, secret: secret, salt: salt, info: info, count: count)
            #expect(KeyDerivation.hkdfSM3(secret: secret, salt: salt, info: info, count: count) == sm3)
            let sha256 = written({ MessageCode.hmacSHA256(key: $0, $1) }, secret: secret, salt: salt, info: info, count: count)
            #expect(KeyDerivation.hkdfSHA256(secret: secret, salt: salt, info: info, count: count) == sha256)
        }
    }

    @Test("no more and no less than the RFC allows", arguments: [Int.min, -1, 0, 8161, Int.max])
    func limits(count: Int) {
        #expect(KeyDerivation.hkdfSHA256(secret: [1], salt: [], info: [], count: count) == nil)
        #expect(KeyDerivation.hkdfSM3(secret: [1], salt: [], info: [], count: count) == nil)
    }
}

@Suite struct SecretTests {
    @Test("a secret gives its bytes back, and a wiped array is empty")
    func bytes() {
        let secret = SecretBytes([1, 2, 3])
        #expect(secret.bytes == [1, 2, 3])
        #expect(secret.count == 3)
        #expect(SecretBytes([]).bytes.isEmpty)
        var array: [UInt8] = [1, 2, 3]
        let shared = array
        SecureBytes.wipe(&array)
        #expect(array.isEmpty)
        #expect(shared == [1, 2, 3])
        SecureBytes.wipe(&array)
        #expect(array.isEmpty)
    }
}
