/// What the gateway concludes about one claim, with everything that a clerk needs to act on it and an auditor to check it.
package struct Finding: Sendable, Hashable {
    /// Nil where the verdict is about the certificate as such: a procedural item, an exception, a matter for a competent body.
    package let claim: Claim?
    package var verdict: Verdict
    package var reason: ReasonCode
    /// Only for value claims; disclosed only to a client with the right to it.
    package var value: FindingValue?
    /// The day for which the verdict holds.
    package var asOf: CalendarDate
    /// Since when the state has held, where that is known; disclosed like ``value``.
    package var since: CalendarDate?
    /// Until when a hall may rely on the answer without asking again; nil where it may not rely on it at all.
    package var validUntil: CalendarDate?
    package var match: [FieldMatch]
    /// Registries whose answers the verdict rests on; each of them answered.
    package var restsOn: [RegistryID]
    package var cautions: [CautionCode]
    package var corrections: [Correction]
    /// The way to the verdict, step by step.
    package var trace: [TraceStep]

    package init(
        claim: Claim?, verdict: Verdict, reason: ReasonCode, value: FindingValue? = nil, asOf: CalendarDate, since: CalendarDate? = nil,
        validUntil: CalendarDate? = nil, match: [FieldMatch] = [], restsOn: [RegistryID] = [], cautions: [CautionCode] = [],
        corrections: [Correction] = [], trace: [TraceStep] = []
    ) {
        self.claim = claim
        self.verdict = verdict
        self.reason = reason
        self.value = value
        self.asOf = asOf
        self.since = since
        self.validUntil = validUntil
        self.match = match
        self.restsOn = restsOn
        self.cautions = cautions
        self.corrections = corrections
        self.trace = trace
    }
}

/// The value of a value claim, or what a bundle is made of.
package enum FindingValue: Sendable, Hashable {
    case word(String)
    case date(CalendarDate)
    /// The findings of a bundle. They answer what the asker stated, so everybody who may ask the bundle sees them; each is limited on its own.
    case findings([Finding])
}

/// How one field that the asker stated compares with the register's. The register's own value is never told.
package struct FieldMatch: Sendable, Hashable {
    package let field: String
    package let outcome: MatchOutcome

    package init(field: String, outcome: MatchOutcome) {
        self.field = field
        self.outcome = outcome
    }
}

/// A hint that a registry's data need checking (校核, Government Data Sharing Regulation Art. 26).
package struct Correction: Sendable, Hashable {
    package let registry: RegistryID
    package let code: CorrectionCode

    package init(registry: RegistryID, code: CorrectionCode) {
        self.registry = registry
        self.code = code
    }
}

/// What seems to be wrong in a registry; the raw value is wire contract.
package enum CorrectionCode: String, Sendable, CaseIterable {
    case deathNotRecorded = "death-not-recorded"
    case duplicateRecord = "duplicate-record"
    case overlappingMarriages = "overlapping-marriages"
    case lifeAfterDeath = "life-after-death"
    case datesDisagree = "dates-disagree"
    case nameDiffers = "name-differs"
    case numberDiffers = "number-differs"
    case contradictedByContribution = "contradicted-by-contribution"
    case recordsDisagree = "records-disagree"
}

/// One thing that can be done next.
package struct NextStep: Sendable, Hashable {
    package let kind: NextStepKind
    package let documents: [DocumentID]
    /// A sentence that the clerk can read aloud.
    package let text: Text
    /// The rule that the step follows from; nil where it needs none.
    package let legalBasis: Text?

    package init(kind: NextStepKind, documents: [DocumentID] = [], text: Text, legalBasis: Text? = nil) {
        self.kind = kind
        self.documents = documents
        self.text = text
        self.legalBasis = legalBasis
    }
}

/// What one source contributed to a verification.
package struct SourceReport: Sendable, Hashable {
    package let registry: RegistryID
    package let authority: String
    package let outcome: SourceOutcome
    package var reference: String?
    package var dataAsOf: CalendarDate?
    package var elapsedMilliseconds: Int
    package var attempts: Int
    package var failure: FailureReport?

    package init(
        registry: RegistryID, authority: String, outcome: SourceOutcome, reference: String?, dataAsOf: CalendarDate?, elapsedMilliseconds: Int,
        attempts: Int, failure: FailureReport?
    ) {
        self.registry = registry
        self.authority = authority
        self.outcome = outcome
        self.reference = reference
        self.dataAsOf = dataAsOf
        self.elapsedMilliseconds = elapsedMilliseconds
        self.attempts = attempts
        self.failure = failure
    }
}

/// The uniform result of one verification.
package struct VerificationResult: Sendable, Hashable {
    /// UUIDv7 (RFC 9562).
    package let id: String
    package let certificate: CertificateID
    package let subject: Person?
    package let normalised: [Normalisation]
    package let verdict: Verdict
    package let findings: [Finding]
    package let sources: [SourceReport]
    package let corrections: [Correction]
    package let nextSteps: [NextStep]
    /// Milliseconds since 1970 by the wall clock.
    package let askedAt: Int64
    package let answeredAt: Int64

    package init(
        id: String, certificate: CertificateID, subject: Person?, normalised: [Normalisation], verdict: Verdict, findings: [Finding],
        sources: [SourceReport], corrections: [Correction], nextSteps: [NextStep], askedAt: Int64, answeredAt: Int64
    ) {
        self.id = id
        self.certificate = certificate
        self.subject = subject
        self.normalised = normalised
        self.verdict = verdict
        self.findings = findings
        self.sources = sources
        self.corrections = corrections
        self.nextSteps = nextSteps
        self.askedAt = askedAt
        self.answeredAt = answeredAt
    }
}
