import Ledger
import ShangMi
import Testing

@Suite struct MerkleHashTests {
    /// RFC 6962 section 2.1, and the values that the reference of certificate transparency publishes for the empty leaf and the empty tree.
    @Test("the prefixes keep leaves and nodes apart")
    func prefixes() {
        #expect(MerkleHash.emptyRoot.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(MerkleHash.leaf([]).description == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        let left = MerkleHash.leaf([1])
        let right = MerkleHash.leaf([2])
        #expect(MerkleHash.node(left, right).bytes == Digest.sha256([0x01] + left.bytes + right.bytes))
        #expect(MerkleHash.node(left, right) != MerkleHash.node(right, left))
        #expect(MerkleHash.leaf(left.bytes + right.bytes) != MerkleHash.node(left, right))
    }

    @Test("leaves of every length", arguments: [0, 1, 31, 32, 64, 1022, 1023, 1024, 1025, 65_535])
    func lengths(count: Int) {
        let leaf = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(MerkleHash.leaf(leaf).bytes == Digest.sha256([0x00] + leaf))
    }

    @Test("only 32 bytes are a hash, and every form comes back")
    func forms() {
        let bytes = (0..<32).map { UInt8($0) }
        for count in 0..<70 where count != 32 { #expect(MerkleHash(bytes: [UInt8](repeating: 1, count: count)) == nil) }
        let hash = MerkleHash(bytes: bytes)
        #expect(hash?.bytes == bytes)
        #expect(MerkleHash(base64: hash?.base64 ?? "") == hash)
        #expect(MerkleHash(base64: "AAECAw==") == nil)
        #expect(MerkleHash(base64: "not base64") == nil)
        var written: [UInt8] = [9]
        hash?.write(to: &written)
        #expect(written == [9] + bytes)
        #expect(MemoryLayout<MerkleHash>.size == 32)
        #expect(MemoryLayout<MerkleHash>.alignment <= 16)
    }
}
