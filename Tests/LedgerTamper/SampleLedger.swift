import Ledger
import LedgerSQLite
import ShangMi
import StrictJSON
import Synchronization
import Verification

/// A ledger in a file with entries of every kind, receipts, forgotten verifications, several published checkpoints and a second place.
struct SampleLedger {
    static let log = "hall.example/log"
    let path: String
    let sealer: Sealer
    let signers: [NoteSigner]

    var secondPlacePath: String { path + ".second" }
    var keys: [NoteVerifier] { signers.map(\.verifier) }

    init(path: String, seed: UInt8 = 3) {
        let bytes = [UInt8](repeating: seed, count: 32)
        guard let wrapping = KeyName("wrap"), let names = KeyName("names"),
            let ring = KeyRing(
                wrapping: [wrapping: SecretBytes(bytes)], currentWrapping: wrapping, pseudonym: [names: SecretBytes(bytes)], currentPseudonym: names),
            let name = NoteKeyName(Self.log), let first = Ed25519.PrivateKey(seed: bytes), let second = SM2.PrivateKey(number: bytes)
        else { preconditionFailure("the keys are no keys") }
        self.path = path
        sealer = Sealer(ring: ring, suite: .sm4, randomBytes: { SecureBytes.random(count: $0) })
        signers = [NoteSigner(name: name, first), NoteSigner(name: name, second)]
    }

    /// What the log was seen to be outside.
    func witnessed() throws -> [KeptCheckpoint] { try FileSecondPlace(path: secondPlacePath).kept(of: Self.log) }

    /// Lets the log grow to exactly so many entries, about one verification in five of those before being forgotten.
    func grow(to size: Int, _ dice: inout Dice) async throws {
        let clock = Dice.Clock(dice.next())
        let writer = LedgerWriter(
            storage: LedgerFile(path: path), log: Self.log, holder: "sample", sealer: sealer, signers: signers,
            secondPlace: FileSecondPlace(path: secondPlacePath), wallClock: { clock.milliseconds() }, onEnd: { print("the writer ended: \($0)") })
        try writer.start { StartRecord(software: "sample", configuration: Commitment(of: []), interrupted: $0) }
        var count = try LedgerFile(path: path).reading().head(of: Self.log)?.size ?? 0
        var groups: [ClosedRange<Int>] = []
        // The stop is an entry as well.
        while count < size - 1 {
            let room = size - 1 - count
            if groups.count > 12, room > 1, dice.below(4) == 0 {
                let due = groups.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)
                groups = []
                guard case let record? = PurgeRecord.of(due) else { continue }
                _ = try await writer.append([draft(record)])
                try await writer.forget(due)
                count += 1
                _ = try await writer.publish()
                continue
            }
            let (entries, answers) = try work(dice.below(10), room, &dice)
            guard let first = try await writer.append(entries, answers: answers).first else { continue }
            count += entries.count
            if entries.allSatisfy({ $0.kind.isAboutPersons }), entries.first?.verification == nil || entries.last?.kind == .outcome {
                groups.append(first...first + entries.count - 1)
            }
        }
        await writer.stop(.asked)
    }

    private func draft(_ record: any EntryRecord, _ verification: VerificationID? = nil) -> EntryDraft {
        EntryDraft(record, verification: verification, salt: sealer.freshSalt)
    }

    private func work(_ kind: Int, _ room: Int, _ dice: inout Dice) throws -> ([EntryDraft], [AnswerDraft]) {
        let subject = try Self.person(dice.below(3))
        switch kind {
        case 0: return ([draft(PersonSearchRecord(searcher: "auditor", about: subject.identifier, reason: "order 7", found: dice.below(9)))], [])
        case 1: return ([draft(AccessReportRecord(client: Self.client, subject: subject, told: 2, hidden: 0))], [])
        case 2:
            return ([draft(RefusalRecord(client: Self.client, clerk: "c-7", code: "forbidden", problems: []))], [])
        case 3:
            return ([draft(ConfigurationRecord(before: Commitment(of: [1]), after: Commitment(of: [2]), changes: ["departments/courts"]))], [])
        case 4:
            // One that stays open.
            return ([draft(try intent(subject), dice.verification())], [])
        default:
            guard room >= 3 else { return ([draft(StopRecord(reason: .failure))], []) }
            return try verification(subject, hasReceipt: kind != 5, &dice)
        }
    }

    private func intent(_ subject: Person) throws -> IntentRecord {
        let other = try Self.person(3)
        let purpose = Purpose(
            category: .notarisation, matterCode: "m-1", matterName: nil, caseNumber: "2026-17", legalBasis: nil, consent: "c-4")
        let inquiry = Inquiry(
            certificate: "marital-status", subject: subject, normalised: [],
            claims: [Claim(.maritalSpouse, [.init("spouse", .person(other))]), Claim(.deathDate)],
            purpose: purpose, clerk: "c-7", whenUnavailable: .report)
        return IntentRecord(client: Self.client, inquiry: inquiry)
    }

    private func verification(_ subject: Person, hasReceipt: Bool, _ dice: inout Dice) throws -> ([EntryDraft], [AnswerDraft]) {
        let id = dice.verification()
        let intent = try intent(subject)
        guard let day = CalendarDate("2026-03-01"), let end = CalendarDate("2026-03-08") else { throw Unusable() }
        let findings = [
            Finding(
                claim: intent.inquiry.claims[0], verdict: dice.below(2) == 0 ? .refuted : .confirmed, reason: .endedByJudgment,
                value: .word("divorced"),
                asOf: day, validUntil: end, restsOn: ["ca-marriage"]),
            Finding(claim: intent.inquiry.claims[1], verdict: .inconclusive, reason: .sourceUnavailable, asOf: day),
        ]
        let result = VerificationResult(
            id: id.text, certificate: "marital-status", subject: subject, normalised: [], verdict: findings[0].verdict, findings: findings,
            sources: [], corrections: [], nextSteps: [], askedAt: 1_772_323_200_000, answeredAt: 1_772_323_201_000)
        let exchange = ExchangeRecord(
            Answer(question: Question("ca-marriage", about: subject), statement: .noRecord, dataAsOf: day, reference: "r-1"), exchange: "x-1",
            attempt: 1,
            elapsedMilliseconds: 12)
        var issued: IssuedReceipt?
        var answers: [AnswerDraft] = []
        if hasReceipt {
            let salt = sealer.freshSalt
            let code = ReceiptCode.generated { SecureBytes.random(count: $0) }
            let receipt = Receipt(
                result, code: code, log: Self.log, client: Self.client, purpose: .notarisation, salt: salt,
                issuedAt: Timestamp(milliseconds: 1_772_323_201_000))
            issued = receipt.map { IssuedReceipt($0, salt: salt) }
            answers = try findings.map { finding in
                guard let claim = finding.claim,
                    let question = sealer.ring.pseudonyms(of: claim, for: "marital-status", about: subject.identifier).first
                else {
                    throw Unusable()
                }
                let value = BriefFinding(finding).value.flatMap { sealer.ring.pseudonym(ofValue: $0, answering: question) }
                return AnswerDraft(code: code, question: question, verdict: finding.verdict, value: value)
            }
        }
        let outcome = OutcomeRecord(result, receipt: issued, reply: "{\"verdict\":\"\(result.verdict.rawValue)\"}")
        return ([draft(intent, id), draft(exchange, id), draft(outcome, id)], answers)
    }

    private static let client = RecordedClient(name: "hall", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment)

    private static func person(_ number: Int) throws -> Person {
        let (name, text) = [
            ("陈安然", "449901198512040025"), ("黄立诚", "449901198303170018"), ("欧阳晓梅", "44990119850312004X"), ("欧阳建国", "449902196305010031"),
        ][number]
        let json: JSON = ["name": .string(name), "identifier": ["type": "resident-id", "number": .string(text)]]
        guard let person = Person.read(ObjectReader(json, into: ProblemList()))?.person else { throw Unusable() }
        return person
    }

    struct Unusable: Error {}
}

extension PurgeRecord {
    /// The purge of those verifications; nil for none.
    fileprivate static func of(_ ranges: [ClosedRange<Int>]) -> PurgeRecord? {
        guard !ranges.isEmpty, let day = CalendarDate("2026-03-01") else { return nil }
        return PurgeRecord(reason: .order, reference: "order 7", day: day, forgotten: ranges)
    }
}

/// Chance from a seed (SplitMix64), which is told, so that a run can be done again.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// A UUIDv7.
    mutating func verification() -> VerificationID {
        var digits = Array(String(next() & 0xFFFF_FFFF_FFFF, radix: 16).utf8)
        digits = Array(repeating: UInt8(ascii: "0"), count: 12 - digits.count) + digits
        guard let id = VerificationID("01980d2e-7c11-7a3b-8f00-" + String(decoding: digits, as: UTF8.self)) else { preconditionFailure("no id") }
        return id
    }

    /// A clock that sometimes goes back.
    final class Clock: Sendable {
        private let calls: Atomic<Int64>

        init(_ seed: UInt64) { calls = Atomic(Int64(seed % 1000)) }

        func milliseconds() -> Int64 {
            let call = calls.wrappingAdd(1, ordering: .relaxed).newValue
            return 1_772_323_200_000 + call * 7 - (call % 37 == 0 ? 5000 : 0)
        }
    }
}
