import Verification

/// What became of one person's marriages, as the marital rules see it: a state that is certain, or a conclusion that says why there is none.
enum MaritalDetermination: Sendable, Hashable {
    /// The status in the words of `api.md`.
    enum Status: String, Sendable, CaseIterable {
        case married
        case divorced
        case widowed
        case dissolvedByDeclaration = "dissolved-by-declaration"
    }

    /// A certain status, why, since when, and what it rests on.
    case status(Status, ReasonCode, since: CalendarDate?, restsOn: [RegistryID])
    /// The person's own death or declaration of death ended the marriage: no status of the list fits.
    case endedByOwnDeath(ReasonCode, restsOn: [RegistryID])
    /// The last marriage is over, and what ended it is open, for this reason (decision 25): not married, whatever else.
    case over(Conclusion, restsOn: [RegistryID])
    /// No event at all; this is not "never married".
    case nothing
    /// There was a marriage, and what became of it, or whether another one followed, may lie where a register does not reach.
    case unreached
    /// Nothing can be said, for this reason.
    case open(Conclusion)
}

extension MaritalCase {
    /// What became of the marriages of one person of the claim, rows m1–m20 of `domain.md` A.4.6.
    func determination(of person: Int, _ hearing: inout Hearing) -> MaritalDetermination {
        guard let office = register.members[person].office, let court = register.members[person].court else {
            return .open(Conclusion(.unavailable))
        }
        // A remarriage may be hidden in the office's records, even after a divorce by court (m19).
        if let block = hearing.block(among: [office]) { return .open(Conclusion(block)) }
        if register.isTruncated || fold.ambiguous.contains(person) { return .open(Conclusion(.inconclusive, .recordsAmbiguous)) }
        let courtBlock = hearing.block(among: [court])
        if fold.unions(of: person).isEmpty, fold.unsettledRevivals.isEmpty, fold.endsOfOverlaps(person).isEmpty,
            fold.lastClosing[person]?.cause == .registration
        {
            // A later remarriage would stand in the office's own records; only nullity could have removed the marriage itself (m11).
            if office.mayHoldMore { return .open(Conclusion(.inconclusive, .recordsAmbiguous)) }
            if courtBlock != nil || !court.isUnambiguous { hearing.note(.nullityUnchecked) }
            return closed(person, courtWasHeard: courtBlock == nil, &hearing)
        }
        if let courtBlock {
            return .open(
                fold.lastClosing[person] == nil && fold.unions(of: person).isEmpty ? Conclusion(courtBlock) : Conclusion(openDefeater: courtBlock))
        }
        if let obstacle = obstacle(person, office, court, &hearing) {
            guard obstacle.verdict == .conflict else { return .open(obstacle) }
            if mayNotOverlap(person) { return unreached(&hearing) }
            hearing.note(.overlappingMarriages, in: .marriage)
            return .open(obstacle)
        }
        if let union = fold.unions(of: person).first { return standing(union, person, &hearing) }
        if fold.lastClosing[person] != nil { return closed(person, courtWasHeard: true, &hearing) }
        return history.mayHaveBegun(for: person, before: day) ? .open(Conclusion(.inconclusive, .startUnknown)) : .nothing
    }

    /// What keeps every state but a registered divorce open.
    private func obstacle(_ person: Int, _ office: Testimony, _ court: Testimony, _ hearing: inout Hearing) -> Conclusion? {
        let hasEvent = fold.lastClosing[person] != nil || !fold.unions(of: person).isEmpty
        if hasEvent {
            // A register that does not cover the person, or knows the number by another name, cannot say that nothing ended.
            if court.doesNotCover || office.doesNotCover { return Conclusion(.inconclusive, .coverageGap) }
            if court.mayHoldMore || office.mayHoldMore { return Conclusion(.inconclusive, .recordsAmbiguous) }
        }
        if history.undated.contains(where: { $0.contains(person) }) { return Conclusion(.inconclusive, .startUnknown) }
        if let couple = fold.unsettledRevivals.first(where: { $0.contains(person) }) { return unsettled(couple, hearing) }
        let isOverlapping = fold.isOverlapping(person)
        let differs = Set(fold.endsOfOverlaps(person).map { MaritalDetermination.Status(after: $0.cause, for: person) }).count > 1
        return isOverlapping || (differs && fold.unions(of: person).isEmpty)
            ? overlap(endedPerhapsBy: partners(of: person), hearing) : overlapOfPartner(of: person, hearing)
    }

    /// Marriages that overlap, unless one of these persons' lives tells of an end that was not seen.
    private func overlap(endedPerhapsBy persons: [Int], _ hearing: Hearing) -> Conclusion {
        for person in persons {
            if let open = openLife(of: person, hearing) { return open }
            if lives[person]?.isChecked == false { return Conclusion(.inconclusive, .defeaterUnavailable) }
        }
        return Conclusion(.conflict, .sourcesDisagree, restsOn: [.marriage, .courtJudgment])
    }

    /// The partner of a standing marriage has another one: that is everybody's conflict in either couple (m16). Only the partner's own records
    /// can tell; without them, or where the other marriage may be this one written differently, none is made up.
    private func overlapOfPartner(of person: Int, _ hearing: Hearing) -> Conclusion? {
        var conclusions: [Conclusion] = []
        for (partner, other) in fold.overlapsOfPartners(of: person) {
            let member = register.members[partner]
            guard member.identity.isIdentifiable, let office = member.office, office.isUnambiguous, !register.mayBeSame(other, person),
                !register.shadows.contains(where: { $0.member == other && $0.of == person })
            else { continue }
            conclusions.append(overlap(of: partner, with: other, hearing))
        }
        if let conflict = conclusions.first(where: { $0.verdict == .conflict }) { return conflict }
        return conclusions.min { left, right in
            let order = [left, right].map { ReasonCode.allCases.firstIndex(of: $0.reason) ?? 0 }
            return order[0] < order[1]
        }
    }

    private func overlap(of partner: Int, with other: Int, _ hearing: Hearing) -> Conclusion {
        if fold.ambiguous.contains(partner) || register.members[partner].court?.mayHoldMore == true {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        if register.members[partner].court?.doesNotCover == true { return Conclusion(.inconclusive, .coverageGap) }
        if history.undated.contains(where: { $0.contains(partner) }) { return Conclusion(.inconclusive, .startUnknown) }
        // Whose marriage ended otherwise later was not dead.
        let isUndissolved = history.undissolvedPartners(of: partner, on: day).contains(other)
        return overlap(endedPerhapsBy: isUndissolved ? [partner, other] : [partner], hearing)
    }

    /// A declared death was revoked, and whether the marriage came back cannot be told (m10).
    private func unsettled(_ couple: Couple, _ hearing: Hearing) -> Conclusion {
        let members = [couple.first, couple.second].map { register.members[$0] }
        let offices = members.compactMap(\.office)
        if let block = hearing.block(among: offices) { return Conclusion(block) }
        // Of a spouse whom the record does not name, or of whom nobody knows who it is, no office can be asked.
        if members.contains(where: { !$0.canBeAskedAbout || !$0.identity.admitsQuestions }) {
            return Conclusion(.inconclusive, .identityNotEstablished)
        }
        let declared = history.declarations.lazy.filter { couple.contains($0.person) }.map(\.date).min()
        if reach.office.misses(since: declared, to: day) { return Conclusion(.inconclusive, .coverageGap) }
        return offices.count < 2 ? Conclusion(.unavailable) : Conclusion(.inconclusive, .recordsAmbiguous)
    }

    /// What is not known about a partner's life that a required register could tell.
    private func openLife(of partner: Int, _ hearing: Hearing) -> Conclusion? {
        let member = register.members[partner]
        guard member.canBeAskedAbout, partner >= register.principals else { return nil }
        guard let court = member.court else { return Conclusion(openDefeater: .unavailable) }
        if let block = hearing.block(among: [court]) { return Conclusion(openDefeater: block) }
        return history.undatedDeclarations.contains(partner) ? Conclusion(.inconclusive, .startUnknown) : nil
    }

    /// A standing marriage (m1, m3, m4, m6, m8, m12, m13, m17, m20).
    private func standing(_ union: MaritalFold.Union, _ person: Int, _ hearing: inout Hearing) -> MaritalDetermination {
        let partner = union.couple.partner(of: person)
        if let contradiction = contradiction(of: person, &hearing) { return .open(contradiction) }
        for one in [person, partner] {
            switch lives[one]?.death {
            case .contradicted(_, let corrections)?: return .open(conflict(corrections, &hearing))
            case .undated?, .perhaps?: return .open(Conclusion(.inconclusive, .startUnknown))
            case .none?, .dead?, nil: break
            }
            if history.undatedDeclarations.contains(one) { return .open(Conclusion(.inconclusive, .startUnknown)) }
        }
        if history.isRecognitionPending(union.couple, since: union.start, on: day) {
            return .open(Conclusion(.inconclusive, .recognitionPending))
        }
        if history.perhapsEnded.contains(union.couple) { return .open(Conclusion(.inconclusive, .recordsAmbiguous)) }
        if let open = openLife(of: partner, hearing) { return .open(open) }
        if mayHaveEndedUnseen(union.couple, start: union.start, by: day) { return unreached(&hearing) }
        if lives[partner]?.isChecked != true { hearing.note(.spouseLifeUnchecked) }
        // Nor does any register hold the own death of somebody without a household registration.
        if !isAtHomeHere(person) { hearing.note(.coverageLimited) }
        // A marriage of the partner's with somebody else could stand there.
        if register.members[partner].office?.isUnambiguous == false { hearing.note(.coverageLimited) }
        noteCoverage(person, &hearing)
        return .status(
            .married, union.restored == nil ? .registeredAndNotEnded : .restoredAfterRevocation, since: union.restored ?? union.start,
            restsOn: [.marriage, .courtJudgment] + deathSources(of: person))
    }

    /// The registers by whose word a death, and not something else, ended marriages of the person, or earlier ones of whom the person is
    /// married to; nothing would stand as it does without them.
    func deathSources(of person: Int) -> [RegistryID] {
        let persons = [person] + fold.unions(of: person).map { $0.couple.partner(of: person) }
        return fold.closings.values.compactMap { closing in
            guard persons.contains(where: closing.couple.contains), case .death(let dead) = closing.cause,
                case .dead(_, _, _, let registry)? = lives[dead]?.death
            else { return nil }
            return registry
        }
    }

    /// The person has a resident identity number.
    private func isAtHomeHere(_ person: Int) -> Bool {
        register.members[person].identity.persons.contains { $0.identifier.type == .residentID }
    }

    private func unreached(_ hearing: inout Hearing) -> MaritalDetermination {
        hearing.note(.coverageLimited)
        return .unreached
    }

    /// Says where the office's or the court's data do not reach the day.
    func noteCoverage(_ person: Int, _ hearing: inout Hearing) {
        let registers = [register.members[person].office, register.members[person].court].compactMap { $0 }
        if registers.contains(where: { $0.misses(day, in: hearing.evidence) }) { hearing.note(.coverageLimited) }
    }

    /// The last marriage is over (m2, m5, m7, m9, m11, m14).
    private func closed(_ person: Int, courtWasHeard: Bool, _ hearing: inout Hearing) -> MaritalDetermination {
        guard let closing = fold.lastClosing[person] else { return .nothing }
        let partner = closing.couple.partner(of: person)
        let since = fold.endsOfOverlaps(person).isEmpty ? closing.date : nil
        let sources: [RegistryID] = (courtWasHeard ? [.marriage, .courtJudgment] : [.marriage]) + deathSources(of: person)
        // Another marriage may have begun at an unknown time before the day.
        if history.mayHaveBegun(for: person, before: day) { return .open(Conclusion(.inconclusive, .startUnknown)) }
        let doubt = contradiction(of: person, &hearing) ?? openOrder(of: closing, for: person) ?? unheardDeath(before: closing, of: person, &hearing)
        if let open = doubt {
            // The dead marry nobody else.
            let isDead = if case .dead? = lives[person]?.death { true } else { false }
            if isDead || !(mayHaveMarriedUnseen(after: closing) || !isAtHomeHere(person)) { return .over(open, restsOn: sources) }
            return open.verdict == .conflict ? .open(open) : unreached(&hearing)
        }
        // Whoever died last ended it: of a spouse who could not be identified nobody knows that.
        if [.death(of: person), .declaredDeath(of: person)].contains(closing.cause), lives[partner]?.isChecked != true {
            hearing.note(.spouseLifeUnchecked)
        }
        if case .death(person) = closing.cause { return .endedByOwnDeath(.endedByDeath, restsOn: sources) }
        if case .declaredDeath(person) = closing.cause { return .endedByOwnDeath(.endedByDeclaredDeath, restsOn: sources) }
        if mayHaveMarriedUnseen(after: closing) { return unreached(&hearing) }
        // Whoever is at home in Hong Kong, Macao, Taiwan or abroad marries there as a rule, and that he or she has not is told by papers from there.
        if !isAtHomeHere(person) { return unreached(&hearing) }
        // No register here holds what was married abroad: of others it is confirmed all the same, and said (decision 19).
        hearing.note(.coverageLimited)
        switch closing.cause {
        case .registration: return .status(.divorced, .endedByRegistration, since: since, restsOn: sources)
        case .judgment: return .status(.divorced, .endedByJudgment, since: since, restsOn: sources)
        case .death: return .status(.widowed, .endedByDeath, since: since, restsOn: sources)
        case .declaredDeath:
            if let open = openLife(of: partner, hearing) { return .open(open) }
            return .status(.widowed, .endedByDeclaredDeath, since: since, restsOn: sources)
        case .notRestored: return .status(.dissolvedByDeclaration, .notRestoredAfterRevocation, since: since, restsOn: sources)
        }
    }
}

extension MaritalDetermination.Status {
    /// What an end makes of a person; nil where it was the person's own death.
    init?(after cause: MaritalFold.Cause, for person: Int) {
        switch cause {
        case .registration, .judgment: self = .divorced
        case .death(let dead), .declaredDeath(let dead):
            if dead == person { return nil }
            self = .widowed
        case .notRestored: self = .dissolvedByDeclaration
        }
    }
}
