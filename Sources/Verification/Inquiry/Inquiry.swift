/// What a service hall asks: one certificate, one person, one purpose, one or more claims.
///
/// Well-formed by construction (the reader has checked every field against the catalogue); whether this client may ask it is decided by
/// admission.
package struct Inquiry: Sendable, Hashable {
    package let certificate: CertificateID
    /// Nil only for certificates that nobody may ask for.
    package let subject: Person?
    /// What was changed in the subject's data to make it comparable, in the asker's terms; shown in the result.
    package let normalised: [Normalisation]
    /// One to sixteen, or none where nothing is to be asked (procedural, referred).
    package let claims: [Claim]
    package let purpose: Purpose
    /// The clerk who asks, by the hall's own sign; never a name.
    package let clerk: String?
    package let whenUnavailable: WhenUnavailable

    package init(
        certificate: CertificateID, subject: Person?, normalised: [Normalisation], claims: [Claim], purpose: Purpose, clerk: String?,
        whenUnavailable: WhenUnavailable
    ) {
        self.certificate = certificate
        self.subject = subject
        self.normalised = normalised
        self.claims = claims
        self.purpose = purpose
        self.clerk = clerk
        self.whenUnavailable = whenUnavailable
    }
}

/// What the asker wants when a registry cannot answer now. Until tickets exist both answer as `report`.
package enum WhenUnavailable: String, Sendable, CaseIterable {
    case `defer`
    case report
}

/// One harmless change made to what was typed; the raw value is wire contract (`subject.normalised`).
package enum Normalisation: String, Sendable, CaseIterable {
    case fifteenDigitNumber = "fifteen-digit-number"
    case fullWidthNumber = "full-width-number"
    case lowerCaseNumber = "lower-case-number"
    case spacesInNumber = "spaces-in-number"
    case surroundingSpacesInName = "surrounding-spaces-in-name"
    case fullWidthName = "full-width-name"
    case nameSeparator = "name-separator"
    case privateUseCharacter = "private-use-character"
    case composedName = "composed-name"
}
