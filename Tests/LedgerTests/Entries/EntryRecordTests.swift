import Ledger
import ShangMi
import StrictJSON
import Testing
import Verification

@Suite struct EntryRecordTests {
    @Test("there is a record of every kind, and each is read back byte for byte")
    func roundTrips() throws {
        let records = try EntrySamples().records()
        #expect(Set(records.map { type(of: $0).kind }) == Set(EntryKind.allCases))
        for record in records {
            let kind = type(of: record).kind
            let bytes = record.encoded
            let read = try kind.record(decoding: bytes)
            #expect(read.encoded == bytes && type(of: read).kind == kind)
            #expect(read.identifiers == record.identifiers)
        }
    }

    @Test("an inquiry comes back as the same value")
    func inquiry() throws {
        let samples = try EntrySamples()
        let read = try IntentRecord(decoding: IntentRecord(client: samples.client, inquiry: try samples.inquiry()).encoded)
        #expect(read.inquiry == (try samples.inquiry()))
        let claimants = read.inquiry.claims.flatMap(\.otherPersons).compactMap(\.oldNumber)
        #expect(claimants == ["449902630501003", "449902630501003"])
    }

    @Test("names and numbers that were taken once are read again, whatever the rules say today")
    func names() throws {
        let odd = Person(name: PersonName(text: "7", original: " 7 "), identifier: Identifier(type: .passport, number: "x"))
        let samples = try EntrySamples()
        let record = AccessReportRecord(client: samples.client, subject: odd, told: 0, hidden: 0)
        #expect(try AccessReportRecord(decoding: record.encoded).encoded == record.encoded)
    }

    @Test("every missing, renamed and added member is a mistake with its place")
    func strictness() throws {
        for record in try EntrySamples().records() {
            let kind = type(of: record).kind
            let members = try #require(try JSON(parsing: record.encoded, limits: .file).members)
            for index in members.indices {
                var fewer = members
                fewer.remove(at: index)
                #expect(throws: EntryFlaw.self, "\(kind) without \(members[index].name)") {
                    try kind.record(decoding: JSON.object(fewer).encoded())
                }
                var moved = members
                moved.append(moved.remove(at: index))
                if index < members.count - 1 {
                    #expect(throws: EntryFlaw.notCanonical) { try kind.record(decoding: JSON.object(moved).encoded()) }
                }
            }
            let more = JSON.object(members + [.init("more", true)]).encoded()
            #expect(throws: EntryFlaw.mistakes([JSONProblem(pointer: "/more", code: "unknown-key", reason: "is not a known key")])) {
                try kind.record(decoding: more)
            }
            #expect(throws: EntryFlaw.self) { try kind.record(decoding: record.encoded + [0x20]) }
        }
    }

    @Test("no flaw repeats what was written")
    func flaws() throws {
        let samples = try EntrySamples()
        var bytes = String(decoding: IntentRecord(client: samples.client, inquiry: try samples.inquiry()).encoded, as: UTF8.self)
        bytes = bytes.replacingOccurrences("\"sibling\"", "\"陈安然\"").replacingOccurrences("\"report\"", "\"黄立诚\"")
        let flaw = #expect(throws: EntryFlaw.self) { try IntentRecord(decoding: Array(bytes.utf8)) }
        let text = String(describing: flaw)
        #expect(text.contains("relation") && !text.contains("陈安然") && !text.contains("黄立诚"))
    }

    @Test("a leaf of any kind holds no word of its payload, nor a digest that could be guessed")
    func leavesHoldNoPersonalData() throws {
        let samples = try EntrySamples()
        var random = CountingBytes(seed: 5)
        let verification = VerificationID(EntrySamples.verification)
        var found = Set<String>()
        for (sequence, record) in try samples.records().enumerated() {
            let draft = EntryDraft(record, verification: verification, salt: random.next(32))
            let leaf = draft.leaf(
                sequence: sequence, stamp: EntryStamp(at: Timestamp(milliseconds: 1_772_323_200_000), clockWentBack: sequence == 3))
            let bytes = leaf.encoded
            for canary in EntrySamples.canaries {
                let plain = Array(canary.utf8)
                if draft.payload.holds(plain) { found.insert(canary) }
                let forms = [
                    plain, Array(Base64.text(of: plain).utf8), Array(Hexadecimal.text(of: plain).utf8),
                    Array(Base64.text(of: Digest.sha256(plain)).utf8), Array(Base64.text(of: Digest.sm3(plain)).utf8),
                    Array(Hexadecimal.text(of: Digest.sha256(plain)).utf8),
                ]
                for form in forms where bytes.holds(form) { Issue.record("a leaf of \(leaf.kind.rawValue) holds a canary") }
            }
            // Of the payload itself nothing but the salted commitment.
            #expect(!bytes.holds(Array(Base64.text(of: Digest.sha256(draft.payload)).utf8)))
            let members = try #require(try JSON(parsing: bytes, limits: .request).members).map(\.name)
            #expect(Set(members).isSubset(of: ["v", "seq", "at", "kind", "verification", "commitment", "receipt", "clockWentBack"]))
        }
        // A canary that stands in no payload would show nothing.
        #expect(found.count >= EntrySamples.canaries.count - 1, "\(Set(EntrySamples.canaries).subtracting(found))")
    }

    @Test("equal payloads under different salts cannot be told to be equal")
    func salts() {
        var random = CountingBytes(seed: 6)
        let stamp = EntryStamp(at: Timestamp(milliseconds: 0), clockWentBack: false)
        let drafts = (0..<2).map { _ in EntryDraft(StopRecord(reason: .asked), verification: nil, salt: random.next(32)) }
        #expect(drafts[0].payload == drafts[1].payload)
        #expect(drafts[0].leaf(sequence: 0, stamp: stamp).commitment != drafts[1].leaf(sequence: 0, stamp: stamp).commitment)
    }

    @Test("an outcome's leaf bears the digest of its receipt, every other kind none")
    func receipts() throws {
        let samples = try EntrySamples()
        let salt = [UInt8](repeating: 1, count: 32)
        let receipt = try samples.receipt(salt: salt)
        let stamp = EntryStamp(at: Timestamp(milliseconds: 0), clockWentBack: false)
        let outcome = OutcomeRecord(try samples.result(), receipt: IssuedReceipt(receipt, salt: salt), reply: nil)
        #expect(EntryDraft(outcome, verification: nil, salt: salt).leaf(sequence: 0, stamp: stamp).receipt == receipt.digest)
        #expect(EntryDraft(OutcomeRecord.interrupted, verification: nil, salt: salt).leaf(sequence: 0, stamp: stamp).receipt == nil)
        #expect(EntryDraft(StopRecord(reason: .asked), verification: nil, salt: salt).leaf(sequence: 0, stamp: stamp).receipt == nil)
    }
}
