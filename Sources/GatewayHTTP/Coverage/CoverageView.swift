package import Gateway
package import StrictJSON
package import Verification

/// What would come of asking, as JSON (`Coverage` in `openapi.json`).
package struct CoverageView {
    let answer: CoverageAnswer
    let catalogue: Catalogue

    package init(answer: CoverageAnswer, catalogue: Catalogue) {
        self.answer = answer
        self.catalogue = catalogue
    }

    package var json: JSON {
        let certificate = catalogue.certificate(answer.certificate)
        return [
            "certificate": [
                "id": .string(answer.certificate.rawValue), "number": .integer(certificate?.number ?? 0), "name": certificate?.name.json ?? .null,
            ],
            "claims": .array(answer.claims.map(claim)),
        ]
    }

    private func claim(_ coverage: ClaimCoverage) -> JSON {
        let rule = coverage.claim.map { TraceRule(of: $0.kind) }
        return [
            "claim": coverage.claim.map { .string($0.kind.rawValue) } ?? .null,
            "parameters": .object((coverage.claim?.parameters ?? []).map { .init($0.name, $0.value.impersonalJSON) }),
            "rule": rule.map { .string($0.rawValue) } ?? .null,
            "answerable": .bool(coverage.stop == nil),
            "stopsAt": coverage.stop.map(stop) ?? .null,
            "rounds": .array(
                coverage.rounds.map { ["registries": .array($0.registries.map { .string($0.rawValue) }), "certain": .bool($0.isCertain)] }),
            "registries": .array(coverage.registries.map(register)),
            "whenNothingIsFound": coverage.whenNothingIsFound.map(outcome) ?? .null,
            "whenNobodyAnswers": coverage.whenNobodyAnswers.map(outcome) ?? .null,
            "nextSteps": .array(coverage.nextSteps.map(step)),
        ]
    }

    private func stop(_ stop: CoverageStop) -> JSON {
        [
            "stage": .string(stop.stage.rawValue), "verdict": stop.verdict.map { .string($0.rawValue) } ?? .null,
            "reason": stop.reason.map(reason) ?? .null,
            "objections": .array(
                stop.objections.map { ["pointer": .string($0.pointer), "code": .string($0.code), "reason": .string($0.reason)] }),
        ]
    }

    private func outcome(_ finding: Finding) -> JSON { ["verdict": .string(finding.verdict.rawValue), "reason": reason(finding.reason)] }

    private func reason(_ code: ReasonCode) -> JSON { ["code": .string(code.rawValue), "text": code.text.json] }

    private func register(_ register: RegisterCoverage) -> JSON {
        [
            "registry": .string(register.registry.rawValue), "name": catalogue.registries[register.registry]?.name.json ?? .null,
            "role": .string(register.role.rawValue), "connected": .bool(register.isConnected), "from": day(register.from),
            "until": day(register.until), "coversYear": flag(register.coversYear), "coversDay": flag(register.coversDay),
            "coversPerson": flag(register.coversPerson), "coversArea": flag(register.coversArea), "electronicSince": day(register.electronicSince),
            "dataMustReach": day(register.dataMustReach), "noRecordMeans": register.silence.map { .string($0.rawValue) } ?? .null,
        ]
    }

    private func step(_ step: NextStep) -> JSON {
        [
            "kind": .string(step.kind.rawValue), "documents": .array(step.documents.map { .string($0.rawValue) }), "text": step.text.json,
            "legalBasis": step.legalBasis?.json ?? .null,
        ]
    }

    private func day(_ date: CalendarDate?) -> JSON { date.map { .string($0.description) } ?? .null }
    private func flag(_ flag: Bool?) -> JSON { flag.map(JSON.bool) ?? .null }
}

extension Claim.Value {
    /// The value of a parameter that is about nobody; coverage takes no others.
    fileprivate var impersonalJSON: JSON {
        switch self {
        case .date(let date): .string(date.description)
        case .month(let year, let month): .string("\(year)-" + (month < 10 ? "0" : "") + "\(month)")
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .words(let words): .array(words.map(JSON.string))
        case .period(let from, let to): ["from": from.map { .string($0.description) } ?? .null, "to": to.map { .string($0.description) } ?? .null]
        case .person, .persons, .claimants: .null
        }
    }
}
