import Ledger
import ShangMi
import StrictJSON
import Testing
import Verification

/// A ring for tests: two wrapping keys of which the second is current, two pseudonym keys.
enum RingSamples {
    static func ring(without lost: [String] = [], destroyed: [String] = [], current: String = "wrap-2") throws -> KeyRing {
        var random = CountingBytes(seed: 99)
        var wrapping: [KeyName: SecretBytes] = [:]
        for name in ["wrap-1", "wrap-2", "wrap-3"] {
            let key = SecretBytes(random.next(32))
            if !lost.contains(name), !destroyed.contains(name) { wrapping[try #require(KeyName(name))] = key }
        }
        var pseudonym: [KeyName: SecretBytes] = [:]
        for name in ["names-1", "names-2"] { pseudonym[try #require(KeyName(name))] = SecretBytes(random.next(32)) }
        let currentWrapping = try #require(KeyName(current))
        let currentPseudonym = try #require(KeyName("names-2"))
        let ring = KeyRing(
            wrapping: wrapping, currentWrapping: currentWrapping, pseudonym: pseudonym, currentPseudonym: currentPseudonym,
            destroyed: Set(destroyed.compactMap { KeyName($0) }))
        return try #require(ring)
    }

    static func sealer(_ ring: KeyRing, _ suite: CipherSuite = .sm4) -> Sealer {
        Sealer(ring: ring, suite: suite, randomBytes: { SecureBytes.random(count: $0) })
    }

    static func sealed(_ record: any EntryRecord, by sealer: Sealer, sequence: Int = 0) -> SealedEntry {
        let draft = EntryDraft(record, verification: VerificationID(EntrySamples.verification), salt: SecureBytes.random(count: 32))
        return sealer.sealed(
            draft, sequence: sequence, stamp: EntryStamp(at: Timestamp(milliseconds: 1_772_323_200_000), clockWentBack: false))
    }
}

@Suite struct SealerTests {
    @Test("every kind of entry opens again, under either suite, whatever the configuration says now", arguments: CipherSuite.allCases)
    func roundTrip(suite: CipherSuite) throws {
        let ring = try RingSamples.ring()
        let other = RingSamples.sealer(ring, suite == .sm4 ? .aes256 : .sm4)
        for record in try EntrySamples().records() {
            let entry = RingSamples.sealed(record, by: RingSamples.sealer(ring, suite))
            guard case .opened(let opened) = try other.opening(entry) else { return #expect(Bool(false), "not opened") }
            #expect(opened.payload == record.encoded && opened.leaf.encoded == entry.leaf)
            #expect(Commitment(salt: opened.salt, content: opened.payload) == opened.leaf.commitment)
            for canary in EntrySamples.canaries { #expect(!entry.sealed.holds(Array(canary.utf8))) }
        }
    }

    @Test("a turned bit anywhere, a byte more or less, is detected and told apart from being forgotten", arguments: CipherSuite.allCases)
    func tampering(suite: CipherSuite) throws {
        let samples = try EntrySamples()
        let sealer = RingSamples.sealer(try RingSamples.ring(), suite)
        let entry = RingSamples.sealed(AccessReportRecord(client: samples.client, subject: samples.subject, told: 1, hidden: 0), by: sealer)
        let key = try #require(entry.key)
        func expectDetected(_ altered: SealedEntry, _ part: String) {
            do {
                _ = try sealer.opening(altered)
                Issue.record("a change of the \(part) was not seen")
            } catch SealFlaw.unknownKey {
                Issue.record("a change of the \(part) looks like a missing key")
            } catch {}
        }
        for changed in Self.changes(of: entry.leaf) {
            expectDetected(SealedEntry(leaf: changed, sealed: entry.sealed, key: key, pseudonyms: []), "leaf")
        }
        for changed in Self.changes(of: entry.sealed) + [[]] {
            let altered = SealedEntry(leaf: entry.leaf, sealed: changed, key: key, pseudonyms: [])
            #expect(throws: SealFlaw.contentAltered) { try sealer.opening(altered) }
        }
        for changed in Self.changes(of: key.bytes) + [[]] {
            let altered = SealedEntry(leaf: entry.leaf, sealed: entry.sealed, key: WrappedKey(wrapping: key.wrapping, bytes: changed), pseudonyms: [])
            #expect(throws: SealFlaw.keyAltered) { try sealer.opening(altered) }
        }
        let renamed = WrappedKey(wrapping: try #require(KeyName("wrap-1")), bytes: key.bytes)
        #expect(throws: SealFlaw.keyAltered) {
            try sealer.opening(SealedEntry(leaf: entry.leaf, sealed: entry.sealed, key: renamed, pseudonyms: []))
        }
    }

    @Test("an entry that is hidden from somebody whom it is about, or shown to somebody else, is detected")
    func pseudonyms() throws {
        let samples = try EntrySamples()
        let ring = try RingSamples.ring()
        let sealer = RingSamples.sealer(ring)
        let entry = RingSamples.sealed(IntentRecord(client: samples.client, inquiry: try samples.inquiry()), by: sealer)
        let stranger = ring.pseudonym(of: Identifier(type: .passport, number: "E00000000"))
        let (first, rest) = (entry.pseudonyms[0], Array(entry.pseudonyms.dropFirst()))
        let wrong = [
            rest, [], rest + [stranger], entry.pseudonyms + [stranger], rest + [rest[0]], rest + [ring.pseudonyms(of: samples.subject.identifier)[1]],
        ]
        for pseudonyms in wrong {
            let altered = SealedEntry(leaf: entry.leaf, sealed: entry.sealed, key: entry.key, pseudonyms: pseudonyms)
            #expect(throws: SealFlaw.pseudonymsDiffer) { try sealer.opening(altered) }
        }
        let reordered = SealedEntry(leaf: entry.leaf, sealed: entry.sealed, key: entry.key, pseudonyms: rest + [first])
        guard case .opened = try sealer.opening(reordered) else { return #expect(Bool(false), "not opened") }
    }

    @Test("no part can be moved to another entry, also not all but the leaf", arguments: CipherSuite.allCases)
    func exchanges(suite: CipherSuite) throws {
        let sealer = RingSamples.sealer(try RingSamples.ring(), suite)
        let one = RingSamples.sealed(StopRecord(reason: .asked), by: sealer, sequence: 1)
        let two = RingSamples.sealed(StopRecord(reason: .asked), by: sealer, sequence: 2)
        #expect(throws: SealFlaw.keyAltered) {
            try sealer.opening(SealedEntry(leaf: one.leaf, sealed: two.sealed, key: two.key, pseudonyms: []))
        }
        #expect(throws: SealFlaw.contentAltered) {
            try sealer.opening(SealedEntry(leaf: one.leaf, sealed: two.sealed, key: one.key, pseudonyms: []))
        }
        #expect(throws: SealFlaw.keyAltered) {
            try sealer.opening(SealedEntry(leaf: one.leaf, sealed: one.sealed, key: two.key, pseudonyms: []))
        }
    }

    @Test("sealing the same twice gives different bytes everywhere but in what is public")
    func freshness() throws {
        let sealer = RingSamples.sealer(try RingSamples.ring())
        let draft = EntryDraft(StopRecord(reason: .asked), verification: nil, salt: SecureBytes.random(count: 32))
        let stamp = EntryStamp(at: Timestamp(milliseconds: 0), clockWentBack: false)
        let (one, two) = (sealer.sealed(draft, sequence: 0, stamp: stamp), sealer.sealed(draft, sequence: 0, stamp: stamp))
        #expect(one.leaf == two.leaf && one.sealed != two.sealed && one.key != two.key)
    }

    @Test("a destroyed key is forgotten, a lost one is asked for, neither looks like tampering")
    func keysThatAreGone() throws {
        let entry = RingSamples.sealed(
            StopRecord(reason: .asked), by: RingSamples.sealer(try RingSamples.ring(current: "wrap-1")))
        for (gone, sealer) in [
            (entry.forgotten, RingSamples.sealer(try RingSamples.ring())),
            (entry, RingSamples.sealer(try RingSamples.ring(destroyed: ["wrap-1"]))),
        ] {
            guard case .forgotten(let leaf) = try sealer.opening(gone) else { return #expect(Bool(false), "not forgotten") }
            #expect(leaf.encoded == entry.leaf)
        }
        let lost = try #require(KeyName("wrap-1"))
        #expect(throws: SealFlaw.unknownKey(lost)) { try RingSamples.sealer(try RingSamples.ring(without: ["wrap-1"])).opening(entry) }
    }

    @Test("after a rotation the old key can go", arguments: CipherSuite.allCases)
    func rotation(suite: CipherSuite) throws {
        let entry = RingSamples.sealed(
            StopRecord(reason: .asked), by: RingSamples.sealer(try RingSamples.ring(current: "wrap-1"), suite))
        let rotating = RingSamples.sealer(try RingSamples.ring(current: "wrap-3"), suite)
        let rewrapped = try rotating.rewrapped(entry)
        #expect(rewrapped.leaf == entry.leaf && rewrapped.sealed == entry.sealed && rewrapped.key?.wrapping.text == "wrap-3")
        #expect(try rotating.rewrapped(rewrapped) == rewrapped)
        #expect(try rotating.rewrapped(entry.forgotten) == entry.forgotten)
        let after = RingSamples.sealer(try RingSamples.ring(without: ["wrap-1"], current: "wrap-3"), suite)
        guard case .opened = try after.opening(rewrapped) else { return #expect(Bool(false), "not opened") }
    }

    /// Every turned bit, the beginnings, and one byte more.
    private static func changes(of bytes: [UInt8]) -> [[UInt8]] {
        var changes = [bytes + [0], Array(bytes.dropLast()), Array(bytes.dropFirst()), Array(bytes.prefix(bytes.count / 2))]
        for place in bytes.indices {
            for bit in 0..<8 {
                var turned = bytes
                turned[place] ^= 1 << UInt8(bit)
                changes.append(turned)
            }
        }
        return changes
    }
}
