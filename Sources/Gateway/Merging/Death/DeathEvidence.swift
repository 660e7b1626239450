import Verification

/// Everything that bears on whether a person is dead, heard from those registers of the claim that are joined (`domain.md` A.4.7).
struct DeathEvidence: Sendable {
    let biological: BiologicalDeath
    let declared: DeclaredDeath
    /// Acts that needed the person's presence, by day.
    let lifeSigns: [LifeSign]
    let court: Testimony
    let certificates: Testimony
    let population: Testimony

    /// Registers whose records show the person in action. Where a death is in question they are asked only once one was found or declared (A.4.7).
    static let registersOfLife: [RegistryID] = [.marriage, .exitEntry, .healthService]

    /// `known` is the day up to which records count; `signs` are signs of life that were found elsewhere.
    init(about identity: Identity, until known: CalendarDate, and signs: [LifeSign] = [], _ hearing: inout Hearing) {
        certificates = hearing.testimony(of: .deathCertificate, about: identity)
        population = hearing.testimony(of: .population, about: identity)
        court = hearing.testimony(of: .courtJudgment, about: identity)
        let heard = hearing.evidence.answers
        let isToday = known >= hearing.today
        var biological = BiologicalDeath()
        biological.take(certificates, until: known, orUndated: isToday)
        biological.take(population, until: known, orUndated: isToday)
        if heard[.funeral, about: identity.person] != nil {
            biological.take(hearing.testimony(of: .funeral, about: identity), until: known, orUndated: isToday)
        }
        var lifeSigns = signs
        for registry in Self.registersOfLife where heard[registry, about: identity.person] != nil {
            lifeSigns += hearing.testimony(of: registry, about: identity).lifeSigns(until: known)
        }
        lifeSigns.sort { ($0.date, $0.registry) < ($1.date, $1.registry) }
        self.biological = biological
        self.lifeSigns = lifeSigns
        declared = DeclaredDeath(court, until: known)
    }

    /// A later act that needed presence, after the earliest recorded death, or a court's revocation of a declaration of death, which it pronounces
    /// because the person has come back (Civil Code 50): both cannot be true (P14; decision 25).
    var contradiction: LifeSign? { contradiction(revokedBy: .init(dayNumber: .max)) }

    /// The same with revocations up to a day alone: what came later changes no status of that day (A.4.10 property 5).
    func contradiction(revokedBy last: CalendarDate) -> LifeSign? {
        guard let death = biological.earliest else { return nil }
        if let sign = lifeSigns.first(where: { $0.date > death }) { return sign }
        return declared.revocations.first { death < $0 && $0 <= last }.map { LifeSign(date: $0, registry: .courtJudgment) }
    }

    /// A death is on record, or a declaration of one stands: acts that needed presence would contradict the one, and show a reappearance after
    /// the other (Civil Code 50).
    func needsSignsOfLife(_ hearing: Hearing) -> Bool { biological.isRecorded || declared.inForce(on: hearing.today) != nil }

    /// The last day on which the person is known to have lived: an act in person or the court's word, not later than `day`.
    func lastSign(until day: CalendarDate) -> CalendarDate? {
        (lifeSigns.map(\.date) + declared.revocations).filter { $0 <= day }.max()
    }

    /// The first sign of life on or after the day, be it an act or the court's finding that a declared dead person lives.
    func lifeSign(onOrAfter day: CalendarDate) -> LifeSign? {
        if let sign = lifeSigns.first(where: { $0.date >= day }) { return sign }
        return declared.lastRevocation.flatMap { $0 >= day ? LifeSign(date: $0, registry: .courtJudgment) : nil }
    }

    /// The population register still keeps the person as living.
    var isRegisteredAlive: Bool {
        population.isHeard
            && population.facts.contains { fact in if case .registration(let entry) = fact { entry.status == .active } else { false } }
    }

    /// Notes what is wrong with registers' data where a death stands: a death flag that lags behind, days that disagree.
    func noteDefects(_ hearing: inout Hearing) {
        if !biological.certificates.isEmpty, biological.cancellations.isEmpty, isRegisteredAlive {
            hearing.note(.registryLag)
            hearing.note(.deathNotRecorded, in: .population)
        }
        if biological.certificatesDisagree { hearing.note(.datesDisagree, in: .deathCertificate) }
        if let certified = biological.certificates.compactMap({ $0 }).min(), let cancelled = biological.cancellations.compactMap({ $0 }).min(),
            cancelled < certified
        {
            hearing.note(.datesDisagree, in: .population)
        }
        if biological.isCrematedBefore {
            for registry in biological.registries { hearing.note(.datesDisagree, in: registry) }
        }
    }

    /// A conflict goes to every provider involved (P9).
    func noteContradiction(by sign: LifeSign, _ hearing: inout Hearing) {
        hearing.note(.lifeAfterDeath, in: sign.registry)
        if let basis = biological.basis { hearing.note(.lifeAfterDeath, in: basis) }
    }
}

extension DeathEvidence {
    /// The declaration may have been revoked where the courts' register does not reach (P7); nil where it may not.
    func revocationMayLack(of declaration: DeclaredDeath.Declaration, _ hearing: inout Hearing) -> Conclusion? {
        guard court.mayLack(since: declaration.effective, to: hearing.today, in: hearing.evidence) else { return nil }
        hearing.note(.coverageLimited)
        return Conclusion(.inconclusive, .coverageGap)
    }
}
