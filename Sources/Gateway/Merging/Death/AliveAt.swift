import Verification

/// `alive.at`: confirmed only by a sign of life on the day or later, or up to `withinDays` before it (then the answer holds for the day of the
/// sign); refuted by a death on or before the day; else no record. Never confirmed from silence (`domain.md` A.4.7, A.4.10 property 10).
///
/// Nobody lives before the day of birth (Civil Code 13, 15): a later sign of life does not reach back beyond it. The day is the population
/// register's and the one that the number states; where the two differ, what lies between them is left open.
enum AliveAt {
    /// Only a confirmed death refutes: where one is recorded or declared, later acts that needed presence are asked for as for `death.is-dead` (A.4.7).
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        hearing.ask(hearing.sources.required + hearing.sources.advisory, about: hearing.subject, &questions)
        if DeathEvidence(about: hearing.subject, until: hearing.today, &hearing).needsSignsOfLife(hearing) {
            hearing.ask(DeathEvidence.registersOfLife, about: hearing.subject, &questions)
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let evidence = DeathEvidence(about: hearing.subject, until: hearing.today, &hearing)
        if let contrary = contrary(evidence, &hearing) { return contrary }
        let required = hearing.sources.required.map {
            $0 == .deathCertificate ? evidence.certificates : hearing.testimony(of: $0, about: hearing.subject)
        }
        if let block = hearing.block(among: required) { return Conclusion(block) }
        if let unborn = unborn(evidence, &hearing) { return unborn }
        noteLimits(evidence, &hearing)
        let heard = required.map(\.registry)
        if let sign = evidence.lifeSign(onOrAfter: hearing.at) { return Conclusion(.confirmed, .lifeSign, restsOn: heard + [sign.registry]) }
        if evidence.biological.position(on: hearing.at, today: hearing.today) == .undated || evidence.declared.hasUndated {
            return Conclusion(.inconclusive, .startUnknown)
        }
        let earliest = hearing.at.adding(days: -min(max(hearing.claim.integer("withinDays") ?? 0, 0), 36_525))
        if let sign = evidence.lastLifeSign(before: hearing.at), sign.date >= earliest {
            return Conclusion(.confirmed, .lifeSign, asOf: sign.date, restsOn: heard + [sign.registry])
        }
        if evidence.declared.lastRevocation != nil { hearing.note(.declaredDeathRevoked) }
        let isGap = required.contains { $0.misses(hearing.at, in: hearing.evidence) }
        return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, restsOn: heard)
    }

    /// The day lies before the birth, or it may; nil where it does not.
    private static func unborn(_ evidence: DeathEvidence, _ hearing: inout Hearing) -> Conclusion? {
        let births = hearing.subject.birthDates
        guard let first = births.min(), let last = births.max(), hearing.at < last else { return nil }
        guard hearing.at < first, hearing.subject.isEstablished, !hearing.subject.registrations.isEmpty else {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        if let sign = evidence.lifeSigns.first, sign.date < first {
            hearing.note(.datesDisagree, in: .population)
            hearing.note(.datesDisagree, in: sign.registry)
            return Conclusion(.conflict, .sourcesDisagree, restsOn: [.population, sign.registry])
        }
        return Conclusion(.refuted, .recordedOtherwise, restsOn: [.population])
    }

    /// A death on or before the day, or records that cannot both be true.
    private static func contrary(_ evidence: DeathEvidence, _ hearing: inout Hearing) -> Conclusion? {
        let biological = evidence.biological
        if let sign = evidence.contradiction, let death = biological.earliest, death <= hearing.at {
            evidence.noteContradiction(by: sign, &hearing)
            return Conclusion(.conflict, .sourcesDisagree, restsOn: [sign.registry, biological.basis ?? sign.registry]).by(.actAfterDeath)
        }
        switch biological.position(on: hearing.at, today: hearing.today) {
        case .dead:
            evidence.noteDefects(&hearing)
            return Conclusion(.refuted, .recordedOtherwise, restsOn: biological.basis.map { [$0] } ?? []).by(.deathRecorded)
        case .disagreeing:
            for registry in biological.registries { hearing.note(.datesDisagree, in: registry) }
            return Conclusion(.conflict, .sourcesDisagree, restsOn: biological.registries)
        case .none, .later, .undated: break
        }
        guard let declaration = evidence.declared.inForce(on: hearing.at) else { return nil }
        if let block = hearing.block(among: [evidence.court]) { return Conclusion(openDefeater: block) }
        if let gap = evidence.revocationMayLack(of: declaration, &hearing) { return gap }
        guard let sign = evidence.lifeSigns.last, sign.date > declaration.deemed else {
            return Conclusion(.refuted, .recordedOtherwise, restsOn: [.courtJudgment]).by(.declarationInForce)
        }
        // Deemed dead by law and seen alive: only the court can end that.
        hearing.note(.reappearance)
        return Conclusion(.conflict, .sourcesDisagree, restsOn: [.courtJudgment, sign.registry])
    }

    /// Where an advisory register was not heard, the finding says that less was looked at.
    private static func noteLimits(_ evidence: DeathEvidence, _ hearing: inout Hearing) {
        let advisory = hearing.sources.advisory.map { Testimony(of: $0, about: hearing.subject, in: hearing.evidence, weighing: .strict) }
        if advisory.contains(where: { !$0.isHeard || $0.doesNotCover }) { hearing.note(.coverageLimited) }
    }
}

extension DeathEvidence {
    fileprivate func lastLifeSign(before day: CalendarDate) -> LifeSign? {
        let act = lifeSigns.last { $0.date < day }
        let revocation = declared.revocations.last { $0 < day }.map { LifeSign(date: $0, registry: .courtJudgment) }
        guard let act, let revocation else { return act ?? revocation }
        return revocation.date > act.date ? revocation : act
    }
}
