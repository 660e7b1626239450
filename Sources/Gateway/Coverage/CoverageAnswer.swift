package import Verification

/// What would come of asking, claim by claim.
package struct CoverageAnswer: Sendable, Hashable {
    package let certificate: CertificateID
    /// One for each claim; a single one without a claim where the certificate as such is settled.
    package let claims: [ClaimCoverage]
}

/// What would come of one claim.
package struct ClaimCoverage: Sendable, Hashable {
    /// With the parameters that were given; nil where the certificate as such is settled.
    package let claim: Claim?
    /// Nil when registries would be asked.
    package var stop: CoverageStop?
    /// Who would be asked in turn, most important things first.
    package var rounds: [CoverageRound] = []
    /// Every registry that the claim can rest on, sorted by id.
    package var registries: [RegisterCoverage] = []
    /// What the answer would be if the person is on record and nothing else is.
    package var whenNothingIsFound: Finding?
    /// What the answer would be if no registry answered.
    package var whenNobodyAnswers: Finding?
    /// What can be done where it stops, or where nothing is found.
    package var nextSteps: [NextStep] = []
}

/// Where an inquiry would end before a registry is asked.
package struct CoverageStop: Sendable, Hashable {
    /// The step of the walk; the raw value is wire contract.
    package enum Stage: String, Sendable, CaseIterable {
        case proceduralGate = "procedural-gate"
        case exceptionGate = "exception-gate"
        case competentBody = "competent-body"
        /// Requester, purpose or consent.
        case admission
        /// Nobody here can judge it, or no register exists.
        case rule
        case registries
    }

    package let stage: Stage
    /// Nil where the request would be refused instead of answered.
    package let verdict: Verdict?
    package let reason: ReasonCode?
    /// What stands against it, with pointers into the coverage request.
    package let objections: [JSONObjection]
}

/// Why a request would be refused.
package struct JSONObjection: Sendable, Hashable {
    package let pointer: String
    package let code: String
    package let reason: String
}

/// Registries that are asked at once.
package struct CoverageRound: Sendable, Hashable {
    package let registries: [RegistryID]
    /// False where they are asked only if something on record makes it matter (P10).
    package let isCertain: Bool
}

/// What one registry could contribute to a claim.
package struct RegisterCoverage: Sendable, Hashable {
    /// What it is asked for; the raw value is wire contract.
    package enum Role: String, Sendable, CaseIterable {
        /// Who the person is.
        case identity
        case required
        case advisory
        /// It could undo a good answer (P7).
        case defeater
    }

    package let registry: RegistryID
    package let role: Role
    package let isConnected: Bool
    package var from: CalendarDate?
    package var until: CalendarDate?
    /// Its data reach back to the year of birth; nil where no year was given or it is not connected.
    package var coversYear: Bool?
    /// Its data reach the day in question.
    package var coversDay: Bool?
    /// It can hold people with that kind of number and year of birth.
    package var coversPerson: Bool?
    /// It is kept there; nil where no area was given or it is not kept area by area.
    package var coversArea: Bool?
    package var electronicSince: CalendarDate?
    /// An answer whose data end before this day is no “no”.
    package var dataMustReach: CalendarDate?
    /// What “no record” of it would be worth for the claim.
    package var silence: Worth?

    /// The worth of silence; the raw value is wire contract.
    package enum Worth: String, Sendable, CaseIterable {
        case negative
        case nothing
        case notCovered = "not-covered"
    }
}
