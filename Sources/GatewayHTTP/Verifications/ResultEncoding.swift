import StrictJSON
import Verification

/// Writes the uniform result straight to bytes; what never changes is encoded once a generation.
struct ResultEncoding: Sendable {
    private let certificates: [CertificateID: [UInt8]]
    private let reasons: [ReasonCode: [UInt8]]
    private let cautions: [CautionCode: [UInt8]]

    init(catalogue: Catalogue) {
        certificates = Dictionary(catalogue.certificates.map { ($0.id, Self.encoded($0)) }) { first, _ in first }
        reasons = Dictionary(uniqueKeysWithValues: ReasonCode.allCases.map { ($0, Self.encoded($0.rawValue, $0.text)) })
        cautions = Dictionary(uniqueKeysWithValues: CautionCode.allCases.map { ($0, Self.encoded($0.rawValue, $0.text)) })
    }

    /// The members of the result, of a finding and of a source, always all of them: what the schema in `openapi.json` requires.
    static let members = [
        "id", "certificate", "subject", "verdict", "action", "findings", "sources", "corrections", "nextSteps", "ticket", "receipt", "askedAt",
        "answeredAt",
    ]
    static let findingMembers = [
        "claim", "parameters", "verdict", "value", "asOf", "since", "validUntil", "match", "reason", "restsOn", "cautions", "trace",
    ]
    /// The members of a step; only the first two are always there.
    static let traceMembers = ["rule", "step", "from", "about", "number", "date"]
    static let sourceMembers = [
        "registry", "authority", "outcome", "reference", "dataAsOf", "elapsedMilliseconds", "attempts", "failure",
    ]

    func encode(_ result: VerificationResult) -> [UInt8] {
        var json = JSONWriter(capacity: 2048)
        json.beginObject()
        json.name("id")
        json.string(result.id)
        json.name("certificate")
        if let certificate = certificates[result.certificate] { json.encoded(certificate) } else { json.null() }
        json.name("subject")
        if let subject = result.subject { json.subject(subject, normalised: result.normalised) } else { json.null() }
        json.name("verdict")
        json.string(result.verdict.rawValue)
        json.name("action")
        json.string(result.verdict.action.rawValue)
        json.array("findings", result.findings) { write($1, to: &$0) }
        json.array("sources", result.sources) { $0.source($1) }
        json.array("corrections", result.corrections) { $0.correction($1) }
        json.array("nextSteps", result.nextSteps) { $0.nextStep($1) }
        json.name("ticket")
        json.null()
        json.name("receipt")
        json.null()
        json.name("askedAt")
        json.string(Moment.inChina(milliseconds: result.askedAt).rfc3339)
        json.name("answeredAt")
        json.string(Moment.inChina(milliseconds: result.answeredAt).rfc3339)
        json.endObject()
        return json.bytes
    }

    private func write(_ finding: Finding, to json: inout JSONWriter) {
        json.beginObject()
        json.name("claim")
        if let claim = finding.claim { json.string(claim.kind.rawValue) } else { json.null() }
        json.name("parameters")
        json.parameters(finding.claim?.parameters ?? [])
        json.name("verdict")
        json.string(finding.verdict.rawValue)
        json.name("value")
        switch finding.value {
        case .word(let word): json.string(word)
        case .date(let date): json.string(date.description)
        case .findings(let parts):
            json.beginArray()
            for part in parts { write(part, to: &json) }
            json.endArray()
        case nil: json.null()
        }
        json.name("asOf")
        json.string(finding.asOf.description)
        json.name("since")
        json.date(finding.since)
        json.name("validUntil")
        json.date(finding.validUntil)
        json.array("match", finding.match) { $0.fieldMatch($1) }
        json.name("reason")
        json.encoded(reasons[finding.reason] ?? [])
        json.array("restsOn", finding.restsOn.sorted()) { $0.string($1.rawValue) }
        json.array("cautions", finding.cautions) { $0.encoded(cautions[$1] ?? []) }
        json.array("trace", finding.trace) { $0.traceStep($1) }
        json.endObject()
    }

    private static func encoded(_ certificate: Certificate) -> [UInt8] {
        var json = JSONWriter(capacity: 128)
        json.beginObject()
        json.name("id")
        json.string(certificate.id.rawValue)
        json.name("number")
        json.integer(certificate.number)
        json.name("name")
        json.text(certificate.name)
        json.endObject()
        return json.bytes
    }

    private static func encoded(_ code: String, _ text: Text) -> [UInt8] {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.name("code")
        json.string(code)
        json.name("text")
        json.text(text)
        json.endObject()
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func array<Elements: Sequence>(
        _ name: StaticString, _ elements: Elements, write: (inout JSONWriter, Elements.Element) -> Void
    ) {
        self.name(name)
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }

    fileprivate mutating func date(_ date: CalendarDate?) {
        if let date { string(date.description) } else { null() }
    }

    fileprivate mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    fileprivate mutating func subject(_ person: Person, normalised: [Normalisation]) {
        beginObject()
        personMembers(person)
        array("normalised", normalised) { $0.string($1.rawValue) }
        endObject()
    }

    fileprivate mutating func fieldMatch(_ match: FieldMatch) {
        beginObject()
        name("field")
        string(match.field)
        name("outcome")
        string(match.outcome.rawValue)
        endObject()
    }

    fileprivate mutating func traceStep(_ step: TraceStep) {
        beginObject()
        name("rule")
        string(step.rule.rawValue)
        name("step")
        string(step.code.rawValue)
        if let registry = step.from {
            name("from")
            string(registry.rawValue)
        }
        if let role = step.about {
            name("about")
            string(role.rawValue)
        }
        if let type = step.number {
            name("number")
            string(type.rawValue)
        }
        if let day = step.date {
            name("date")
            string(day.description)
        }
        endObject()
    }

    fileprivate mutating func source(_ source: SourceReport) {
        beginObject()
        name("registry")
        string(source.registry.rawValue)
        name("authority")
        string(source.authority)
        name("outcome")
        string(source.outcome.rawValue)
        name("reference")
        optional(source.reference)
        name("dataAsOf")
        date(source.dataAsOf)
        name("elapsedMilliseconds")
        integer(source.elapsedMilliseconds)
        name("attempts")
        integer(source.attempts)
        name("failure")
        if let failure = source.failure { self.failure(failure, of: source.registry) } else { null() }
        endObject()
    }

    private mutating func failure(_ failure: FailureReport, of registry: RegistryID) {
        beginObject()
        name("kind")
        string(failure.kind.rawValue)
        name("delivery")
        string(failure.delivery.rawValue)
        name("detail")
        string(failure.detail)
        name("whoFailed")
        string("registry:" + registry.rawValue)
        endObject()
    }

    fileprivate mutating func correction(_ correction: Correction) {
        beginObject()
        name("registry")
        string(correction.registry.rawValue)
        name("code")
        string(correction.code.rawValue)
        endObject()
    }

    fileprivate mutating func nextStep(_ step: NextStep) {
        beginObject()
        name("kind")
        string(step.kind.rawValue)
        array("documents", step.documents) { $0.string($1.rawValue) }
        name("text")
        text(step.text)
        name("legalBasis")
        if let basis = step.legalBasis { text(basis) } else { null() }
        endObject()
    }
}
