package import StrictJSON
package import Verification

/// A finding in brief: what was concluded, not the evidence.
package struct BriefFinding: Sendable {
    /// Nil where the verdict is about the certificate as such.
    package let claim: ClaimKind?
    package let verdict: Verdict
    package let reason: ReasonCode
    /// The value of a value claim: a word or a day.
    package let value: String?
    package let asOf: CalendarDate
    package let since: CalendarDate?
    package let validUntil: CalendarDate?
    package let restsOn: [RegistryID]
    package let cautions: [CautionCode]
    /// The findings that a bundle is made of.
    package let parts: [BriefFinding]

    /// The finding without matches and corrections.
    package init(_ finding: Finding) {
        claim = finding.claim?.kind
        verdict = finding.verdict
        reason = finding.reason
        switch finding.value {
        case .word(let word): (value, parts) = (word, [])
        case .date(let date): (value, parts) = (date.description, [])
        case .findings(let findings): (value, parts) = (nil, findings.map { BriefFinding($0) })
        case nil: (value, parts) = (nil, [])
        }
        asOf = finding.asOf
        since = finding.since
        validUntil = finding.validUntil
        restsOn = finding.restsOn
        cautions = finding.cautions
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.text("claim", claim?.rawValue)
        writer.text("verdict", verdict.rawValue)
        writer.text("reason", reason.rawValue)
        writer.text("value", value)
        writer.day("asOf", asOf)
        writer.day("since", since)
        writer.day("validUntil", validUntil)
        writer.texts("restsOn", restsOn.map(\.rawValue))
        writer.texts("cautions", cautions.map(\.rawValue))
        writer.list("parts", parts) { $1.write(to: &$0) }
        writer.endObject()
    }

    init?(from reader: ObjectReader) {
        claim = reader.optionalWord("claim")
        let verdict = reader.word("verdict", of: Verdict.self)
        let reason = reader.word("reason", of: ReasonCode.self)
        value = reader.optionalText("value")
        let asOf = reader.day("asOf")
        since = reader.optionalDay("since")
        validUntil = reader.optionalDay("validUntil")
        restsOn = reader.registries("restsOn")
        cautions = reader.words("cautions")
        parts = reader.objects("parts") { BriefFinding(from: $0) }
        guard let verdict, let reason, let asOf else { return nil }
        self.verdict = verdict
        self.reason = reason
        self.asOf = asOf
    }
}

/// What a source contributed, in brief.
package struct BriefSource: Sendable {
    package let registry: RegistryID
    package let outcome: SourceOutcome
    package let dataAsOf: CalendarDate?
    package let attempts: Int
    package let failure: FailureKind?

    package init(_ report: SourceReport) {
        registry = report.registry
        outcome = report.outcome
        dataAsOf = report.dataAsOf
        attempts = report.attempts
        failure = report.failure?.kind
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.text("registry", registry.rawValue)
        writer.text("outcome", outcome.rawValue)
        writer.day("dataAsOf", dataAsOf)
        writer.number("attempts", attempts)
        writer.text("failure", failure?.rawValue)
        writer.endObject()
    }

    init?(from reader: ObjectReader) {
        let registry = reader.registry("registry")
        let outcome = reader.word("outcome", of: SourceOutcome.self)
        dataAsOf = reader.optionalDay("dataAsOf")
        let attempts = reader.integer("attempts", in: 0...Int.max)
        failure = reader.optionalWord("failure")
        guard let registry, let outcome, let attempts else { return nil }
        self.registry = registry
        self.outcome = outcome
        self.attempts = attempts
    }
}

/// What a verification ended with. One that was interrupted is closed at the next start as inconclusive, with the reason `interrupted`.
package struct OutcomeRecord: EntryRecord {
    package static let kind = EntryKind.outcome
    package let verdict: Verdict
    /// The daemon ended before the verification did.
    package let isInterrupted: Bool
    package let findings: [BriefFinding]
    package let sources: [BriefSource]
    /// The receipt that was given; nil where none was.
    package let receipt: IssuedReceipt?
    /// The body of the reply as it was sent, for later reads and repeated keys; nil when it is not kept.
    package let reply: String?

    /// What a verification ended with.
    package init(_ result: VerificationResult, receipt: IssuedReceipt?, reply: String?) {
        verdict = result.verdict
        isInterrupted = false
        findings = result.findings.map { BriefFinding($0) }
        sources = result.sources.map { BriefSource($0) }
        self.receipt = receipt
        self.reply = reply
    }

    private init(interrupted: Void) {
        verdict = .inconclusive
        isInterrupted = true
        findings = []
        sources = []
        receipt = nil
        reply = nil
    }

    /// The end of a verification whose daemon did not live to see it.
    package static let interrupted = OutcomeRecord(interrupted: ())

    package var receiptDigest: Commitment? { receipt?.digest }

    package func write(to writer: inout JSONWriter) {
        writer.text("verdict", verdict.rawValue)
        writer.text("reason", isInterrupted ? ReasonCode.interrupted.rawValue : nil)
        writer.list("findings", findings) { $1.write(to: &$0) }
        writer.list("sources", sources) { $1.write(to: &$0) }
        writer.object("receipt", receipt) { writer, receipt in
            writer.text("json", receipt.json)
            writer.bytes("salt", receipt.salt)
        }
        writer.text("reply", reply)
    }

    package init?(from reader: ObjectReader) {
        let verdict = reader.word("verdict", of: Verdict.self)
        let reason = reader.optionalWord("reason", of: ReasonCode.self)
        if let reason, reason != .interrupted { reader.report("reason", "unknown-value", "may only be interrupted") }
        isInterrupted = reason != nil
        findings = reader.objects("findings") { BriefFinding(from: $0) }
        sources = reader.objects("sources") { BriefSource(from: $0) }
        receipt = reader.optionalObject("receipt") { reader in
            let json = reader.text("json")
            let salt = reader.bytes("salt", count: Commitment.saltByteCount)
            guard let json, let salt else { return nil }
            return IssuedReceipt(json: json, salt: salt)
        }
        reply = reader.optionalText("reply")
        guard let verdict else { return nil }
        self.verdict = verdict
    }
}
