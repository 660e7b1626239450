import Ledger
import ShangMi
import StrictJSON
import Testing
import Verification

@Suite struct ReceiptVerificationTests {
    private static let said = ReceiptVerification.Claimed(name: "陈安然", number: "449901198512040025")

    private static func flaws(_ bytes: [UInt8], _ keys: [NoteVerifier], _ claimed: ReceiptVerification.Claimed? = nil) -> [ReceiptFlaw] {
        ReceiptVerification(bytes, keys: keys, claimed: claimed).flaws
    }

    @Test("a genuine receipt holds at every step, in logs of every size, with either key", arguments: [1, 2, 7, 256, 257])
    func genuine(size: Int) throws {
        for index in Set([0, size / 2, size - 1]) {
            let samples = try ReceiptSamples(index: index, size: size)
            for keys in [samples.keys, [samples.keys[0]], [samples.keys[1]]] {
                let verification = ReceiptVerification(samples.file.encoded, keys: keys, claimed: Self.said)
                #expect(verification.isGenuine && verification.flaws.isEmpty)
                #expect(verification.steps.map(\.step) == ReceiptStep.allCases)
                #expect(verification.logSize == size && verification.leaf?.sequence == index && verification.signers.count == keys.count)
                #expect(verification.receipt?.encoded == samples.receipt.encoded)
            }
        }
    }

    @Test("a receipt is read back as it was written, and says nothing about the person")
    func form() throws {
        let samples = try ReceiptSamples()
        let receipt = try Receipt(decoding: samples.receipt.encoded)
        #expect(receipt.encoded == samples.receipt.encoded && receipt.verdict == .refuted && receipt.asOf == CalendarDate("2026-03-01"))
        #expect(receipt.validUntil == CalendarDate("2026-03-05") && receipt.sources == ["ca-marriage", "court-judgment"])
        for canary in [
            "陈安然", "449901198512040025", "黄立诚", "449901198303170018", "欧阳建国", "449902630501003", "canary-clerk", "canary-case", "divorced",
        ] {
            #expect(!samples.file.withoutSalt.encoded.holds(Array(canary.utf8)))
        }
        #expect(try ReceiptFile(parsing: samples.file.encoded).encoded == samples.file.encoded)
    }

    @Test("the holder opens it by name and number, in the forms in which people say them")
    func subject() throws {
        let samples = try ReceiptSamples()
        let bytes = samples.file.encoded
        for (name, number) in [("陈安然", "449901198512040025"), (" 陈安然 ", "449901 19851204 0025"), ("陈安然", "４４９９０１１９８５１２０４００２５")] {
            #expect(Self.flaws(bytes, samples.keys, .init(name: name, number: number)) == [])
        }
        for (name, number) in [("陈安", "449901198512040025"), ("陈安然", "449901198303170018"), ("陈安然", "1"), ("", "449901198512040025")] {
            #expect(Self.flaws(bytes, samples.keys, .init(name: name, number: number)) == [.subjectDiffers])
        }
        #expect(Self.flaws(samples.file.withoutSalt.encoded, samples.keys, Self.said) == [.subjectNotOpenable])
        #expect(Self.flaws(samples.file.withoutSalt.encoded, samples.keys) == [])
        let old = try EntrySamples.person("欧阳建国", "449902630501003")
        let commitment = SubjectCommitment(salt: samples.salt, person: old)
        #expect(commitment.isOpened(bySalt: samples.salt, name: "欧阳建国", number: "449902196305010031"))
        #expect(commitment.isOpened(bySalt: samples.salt, name: "欧阳建国", number: "449902630501003"))
        #expect(!commitment.isOpened(bySalt: [1], name: "欧阳建国", number: "449902630501003"))
    }

    @Test("every kind of forgery fails at its step, by its name")
    func forgeries() throws {
        let samples = try ReceiptSamples()
        let (keys, text) = (samples.keys, String(decoding: samples.file.receipt, as: UTF8.self))
        let better = Array(text.replacingOccurrences("\"refuted\"", "\"confirmed\"").utf8)
        #expect(Self.flaws(samples.altered(receipt: better), keys) == [.receiptNotInLeaf])
        // Leaf made to fit the altered receipt: then it is not in the log.
        let leaf = try Leaf(decoding: samples.file.leaf)
        let fitting = Leaf(
            sequence: leaf.sequence, stamp: leaf.stamp, kind: .outcome, verification: leaf.verification, commitment: leaf.commitment,
            receipt: Commitment(of: better))
        #expect(Self.flaws(samples.altered(receipt: better, leaf: fitting.encoded), keys) == [.notInLog])
        #expect(Self.flaws(samples.altered(leaf: samples.leaves[3]), keys) == [.receiptNotInLeaf, .notInLog])
        #expect(Self.flaws(samples.altered(leaf: samples.file.leaf + [0x20]), keys).first == .malformedLeaf)
        let intent = Leaf(sequence: 4, stamp: leaf.stamp, kind: .intent, verification: leaf.verification, commitment: leaf.commitment)
        #expect(Self.flaws(samples.altered(leaf: intent.encoded), keys) == [.leafOfOtherKind, .notInLog])
        let elsewhere = Leaf(
            sequence: 4, stamp: leaf.stamp, kind: .outcome, verification: VerificationID("01980d2e-7c11-7a3b-8f00-0123456789ac"),
            commitment: leaf.commitment, receipt: leaf.receipt)
        #expect(Self.flaws(samples.altered(leaf: elsewhere.encoded), keys) == [.otherVerification, .notInLog])
        #expect(Self.flaws(samples.altered(receipt: samples.file.receipt + [0x20]), keys) == [.malformedReceipt, .receiptNotInLeaf])
        #expect(Self.flaws(Array("{}".utf8), keys, Self.said) == [.malformedFile])
        #expect(Self.flaws(samples.altered(proof: Array(samples.file.proof.dropLast())), keys) == [.notInLog])
        #expect(Self.flaws(samples.altered(checkpoint: Array("x\n".utf8)), keys) == [.malformedCheckpoint])
        #expect(Self.flaws(samples.altered(checkpoint: try samples.checkpoint(origin: "other/log")), keys) == [.otherLog])
        #expect(Self.flaws(samples.altered(checkpoint: try samples.checkpoint(root: MerkleHash.leaf([]))), keys) == [.notInLog])
        #expect(Self.flaws(samples.altered(checkpoint: try samples.checkpoint(size: 3)), keys) == [.notInLog])
        let stranger = try ReceiptSamples(seed: 9)
        #expect(Self.flaws(samples.file.encoded, stranger.keys) == [.unknownSigner])
        #expect(Self.flaws(stranger.file.encoded, keys) == [.unknownSigner])
        var note = samples.file.checkpoint
        note[note.count - 10] = note[note.count - 10] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        #expect(Self.flaws(samples.altered(checkpoint: note), keys) == [.wrongSignature])
    }

    @Test("every turned bit of the file is noticed, but for what no step rests on")
    func bits() throws {
        let samples = try ReceiptSamples(index: 1, size: 3)
        let bytes = samples.file.encoded
        var unnoticed = 0
        for place in bytes.indices {
            for bit in 0..<8 {
                var turned = bytes
                turned[place] ^= 1 << UInt8(bit)
                let verification = ReceiptVerification(turned, keys: [samples.keys[0]], claimed: Self.said)
                guard verification.isGenuine else { continue }
                // The other key's signature line is passed over by whoever does not know the key; white space around the file is free.
                unnoticed += 1
                let file = try ReceiptFile(parsing: turned)
                let isSame = file.receipt == samples.file.receipt && file.leaf == samples.file.leaf && file.proof == samples.file.proof
                if !isSame || file.salt != samples.salt { Issue.record("bit \(bit) of byte \(place)") }
                // Whoever knows both keys notices that one has not signed: a signature line may be cut off, as the specification has it.
                let both = ReceiptVerification(turned, keys: samples.keys)
                if both.signers.count == 2, file.checkpoint != samples.file.checkpoint {
                    Issue.record("bit \(bit) of byte \(place), with both keys")
                }
            }
        }
        #expect(unnoticed < 1200)
    }

    @Test("what is wrong in a file's form is told with its place")
    func fileForm() throws {
        let text = String(decoding: try ReceiptSamples().file.encoded, as: UTF8.self)
        let spaced = text.replacingOccurrences(",\"leaf\"", " ,\n  \"leaf\"")
        #expect(try ReceiptFile(parsing: Array(spaced.utf8)).encoded == Array(text.utf8))
        for (part, other) in [
            ("\"v\":1,\"receipt", "\"v\":2,\"receipt"), ("\"proof\":[", "\"proof\":[1,"), ("\"salt\"", "\"salz\""), ("\"leaf\"", "\"blatt\""),
        ] {
            #expect(throws: EntryFlaw.self) { try ReceiptFile(parsing: Array(text.replacingOccurrences(part, other).utf8)) }
        }
    }
}

@Suite struct SupersessionTests {
    private static func answer(_ verdict: Verdict, _ sequence: Int, value: [UInt8]? = nil, question: [UInt8] = [1]) throws -> ReceiptedAnswer {
        var random = CountingBytes(seed: UInt64(sequence))
        let key = try #require(KeyName("names-2"))
        return ReceiptedAnswer(
            code: ReceiptCode.generated { random.next($0) }, question: Pseudonym(key: key, bytes: question), verdict: verdict,
            value: value.map { Pseudonym(key: key, bytes: $0) }, sequence: sequence)
    }

    @Test("a later, different, settled answer to the same question supersedes; nothing else does")
    func rule() throws {
        let first = try Self.answer(.confirmed, 10)
        for verdict in Verdict.allCases {
            let later = try Self.answer(verdict, 11)
            #expect(later.supersedes(first) == (verdict != .confirmed && verdict.isSettled))
            #expect(!first.supersedes(later) && !later.supersedes(later))
            #expect(try !Self.answer(verdict, 11, question: [2]).supersedes(first))
        }
        #expect(try Self.answer(.confirmed, 12, value: [1]).supersedes(Self.answer(.confirmed, 11, value: [2])))
        #expect(try !Self.answer(.confirmed, 12, value: [1]).supersedes(Self.answer(.confirmed, 11, value: [1])))
    }

    @Test("how a receipt stands follows from all answers, in any order")
    func standing() throws {
        let answers = [try Self.answer(.confirmed, 1), try Self.answer(.inconclusive, 2), try Self.answer(.refuted, 3), try Self.answer(.refuted, 4)]
        #expect(answers.map { $0.standing(among: answers) } == [.superseded, .superseded, .valid, .valid])
        #expect(answers.map { $0.standing(among: answers.reversed()) } == [.superseded, .superseded, .valid, .valid])
    }
}
