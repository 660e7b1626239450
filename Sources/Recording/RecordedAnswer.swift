package import Ledger
package import Verification

/// What became of a request for a verification.
package enum RecordedAnswer: Sendable {
    /// It was answered now.
    case answered(RecordedReply)
    /// The same request was answered before, under the same key: that answer again.
    case replayed(RecordedReply)
    /// The same request was made before, under the same key, and the daemon ended before it was answered.
    case interrupted(InterruptedVerification)
    /// The same request is being answered at the moment, here or at another node.
    case running
    /// The key stands for another request.
    case keyTaken
}

/// A reply as it was recorded: the uniform result without its receipt, and the receipt.
package struct RecordedReply: Sendable {
    /// The uniform result's bytes, its `receipt` null.
    package let result: [UInt8]
    /// What the reply says of its receipt; nil when none was given.
    package let receipt: ReceiptMention?

    package init(result: [UInt8], receipt: ReceiptMention?) {
        self.result = result
        self.receipt = receipt
    }
}

/// What a reply says of its receipt.
package struct ReceiptMention: Sendable {
    package let code: ReceiptCode
    /// The origin of the log that holds it.
    package let log: String
    /// The place of the outcome in that log.
    package let index: Int
    /// SHA-256 of the receipt, as it stands in the leaf at that place.
    package let seal: Commitment
    /// The receipt whose answer this one replaces.
    package let supersedes: ReceiptCode?

    package init(code: ReceiptCode, log: String, index: Int, seal: Commitment, supersedes: ReceiptCode?) {
        self.code = code
        self.log = log
        self.index = index
        self.seal = seal
        self.supersedes = supersedes
    }

    /// That of a receipt at its place; nil when the text is no receipt.
    init?(_ receipt: IssuedReceipt, at place: EntryPlace) {
        guard let read = try? Receipt(decoding: Array(receipt.json.utf8)) else { return nil }
        self.init(code: read.code, log: place.log, index: place.sequence, seal: receipt.digest, supersedes: read.supersedes)
    }
}

/// The key by which a client asks for the same thing again without its being done twice (draft-ietf-httpapi-idempotency-key-header).
package struct RequestKey: Sendable {
    /// How long a key stands for its request: seven days.
    package static let lifeMilliseconds: Int64 = 7 * 86_400_000

    /// SHA-256 over the client's name and its key.
    package let scope: Commitment
    /// SHA-256 over the request's body.
    package let request: Commitment

    /// - Parameters:
    ///   - client: The client's name: keys of different clients have nothing to do with each other.
    ///   - key: As it was sent, without quotes.
    ///   - body: The bytes of the request's body.
    package init(client: String, key: String, body: [UInt8]) {
        scope = Commitment(of: Array(client.utf8) + [0] + Array(key.utf8))
        request = Commitment(of: body)
    }
}

/// Why something could not be recorded, or read.
package enum RecordingFailure: Error, Sendable, Hashable {
    /// The ledger takes nothing now: nothing was asked of a registry, or what was asked is closed as interrupted later. May be tried again.
    case notRecorded(String)
    /// The ledger cannot be read now.
    case unreadable(String)
}

/// One conclusion as somebody is told who has a receipt's code.
package struct ShownConclusion: Sendable {
    package let claim: ClaimKind?
    package let verdict: Verdict
    package let asOf: CalendarDate
    package let validUntil: CalendarDate?
}

/// What everybody is told who has a receipt's code: nothing about the person.
package struct ShownReceipt: Sendable {
    package let code: ReceiptCode
    package let standing: ReceiptStanding
    /// What it says; nil for an unknown one.
    package let content: Content?

    /// What a receipt says.
    package struct Content: Sendable {
        package let certificate: CertificateID
        package let verdict: Verdict
        package let conclusions: [ShownConclusion]
        package let hall: String
        package let issuedAt: Timestamp
        package let log: String
        package let index: Int
    }
}

/// What is known of a verification.
package enum KnownVerification: Sendable {
    /// None of this client's has that id.
    case unknown
    /// It has begun and not ended.
    case running
    /// It has ended with this reply.
    case ended(RecordedReply)
    /// The daemon ended before it did.
    case interrupted(InterruptedVerification)
    /// It was, and what it was about is forgotten.
    case forgotten
}

/// A verification that was never answered: what was asked.
package struct InterruptedVerification: Sendable {
    package let id: VerificationID
    package let inquiry: Inquiry
    package let begun: Timestamp
    /// When the next start closed it.
    package let closed: Timestamp

    private static let askAgain = NextStep(
        kind: .retry,
        text: Text(
            zh: "上次核查因系统中断没有完成，请重新查询；不能当作不属实。", en: "The check was cut short; ask again, under a new key. That is not a no."))

    /// What is to be told of it: nothing was found out.
    package func result(today: CalendarDate) -> VerificationResult {
        let findings = inquiry.claims.map {
            Finding(
                claim: $0, verdict: .inconclusive, reason: .interrupted, asOf: $0.at(today: today), trace: [TraceStep(.gate, TraceCode(.interrupted))]
            )
        }
        return VerificationResult(
            id: id.text, certificate: inquiry.certificate, subject: inquiry.subject, normalised: inquiry.normalised, verdict: .inconclusive,
            findings: findings, sources: [], corrections: [], nextSteps: [Self.askAgain], askedAt: begun.milliseconds, answeredAt: closed.milliseconds
        )
    }
}

/// One inquiry, as the person whom it was about is told of it.
package struct ToldInquiry: Sendable {
    package let verification: VerificationID?
    package let at: Timestamp
    package let client: RecordedClient
    package let certificate: CertificateID
    package let claims: [ClaimKind]
    package let purpose: Purpose
    /// What it ended with; nil when it did not.
    package let verdict: Verdict?
    /// The registries that were asked about the person.
    package let registries: [RegistryID]
}

/// What a person is told of the inquiries about him or her.
package struct AccessReport: Sendable {
    package let inquiries: [ToldInquiry]
    /// How many a law keeps secret still.
    package let hidden: Int
}
