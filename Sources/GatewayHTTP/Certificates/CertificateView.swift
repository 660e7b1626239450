import StrictJSON
import Verification

/// One certificate with everything that a hall needs to ask for it.
struct CertificateView {
    let certificate: Certificate
    let catalogue: Catalogue
    let connected: Set<RegistryID>

    /// What stands in the list and opens the full view.
    static func summary(of certificate: Certificate) -> [JSON.Member] {
        [
            .init("id", .string(certificate.id.rawValue)), .init("number", .integer(certificate.number)), .init("name", certificate.name.json),
            .init("aliases", .array(certificate.aliases.map(\.json))), .init("origin", .string(certificate.origin.rawValue)),
            .init("summary", certificate.summary.json), .init("purelyProcedural", .bool(certificate.isPurelyProcedural)),
        ]
    }

    var json: JSON {
        .object(
            Self.summary(of: certificate) + [
                .init("routes", .array(certificate.routes.map(route))), .init("sharedCheck", authorities(certificate.sharedCheck)),
                .init("caseQuery", authorities(certificate.caseQuery)),
                .init("issuers", .array(certificate.issuers.map { ["body": $0.body.json, "what": $0.what.json, "basis": $0.basis?.json ?? .null] })),
                .init(
                    "documents",
                    ["accepted": .array(certificate.originals.documents.map(document)), "openList": .bool(certificate.originals.isOpen)]),
                .init("reissue", certificate.reissue?.json ?? .null),
                .init(
                    "exceptions",
                    .array(
                        certificate.exceptions.map {
                            ["category": .string($0.category.rawValue), "name": $0.name.json, "advice": $0.advice.json]
                        })),
                .init("requesters", .array(RequesterClass.allCases.filter(certificate.requesters.contains).map { .string($0.rawValue) })),
                .init("typicalMatters", .array(certificate.matters.map(\.json))),
                .init("withoutClaims", .string(certificate.withoutClaims.rawValue)),
                .init("defaultClaim", certificate.defaultClaim.map { .string($0.rawValue) } ?? .null),
                .init("subjectRequired", .bool(!certificate.isPurelyProcedural)), .init("subjectSchema", ParameterType.personSchema),
                .init("claims", .array(certificate.claims.map(claim))), .init("registries", .array(registries.map(registry))),
                .init("noRecord", certificate.noRecord.json), .init("commitment", .bool(certificate.allowsCommitment)),
                .init("lostDocuments", lostDocuments),
            ])
    }

    private func route(_ route: Route) -> JSON {
        ["id": .string(route.rawValue), "name": catalogue.routes[route]?.json ?? .null]
    }

    private func authorities(_ list: AuthorityList) -> JSON {
        [
            "authorities": .array(list.authorities.map { ["id": .string($0), "name": catalogue.authorities[$0]?.json ?? .null] }),
            "openList": .bool(list.isOpen),
        ]
    }

    private func document(_ id: DocumentID) -> JSON {
        guard let entry = catalogue.documents[id] else { return ["id": .string(id.rawValue)] }
        return ["id": .string(id.rawValue), "name": entry.name.json, "issuer": entry.issuer.json, "kind": .string(entry.kind.rawValue)]
    }

    private var lostDocuments: JSON {
        guard let lost = certificate.lostDocuments else { return .null }
        return ["official": .array(lost.official.map(document)), "commercial": .array(lost.commercial.map(document))]
    }

    private func claim(_ kind: ClaimKind) -> JSON {
        let entry = catalogue.claims[kind]
        let sources = catalogue.sources(for: kind)
        return [
            "claim": .string(kind.rawValue), "question": entry?.question.json ?? .null, "parameters": kind.parametersSchema,
            "valueClaim": .bool(kind.isValueClaim),
            "mergeRule": ["id": .string(entry?.mergeRule ?? ""), "name": entry.flatMap { catalogue.mergeRules[$0.mergeRule]?.json } ?? .null],
            "noRecord": entry?.noRecord.json ?? .null,
            "sources": [
                "required": .array(sources.required.map { .string($0.rawValue) }), "advisory": .array(sources.advisory.map { .string($0.rawValue) }),
            ],
            "answerable": .bool(isAnswerable(sources)),
        ]
    }

    /// True when every registry that the claim needs can be asked; where none is needed, when one that helps can.
    private func isAnswerable(_ sources: ClaimSources) -> Bool {
        sources.required.isEmpty ? sources.advisory.contains(where: connected.contains) : sources.required.allSatisfy(connected.contains)
    }

    /// Each registry that a claim of the certificate may ask, once, sorted by id.
    private var registries: [RegistryID] {
        let sources = certificate.claims.map(catalogue.sources(for:))
        return Set(sources.flatMap { $0.required + $0.advisory }).sorted()
    }

    private func registry(_ id: RegistryID) -> JSON {
        let entry = catalogue.registries[id]
        return [
            "id": .string(id.rawValue), "name": entry?.name.json ?? .null, "authority": .string(entry?.authority ?? ""),
            "gaps": entry?.gaps?.json ?? .null, "connected": .bool(connected.contains(id)),
        ]
    }
}

extension Text {
    /// `{"zh": …, "en": …}`.
    var json: JSON { ["zh": .string(zh), "en": .string(en)] }
}
