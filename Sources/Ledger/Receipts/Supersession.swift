package import Verification

/// How a receipt stands today, by its code alone; the raw value is contract.
package enum ReceiptStanding: String, Sendable, CaseIterable {
    /// Nothing later says otherwise.
    case valid
    /// A later receipt gives another answer to the same question.
    case superseded
    /// No receipt has this code.
    case unknown
}

/// An answer that a receipt was given for, as an index keeps it. Names nobody; forgotten with its verification.
package struct ReceiptedAnswer: Sendable {
    /// The receipt.
    package let code: ReceiptCode
    /// What stands for the question about the person (``KeyRing/pseudonyms(of:for:about:)``).
    package let question: Pseudonym
    package let verdict: Verdict
    /// What stands for the value that was told (``KeyRing/pseudonym(ofValue:answering:)``); nil for claims without a value.
    package let value: Pseudonym?
    /// The place of the outcome in the log.
    package let sequence: Int

    package init(code: ReceiptCode, question: Pseudonym, verdict: Verdict, value: Pseudonym? = nil, sequence: Int) {
        self.code = code
        self.question = question
        self.verdict = verdict
        self.value = value
        self.sequence = sequence
    }

    /// True when this answer takes the place of an earlier one: the same question, later in the log, a different verdict or value. An answer
    /// that settles nothing (a registry was silent, a body has to decide) takes nobody's place.
    package func supersedes(_ earlier: ReceiptedAnswer) -> Bool {
        guard question == earlier.question, sequence > earlier.sequence, verdict.isSettled else { return false }
        return verdict != earlier.verdict || value != earlier.value
    }

    /// How this answer's receipt stands among all answers to the same question.
    package func standing(among answers: [ReceiptedAnswer]) -> ReceiptStanding {
        answers.contains { $0.supersedes(self) } ? .superseded : .valid
    }
}

extension Verdict {
    /// True where something was found out about the person, so that a later answer of this kind replaces an earlier one.
    package var isSettled: Bool {
        switch self {
        case .confirmed, .refuted, .noRecord, .conflict, .identityMismatch: true
        case .inconclusive, .pending, .referred, .notRequired, .exempt: false
        }
    }
}
