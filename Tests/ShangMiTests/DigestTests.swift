import ShangMi
import Testing

@Suite struct DigestTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// GB/T 32905-2016, annex A, and the two messages of FIPS 180-4 with the same text.
    @Test("the standards' own examples")
    func examples() {
        let abc = bytes("abc")
        let abcd16 = bytes(String(repeating: "abcd", count: 16))
        #expect(Hexadecimal.text(of: Digest.sm3(abc)) == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        #expect(Hexadecimal.text(of: Digest.sm3(abcd16)) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")
        #expect(Hexadecimal.text(of: Digest.sha256(abc)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Hexadecimal.text(of: Digest.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Hexadecimal.text(of: Digest.sm3([])) == "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")
    }

    /// RFC 4231, test cases 1, 2, 3, 6 and 7.
    @Test("HMAC-SHA256 of RFC 4231")
    func hmacSHA256() {
        let cases: [(key: [UInt8], message: [UInt8], code: String)] = [
            ([UInt8](repeating: 0x0B, count: 20), bytes("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (bytes("Jefe"), bytes("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131), bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                bytes(
                    "This is a test using a larger than block-size key and a larger than block-size data. "
                        + "The key needs to be hashed before being used by the HMAC algorithm."),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
        ]
        for (key, message, code) in cases { #expect(Hexadecimal.text(of: MessageCode.hmacSHA256(key: key, message)) == code) }
    }

    /// RFC 2104 written out over SM3, whose block has 64 bytes.
    @Test("HMAC-SM3 is HMAC over SM3", arguments: [0, 1, 16, 63, 64, 65, 200])
    func hmacSM3(keyCount: Int) {
        let key = (0..<keyCount).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) }
        let message = bytes("一网通办")
        let block = (key.count > 64 ? Digest.sm3(key) : key) + [UInt8](repeating: 0, count: 64)
        let inner = Digest.sm3(block.prefix(64).map { $0 ^ 0x36 } + message)
        #expect(MessageCode.hmacSM3(key: key, message) == Digest.sm3(block.prefix(64).map { $0 ^ 0x5C } + inner))
        #expect(MessageCode.hmacSM3(key: key, []).count == 32)
    }

    /// `domain.md` B.4.
    @Test("the two vectors of the registries' signatures")
    func registryVectors() {
        let gateway = Digest.sha256(bytes("1767225600" + "demo-token" + "nonce-0001" + "1767225600"))
        #expect(Hexadecimal.text(of: gateway, upperCase: true) == "5D704A903AF36292D465E1C291CEFEAD922DC14A306E40922F8E5B071ED28EA7")
        let national = MessageCode.hmacSHA256(key: bytes("demo-secret"), bytes("s_demo_0001" + "r-demo-0001" + "1767225600000"))
        #expect(Base64.text(of: national) == "sZRaA7W6WCjXR1g9eZcAkRCmJHPu7FfZGRszDcgY0Ak=")
    }
}
