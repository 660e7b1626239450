/// What the answer is for; checked before any registry is asked, and sent along to registries that want it.
package struct Purpose: Sendable, Hashable {
    package let category: PurposeCategory
    /// 事项: code (free form, GB/T 39554 style) and name of the matter that the hall handles.
    package let matterCode: String
    package let matterName: String?
    /// 办件编号: the hall's own case number.
    package let caseNumber: String
    /// The article that allows the question, or nil.
    package let legalBasis: String?
    /// Reference of the subject's consent, or nil.
    package let consent: String?
    /// Until when the person is not told of this inquiry, where a law keeps it secret: the first day on which it may be told. Nil for all others.
    package let hiddenUntil: CalendarDate?

    package init(
        category: PurposeCategory, matterCode: String, matterName: String?, caseNumber: String, legalBasis: String?, consent: String?,
        hiddenUntil: CalendarDate? = nil
    ) {
        self.category = category
        self.matterCode = matterCode
        self.matterName = matterName
        self.caseNumber = caseNumber
        self.legalBasis = legalBasis
        self.consent = consent
        self.hiddenUntil = hiddenUntil
    }
}

/// The ordinary case, or one of the founding document's exceptions (Annex 1, "…除外"); the raw value is wire contract.
package enum PurposeCategory: String, Sendable, CaseIterable {
    case general
    case realEstateRegistration = "real-estate-registration"
    case notarisation
    case adoption
    case legalAid = "legal-aid"
    case lostArchive = "lost-archive"
    case stateRules = "state-rules"
}
