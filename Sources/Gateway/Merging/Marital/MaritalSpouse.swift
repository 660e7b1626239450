import Verification

/// `marital.spouse`: were the two married to each other on the day? A two-party check, symmetric, that reveals nothing about third persons
/// (`domain.md` A.4.6). Both must be who they are said to be.
enum MaritalSpouse {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let spouse = hearing.claim.person("spouse") else { return Conclusion(.inconclusive, .identityNotEstablished) }
        let identity = Identity(of: spouse, in: hearing.evidence)
        if let conclusion = Gate.conclusion(onOther: identity, &hearing) { return conclusion }
        // One number for both is a slip of the pen, not a marriage.
        if hearing.subject.mayBeOne(with: identity) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let marriages = MaritalCase(of: [hearing.subject, identity], &hearing)
        let conclusion = conclude(marriages, &hearing)
        if conclusion.verdict == .confirmed, let contradiction = marriages.divorceAfterDeath(hearing) {
            return contradiction.isByLaw
                ? Conclusion(.inconclusive, .recordsAmbiguous) : marriages.conflict(contradiction.corrections, &hearing)
        }
        guard conclusion.isDecided, hearing.moment.leavesOrderOpen(marriages.register, on: hearing.at) else { return conclusion }
        var aside = hearing
        aside.moment = .death(countingCourts: false)
        let other = conclude(MaritalCase(of: [hearing.subject, identity], &aside), &aside)
        // Whether the court's act came before the death or after it makes a difference, and no register tells the hour.
        return other.verdict == conclusion.verdict ? conclusion : Conclusion(.inconclusive, .recordsAmbiguous)
    }

    private static func conclude(_ marriages: MaritalCase, _ hearing: inout Hearing) -> Conclusion {
        marriages.noteDefects(&hearing)
        let members = marriages.register.members.prefix(2)
        let offices = members.compactMap(\.office)
        let courts = members.compactMap(\.court)
        if let block = hearing.block(among: offices) { return Conclusion(block) }
        if marriages.register.isTruncated || !marriages.fold.ambiguous.isDisjoint(with: [0, 1]) {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        let couple = Couple(0, 1)
        if marriages.mayBeMarriedUnderAnotherNumber(couple) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if marriages.fold.union(of: couple) == nil, marriages.fold.closings[couple] != nil, offices.contains(where: \.mayHoldMore) {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        // Divorced or widowed, it is over whichever record is mistaken; the registers are asked to look all the same.
        for person in [0, 1] where marriages.fold.union(of: couple) == nil && marriages.fold.lastClosing[person]?.couple == couple {
            _ = marriages.contradiction(of: person, &hearing)
        }
        if marriages.fold.union(of: couple) == nil, marriages.fold.closings[couple] != nil,
            marriages.history.mayBeMarriedAgain(couple, before: marriages.day)
        {
            return Conclusion(.inconclusive, .startUnknown)
        }
        let isOver = marriages.fold.closings[couple]?.cause == .registration && marriages.fold.union(of: couple) == nil
        if let block = hearing.block(among: courts) {
            guard isOver else {
                return marriages.hasEvent ? Conclusion(openDefeater: block) : Conclusion(block)
            }
            // Divorced or void, it is over (m11).
            hearing.note(.nullityUnchecked)
            if marriages.mayBeMarriedAgain(couple, &hearing) { return Conclusion(.inconclusive, .coverageGap) }
            return Conclusion(.refuted, .endedByRegistration, restsOn: [.marriage])
        }
        if marriages.fold.union(of: couple) == nil, let refuted = ended(couple, marriages) {
            return marriages.mayBeMarriedAgain(couple, &hearing) ? Conclusion(.inconclusive, .coverageGap) : refuted
        }
        return standing(couple, marriages, &hearing)
    }

    /// The marriage of the two is over or void on the day.
    private static func ended(_ couple: Couple, _ marriages: MaritalCase) -> Conclusion? {
        let sources: [RegistryID] = [.marriage, .courtJudgment]
        if marriages.fold.unsettledRevivals.contains(couple) { return nil }
        if let closing = marriages.fold.closings[couple] {
            switch closing.cause {
            case .registration: return Conclusion(.refuted, .endedByRegistration, restsOn: sources)
            case .judgment: return Conclusion(.refuted, .endedByJudgment, restsOn: sources)
            case .death(let dead):
                let registry: [RegistryID] = if case .dead(_, _, _, let registry)? = marriages.lives[dead]?.death { [registry] } else { [] }
                return Conclusion(.refuted, .endedByDeath, restsOn: sources + registry)
            case .declaredDeath: return Conclusion(.refuted, .endedByDeclaredDeath, restsOn: sources)
            case .notRestored: return Conclusion(.refuted, .notRestoredAfterRevocation, restsOn: sources)
            }
        }
        if marriages.history.voids.contains(where: { $0.couple == couple && $0.since <= marriages.day }) {
            return Conclusion(.refuted, .endedByJudgment, restsOn: sources).by(.endedByJudgment)
        }
        return nil
    }

    /// No end of the two's marriage is known: each one's own marriages decide.
    private static func standing(_ couple: Couple, _ marriages: MaritalCase, _ hearing: inout Hearing) -> Conclusion {
        var conclusion: Conclusion?
        let determinations = [0, 1].map { marriages.determination(of: $0, &hearing) }
        for determination in determinations.sorted(by: { $0.rank < $1.rank }) {
            switch determination {
            case .open(let open): return open
            case .status(.married, let reason, let since, let sources):
                let isEachOther = marriages.fold.union(of: couple) != nil
                // Both of them may be married to others: then it rests on what was found about either.
                let known = conclusion?.restsOn ?? []
                conclusion =
                    isEachOther
                    ? Conclusion(.confirmed, reason, since: since, restsOn: known + sources)
                    : Conclusion(.refuted, .recordedOtherwise, restsOn: known + sources)
            case .status, .endedByOwnDeath, .over, .nothing, .unreached: continue
            }
        }
        if let other = marriages.otherName(of: couple) { return other }
        if let conclusion { return conclusion }
        if marriages.history.marriages.contains(where: { $0.couple == couple && ($0.start ?? $0.knownBy) <= marriages.day }) {
            return Conclusion(.inconclusive, .coverageGap)
        }
        if [0, 1].contains(where: { marriages.history.mayHaveBegun(for: $0, before: marriages.day) }) {
            return Conclusion(.inconclusive, .startUnknown)
        }
        return marriages.noRecord(of: [0, 1], &hearing)
    }
}

extension MaritalCase {
    fileprivate var hasEvent: Bool {
        [0, 1].contains { fold.lastClosing[$0] != nil || !fold.unions(of: $0).isEmpty }
    }

    /// The two, whose marriage is over or void, may have married again where no register reaches: before the office's began, which keeps the
    /// answer open, or abroad, which is said.
    fileprivate func mayBeMarriedAgain(_ couple: Couple, _ hearing: inout Hearing) -> Bool {
        if let closing = fold.closings[couple] {
            if case .death = closing.cause { return false }
            hearing.note(.coverageLimited)
            return mayHaveRemarriedUnseen(after: closing)
        }
        hearing.note(.coverageLimited)
        let since = history.voids.lazy.filter { $0.couple == couple && $0.since <= day }.map(\.since).max()
        return reach.office.misses(since: since, to: day)
    }

    /// One of the two is married to somebody of the other one's name with a number that nothing links to the other one, nor proves to be
    /// another person's: an old number perhaps. It cannot be told whether the two are married; whoever is dead is not.
    fileprivate func mayBeMarriedUnderAnotherNumber(_ couple: Couple) -> Bool {
        if fold.union(of: couple) != nil { return false }
        if case .death? = fold.closings[couple]?.cause { return false }
        return [couple.first, couple.second].contains { person in
            fold.unions(of: person).contains { union in
                register.mayBeSame(union.couple.partner(of: person), couple.partner(of: person))
            }
        }
    }

    /// One of the two is married to somebody with the other one's number and another name: nobody can tell whether it is the same person (P3).
    fileprivate func otherName(of couple: Couple) -> Conclusion? {
        let isAmbiguous = register.shadows.contains { shadow in
            history.marriages.contains { $0.couple.contains(shadow.member) && $0.couple.contains(couple.partner(of: shadow.of)) }
        }
        return isAmbiguous ? Conclusion(.inconclusive, .recordsAmbiguous) : nil
    }
}

extension MaritalDetermination {
    /// What keeps the answer open comes first, in one order whoever of the two was named first.
    fileprivate var rank: (Int, Int) {
        guard case .open(let conclusion) = self else { return (1, 0) }
        let reason = ReasonCode.allCases.firstIndex(of: conclusion.reason) ?? 0
        return (0, (Verdict.order.firstIndex(of: conclusion.verdict) ?? 0) * ReasonCode.allCases.count + reason)
    }
}

extension Conclusion {
    /// It says something about the matter, and not only why nothing can be said.
    fileprivate var isDecided: Bool { [.confirmed, .refuted, .noRecord].contains(verdict) }
}
