extension ClaimKind {
    /// The parameters of the claim, in the order in which a claim keeps them (`api.md`, "Claims and their parameters").
    package var parameters: [ParameterSpecification] { specification.parameters }

    /// What holds between them.
    package var rules: [ParameterRule] { specification.rules }

    /// Both.
    var specification: Specification { Self.specifications[self] ?? Specification() }

    /// True where the answer carries a value, which is disclosed to a client with the right to it.
    package var isValueClaim: Bool {
        switch self {
        case .rehabStatus, .rehabPerformance, .maritalStatus, .deathDate, .archiveCustodian, .addressSame: true
        default: false
        }
    }

    /// What the subject can be to another person (`kinship.relation`, `inheritance.facts`).
    package static let relations = ["parent", "child", "sibling", "grandparent", "grandchild", "spouse"]
    /// The states that `marital.is` can ask for.
    package static let maritalStates = ["married", "divorced", "widowed", "dissolved-by-declaration", "never-married", "not-married"]
    /// What of a registration `identity.attribute` can ask for.
    package static let attributes = ["sex", "birth-date", "ethnicity", "former-name"]
    /// The documents that `identity.document-valid` can ask about.
    package static let documentTypes =
        ["resident-id-card"] + IdentifierType.allCases.filter { $0 != .residentID && $0 != .unifiedSocialCreditCode }.map(\.rawValue)
    /// The kinds of property that have a register or an institution to ask.
    package static let propertyKinds = ["real-estate", "vehicle", "deposit", "securities", "insurance", "company-share"]

    struct Specification {
        let parameters: [ParameterSpecification]
        let rules: [ParameterRule]

        init(_ parameters: [ParameterSpecification] = [], rules: [ParameterRule] = []) {
            self.parameters = parameters
            self.rules = rules
        }
    }

    private static let specifications: [ClaimKind: Specification] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, specification(of: $0)) })

    private static let at = ParameterSpecification("at", .date)
    private static let address = ParameterType.text(maximumLength: 200)
    private static let number = ParameterType.text(maximumLength: 64)
    private static let yuan = ParameterType.integer(0...1_000_000_000_000)

    private static func specification(of kind: ClaimKind) -> Specification {
        switch kind {
        case .kinshipRelation, .kinshipSameHousehold, .personSame, .inheritanceFacts, .hardshipLegalAid: ofPersons(kind)
        case .identityMatch, .identityAttribute, .identityHukouAt, .identityDocumentValid, .birthFact: ofIdentity(kind)
        case .maritalStatus, .maritalIs, .maritalSpouse, .maritalSeparated: ofMarriage(kind)
        case .propertyOwns, .propertyNone, .incomeCompare, .premisesRightToUse, .addressSame: ofProperty(kind)
        case .crimeNoRecord:
            Specification([ParameterSpecification("period", .period), ParameterSpecification("scope", .text(maximumLength: 200))])
        case .rehabPerformance: Specification(span, rules: [.ordered("from", "to")])
        case .rehabStatus, .missingDeclared, .employmentRegisteredUnemployed, .employmentHardship: Specification([at])
        case .aliveAt: Specification([at, ParameterSpecification("withinDays", .integer(0...366))])
        case .deathIsDead: Specification([at, ParameterSpecification("asKnownAt", .date)])
        case .deathDate, .archiveCustodian: Specification()
        case .illnessCertificateAuthentic:
            Specification([
                ParameterSpecification("institution", .text(maximumLength: 100), required: true),
                ParameterSpecification("certificateNumber", number, required: true),
            ])
        case .disabilityCertificate:
            // B.1: category 1 sight, 2 hearing, 3 speech, 4 limb, 5 intellectual, 6 mental, 7 multiple; level 1 is the gravest.
            Specification([ParameterSpecification("category", .integer(1...7)), ParameterSpecification("level", .integer(1...4)), at])
        case .fertilityChild: Specification([ParameterSpecification("child", .person, required: true)])
        case .fertilityCountAtMost: Specification([ParameterSpecification("count", .integer(0...30), required: true), at])
        case .archiveFact:
            Specification([
                ParameterSpecification("fact", .text(maximumLength: 64), required: true),
                ParameterSpecification("value", .text(maximumLength: 200), required: true),
            ])
        }
    }

    private static let span = [ParameterSpecification("from", .date, required: true), ParameterSpecification("to", .date, required: true)]

    private static func ofPersons(_ kind: ClaimKind) -> Specification {
        let other = ParameterSpecification("other", .person, required: true)
        return switch kind {
        case .kinshipRelation:
            Specification([
                other, ParameterSpecification("relation", .word(relations), required: true),
                ParameterSpecification("mode", .word(["legal", "biological"])), at,
            ])
        case .kinshipSameHousehold:
            Specification([other, at, ParameterSpecification("ever", .onlyTrue)], rules: [.atMostOne(["at", "ever"])])
        case .inheritanceFacts: Specification([ParameterSpecification("claimants", .claimants(maximum: 16), required: true)])
        case .hardshipLegalAid:
            Specification([
                ParameterSpecification("household", .persons(0...16), required: true), ParameterSpecification("amount", yuan, required: true),
            ])
        default: Specification([other])
        }
    }

    private static func ofIdentity(_ kind: ClaimKind) -> Specification {
        switch kind {
        case .identityAttribute:
            Specification(
                [
                    ParameterSpecification("attribute", .word(attributes), required: true),
                    ParameterSpecification("value", .text(maximumLength: 100), required: true),
                ], rules: [.valueFitsAttribute])
        case .identityHukouAt:
            Specification(
                [ParameterSpecification("division", .form(.division)), ParameterSpecification("address", address), at],
                rules: [.exactlyOne(["division", "address"])])
        case .identityDocumentValid:
            Specification(
                [
                    ParameterSpecification("documentType", .word(documentTypes), required: true),
                    ParameterSpecification("documentNumber", number, required: true),
                ], rules: [.numberFitsDocumentType])
        case .birthFact:
            Specification([
                ParameterSpecification("date", .date), ParameterSpecification("place", address), ParameterSpecification("mother", .person),
                ParameterSpecification("father", .person), ParameterSpecification("certificateNumber", number),
            ])
        default: Specification()
        }
    }

    private static func ofMarriage(_ kind: ClaimKind) -> Specification {
        let spouse = ParameterSpecification("spouse", .person, required: true)
        return switch kind {
        case .maritalIs: Specification([ParameterSpecification("status", .word(maritalStates), required: true), at])
        case .maritalSpouse: Specification([spouse, at])
        case .maritalSeparated: Specification([spouse] + span, rules: [.ordered("from", "to")])
        default: Specification([at])
        }
    }

    private static func ofProperty(_ kind: ClaimKind) -> Specification {
        let area = ParameterSpecification("area", .form(.area), required: true)
        return switch kind {
        case .propertyOwns: Specification([ParameterSpecification("kind", .word(propertyKinds), required: true), area, at])
        case .propertyNone: Specification([ParameterSpecification("kinds", .words(propertyKinds), required: true), area, at])
        case .incomeCompare:
            Specification(
                [
                    ParameterSpecification("from", .month, required: true), ParameterSpecification("to", .month, required: true),
                    ParameterSpecification("operator", .word(["at-most", "at-least"]), required: true),
                    ParameterSpecification("amount", yuan, required: true),
                ], rules: [.ordered("from", "to")])
        case .addressSame:
            Specification([
                ParameterSpecification("old", address, required: true), ParameterSpecification("new", address, required: true), at,
            ])
        default: Specification([ParameterSpecification("address", address, required: true), at])
        }
    }
}
