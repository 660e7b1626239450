import Verification

/// The merge rule of a claim; one file for each.
enum Rule: Sendable {
    case identityMatch, identityAttribute, hukouAt, documentValid
    case crimeNoRecord, missingDeclared
    case maritalStatus, maritalIs, maritalSpouse
    case isDead, deathDate, aliveAt
    case employment, disabilityCertificate, rehabStatus, rehabPerformance, archiveCustodian, archiveFact, legalAid
    case maritalSeparated, illnessCertificate
    case kinshipRelation, sameHousehold
    case birthFact, fertilityChild, fertilityCount
    case personSame
    case inheritanceFacts
    case addressSame
    case propertyOwns, propertyNone
    case incomeCompare
    case premisesRightToUse

    /// Nil for claims that nobody here can judge yet, or whose registers do not exist.
    init?(of claim: Claim) {
        switch claim.kind {
        case .identityMatch: self = .identityMatch
        case .identityAttribute: self = .identityAttribute
        case .identityHukouAt: self = .hukouAt
        case .identityDocumentValid: self = .documentValid
        case .crimeNoRecord: self = .crimeNoRecord
        case .missingDeclared: self = .missingDeclared
        case .maritalStatus: self = .maritalStatus
        case .maritalIs: self = .maritalIs
        case .maritalSpouse: self = .maritalSpouse
        case .deathIsDead: self = .isDead
        case .deathDate: self = .deathDate
        case .aliveAt: self = .aliveAt
        case .employmentRegisteredUnemployed, .employmentHardship: self = .employment
        case .disabilityCertificate: self = .disabilityCertificate
        case .rehabStatus: self = .rehabStatus
        case .rehabPerformance: self = .rehabPerformance
        case .archiveCustodian: self = .archiveCustodian
        case .archiveFact: self = .archiveFact
        case .hardshipLegalAid: self = .legalAid
        case .maritalSeparated: self = .maritalSeparated
        case .illnessCertificateAuthentic: self = .illnessCertificate
        case .kinshipRelation: self = .kinshipRelation
        case .kinshipSameHousehold: self = .sameHousehold
        case .birthFact: self = .birthFact
        case .fertilityChild: self = .fertilityChild
        case .fertilityCountAtMost: self = .fertilityCount
        case .personSame: self = .personSame
        case .inheritanceFacts: self = .inheritanceFacts
        case .addressSame: self = .addressSame
        case .propertyOwns: self = .propertyOwns
        case .propertyNone: self = .propertyNone
        case .incomeCompare: self = .incomeCompare
        case .premisesRightToUse: self = .premisesRightToUse
        }
    }

    /// The registers without which the claim cannot be decided; of a document only the register of its issuer is competent.
    func required(_ claim: Claim, _ sources: ClaimSources) -> [RegistryID] {
        switch self {
        case .documentValid: DocumentValid.registries(for: claim)
        case .kinshipRelation: KinshipRelation.required(claim)
        case .birthFact: [.birth]
        case .propertyOwns, .propertyNone: PropertyKind.registries(for: claim)
        default: sources.required
        }
    }

    /// A claim that rests on no register in particular needs one of those that may help.
    func isConnected(_ claim: Claim, _ sources: ClaimSources, _ evidence: Evidence) -> Bool {
        if self == .premisesRightToUse { return PremisesRightToUse.isConnected(sources, evidence) }
        let required = required(claim, sources)
        return required.isEmpty ? sources.advisory.contains(where: evidence.isConnected) : required.allSatisfy(evidence.isConnected)
    }

    /// No register can answer: nobody is asked, not even who the person is (P10).
    var asksNobody: Bool { self == .maritalSeparated || self == .illnessCertificate }

    /// Only the body that issues the statement may answer; where it is not joined, the person is referred to it (A.3, `issuer-only`).
    var isIssuerOnly: Bool { self == .rehabStatus || self == .rehabPerformance }

    /// Adds what the rule wants to know besides who the subject is.
    func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        switch self {
        case .identityMatch, .identityAttribute, .maritalSeparated, .illnessCertificate: break
        case .documentValid: DocumentValid.ask(hearing, &questions)
        case .hukouAt, .crimeNoRecord, .missingDeclared, .disabilityCertificate, .rehabStatus, .rehabPerformance, .archiveCustodian, .archiveFact:
            hearing.ask(hearing.sources.required, about: hearing.subject, &questions)
            hearing.ask(hearing.sources.advisory, about: hearing.subject, &questions)
        case .isDead, .deathDate: DeathIsDead.ask(&hearing, &questions)
        case .aliveAt: AliveAt.ask(&hearing, &questions)
        case .employment: EmploymentRegistration.ask(&hearing, &questions)
        case .legalAid: LegalAidHardship.ask(&hearing, &questions)
        case .maritalStatus, .maritalIs, .maritalSpouse: MaritalQuestions.ask(&hearing, &questions)
        case .kinshipRelation: KinshipRelation.ask(&hearing, &questions)
        case .sameHousehold: SameHousehold.ask(&hearing, &questions)
        case .birthFact: BirthFact.ask(&hearing, &questions)
        case .fertilityChild: FertilityChild.ask(&hearing, &questions)
        case .fertilityCount: FertilityCount.ask(&hearing, &questions)
        case .personSame: PersonSame.ask(&hearing, &questions)
        case .inheritanceFacts: InheritanceFacts.ask(&hearing, &questions)
        case .addressSame: AddressSame.ask(&hearing, &questions)
        case .propertyOwns, .propertyNone: PropertySearch.ask(&hearing, &questions)
        case .incomeCompare: IncomeCompare.ask(hearing, &questions)
        case .premisesRightToUse: PremisesRightToUse.ask(&hearing, &questions)
        }
    }

    func conclude(_ hearing: inout Hearing) -> Conclusion {
        switch self {
        case .identityMatch: IdentityMatch.conclude(&hearing)
        case .identityAttribute: IdentityAttribute.conclude(&hearing)
        case .hukouAt: HukouAt.conclude(&hearing)
        case .documentValid: DocumentValid.conclude(&hearing)
        case .crimeNoRecord: CrimeNoRecord.conclude(&hearing)
        case .missingDeclared: MissingDeclared.conclude(&hearing)
        case .maritalStatus: MaritalStatus.conclude(&hearing)
        case .maritalIs: MaritalIs.conclude(&hearing)
        case .maritalSpouse: MaritalSpouse.conclude(&hearing)
        case .isDead: DeathIsDead.conclude(&hearing)
        case .deathDate: DeathDate.conclude(&hearing)
        case .aliveAt: AliveAt.conclude(&hearing)
        case .employment: EmploymentRegistration.conclude(&hearing)
        case .disabilityCertificate: DisabilityCertificate.conclude(&hearing)
        case .rehabStatus: Rehabilitation.concludeStatus(&hearing)
        case .rehabPerformance: Rehabilitation.concludePerformance(&hearing)
        case .archiveCustodian: ArchiveCustodian.conclude(&hearing)
        case .archiveFact: ArchiveFact.conclude(&hearing)
        case .legalAid: LegalAidHardship.conclude(&hearing)
        case .maritalSeparated: MaritalSeparated.conclude()
        case .illnessCertificate: IllnessCertificate.conclude()
        case .kinshipRelation: KinshipRelation.conclude(&hearing)
        case .sameHousehold: SameHousehold.conclude(&hearing)
        case .birthFact: BirthFact.conclude(&hearing)
        case .fertilityChild: FertilityChild.conclude(&hearing)
        case .fertilityCount: FertilityCount.conclude(&hearing)
        case .personSame: PersonSame.conclude(&hearing)
        case .inheritanceFacts: InheritanceFacts.conclude(&hearing)
        case .addressSame: AddressSame.conclude(&hearing)
        case .propertyOwns: PropertyOwns.conclude(&hearing)
        case .propertyNone: PropertyNone.conclude(&hearing)
        case .incomeCompare: IncomeCompare.conclude(&hearing)
        case .premisesRightToUse: PremisesRightToUse.conclude(&hearing)
        }
    }
}

extension Hearing {
    /// Asks registers about a person under every linked number (P13), and under former names where a register knows only another name.
    func ask(_ registries: [RegistryID], about identity: Identity, _ questions: inout QuestionList) {
        for registry in registries where evidence.isConnected(registry) {
            for person in identity.persons {
                questions.insert(Question(registry, about: person))
                guard case .identityMismatch? = evidence.answers.statement(of: registry, about: person) else { continue }
                for alternate in identity.alternates(of: person) { questions.insert(Question(registry, about: alternate)) }
            }
        }
    }

    /// The same about one area of a register that is kept area by area.
    func ask(_ registry: RegistryID, in area: String, about identity: Identity, _ questions: inout QuestionList) {
        guard evidence.isConnected(registry) else { return }
        for person in identity.persons {
            let question = Question(registry, about: person, in: area)
            questions.insert(question)
            guard case .identityMismatch? = evidence.answers[question]?.statement else { continue }
            for alternate in identity.alternates(of: person) { questions.insert(Question(registry, about: alternate, in: area)) }
        }
    }
}
