import Verification

extension NextSteps.Offers {
    /// Which offers fit a verdict, in the order in which a clerk tries them (`domain.md` A.4.3).
    func steps(for verdict: Verdict, reason: ReasonCode?) -> [NextStep] {
        let steps =
            switch verdict {
            case .confirmed: [NextStep]()
            case .refuted: exemption + [humanLook, objection] + application(reason) + registerSearch
            case .identityMismatch: identityDocument + [identityCorrection]
            case .noRecord: instead
            case .conflict: [weighing] + corrections + originals + deciders
            case .inconclusive: forInconclusive(reason)
            case .pending: [waiting] + originals + commitment
            case .referred: institution + issuers + documentsAndDeclaration + [complaint]
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
        case .recordsAmbiguous, .adultAdopteeDissolution: [manualCheck] + asked + originals
        case .startUnknown: originals + [assistance]
        case .recognitionPending: [recognition]
        case .noRegisterExists: declaration + commitment + [courtFinding]
        default: instead
        }
    }

    /// Everything that can stand in for a record: documents first, then the person's word, then the departments' own work.
    private var instead: [NextStep] {
        exemption + documentsAndDeclaration + inPerson + issuers + caseQuery + registerSearch
            + (certificate.routes.contains(.sharedCheck) ? [assistance] : [])
    }

    private var documentsAndDeclaration: [NextStep] { originals + reissue + declaration + commitment }

    /// The departments whose records seem wrong, where any do.
    private var asked: [NextStep] { finding?.corrections.isEmpty == false ? corrections : [] }

    /// Whoever is not registered where the registration makes the status can still be.
    private func application(_ reason: ReasonCode?) -> [NextStep] {
        switch claim?.kind {
        case .employmentRegisteredUnemployed, .employmentHardship, .disabilityCertificate: reason == .authoritativeNegative ? issuers : []
        default: []
        }
    }

    /// Whose word ends a conflict: a court, an institution that certifies, the custodian of a file.
    private var deciders: [NextStep] { certificate.issuers.isEmpty ? [] : issuers }
}
