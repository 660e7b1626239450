/// What can be claimed about a person: the 34 questions of the catalogue. The raw value is wire contract.
package enum ClaimKind: String, Sendable, CaseIterable {
    case kinshipRelation = "kinship.relation"
    case kinshipSameHousehold = "kinship.same-household"
    case identityMatch = "identity.match"
    case identityAttribute = "identity.attribute"
    case identityHukouAt = "identity.hukou-at"
    case identityDocumentValid = "identity.document-valid"
    case crimeNoRecord = "crime.no-record"
    case rehabStatus = "rehab.status"
    case rehabPerformance = "rehab.performance"
    case missingDeclared = "missing.declared"
    case maritalStatus = "marital.status"
    case maritalIs = "marital.is"
    case maritalSpouse = "marital.spouse"
    case maritalSeparated = "marital.separated"
    case birthFact = "birth.fact"
    case aliveAt = "alive.at"
    case deathIsDead = "death.is-dead"
    case deathDate = "death.date"
    case illnessCertificateAuthentic = "illness.certificate-authentic"
    case disabilityCertificate = "disability.certificate"
    case fertilityChild = "fertility.child"
    case fertilityCountAtMost = "fertility.count-at-most"
    case employmentRegisteredUnemployed = "employment.registered-unemployed"
    case employmentHardship = "employment.hardship"
    case archiveCustodian = "archive.custodian"
    case archiveFact = "archive.fact"
    case propertyOwns = "property.owns"
    case propertyNone = "property.none"
    case incomeCompare = "income.compare"
    case inheritanceFacts = "inheritance.facts"
    case premisesRightToUse = "premises.right-to-use"
    case addressSame = "address.same"
    case personSame = "person.same"
    case hardshipLegalAid = "hardship.legal-aid"
}

extension ClaimKind {
    /// True where the good answer is that nothing is found: without an established identity such an answer proves nothing (P3, P13).
    package var restsOnAbsence: Bool {
        switch self {
        case .crimeNoRecord, .propertyNone, .fertilityCountAtMost: true
        default: false
        }
    }

    /// True where the claim itself is about who the person is, so that a mismatch is its answer rather than an obstacle.
    package var isAboutIdentity: Bool { self == .identityMatch || self == .personSame }
}
