import Verification

/// What a second look at records under variants of the name showed.
enum Reweighing: Sendable {
    case indifferent
    case couldDecide
}

extension Hearing {
    /// The steps that led to a conclusion, in the order of the pipeline; registers in the order of their ids, so that nothing depends on how
    /// the answers came in (P11, property 1 of `domain.md` A.4.10).
    func trace(to conclusion: Conclusion, _ stage: TraceRule?, _ reweighing: Reweighing?) -> [TraceStep] {
        var course = course
        if claim.kind == .addressSame || claim.kind == .premisesRightToUse { course.takePlaces(of: evidence.answers) }
        var steps: [TraceStep] = []
        steps.reserveCapacity(course.others.count + course.heard.count + 5)
        steps.append(TraceStep(.gate, .admitted))
        if wasLookedUp {
            steps.append(TraceStep(identity: subject, .subject, in: evidence))
            // Only who is identified learns that there are other numbers, and nobody where it could hint at an adoption (P11).
            if stage == nil, !course.isDiscreet, subject.isEstablished, subject.persons.count > 1 {
                steps.append(TraceStep(.identity, .linkedNumbers, from: .population, about: .subject))
            }
        }
        steps += course.others
        steps += course.sources
        if let reweighing, course.sawVariant {
            steps.append(TraceStep(.weighing, reweighing == .indifferent ? .variantIndifferent : .variantCouldDecide))
        }
        let rule = stage ?? course.rule ?? TraceRule(of: claim.kind)
        if conclusion.reason == .registeredAndNotEnded, conclusion.verdict == .confirmed, !cautions.contains(.spouseLifeUnchecked) {
            steps.append(TraceStep(rule, .spouseLifeChecked))
        }
        // The bundle's own step is always the same; everything else about parents is told by the reason alone (Civil Code 1110).
        let isPlain = course.isDiscreet && claim.kind != .inheritanceFacts
        let code = (isPlain ? nil : conclusion.step) ?? TraceCode(conclusion.reason)
        steps.append(
            TraceStep(rule, code, from: course.isDiscreet ? nil : conclusion.decider, date: course.isDiscreet ? nil : conclusion.since))
        return steps
    }

    /// Somebody was asked who the subject is.
    private var wasLookedUp: Bool {
        if Rule(of: claim)?.asksNobody == true { return false }
        guard case .blocked(.unavailable) = subject.standing else { return true }
        return evidence.answers.statement(of: .population, about: subject.person) != nil
    }

    /// The person is one whom the asker named.
    func isNamed(_ identity: Identity) -> Bool {
        identity.person == subject.person || claim.otherPersons.contains(identity.person)
    }

    /// Takes over what was heard in a hearing about the same persons, which told the rest of its notes to nobody.
    mutating func takeCourse(of other: Hearing, decidedBy rule: TraceRule? = nil) {
        course = other.course
        if let rule { course.rule = rule }
    }
}

extension Conclusion {
    /// The register whose word decided, where it is one.
    fileprivate var decider: RegistryID? {
        if let first = restsOn.first, restsOn.allSatisfy({ $0 == first }) { return first }
        guard step == nil else { return nil }
        switch reason {
        case .registeredAndNotEnded, .endedByRegistration: return .marriage
        case .endedByJudgment, .endedByDeclaredDeath: return .courtJudgment
        default: return nil
        }
    }
}
