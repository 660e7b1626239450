import Ledger
import ShangMi
import StrictJSON
import Testing
import Verification

@Suite struct RetentionRulesTests {
    @Test("nothing may be kept for less than half a year, and three years are the default")
    func bounds() {
        #expect(RetentionRules()?.days == 1096)
        #expect(RetentionRules(days: 183) != nil && RetentionRules(days: 182) == nil && RetentionRules(days: 36_526) == nil)
        #expect(RetentionRules(byClaim: [.aliveAt: 182]) == nil)
    }

    @Test("the longest rule of the claims counts")
    func longest() throws {
        let rules = try #require(RetentionRules(days: 400, byClaim: [.aliveAt: 183, .maritalStatus: 3653]))
        #expect(rules.days(for: [ClaimKind.aliveAt]) == 183 && rules.days(for: [ClaimKind]()) == 400)
        #expect(rules.days(for: [ClaimKind.aliveAt, .maritalStatus]) == 3653 && rules.days(for: [ClaimKind.aliveAt, .deathDate]) == 400)
    }

    @Test("rules are read, every mistake at once")
    func reading() throws {
        func read(_ text: String) throws -> (RetentionRules?, [String]) {
            let problems = ProblemList()
            let rules = RetentionRules.read(ObjectReader(try JSON(parsing: Array(text.utf8), limits: .file), into: problems))
            return (rules, problems.all.map { "\($0.pointer) \($0.code)" })
        }
        #expect(try read("{}").0?.days == 1096)
        #expect(try read(#"{"days":365,"claims":{"alive.at":200}}"#).0?.days(for: .aliveAt) == 200)
        let (rules, problems) = try read(#"{"days":1,"claims":{"alive.at":2,"no.claim":300},"more":0}"#)
        #expect(rules == nil)
        #expect(problems == ["/days out-of-range", "/claims/alive.at out-of-range", "/claims/no.claim unknown-key", "/more unknown-key"])
    }

    @Test("what is due is due from the day on, by the calendar of the law")
    func due() throws {
        let rules = try #require(RetentionRules(days: 183))
        let newest = try #require(Timestamp("2026-02-28T16:00:00.000Z"))
        let cases = [RetentionCase(entries: [1, 2], claims: [.aliveAt], newest: newest)]
        let day = try EntrySamples.day("2026-03-01").adding(days: 183)
        #expect(Forgetting.due(cases, rules: rules, today: day.adding(days: -1)).isEmpty)
        #expect(Forgetting.due(cases, rules: rules, today: day).count == 1)
    }
}

@Suite struct ForgettingTests {
    @Test("a plan names every entry once, as ranges")
    func ranges() throws {
        let newest = Timestamp(milliseconds: 0)
        let day = try EntrySamples.day("2030-01-01")
        let cases = [[5, 3, 4], [9], [4, 5], [7, 8]].map { RetentionCase(entries: $0, claims: [], newest: newest) }
        let plan = try #require(Forgetting.plan(cases, reason: .retention, today: day))
        #expect(plan.forgotten == [3...5, 7...9] && plan.count == 6 && plan.record.forgotten == plan.forgotten)
        #expect(Forgetting.plan([], reason: .retention, today: day) == nil)
    }

    @Test("a key that is gone without a later purge that names its entry is told")
    func unexplained() throws {
        let day = try EntrySamples.day("2030-01-01")
        let purge = PurgeRecord(reason: .retention, reference: nil, day: day, forgotten: [2...4, 40...41])
        #expect(Forgetting.unexplained(forgotten: [1, 2, 3, 4, 5, 40], purges: [(sequence: 20, record: purge)]) == [1, 5, 40])
        #expect(Forgetting.unexplained(forgotten: [2], purges: []) == [2])
    }

    @Test("after a purge the receipt still verifies, and nothing that is kept tells anything about the person", arguments: CipherSuite.allCases)
    func purge(suite: CipherSuite) throws {
        let samples = try EntrySamples()
        let ring = try RingSamples.ring()
        let sealer = RingSamples.sealer(ring, suite)
        let salt = SecureBytes.random(count: 32)
        let receipt = try samples.receipt(salt: salt)
        var records = try samples.records()
        records[7] = OutcomeRecord(try samples.result(), receipt: IssuedReceipt(receipt, salt: salt), reply: nil)
        var kept = records.enumerated().map { RingSamples.sealed($0.element, by: sealer, sequence: $0.offset) }
        let before = MerkleTree(leaves: kept.map(\.leaf))

        let personal = records.indices.filter { type(of: records[$0]).kind.isAboutPersons }
        let due = [RetentionCase(entries: personal, claims: [.maritalSpouse], newest: Timestamp(milliseconds: 0))]
        let today = try EntrySamples.day("2030-01-01")
        let rules = try #require(RetentionRules())
        let plan = try #require(Forgetting.plan(Forgetting.due(due, rules: rules, today: today), reason: .retention, today: today))
        kept.append(RingSamples.sealed(plan.record, by: sealer, sequence: kept.count))
        for entry in plan.forgotten.flatMap({ $0 }) { kept[entry] = kept[entry].forgotten }

        // Every proof holds: the receipt's own, in the tree that has grown by the purge, which begins with the tree before.
        let tree = MerkleTree(leaves: kept.map(\.leaf))
        let consistency = try tree.consistencyProof(from: before.size, to: tree.size)
        #expect(consistency.flaw(oldRoot: before.root, newRoot: tree.root) == nil)
        let name = try #require(NoteKeyName("hall.example/log"))
        let signer = NoteSigner(name: name, try #require(Ed25519.PrivateKey(seed: SecureBytes.random(count: 32))))
        let checkpoint = try #require(Checkpoint(origin: name.text, size: tree.size, root: tree.root)?.signed(by: [signer]))
        let file = ReceiptFile(
            receipt: receipt.encoded, leaf: kept[7].leaf, proof: try tree.inclusionProof(index: 7, size: tree.size).hashes,
            checkpoint: checkpoint.bytes, salt: salt)
        let said = ReceiptVerification.Claimed(name: "陈安然", number: "449901198512040025")
        #expect(ReceiptVerification(file.encoded, keys: [signer.verifier], claimed: said).isGenuine)

        // All bytes that are kept, and all that the ring opens of them.
        var bytes: [UInt8] = []
        var forgotten: [Int] = []
        var purges: [(sequence: Int, record: PurgeRecord)] = []
        for (sequence, entry) in kept.enumerated() {
            bytes += entry.leaf + entry.sealed + (entry.key?.bytes ?? []) + entry.pseudonyms.flatMap(\.bytes)
            switch try sealer.opening(entry) {
            case .opened(let opened):
                bytes += opened.payload
                if let purge = opened.record as? PurgeRecord { purges.append((sequence, purge)) }
            case .forgotten: forgotten.append(sequence)
            }
        }
        #expect(forgotten == personal && Forgetting.unexplained(forgotten: forgotten, purges: purges).isEmpty)
        for canary in EntrySamples.canaries {
            if bytes.holds(Array(canary.utf8)) { Issue.record("a canary is kept: \(canary.utf8.count) bytes") }
        }
        for identifier in records.flatMap(\.identifiers) {
            for pseudonym in ring.pseudonyms(of: identifier) { #expect(!bytes.holds(pseudonym.bytes)) }
        }
        #expect(!bytes.holds(salt) && !bytes.holds(Array(Base64.text(of: salt).utf8)))
    }
}
