import StrictJSON
package import Verification

/// What is to be done with an inquiry, decided before any registry is asked and before its subject is looked at.
///
/// The order is law (`domain.md` A.4.1): the procedural gate comes first, then the exceptions of the list, then what only a competent body
/// may decide. What is settled here makes no registry call at all.
package enum Plan: Sendable, Hashable {
    /// Nothing is asked: the verdict follows from the list itself. The claims are those that the inquiry named, if any.
    case settled(Verdict, ReasonCode, claims: [Claim])
    /// The claims with the registries that each rests on.
    case ask([PlannedClaim])

    /// Rounds of questions in one verification: the subject, linked identifiers, persons that records name, their linked identifiers.
    package static let maximumRounds = 5
    /// Questions in one verification; beyond it a claim that wants more stays inconclusive.
    package static let maximumQuestions = 128

    package init(for inquiry: Inquiry, certificate: Certificate, catalogue: Catalogue) {
        if certificate.isPurelyProcedural {
            self = .settled(.notRequired, .proceduralItem, claims: inquiry.claims)
        } else if certificate.exception(for: inquiry.purpose.category) != nil {
            self = .settled(.exempt, .exceptionApplies, claims: inquiry.claims)
        } else if inquiry.claims.isEmpty {
            self = .settled(.referred, .competentBodyOnly, claims: [])
        } else {
            self = .ask(inquiry.claims.map { PlannedClaim(claim: $0, sources: catalogue.sources(for: $0.kind)) })
        }
    }

    package var claims: [Claim] {
        switch self {
        case .settled(_, _, let claims): claims
        case .ask(let planned): planned.map(\.claim)
        }
    }

    /// False where nobody is asked anything.
    package var asksRegistries: Bool {
        if case .ask = self { true } else { false }
    }

    /// Three quarters of the time that is left: a registry that never answers must not take the time of the questions that follow from the
    /// others' answers.
    static func roundDeadline(from now: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> ContinuousClock.Instant {
        now.advanced(by: now.duration(to: end) * 3 / 4)
    }

    /// What to ask next: everything that the claims want, less what was asked already and what no connected registry can answer.
    /// Sorted by registry, so that the order of asking does not depend on how the questions came up.
    static func nextQuestions(for claims: [PlannedClaim], after asked: inout Asked) -> [Question] {
        guard let evidence = asked.evidence else { return [] }
        var fresh = asked.wanted(by: claims).filter { evidence.isConnected($0.registry) }
        fresh.sort(by: Question.inAskingOrder)
        let room = max(0, maximumQuestions - evidence.answers.count)
        return fresh.count <= room ? fresh : Array(fresh.prefix(room))
    }
}

/// A claim with the registries that it rests on.
package struct PlannedClaim: Sendable, Hashable {
    package let claim: Claim
    package let sources: ClaimSources

    package init(claim: Claim, sources: ClaimSources) {
        self.claim = claim
        self.sources = sources
    }
}

extension Question {
    static func inAskingOrder(_ left: Question, _ right: Question) -> Bool {
        if left.registry != right.registry { return left.registry < right.registry }
        return left.person.identifier.number.precedesByBytes(right.person.identifier.number)
    }
}
