/// The rule that took a step: what stands before and beside all rules, and the merge rules by the names of the catalogue. The raw value is wire
/// contract; `Documentation/merge-rules.md` says for each where it stands in the code and in the law.
package enum TraceRule: String, Sendable, CaseIterable {
    /// May it be asked, and can anybody answer it.
    case gate
    /// Who the persons are.
    case identity
    /// What each register contributed.
    case sources
    /// Whether records under a variant of the name could make a difference.
    case weighing
    case authoritativeSingle = "authoritative-single"
    case exists
    case allRequiredNegative = "all-required-negative"
    case closedWorldNegative = "closed-world-negative"
    case issuerOnly = "issuer-only"
    case courtFold = "court-fold"
    case maritalFold = "marital-fold"
    case parentageFold = "parentage-fold"
    case deathAny = "death-any"
    case deathDatePriority = "death-date-priority"
    case alive
    case documentFirst = "document-first"
    case boundedCount = "bounded-count"
    case intervalCompare = "interval-compare"
    case composite
    case renameGraph = "rename-graph"
    case identifierGraph = "identifier-graph"
    case locate
    case declareThenCheck = "declare-then-check"
    case notVerifiable = "not-verifiable"

    /// The merge rule of a claim; the shipped catalogue names the same one.
    package init(of claim: ClaimKind) {
        self =
            switch claim {
            case .kinshipRelation: .parentageFold
            case .kinshipSameHousehold, .fertilityChild, .propertyOwns: .exists
            case .identityMatch, .identityAttribute, .identityHukouAt, .identityDocumentValid: .authoritativeSingle
            case .disabilityCertificate, .employmentRegisteredUnemployed, .employmentHardship: .authoritativeSingle
            case .crimeNoRecord: .closedWorldNegative
            case .rehabStatus, .rehabPerformance, .illnessCertificateAuthentic: .issuerOnly
            case .missingDeclared: .courtFold
            case .maritalStatus, .maritalIs, .maritalSpouse: .maritalFold
            case .maritalSeparated: .notVerifiable
            case .birthFact, .archiveFact, .premisesRightToUse: .documentFirst
            case .aliveAt: .alive
            case .deathIsDead: .deathAny
            case .deathDate: .deathDatePriority
            case .fertilityCountAtMost: .boundedCount
            case .archiveCustodian: .locate
            case .propertyNone: .allRequiredNegative
            case .incomeCompare: .intervalCompare
            case .inheritanceFacts: .composite
            case .addressSame: .renameGraph
            case .personSame: .identifierGraph
            case .hardshipLegalAid: .declareThenCheck
            }
    }

    /// Before and beside the merge rules.
    package var isStage: Bool { self == .gate || self == .identity || self == .sources || self == .weighing }
}
