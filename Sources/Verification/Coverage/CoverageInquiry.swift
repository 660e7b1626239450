/// What somebody wants to know before asking: would this be answered? Nothing in it is about a person.
package struct CoverageInquiry: Sendable, Hashable {
    package let certificate: CertificateID
    /// With those parameters that are about nobody; empty where nothing is to be asked.
    package let claims: [Claim]
    package let category: PurposeCategory
    /// An article that allows the question would be named, or the subject's consent.
    package let namesLegalBasis: Bool
    package let namesConsent: Bool
    /// By which kind of number the subject would be named.
    package let identifierType: IdentifierType
    package let birthYear: Int?
    /// GB/T 2260, six digits or more.
    package let area: String?
    /// The day for which it would be asked; nil for the claims' own, or today.
    package let at: CalendarDate?

    package init(
        certificate: CertificateID, claims: [Claim], category: PurposeCategory = .general, namesLegalBasis: Bool = false, namesConsent: Bool = false,
        identifierType: IdentifierType = .residentID, birthYear: Int? = nil, area: String? = nil, at: CalendarDate? = nil
    ) {
        self.certificate = certificate
        self.claims = claims
        self.category = category
        self.namesLegalBasis = namesLegalBasis
        self.namesConsent = namesConsent
        self.identifierType = identifierType
        self.birthYear = birthYear
        self.area = area
        self.at = at
    }
}

extension ParameterSpecification {
    /// The parameter can say who somebody is: a person, free text, a number of a paper, a day of birth.
    package var isPersonal: Bool {
        switch type {
        case .person, .persons, .claimants, .text: true
        // Every other day of a claim says for when it is asked.
        case .date: name == "date"
        case .month, .word, .form, .integer, .onlyTrue, .words, .period: false
        }
    }
}
