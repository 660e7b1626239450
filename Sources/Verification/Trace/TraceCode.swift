/// What a step established; the raw value is wire contract. Extend by adding, never by changing.
package enum TraceCode: String, Sendable, CaseIterable {
    // The gate.
    case admitted
    case proceduralItem = "procedural-item"
    case exceptionApplies = "exception-applies"
    case competentBody = "competent-body"
    case notJoined = "not-joined"
    case noRule = "no-rule"
    case noRegister = "no-register"
    // Identity.
    case established
    case normalised
    case variant
    case formerName = "former-name"
    case differs
    case nameless
    case ambiguous
    case notHeld = "not-held"
    case linkedNumbers = "linked-numbers"
    // What a register contributed.
    case record
    case nothing
    case negative
    case notCovered = "not-covered"
    case otherName = "other-name"
    case incomplete
    case unavailable
    case denied
    case pending
    case answered
    // Records under a variant of the name.
    case variantIndifferent = "variant-indifferent"
    case variantCouldDecide = "variant-could-decide"
    // What decided, for any rule.
    case sourceMissing = "source-missing"
    case sourceRefused = "source-refused"
    case sourceWorking = "source-working"
    case defeaterOpen = "defeater-open"
    case identityOpen = "identity-open"
    case allNegative = "all-negative"
    case nothingFound = "nothing-found"
    case gapFound = "gap-found"
    case sourcesDisagree = "sources-disagree"
    case unclear
    case startUnknown = "start-unknown"
    case recorded
    case recordedOtherwise = "recorded-otherwise"
    // What decided, for one rule.
    case marriageStands = "marriage-stands"
    case spouseLifeChecked = "spouse-life-checked"
    case marriageRestored = "marriage-restored"
    case endedByRegistration = "ended-by-registration"
    case endedByJudgment = "ended-by-judgment"
    case endedByDeath = "ended-by-death"
    case endedByDeclaredDeath = "ended-by-declared-death"
    case notRestored = "not-restored"
    case recognitionPending = "recognition-pending"
    case deathRecorded = "death-recorded"
    case declarationInForce = "declaration-in-force"
    case diedLater = "died-later"
    case actAfterDeath = "act-after-death"
    case lifeSign = "life-sign"
    case dateByPriority = "date-by-priority"
    case registrationStands = "registration-stands"
    case certificateInForce = "certificate-in-force"
    case judgmentInPeriod = "judgment-in-period"
    case agreementKept = "agreement-kept"
    case fileLocated = "file-located"
    case fileAgrees = "file-agrees"
    case fileDiffers = "file-differs"
    case countExceeded = "count-exceeded"
    case numbersTied = "numbers-tied"
    case twoRegistrations = "two-registrations"
    case oneHousehold = "one-household"
    case archiveShows = "archive-shows"
    case factsCombined = "facts-combined"
    case incomeAbove = "income-above"
    case intervalDecides = "interval-decides"
}

extension TraceCode {
    /// The step that a reason stands for, where no finer one is told.
    package init(_ reason: ReasonCode) {
        self =
            switch reason {
            case .registeredAndNotEnded: .marriageStands
            case .endedByRegistration: .endedByRegistration
            case .endedByJudgment: .endedByJudgment
            case .endedByDeath: .endedByDeath
            case .endedByDeclaredDeath: .endedByDeclaredDeath
            case .restoredAfterRevocation: .marriageRestored
            case .notRestoredAfterRevocation: .notRestored
            case .recorded: .recorded
            case .recordedOtherwise: .recordedOtherwise
            case .authoritativeNegative: .allNegative
            case .noRecordFound: .nothingFound
            case .coverageGap: .gapFound
            case .sourcesDisagree: .sourcesDisagree
            case .sourceUnavailable, .interrupted: .sourceMissing
            case .sourceDenied: .sourceRefused
            case .sourcePending: .sourceWorking
            case .defeaterUnavailable: .defeaterOpen
            case .identityNotEstablished: .identityOpen
            case .identityDiffers: .differs
            case .recordsAmbiguous, .adultAdopteeDissolution: .unclear
            case .startUnknown: .startUnknown
            case .recognitionPending: .recognitionPending
            case .lifeSign: .lifeSign
            case .noRegisterExists: .noRegister
            case .registryNotConnected: .notJoined
            case .noMergeRule: .noRule
            case .competentBodyOnly: .competentBody
            case .proceduralItem: .proceduralItem
            case .exceptionApplies: .exceptionApplies
            }
    }
}
