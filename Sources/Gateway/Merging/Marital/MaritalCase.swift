import Verification

/// The marriages of the persons of a claim as they stood on a day, with everything that was found out about their partners' lives.
struct MaritalCase: Sendable {
    /// What is known about the death of one person, as far as marriages depend on it.
    enum Death: Sendable, Hashable {
        case none
        /// `order` is the last day on which it can have been, `from` the first one; two days where the death itself has none.
        case dead(on: CalendarDate?, from: CalendarDate, order: CalendarDate, registry: RegistryID)
        /// Dead by a day soon after the one asked about, and perhaps before it.
        case perhaps(from: CalendarDate)
        /// Records that cannot both be true; `since` is the first day on which one of them has the person dead.
        case contradicted(since: CalendarDate, corrections: [Correction])
        /// Dead, and nobody tells since when.
        case undated
    }

    /// One person's life as far as it was looked at.
    struct Life: Sendable {
        var death: Death
        /// A death record exists, at whatever time: then acts that need presence are asked for.
        var isDeathRecorded: Bool
        /// The first day on which a register has the person dead, whether it is believed or not.
        var earliestDeath: CalendarDate?
        /// The last day on which the death in fact can have been.
        var latestDeath: CalendarDate?
        /// The register by which there was a death in fact.
        var deathRegistry: RegistryID?
        /// All registers that could hold the death were heard, about a person who is known.
        var isChecked: Bool
        /// Why a joined register that could hold the death was not heard.
        var block: Block?
        /// The day up to which the registers that could hold the death are complete; nil where none says so.
        var dataAsOf: CalendarDate?
    }

    let register: MaritalRegister
    let history: MaritalHistory
    let fold: MaritalFold
    let reach: MaritalReach
    let day: CalendarDate
    /// For the persons of the claim, for partners whose marriage is not over otherwise or whose divorce is the last word, and for partners of the
    /// former whose marriage to these is not over otherwise.
    let lives: [Int: Life]

    init(of principals: [Identity], _ hearing: inout Hearing) {
        let register = MaritalRegister(of: principals, &hearing)
        let day = hearing.at
        let history = MaritalHistory(hearing.moment.acts(of: register, on: day))
        var lives: [Int: Life] = [:]
        for person in principals.indices {
            lives[person] = Life(of: person, register, &hearing)
            let partners = history.undissolvedPartners(of: person, on: day) + history.partnersOfLastDivorce(of: person, on: day)
            for partner in partners where lives[partner] == nil {
                lives[partner] = Life(of: partner, register, &hearing)
            }
        }
        // Another marriage of a partner overlaps only while the third person lives.
        for person in principals.indices {
            for partner in history.undissolvedPartners(of: person, on: day) {
                for other in history.undissolvedPartners(of: partner, on: day) where lives[other] == nil {
                    lives[other] = Life(of: other, register, &hearing)
                }
            }
        }
        self.register = register
        self.history = history
        self.day = day
        self.lives = lives
        reach = MaritalReach(register, in: hearing.evidence)
        fold = MaritalFold(register, history, lives, reach, until: day)
    }

    /// Partners of a person of the claim whose lives matter.
    func partners(of person: Int) -> [Int] { history.undissolvedPartners(of: person, on: day) }
}

extension MaritalCase.Life {
    init(of member: Int, _ register: MaritalRegister, _ hearing: inout Hearing) {
        let identity = register.members[member].identity
        // Registrations in person count wherever they were found, also in the other party's records.
        let signs = register.acts.compactMap { act -> LifeSign? in
            switch act {
            case .marriage(let couple, let date), .divorce(let couple, let date):
                couple.contains(member) ? LifeSign(date: date, registry: .marriage) : nil
            default: nil
            }
        }
        var aside = hearing
        let evidence = DeathEvidence(about: identity, until: hearing.today, and: signs, &aside)
        if aside.sawVariant { hearing.noteVariant() }
        isDeathRecorded = evidence.biological.isRecorded
        earliestDeath = evidence.biological.earliest
        latestDeath = evidence.biological.latest
        deathRegistry = evidence.biological.basis
        let sources = hearing.sources.advisory.filter { $0 == .deathCertificate || $0 == .population }
        let testimonies = [evidence.certificates, evidence.population].filter { sources.contains($0.registry) }
        // The deaths of people without a household registration are in no register of the mainland as a rule.
        let isRegistered = identity.persons.contains { $0.identifier.type == .residentID }
        isChecked =
            register.members[member].canBeAskedAbout && identity.isEstablished && isRegistered
            && testimonies.allSatisfy { $0.isUnambiguous && !$0.excludedOtherName && !$0.excludedVariant }
        let day = member < register.principals ? hearing.moment.lastDayOfDeaths(on: hearing.at) : hearing.at
        let isAskable = register.members[member].canBeAskedAbout && identity.admitsQuestions
        let joined = isAskable ? testimonies.filter(\.isConnected) : []
        block = hearing.block(among: joined)
        dataAsOf = joined.compactMap(\.dataAsOf).min()
        // Who is judged for the moment of his or her own death has lived until then, on whatever day a register has it.
        death = member == 0 && hearing.moment != .endOfDay ? .none : Self.death(evidence, on: day, today: hearing.today)
    }

    private static func death(_ evidence: DeathEvidence, on day: CalendarDate, today: CalendarDate) -> MaritalCase.Death {
        let biological = evidence.biological
        if let sign = evidence.contradiction(revokedBy: day), let earliest = biological.earliest, earliest <= day {
            let registries = [sign.registry] + (biological.basis.map { [$0] } ?? [])
            return .contradicted(since: earliest, corrections: registries.map { Correction(registry: $0, code: .lifeAfterDeath) })
        }
        switch biological.position(on: day, today: today) {
        case .none: return .none
        case .later:
            guard biological.mayPrecede(day), let bound = biological.latest else { return .none }
            let from = bound.adding(days: -Int(BiologicalDeath.registrationDays))
            return .perhaps(from: max(from, evidence.lastSign(until: bound) ?? from))
        case .disagreeing:
            let corrections = biological.registries.map { Correction(registry: $0, code: .datesDisagree) }
            return .contradicted(since: biological.earliest ?? day, corrections: corrections)
        case .undated: return .undated
        case .dead(let date):
            guard let basis = biological.basis else { return .none }
            let order = biological.latest ?? day
            let from = biological.isDayExact ? order : evidence.lastSign(until: order) ?? CalendarDate(dayNumber: .min)
            return .dead(on: date, from: from, order: order, registry: basis)
        }
    }
}

extension MaritalFold {
    /// Replays everything up to the day, in order of effect, on one day ends of earlier marriages before beginnings.
    init(
        _ register: MaritalRegister, _ history: MaritalHistory, _ lives: [Int: MaritalCase.Life], _ reach: MaritalReach, until day: CalendarDate
    ) {
        self.init()
        var deaths: [Int: CalendarDate] = [:]
        for (person, life) in lives { if case .dead(_, _, let order, _) = life.death { deaths[person] = order } }
        for event in MaritalEvent.events(history, lives, until: day) {
            switch event.kind {
            case .divorce(let written, let byCourt, let isDated):
                let couple = theOnlyMarriage(ofSomebodyIn: written, register) ?? written
                divorce(couple, on: event.date, byCourt: byCourt, isDated: isDated, mayBeSame: register.mayBeSame)
            case .divorceOfTheDay(let couple, let byCourt):
                divorce(couple, on: event.date, byCourt: byCourt, isDated: true, mayBeSame: register.mayBeSame)
                // Or it ended an older marriage that no register shows, and the two married again.
                let grown = [couple.first, couple.second].map { register.members[$0].identity.birthDate?.adding(days: 365 * MarriageAge.lowest) }
                if reach.office.misses(since: grown.compactMap(\.self).max(), to: event.date) { leaveOpen(couple) }
            case .death(let person, let isDated): die(person, on: event.date, isDated: isDated)
            case .declaredDead(let person): declareDead(person, on: event.date)
            case .revoked(let person):
                revoke(person, on: event.date) { spouse, since in
                    if let death = deaths[spouse], death <= event.date { return .barred }
                    // A remarriage or a refusal may lie where the office's register does not reach.
                    let revival = Self.revival(of: spouse, and: person, since: since, until: event.date, day: day, register, history)
                    return revival == .comesBack && reach.office.misses(since: since, to: event.date) ? .unknown : revival
                }
                // Who dies on that day lived to see it, or no court would have revoked anything (Civil Code 50): the marriage came back and ended.
                if deaths[person] == event.date { die(person, on: event.date, isDated: true) }
            case .marriage(let couple, let start):
                open(couple, start: start)
                // Who dies on the wedding day was married.
                for person in [couple.first, couple.second] where deaths[person] == event.date { die(person, on: event.date, isDated: true) }
            }
        }
    }

    /// A divorce whose record names one party only is that of the only marriage that stands.
    private func theOnlyMarriage(ofSomebodyIn couple: Couple, _ register: MaritalRegister) -> Couple? {
        guard register.isAnonymous(couple.second) else { return nil }
        let unions = unions(of: couple.first)
        return unions.count == 1 ? unions.first?.couple : nil
    }

    /// Civil Code 51: the marriage comes back unless the spouse remarried in the meantime, even if that marriage is over by now, or declared
    /// to the marriage office the refusal to resume it.
    private static func revival(
        of spouse: Int, and returned: Int, since: CalendarDate, until revocation: CalendarDate, day: CalendarDate, _ register: MaritalRegister,
        _ history: MaritalHistory
    ) -> Revival {
        let couple = Couple(spouse, returned)
        let others = history.marriages.filter { $0.couple.contains(spouse) && $0.couple != couple }
        if others.contains(where: { ($0.start.map { since <= $0 && $0 <= revocation }) ?? false }) { return .barred }
        if history.refusals.contains(where: { $0.person == spouse && since <= $0.date && $0.date <= day }) { return .barred }
        let isHeard = register.members[spouse].office.map { $0.isUnambiguous && !$0.excludedVariant } ?? false
        let mayHaveRemarried =
            others.contains { $0.start == nil && $0.knownBy >= since }
            || history.ends.contains { end in
                end.couple.contains(spouse) && end.couple != couple && end.date >= since
                    && !others.contains { $0.couple == end.couple && ($0.start ?? end.date) < end.date }
            }
        return isHeard && !mayHaveRemarried ? .comesBack : .unknown
    }
}
