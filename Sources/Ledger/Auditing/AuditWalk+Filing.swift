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
    /// The answers of a receipt are filed as they were given; nil where that is not known.
    mutating func holdAnswers(of filed: FiledEntry, _ filing: Filing, _ leaf: Leaf, _ answers: [IssuedAnswers.Due]?) {
        var due = answers
        if filed.entry.isForgotten || leaf.receipt == nil { due = [] }
        guard let due else { return }
        let fits =
            due.count == filing.answers.count
            && zip(due, filing.answers).allSatisfy { due, answer in
                guard let sealer else { return false }
                return answer.hasValue == (answer.value != nil) && due.fits(answer.code, answer.question, answer.verdict, answer.value, sealer)
            }
        if !fits { note(.receiptIndexDiffers, filed.sequence, "its receipt is not filed as it was given", in: "answers") }
    }
}

extension Filing {
    /// The tables and columns that say something else than the entry itself.
    func mistakes(_ entry: SealedEntry, _ leaf: Leaf) -> [String] {
        var columns = oddities
        if !kind.utf8.elementsEqual(leaf.kind.rawValue.utf8) { columns.append("entries.kind") }
        if verification != leaf.verification.map({ VerificationNumber($0).bytes }) { columns.append("entries.verification") }
        if at != leaf.stamp.at.milliseconds { columns.append("entries.at") }
        // What was forgotten by destroying the key that wrapped its key is still there to be cleared away.
        if remembered != (leaf.kind.isAboutPersons && !entry.isForgotten ? 1 : 0) { columns.append("entries.remembered") }
        if answers.contains(where: { $0.at != leaf.stamp.at.milliseconds }) { columns.append("answers.at") }
        return columns
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
