/// Why a finding has its verdict; the raw value is wire contract. Extend by adding, never by changing.
package enum ReasonCode: String, Sendable, CaseIterable {
    case registeredAndNotEnded = "registered-and-not-ended"
    case endedByRegistration = "ended-by-registration"
    case endedByJudgment = "ended-by-judgment"
    case endedByDeath = "ended-by-death"
    case endedByDeclaredDeath = "ended-by-declared-death"
    case restoredAfterRevocation = "restored-after-revocation"
    case notRestoredAfterRevocation = "not-restored-after-revocation"
    case recorded
    case recordedOtherwise = "recorded-otherwise"
    case authoritativeNegative = "authoritative-negative"
    case noRecordFound = "no-record-found"
    case coverageGap = "coverage-gap"
    case sourcesDisagree = "sources-disagree"
    case sourceUnavailable = "source-unavailable"
    case sourceDenied = "source-denied"
    case sourcePending = "source-pending"
    case defeaterUnavailable = "defeater-unavailable"
    case identityNotEstablished = "identity-not-established"
    case identityDiffers = "identity-differs"
    case recordsAmbiguous = "records-ambiguous"
    case startUnknown = "start-unknown"
    case recognitionPending = "recognition-pending"
    case adultAdopteeDissolution = "adult-adoptee-dissolution"
    case lifeSign = "life-sign"
    case noRegisterExists = "no-register-exists"
    case registryNotConnected = "registry-not-connected"
    case noMergeRule = "no-merge-rule"
    case competentBodyOnly = "competent-body-only"
    case proceduralItem = "procedural-item"
    case exceptionApplies = "exception-applies"
    case interrupted
}

/// What whoever relies on a finding should also know; the raw value is wire contract.
package enum CautionCode: String, Sendable, CaseIterable {
    case coverageLimited = "coverage-limited"
    case identifiersNotClosed = "identifiers-not-closed"
    case spouseLifeUnchecked = "spouse-life-unchecked"
    case nullityUnchecked = "nullity-unchecked"
    case formerName = "former-name"
    case nameNormalised = "name-normalised"
    case recordWithOtherNameExcluded = "record-with-other-name-excluded"
    case registryLag = "registry-lag"
    case reappearance
    case duplicateRecord = "duplicate-record"
    case belowMarriageAge = "below-marriage-age"
    case contradictingContribution = "contradicting-contribution"
    case declaredDeathRevoked = "declared-death-revoked"
    case severalCustodians = "several-custodians"
    case otherHeirsNotExcluded = "other-heirs-not-excluded"
    case survivalUnchecked = "survival-unchecked"
}

/// What can be done next; the raw value is wire contract.
package enum NextStepKind: String, Sendable, CaseIterable {
    case presentOriginal = "present-original"
    case reissue
    case declaration
    case commitment
    case assistanceCheck = "assistance-check"
    case caseQuery = "case-query"
    case manualCheck = "manual-check"
    case correctionRequest = "correction-request"
    case referIssuer = "refer-issuer"
    case complaint
    case retry
}

/// How one stated field compares with the register's; the raw value is wire contract.
package enum MatchOutcome: String, Sendable, CaseIterable {
    case match
    case normalised
    case variant
    case mismatch
    case registryLacks = "registry-lacks"
    case notCompared = "not-compared"
}

/// What a source contributed, after coverage and closed-world declarations; the raw value is wire contract.
package enum SourceOutcome: String, Sendable, CaseIterable {
    case record
    case noRecord = "no-record"
    /// An authoritative negative.
    case negative
    case notCovered = "not-covered"
    case identityMismatch = "identity-mismatch"
    case denied
    case pending
    case unavailable
    /// It answered; whether it holds a record is not told, because that would reveal an adoption (Civil Code 1110).
    case answered
}
