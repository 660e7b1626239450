import Verification

/// What stands before every rule: registers that are not joined, and a subject who is not the person stated (P3; `api.md`, identity rules).
enum Gate {
    /// The conclusion that needs no rule, or nil. Notes what the answer to who the subject is means for the claim.
    static func conclusion(_ hearing: inout Hearing) -> Conclusion? {
        let kind = hearing.claim.kind
        let standing = hearing.subject.standing
        hearing.noteMatch(of: standing)
        if kind.isAboutIdentity { return unjoined(hearing) }
        if let mismatch = mismatch(hearing.subject, &hearing) { return mismatch }
        if Rule(of: hearing.claim)?.asksNobody == true { return nil }
        if let unjoined = unjoined(hearing) { return unjoined }
        return obstacle(hearing.subject, &hearing)
    }

    /// The same for another person whom the claim names.
    static func conclusion(onOther identity: Identity, _ hearing: inout Hearing) -> Conclusion? {
        hearing.course.take(identity, in: hearing.evidence)
        return mismatch(identity, &hearing) ?? obstacle(identity, &hearing)
    }

    private static func mismatch(_ identity: Identity, _ hearing: inout Hearing) -> Conclusion? {
        switch identity.standing {
        case .former:
            hearing.note(.formerName)
            return Conclusion(.identityMismatch, .identityDiffers, restsOn: [.population])
        case .mismatch:
            return Conclusion(.identityMismatch, .identityDiffers, restsOn: [hearing.evidence.registryWithTheWord(on: identity.person)])
        case .established, .variant, .nameless, .ambiguous, .notHeld, .blocked, .notConnected: return nil
        }
    }

    private static func unjoined(_ hearing: Hearing) -> Conclusion? {
        guard let rule = Rule(of: hearing.claim) else { return Conclusion(.inconclusive, hearing.reasonWithoutRule) }
        if rule.isConnected(hearing.claim, hearing.sources, hearing.evidence) { return nil }
        return rule.isIssuerOnly ? Conclusion(.referred, .competentBodyOnly) : Conclusion(.inconclusive, .registryNotConnected)
    }

    private static func obstacle(_ identity: Identity, _ hearing: inout Hearing) -> Conclusion? {
        switch identity.standing {
        case .variant, .nameless, .ambiguous, .former, .mismatch: return Conclusion(.inconclusive, .identityNotEstablished)
        case .blocked(let block) where hearing.claim.kind.restsOnAbsence:
            return Conclusion(block.verdict, block == .pending ? .sourcePending : .identityNotEstablished)
        case .established where identity.isClosed: return nil
        case .established, .blocked, .notHeld, .notConnected:
            if hearing.claim.kind.restsOnAbsence { return Conclusion(.inconclusive, .identityNotEstablished) }
            hearing.note(.identifiersNotClosed)
            return nil
        }
    }
}

extension Hearing {
    /// Why a claim without a merge rule has no answer: nobody keeps such a register, one that it needs is not joined, or all are and nobody
    /// here can judge what they say.
    fileprivate var reasonWithoutRule: ReasonCode {
        if sources.required.isEmpty && sources.advisory.isEmpty { return .noRegisterExists }
        let isJoined =
            sources.required.isEmpty
            ? sources.advisory.contains(where: evidence.isConnected) : sources.required.allSatisfy(evidence.isConnected)
        return isJoined ? .noMergeRule : .registryNotConnected
    }

    fileprivate mutating func noteMatch(of standing: Identity.Standing) {
        let outcome: MatchOutcome =
            switch standing {
            case .established(.normalised): .normalised
            case .established: .match
            case .variant: .variant
            case .former, .mismatch: .mismatch
            case .nameless: .registryLacks
            case .ambiguous, .notHeld, .blocked, .notConnected: .notCompared
            }
        match = [FieldMatch(field: "name", outcome: outcome)]
        if outcome == .normalised { note(.nameNormalised) }
    }
}

extension Evidence {
    /// The register that has the word on a stated number: the population register where it knows the number at all.
    func registryWithTheWord(on person: Person) -> RegistryID {
        switch answers.statement(of: .population, about: person) {
        case .records?, .identityMismatch?: .population
        default: .exitEntry
        }
    }
}
