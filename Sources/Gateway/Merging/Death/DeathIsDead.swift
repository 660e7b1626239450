import Verification

/// `death.is-dead`: dead in fact or declared dead on the day. Any of health, police and courts confirms, because each is competent for
/// another kind of death; rows of `domain.md` A.4.7 from top to bottom, the first that fits decides.
///
/// The revocation of a declaration of death defeats the declaration alone; but a court revokes because the person has come back (Civil Code 50), so
/// a death in fact that is recorded for a day before the revocation contradicts it: a conflict, and neither is believed (decision 25).
///
/// Whoever is declared dead and was seen afterwards stays declared dead until a court revokes it (50), and the finding says so.
///
/// Registries tell when a thing happened, not when they learned of it. With `asKnownAt` everything that happened later is left out, and the
/// finding says that the rest may have been recorded later (P12).
enum DeathIsDead {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        let later = DeathEvidence.registersOfLife
        let sources = hearing.sources.required + hearing.sources.advisory.filter { !later.contains($0) }
        hearing.ask(sources, about: hearing.subject, &questions)
        if DeathEvidence(about: hearing.subject, until: hearing.today, &hearing).needsSignsOfLife(hearing) {
            hearing.ask(hearing.sources.advisory.filter(later.contains), about: hearing.subject, &questions)
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let known = min(hearing.claim.date("asKnownAt") ?? hearing.today, hearing.today)
        if known < hearing.today { hearing.note(.coverageLimited) }
        let evidence = DeathEvidence(about: hearing.subject, until: known, &hearing)
        if let positive = positive(evidence, known, &hearing) { return positive }
        let required = hearing.sources.required.map { registry in
            switch registry {
            case .deathCertificate: evidence.certificates
            case .population: evidence.population
            case .courtJudgment: evidence.court
            default: hearing.testimony(of: registry, about: hearing.subject)
            }
        }
        // A register that was not heard may hold the death: neither a refutation nor "no record" without it.
        if let block = hearing.block(among: required) { return Conclusion(block) }
        if evidence.declared.hasUndated { return Conclusion(.inconclusive, .startUnknown) }
        if let refuted = refuted(evidence, on: hearing.at, known) { return refuted }
        if evidence.declared.lastRevocation != nil { hearing.note(.declaredDeathRevoked) }
        let subject = hearing.subject
        return hearing.nothingFound(in: required, from: subject.birthDate, to: hearing.at)
    }

    /// Rows that confirm, or that find a contradiction.
    private static func positive(_ evidence: DeathEvidence, _ known: CalendarDate, _ hearing: inout Hearing) -> Conclusion? {
        let biological = evidence.biological
        let position = biological.position(on: hearing.at, today: known)
        if let sign = evidence.contradiction, let earliest = biological.earliest, earliest <= hearing.at {
            evidence.noteContradiction(by: sign, &hearing)
            return Conclusion(.conflict, .sourcesDisagree, restsOn: [sign.registry, biological.basis ?? sign.registry]).by(.actAfterDeath)
        }
        switch position {
        case .dead(let date):
            evidence.noteDefects(&hearing)
            return Conclusion(.confirmed, .recorded, since: date, restsOn: biological.basis.map { [$0] } ?? []).by(.deathRecorded)
        case .disagreeing:
            evidence.noteDefects(&hearing)
            for registry in biological.registries { hearing.note(.datesDisagree, in: registry) }
            return Conclusion(.conflict, .sourcesDisagree, restsOn: biological.registries)
        case .none, .later, .undated: break
        }
        if let declaration = evidence.declared.inForce(on: hearing.at) {
            // Only a court can undo it, so the court must have been heard under every number (P7).
            if let block = hearing.block(among: [evidence.court]) { return Conclusion(openDefeater: block) }
            if let gap = evidence.revocationMayLack(of: declaration, &hearing) { return gap }
            if evidence.lifeSigns.contains(where: { $0.date > declaration.deemed }) { hearing.note(.reappearance) }
            return Conclusion(.confirmed, .recorded, since: declaration.deemed, restsOn: [.courtJudgment]).by(.declarationInForce)
        }
        return position == .undated ? Conclusion(.inconclusive, .startUnknown) : nil
    }

    /// Rows that refute: a sign of life on or after the day, the court's word that the person lived, or a certified death that came later.
    /// The day of a cancelled registration refutes nothing before it: registrations are cancelled some time after the death.
    private static func refuted(_ evidence: DeathEvidence, on day: CalendarDate, _ known: CalendarDate) -> Conclusion? {
        if let sign = evidence.lifeSign(onOrAfter: day) { return Conclusion(.refuted, .lifeSign, restsOn: [sign.registry]) }
        guard evidence.biological.position(on: day, today: known) == .later(isCertified: true) else { return nil }
        return Conclusion(.refuted, .recordedOtherwise, restsOn: [.deathCertificate]).by(.diedLater)
    }
}
