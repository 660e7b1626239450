import Verification

/// What the index of answers has to say of a receipt that was given.
struct IssuedAnswers {
    /// One answer, its question under each pseudonym key of the ring.
    struct Due {
        let code: ReceiptCode
        let questions: [Pseudonym]
        let verdict: Verdict
        let value: String?
    }

    let sequence: Int
    let answers: [Due]

    /// Nil when the receipt that is sealed in the outcome is none, or of nobody.
    static func due(_ outcome: OutcomeRecord, _ intent: IntentRecord, _ sealer: Sealer) -> [Due]? {
        guard let receipt = outcome.receipt, let read = try? Receipt(decoding: Array(receipt.json.utf8)), let subject = intent.inquiry.subject else {
            return nil
        }
        return zip(outcome.findings.filter { $0.claim != nil }, intent.inquiry.claims).map { finding, claim in
            Due(
                code: read.code, questions: sealer.ring.pseudonyms(of: claim, for: intent.inquiry.certificate, about: subject.identifier),
                verdict: finding.verdict, value: finding.value)
        }
    }
}

extension IssuedAnswers.Due {
    /// Whether that is what has to be filed of it.
    func fits(_ code: String, _ question: Pseudonym?, _ verdict: String, _ value: Pseudonym?, _ sealer: Sealer) -> Bool {
        guard let question, questions.contains(question) else { return false }
        return code.utf8.elementsEqual(self.code.text.utf8) && verdict.utf8.elementsEqual(self.verdict.rawValue.utf8)
            && value == self.value.flatMap { sealer.ring.pseudonym(ofValue: $0, answering: question) }
    }
}

extension AuditWalk {
    /// What the entry is filed under is what it says of itself.
    mutating func holdFiling(
        _ filing: Filing, of filed: FiledEntry, _ leaf: Leaf, _ standing: JudgedEntry.Standing, _ answers: [IssuedAnswers.Due]?
    ) {
        let place = filed.sequence
        func wrong(_ column: String) { note(.wrongFiling, place, "what stands there is not what the entry says", in: column) }
        if !filing.kind.utf8.elementsEqual(leaf.kind.rawValue.utf8) { wrong("entries.kind") }
        if filing.verification != leaf.verification.map({ VerificationNumber($0).bytes }) { wrong("entries.verification") }
        if filing.at != leaf.stamp.at.milliseconds { wrong("entries.at") }
        // What was forgotten by destroying the key that wrapped its key is still there to be cleared away.
        if filing.remembered != (leaf.kind.isAboutPersons && !filed.entry.isForgotten ? 1 : 0) { wrong("entries.remembered") }
        for oddity in filing.oddities { wrong(oddity) }
        if filing.answers.contains(where: { $0.at != leaf.stamp.at.milliseconds }) { wrong("answers.at") }
        var due = answers
        if filed.entry.isForgotten || leaf.receipt == nil { due = [] }
        guard let due else { return }
        let fits =
            due.count == filing.answers.count
            && zip(due, filing.answers).allSatisfy { due, answer in
                guard let sealer else { return false }
                return answer.hasValue == (answer.value != nil) && due.fits(answer.code, answer.question, answer.verdict, answer.value, sealer)
            }
        if !fits { note(.receiptIndexDiffers, place, "its receipt is not filed as it was given", in: "answers") }
    }
}

/// The newest of many numbers: enough to tell what comes twice in a row from what never began.
struct RecentNumbers {
    private static let capacity = 1 << 16
    private var numbers: Set<VerificationNumber> = []
    private var order: [VerificationNumber] = []
    private var oldest = 0

    mutating func insert(_ number: VerificationNumber) {
        numbers.insert(number)
        if order.count < Self.capacity {
            order.append(number)
        } else {
            numbers.remove(order[oldest])
            order[oldest] = number
            oldest = (oldest + 1) % Self.capacity
        }
    }

    func contains(_ number: VerificationNumber) -> Bool { numbers.contains(number) }
}
