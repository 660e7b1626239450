import Ledger
import ShangMi
import StrictJSON
import Testing
import Verification

/// One record of every kind, full of things that must not get into a leaf.
struct EntrySamples {
    static let verification = "01980d2e-7c11-7a3b-8f00-0123456789ab"
    let subject: Person
    let other: Person
    let client: RecordedClient
    var random = CountingBytes(seed: 1)

    /// Words that stand in the records and nowhere else: names, numbers, who asks and what for.
    static let canaries = [
        "陈安然", "449901198512040025", "黄立诚", "449901198303170018", "欧阳建国", "449902630501003", "449902196305010031", "canary-clerk", "canary-hall",
        "11449900MB00000197", "canary-matter", "canary-case", "canary-basis", "canary-consent", "canary-reference", "canary-exchange",
        "canary-reason",
        "canary-reply", "canary-searcher", "canary-pointer", "marital.spouse", "ca-marriage", "divorced",
    ]

    init() throws {
        subject = try Self.person("陈安然", "449901198512040025")
        other = try Self.person("黄立诚", "449901198303170018")
        client = RecordedClient(name: "canary-hall", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment)
    }

    static func person(_ name: String, _ number: String, _ type: IdentifierType = .residentID) throws -> Person {
        let json: JSON = ["name": .string(name), "identifier": ["type": .string(type.rawValue), "number": .string(number)]]
        return try #require(Person.read(ObjectReader(json, into: ProblemList()))?.person)
    }

    static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    /// Claims that together have a parameter of every type.
    func claims() throws -> [Claim] {
        let old = try Self.person("欧阳建国", "449902630501003")
        let day = try Self.day("2026-03-01")
        return [
            Claim(.maritalSpouse, [.init("spouse", .person(other)), .init("at", .date(day))]),
            Claim(.inheritanceFacts, [.init("claimants", .claimants([.init(person: old, relation: "sibling")]))]),
            Claim(.hardshipLegalAid, [.init("household", .persons([other, old])), .init("amount", .integer(1_000_000_000_000))]),
            Claim(.crimeNoRecord, [.init("period", .period(from: day, to: nil)), .init("scope", .text("\"quoted\" \\ 词 \u{1F600}"))]),
            Claim(
                .incomeCompare,
                [
                    .init("from", .month(year: 2025, month: 1)), .init("to", .month(year: 2025, month: 12)),
                    .init("operator", .text("at-most")), .init("amount", .integer(0)),
                ]),
            Claim(.kinshipSameHousehold, [.init("other", .person(other)), .init("ever", .flag(true))]),
            Claim(.propertyNone, [.init("kinds", .words(["vehicle", "deposit"])), .init("area", .text("province"))]),
            Claim(.deathDate),
        ]
    }

    func inquiry() throws -> Inquiry {
        Inquiry(
            certificate: "marital-status", subject: subject, normalised: [.lowerCaseNumber], claims: try claims(),
            purpose: Purpose(
                category: .notarisation, matterCode: "canary-matter", matterName: "canary-matter name", caseNumber: "canary-case",
                legalBasis: "canary-basis", consent: "canary-consent"),
            clerk: "canary-clerk", whenUnavailable: .report)
    }

    func result() throws -> VerificationResult {
        let day = try Self.day("2026-03-01")
        let part = Finding(claim: Claim(.aliveAt), verdict: .confirmed, reason: .lifeSign, asOf: day, restsOn: ["hc-service"])
        let findings = [
            Finding(
                claim: try claims()[0], verdict: .refuted, reason: .endedByJudgment, value: .word("divorced"), asOf: day,
                since: try Self.day("2019-06-20"), validUntil: try Self.day("2026-03-08"), match: [FieldMatch(field: "name", outcome: .match)],
                restsOn: ["ca-marriage", "court-judgment"], cautions: [.coverageLimited]),
            Finding(
                claim: try claims()[1], verdict: .inconclusive, reason: .sourceUnavailable, value: .findings([part]), asOf: day,
                validUntil: try Self.day("2026-03-05")),
        ]
        let failure = FailureReport(kind: .timedOut, delivery: .mayHaveHappened, detail: "http 502")
        let sources = [
            SourceReport(
                registry: "ca-marriage", authority: "civil-affairs", outcome: .record, reference: "canary-reference", dataAsOf: day,
                elapsedMilliseconds: 12, attempts: 1, failure: nil),
            SourceReport(
                registry: "court-judgment", authority: "courts", outcome: .unavailable, reference: nil, dataAsOf: nil, elapsedMilliseconds: 8000,
                attempts: 2, failure: failure),
        ]
        return VerificationResult(
            id: Self.verification, certificate: "marital-status", subject: subject, normalised: [], verdict: .refuted, findings: findings,
            sources: sources, corrections: [], nextSteps: [], askedAt: 1_772_323_200_000, answeredAt: 1_772_323_201_000)
    }

    func receipt(salt: [UInt8], log: String = "hall.example/log") throws -> Receipt {
        var random = CountingBytes(seed: 77)
        let code = ReceiptCode.generated { random.next($0) }
        let receipt = Receipt(
            try result(), code: code, log: log, client: client, purpose: .notarisation, salt: salt,
            issuedAt: Timestamp(milliseconds: 1_772_323_201_000))
        return try #require(receipt)
    }

    /// At least one record of every kind.
    func records() throws -> [any EntryRecord] {
        let salt = [UInt8](repeating: 7, count: 32)
        let digest = Commitment(of: [1])
        let day = try Self.day("2026-03-01")
        let question = Question("ca-marriage", about: subject)
        let code = try receipt(salt: salt).code
        return [
            StartRecord(software: "gatewayd 1", configuration: digest, interrupted: 3), StopRecord(reason: .asked),
            ConfigurationRecord(before: digest, after: Commitment(of: [2]), changes: ["departments/courts"]),
            IntentRecord(client: client, inquiry: try inquiry(), hiddenUntil: day),
            IntentRecord(
                client: client,
                inquiry: Inquiry(
                    certificate: "domicile", subject: nil, normalised: [], claims: [],
                    purpose: Purpose(
                        category: .general, matterCode: "m", matterName: nil, caseNumber: "c", legalBasis: nil, consent: nil), clerk: nil,
                    whenUnavailable: .defer)),
            ExchangeRecord(
                Answer(question: question, statement: .noRecord, dataAsOf: day, reference: "canary-reference"), exchange: "canary-exchange",
                attempt: 1, elapsedMilliseconds: 12),
            ExchangeRecord(
                Answer(
                    question: question,
                    statement: .unavailable(FailureReport(kind: .connectionLost, delivery: .mayHaveHappened, detail: "cut"))),
                exchange: "canary-exchange", attempt: 2, elapsedMilliseconds: 8000),
            OutcomeRecord(try result(), receipt: IssuedReceipt(try receipt(salt: salt), salt: salt), reply: "{\"canary-reply\":\"陈安然\"}\n"),
            OutcomeRecord.interrupted,
            RefusalRecord(
                client: client, clerk: "canary-clerk", code: "invalid-parameters",
                problems: [JSONProblem(pointer: "/canary-pointer", code: "missing", reason: "is required")]),
            ReceiptReadRecord(reader: "canary-searcher", code: code, reason: "canary-reason"),
            PersonSearchRecord(searcher: "canary-searcher", about: subject.identifier, reason: "canary-reason", found: 4),
            AccessReportRecord(client: client, subject: subject, told: 3, hidden: 1),
            PurgeRecord(reason: .order, reference: "order 7", day: day, forgotten: [0...3, 5...5]),
            TakeoverRecord(previousEpoch: 1, epoch: 2, previousHolder: "node-a", holder: "node-b"),
        ]
    }
}

/// Bytes from a seed that never repeat in a test (SplitMix64).
struct CountingBytes {
    private var dice: LogDice

    init(seed: UInt64) { dice = LogDice(seed: seed) }

    mutating func next(_ count: Int) -> [UInt8] { dice.bytes(count) }
}

extension [UInt8] {
    /// Whether the bytes stand somewhere in these.
    func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first, count >= part.count else { return false }
        return indices.dropLast(part.count - 1).contains { self[$0] == first && self[$0..<$0 + part.count].elementsEqual(part) }
    }
}
