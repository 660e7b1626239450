package import StrictJSON

extension CoverageInquiry {
    /// Reads a request body strictly against the catalogue; nil when something is wrong, all of it recorded with pointers into the body. Whatever
    /// could say who somebody is is refused.
    package static func read(_ json: JSON, catalogue: Catalogue, today: CalendarDate, into problems: ProblemList) -> CoverageInquiry? {
        let before = problems.all.count
        let reader = ObjectReader(json, into: problems)
        let certificate = Inquiry.certificate(reader, catalogue)
        let purpose = reader.optionalObject("purpose")
        let category = purpose?.optionalWord("category", of: PurposeCategory.self) ?? .general
        let namesLegalBasis = purpose?.optionalBool("legalBasis") ?? false
        let namesConsent = purpose?.optionalBool("consent") ?? false
        purpose?.finish()
        let type = reader.optionalWord("identifierType", of: IdentifierType.self) ?? .residentID
        let birthYear = reader.optionalInteger("birthYear", in: 1850...today.year)
        let area = area(reader)
        let at = reader.date("at", upTo: today)
        let claims = claims(reader, certificate, Context(area: area, at: at, today: today))
        for name in ["subject", "clerk"] where reader.has(name) {
            _ = reader.optional(name)
            reader.report(name, "personal-data", "is not taken here: coverage is told without anybody's data")
        }
        reader.finish()
        guard problems.all.count == before, let certificate else { return nil }
        return CoverageInquiry(
            certificate: certificate.id, claims: claims, category: category, namesLegalBasis: namesLegalBasis, namesConsent: namesConsent,
            identifierType: type, birthYear: birthYear, area: area, at: at)
    }

    /// What stands beside the claims and serves them where they do not say it themselves.
    private struct Context {
        let area: String?
        let at: CalendarDate?
        let today: CalendarDate
    }

    private static func area(_ reader: ObjectReader) -> String? {
        guard let text = reader.optionalString("area", length: 1...12) else { return nil }
        if TextForm.division.accepts(text) { return text }
        reader.report("area", "invalid-form", "must be a division code of six, nine or twelve digits")
        return nil
    }

    private static func claims(_ reader: ObjectReader, _ certificate: Certificate?, _ context: Context) -> [Claim] {
        guard reader.has("claims") else {
            _ = reader.optional("claims")
            let claims = certificate.map { Inquiry.defaultClaims(reader, $0) } ?? []
            return claims.map { Claim($0.kind, $0.kind.parameters.compactMap { implied($0, context) }) }
        }
        return reader.array("claims", count: 1...Inquiry.maximumClaims).compactMap { element in
            let claimReader = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            let kind = claimReader.word("claim", of: ClaimKind.self)
            _ = claimReader.optional("parameters")
            claimReader.finish()
            guard let kind else { return nil }
            if let certificate, !certificate.claims.contains(kind) {
                claimReader.report("claim", "claim-not-of-certificate", "is not a question of this certificate")
            }
            return claim(kind, claimReader.objectOrEmpty("parameters"), context)
        }
    }

    private static func claim(_ kind: ClaimKind, _ reader: ObjectReader, _ context: Context) -> Claim {
        var parameters: [Claim.Parameter] = []
        for specification in kind.parameters {
            let name = specification.name
            let isGiven = reader.optional(name) != nil
            if isGiven, specification.isPersonal {
                reader.report(name, "personal-data", "is not taken here: coverage is told without anybody's data")
            } else if isGiven {
                if let value = specification.type.read(name, from: reader, today: context.today) { parameters.append(Claim.Parameter(name, value)) }
            } else if let implied = implied(specification, context) {
                parameters.append(implied)
            } else if specification.isRequired, !specification.isPersonal {
                reader.report(name, "missing", "is required")
            }
        }
        reader.finish()
        let ordered = kind.rules.filter { if case .ordered = $0 { true } else { false } }
        return Claim(kind, parameters).applying(ordered, reader)
    }

    private static func implied(_ specification: ParameterSpecification, _ context: Context) -> Claim.Parameter? {
        switch specification.name {
        case "at": context.at.map { Claim.Parameter("at", .date($0)) }
        case "area": context.area.map { Claim.Parameter("area", .text($0)) }
        default: nil
        }
    }
}
