/// What the catalogue knows about one claim.
package struct ClaimEntry: Sendable, Hashable {
    package let kind: ClaimKind
    package let question: Text
    package let sources: ClaimSources
    /// Registries that could defeat a positive answer (P7).
    package let defeaters: ClaimSources
    /// The name of the rule that makes a verdict of the answers.
    package let mergeRule: String
    /// What "no record" means for it.
    package let noRecord: Text
}

/// One registry: what it is and whose.
package struct RegistryEntry: Sendable, Hashable {
    package let id: RegistryID
    package let name: Text
    /// An id of ``Catalogue/authorities``.
    package let authority: String
    /// Why it may lack what is true; nil where nothing is known.
    package let gaps: Text?
}

/// What a step that anybody may be offered follows from, beside the list itself; the raw value is used in `Config/catalogue.json`.
package enum StepBasis: String, Sendable, CaseIterable {
    /// Departments ask each other before they ask the person again.
    case sharing
    /// Nobody is refused by a machine alone.
    case humanLook = "human-look"
    /// The person may have wrong data corrected.
    case objection
    /// Whoever uses data reports what seems wrong, and the department that gave them answers.
    case correction
    /// Whose register it is corrects an entry about identity.
    case identityCorrection = "identity-correction"
    /// A notification and commitment may stand in for a proof.
    case commitment
    /// No proof may be demanded that is on no list.
    case complaint
    /// A foreign decision needs recognition.
    case recognition
    /// What an effective decision finds needs no further proof.
    case courtFinding = "court-finding"
    /// Some groups need not prove hardship.
    case hardshipExemption = "hardship-exemption"
    /// Who has a right or an interest has the real-estate register searched, on paper as well.
    case registerSearch = "register-search"
}

/// One kind of document.
package struct DocumentEntry: Sendable, Hashable {
    package let id: DocumentID
    package let name: Text
    /// Who issues it and replaces a lost one.
    package let issuer: Text
    package let kind: Kind

    /// Whose paper it is.
    package enum Kind: String, Sendable, CaseIterable {
        case official
        case commercial
        case personal = "private"
    }
}

/// A certificate that may still be asked for, and why (Annex 3).
package struct RetainedCertificate: Sendable, Hashable {
    package let name: Text
    package let aliases: [Text]
    /// A law, a regulation or a decision of the State Council; nothing below may create a proof.
    package let legalBasis: Text
    package let demandingUnit: Text
    package let purpose: Text
}

/// A period that a department is bound to.
package struct TimeLimit: Sendable, Hashable {
    package let id: String
    package let text: Text
    /// Days, working or calendar as `unit` says.
    package let count: Int
    package let unit: Unit
    package let basis: Text

    /// What is counted.
    package enum Unit: String, Sendable, CaseIterable {
        case workingDays = "working-days"
        case days
        case years
    }
}
