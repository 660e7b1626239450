import ShangMi
import Testing

@Suite struct Ed25519Tests {
    /// RFC 8032 section 7.1, tests 1, 2, 3 and "SHA(abc)".
    static let examples: [(seed: String, key: String, message: String, signature: String)] = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
        (
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ]

    @Test("the RFC's own examples", arguments: examples)
    func published(seed: String, key: String, message: String, signature: String) throws {
        let seed = try hex(seed)
        let message = try hex(message)
        let signature = try hex(signature)
        let privateKey = try #require(Ed25519.PrivateKey(seed: seed))
        #expect(Hexadecimal.text(of: privateKey.publicKey.bytes) == key)
        #expect(privateKey.signature(of: message) == signature)
        #expect(privateKey.publicKey.verifies(signature, of: message))
        #expect(!privateKey.publicKey.verifies(signature, of: message + [0]))
    }

    @Test("every changed bit of a signature is seen, and every changed bit of a message")
    func tampering() throws {
        let key = try #require(Ed25519.PrivateKey(seed: Array(0..<32)))
        let message = Array("seal before you answer".utf8)
        let signature = key.signature(of: message)
        for bit in 0..<signature.count * 8 { #expect(!key.publicKey.verifies(signature.flipping(bit), of: message)) }
        for bit in 0..<message.count * 8 { #expect(!key.publicKey.verifies(signature, of: message.flipping(bit))) }
        let other = try #require(Ed25519.PrivateKey(seed: Array(1..<33)))
        #expect(!other.publicKey.verifies(signature, of: message))
        #expect(other.publicKey != key.publicKey)
    }

    @Test("other lengths are no keys and no signatures", arguments: [0, 1, 31, 33, 64])
    func lengths(count: Int) throws {
        let bytes = [UInt8](repeating: 7, count: count)
        #expect(Ed25519.PrivateKey(seed: bytes) == nil)
        #expect(Ed25519.PublicKey(bytes: bytes) == nil)
        let key = try #require(Ed25519.PrivateKey(seed: Array(0..<32)))
        #expect(!key.publicKey.verifies(bytes, of: []))
    }

    @Test("a signature whose number is not reduced is refused (RFC 8032 section 5.1.7)")
    func malleability() throws {
        // The second half plus the order of the group, little-endian, stands for the same number.
        let order = try hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        let key = try #require(Ed25519.PrivateKey(seed: Array(0..<32)))
        var signature = key.signature(of: [1])
        var carry = 0
        for index in 0..<32 {
            let sum = Int(signature[32 + index]) + Int(order[index]) + carry
            signature[32 + index] = UInt8(sum & 0xFF)
            carry = sum >> 8
        }
        #expect(!key.publicKey.verifies(signature, of: [1]))
    }
}

@Suite struct SM2Tests {
    private static let number = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
    private static let point =
        "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    private static let signature =
        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"

    private func key() throws -> SM2.PrivateKey {
        try #require(SM2.PrivateKey(number: try hex(Self.number)))
    }

    /// GB/T 32918.5-2017, annex A.2.
    @Test("the standard's own example")
    func example() throws {
        let message = Array("message digest".utf8)
        let key = try key()
        #expect(Hexadecimal.text(of: key.publicKey.bytes) == Self.point)
        let signature = try hex(Self.signature)
        #expect(key.publicKey.verifies(signature, of: message))
        #expect(key.publicKey.verifies(signature, of: message, id: Array("1234567812345678".utf8)))
        #expect(!key.publicKey.verifies(signature, of: message, id: Array("1234567812345679".utf8)))
        #expect(!key.publicKey.verifies(signature, of: message, id: []))
        #expect(!key.publicKey.verifies(signature, of: message + [0]))
        #expect(Hexadecimal.text(of: key.number.bytes) == Self.number)
    }

    @Test("what is signed is verified in both forms, and every changed bit is seen")
    func tampering() throws {
        let key = try key()
        let message = Array("seal before you answer".utf8)
        let signature = key.signature(of: message)
        #expect(key.publicKey.verifies(signature, of: message))
        #expect(signature != key.signature(of: message), "each signature takes a number of its own")
        let der = key.derSignature(of: message)
        #expect(key.publicKey.verifies(der: der, of: message))
        #expect(key.publicKey.verifies(try #require(SM2.SignatureForm.raw(ofDER: der)), of: message))
        for bit in 0..<signature.count * 8 { #expect(!key.publicKey.verifies(signature.flipping(bit), of: message)) }
        for bit in 0..<message.count * 8 { #expect(!key.publicKey.verifies(signature, of: message.flipping(bit))) }
        for count in [0, 1, 63, 65, 72] { #expect(!key.publicKey.verifies([UInt8](repeating: 1, count: count), of: message)) }
        #expect(!key.publicKey.verifies([UInt8](repeating: 0, count: 64), of: message))
        #expect(!key.publicKey.verifies([UInt8](repeating: 255, count: 64), of: message))
        #expect(!key.publicKey.verifies(der: [], of: message))
        let withID = key.signature(of: message, id: Array("gatewayd".utf8))
        #expect(key.publicKey.verifies(withID, of: message, id: Array("gatewayd".utf8)))
        #expect(!key.publicKey.verifies(withID, of: message))
    }

    @Test("one key serves many tasks at once")
    func concurrency() async throws {
        let key = try key()
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<10).count { turn in
                        let message = [UInt8(task), UInt8(turn)]
                        return !key.publicKey.verifies(key.signature(of: message), of: message)
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test("new keys differ, and come back from their bytes")
    func generation() throws {
        let first = SM2.PrivateKey.generated(by: SecureBytes.random(count:))
        let second = SM2.PrivateKey.generated(by: SecureBytes.random(count:))
        #expect(first.publicKey != second.publicKey)
        let again = try #require(SM2.PrivateKey(number: first.number.bytes))
        #expect(again.publicKey == first.publicKey)
        let publicKey = try #require(SM2.PublicKey(bytes: first.publicKey.bytes))
        #expect(publicKey.verifies(again.signature(of: [1, 2, 3]), of: [1, 2, 3]))
        #expect(!second.publicKey.verifies(again.signature(of: [1, 2, 3]), of: [1, 2, 3]))
    }

    @Test("a generator that gives an illegal number is asked again")
    func redrawn() {
        var draws: [[UInt8]] = [[UInt8](repeating: 0xFF, count: 32), [UInt8](repeating: 0, count: 32), [UInt8](repeating: 1, count: 32)]
        let key = SM2.PrivateKey.generated { _ in draws.removeFirst() }
        #expect(draws.isEmpty)
        #expect(key.number.bytes == [UInt8](repeating: 1, count: 32))
    }

    /// GB/T 32918.1 section 6.1: 1…n−2, with n of GB/T 32918.5.
    @Test(
        "only numbers of the range are private keys",
        arguments: [
            ("0000000000000000000000000000000000000000000000000000000000000000", false),
            ("0000000000000000000000000000000000000000000000000000000000000001", true),
            ("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121", true),
            ("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122", false),
            ("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123", false),
            ("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false),
            ("01", false), ("", false),
        ])
    func privateRange(number: String, isLegal: Bool) throws {
        #expect((SM2.PrivateKey(number: try hex(number)) != nil) == isLegal)
    }

    @Test("only points of the curve are public keys")
    func publicRange() throws {
        let point = try hex(Self.point)
        #expect(SM2.PublicKey(bytes: point) != nil)
        #expect(SM2.PublicKey(bytes: Array(point.dropLast())) == nil)
        #expect(SM2.PublicKey(bytes: point + [0]) == nil)
        #expect(SM2.PublicKey(bytes: [UInt8](repeating: 0, count: 65)) == nil)
        #expect(SM2.PublicKey(bytes: [0]) == nil)
        #expect(SM2.PublicKey(bytes: []) == nil)
        for bit in 0..<point.count * 8 { #expect(SM2.PublicKey(bytes: point.flipping(bit)) == nil) }
    }

    @Test("both forms of a signature are one to one")
    func forms() throws {
        let half = [UInt8](repeating: 0, count: 31)
        let raws: [[UInt8]] = [
            half + [0] + half + [0], half + [1] + half + [0x80], [UInt8](repeating: 0xFF, count: 64), Array(0..<64), Array((0..<64).reversed()),
        ]
        for raw in raws {
            let der = try #require(SM2.SignatureForm.der(ofRaw: raw))
            #expect(SM2.SignatureForm.raw(ofDER: der) == raw)
        }
        #expect(SM2.SignatureForm.der(ofRaw: [1]) == nil)
        let refused: [[UInt8]] = [
            [], [0x30], [0x30, 0], [0x30, 6, 2, 1, 1, 2, 1], [0x30, 6, 2, 1, 1, 2, 1, 1, 0], [0x30, 7, 2, 1, 1, 2, 1, 1, 0],
            [0x31, 6, 2, 1, 1, 2, 1, 1],
            [0x30, 6, 2, 1, 0x80, 2, 1, 1], [0x30, 7, 2, 2, 0, 1, 2, 1, 1], [0x30, 5, 2, 0, 2, 1, 1], [0x30, 6, 3, 1, 1, 2, 1, 1],
            [0x30, 0x81, 6, 2, 1, 1, 2, 1, 1],
        ]
        for der in refused { #expect(SM2.SignatureForm.raw(ofDER: der) == nil, "\(der)") }
        #expect(SM2.SignatureForm.raw(ofDER: [0x30, 6, 2, 1, 1, 2, 1, 2]) == half + [1] + half + [2])
    }
}

extension [UInt8] {
    /// The bytes with one bit turned.
    func flipping(_ bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }
}

/// The bytes that hexadecimal digits of a test stand for.
func hex(_ digits: String) throws -> [UInt8] { try #require(Hexadecimal.bytes(of: digits)) }
