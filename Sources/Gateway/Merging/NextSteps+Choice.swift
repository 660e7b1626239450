import Verification

extension NextSteps.Offers {
    /// Which offers fit a verdict, in the order in which a clerk tries them (`domain.md` A.4.3).
    func steps(for verdict: Verdict, reason: ReasonCode?) -> [NextStep] {
        let steps =
            switch verdict {
            case .confirmed: [NextStep]()
            case .refuted: [humanLook, objection]
            case .identityMismatch: identityDocument + [identityCorrection]
            case .noRecord: instead
            case .conflict: [manualCheck, correction] + originals
            case .inconclusive: forInconclusive(reason)
            case .pending: [waiting]
            case .referred: issuers + documentsAndDeclaration + [complaint]
            case .notRequired: issuers + declaration + lostDocuments + [complaint]
            case .exempt: ownRules
            }
        return steps.isEmpty && verdict != .confirmed ? [assistance] : steps
    }

    private func forInconclusive(_ reason: ReasonCode?) -> [NextStep] {
        switch reason {
        case .sourceUnavailable, .defeaterUnavailable, .sourcePending, .interrupted: [retry] + originals + commitment
        case .sourceDenied: caseQuery + [assistance] + documentsAndDeclaration
        case .identityNotEstablished, .identityDiffers: identityDocument + [manualCheck]
        case .recordsAmbiguous, .adultAdopteeDissolution: [manualCheck] + originals
        case .startUnknown: originals + [assistance]
        case .recognitionPending: [recognition]
        case .noRegisterExists: declaration + commitment + [courtFinding]
        default: instead
        }
    }

    /// Everything that can stand in for a record: documents first, then the person's word, then the departments' own work.
    private var instead: [NextStep] {
        documentsAndDeclaration + inPerson + issuers + caseQuery + (certificate.routes.contains(.sharedCheck) ? [assistance] : [])
    }

    private var documentsAndDeclaration: [NextStep] { originals + reissue + declaration + commitment }
}
