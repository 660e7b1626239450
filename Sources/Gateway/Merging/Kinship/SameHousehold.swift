import Verification

/// `kinship.same-household`: were the two registered in one household on the day, or ever? (Household Registration Regulation Art. 4–6;
/// item 1 of the list; `domain.md` A.4.8.)
///
/// The population register has the word on households that it keeps itself. For households of the past that only the historic archives show
/// the police station has to issue the statement, so the answer refers to it. One address is not one household, and a person without a
/// household entry is not somewhere else. Nobody is registered in two households at once (Art. 6): where an old stay was never closed, a day
/// on which it still runs beside another proves nothing, and is a conflict (P9).
enum SameHousehold {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        guard let other = hearing.claim.person("other") else { return }
        let identity = Identity(of: other, in: hearing.evidence)
        identity.ask(in: hearing.evidence, &questions)
        // Under every number (P13): who somebody is does not need an answer to the old one of fifteen digits, households do.
        hearing.ask([.population], about: hearing.subject, &questions)
        if identity.admitsQuestions { hearing.ask([.population], about: identity, &questions) }
        // The present is not a matter for archives (P10).
        guard hearing.asksEver || hearing.at < hearing.today else { return }
        hearing.ask(hearing.sources.advisory, about: hearing.subject, &questions)
        if identity.admitsQuestions { hearing.ask(hearing.sources.advisory, about: identity, &questions) }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let other = hearing.claim.person("other") else { return Conclusion(.inconclusive, .identityNotEstablished) }
        let identity = Identity(of: other, in: hearing.evidence)
        if let conclusion = Gate.conclusion(onOther: identity, &hearing) { return conclusion }
        if hearing.subject.mayBeOne(with: identity) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let people = [hearing.subject, identity]
        let population = people.map { hearing.testimony(of: .population, about: $0) }
        if let block = hearing.block(among: population) { return Conclusion(block) }
        let present = zip(population, people).map { $0.stays(of: $1, &hearing) }
        var archived: [[HouseholdStay]] = [[], []]
        var archives: [RegistryID] = []
        for registry in hearing.sources.advisory where hearing.evidence.isConnected(registry) {
            let testimonies = people.map { hearing.testimony(of: registry, about: $0) }
            // The archive of one person's household shows the other as well.
            for (index, person) in people.enumerated() { for heard in testimonies { archived[index] += heard.stays(of: person, &hearing) } }
            if testimonies.allSatisfy(\.isHeard) { archives.append(registry) }
        }
        return hearing.asksEver ? ever(present, archived, archives, &hearing) : onDay(people, present, archived, archives, &hearing)
    }

    private static func ever(
        _ present: [[HouseholdStay]], _ archived: [[HouseholdStay]], _ archives: [RegistryID], _ hearing: inout Hearing
    ) -> Conclusion {
        let together = pairs(present).map { $0.overlaps($1) }
        if together.contains(true) {
            let isCertain = pairs(present).contains { $0.overlaps($1) == true && haveClearDay($0, $1, present, until: hearing.today) }
            guard isCertain else { return Conclusion(.conflict, .sourcesDisagree, restsOn: [.population]) }
            return Conclusion(.confirmed, .recorded, restsOn: [.population]).by(.oneHousehold)
        }
        if pairs(archived).contains(where: { $0.overlaps($1) != false }) {
            return Conclusion(.referred, .competentBodyOnly, restsOn: archives).by(.archiveShows)
        }
        if together.contains(nil) { return Conclusion(.inconclusive, .startUnknown) }
        if archives.isEmpty { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, .noRecordFound, restsOn: [.population] + archives)
    }

    private static func onDay(
        _ people: [Identity], _ present: [[HouseholdStay]], _ archived: [[HouseholdStay]], _ archives: [RegistryID], _ hearing: inout Hearing
    ) -> Conclusion {
        let isPresent = hearing.at >= hearing.today
        for registrations in people.map(\.registrations) where !registrations.isEmpty {
            let standing = registrations.filter { !$0.isCancelled(by: hearing.at, isPresent: isPresent) }
            if standing.isEmpty { return Conclusion(.refuted, .recordedOtherwise, restsOn: [.population]) }
            if !isPresent, standing.contains(where: \.isCancelledAtUnknownTime) { return Conclusion(.inconclusive, .startUnknown) }
        }
        let (at, past) = (hearing.at, archived.map { $0.filter { $0.covers(hearing.at, isPresent: false) } })
        let standing = present.map { $0.filter { $0.covers(at, isPresent: isPresent) } }
        let isArchived = !pairs(past).isEmpty
        if !pairs(standing).isEmpty {
            let areTwofold = standing.contains { stays in stays.contains { one in stays.contains { $0.contradicts(one) } } }
            if areTwofold { return Conclusion(.conflict, .sourcesDisagree, restsOn: [.population]) }
            return Conclusion(.confirmed, .recorded, restsOn: [.population]).by(.oneHousehold)
        }
        guard standing.allSatisfy({ !$0.isEmpty }) else {
            if isArchived { return Conclusion(.referred, .competentBodyOnly, restsOn: archives).by(.archiveShows) }
            // An empty field proves nothing; neither does a number that the register does not hold.
            if at < hearing.today { hearing.note(.coverageLimited) }
            return Conclusion(.noRecord, at < hearing.today ? .coverageGap : .noRecordFound, restsOn: [.population] + archives)
        }
        let areApart = standing[0].allSatisfy { mine in standing[1].allSatisfy { mine.isApart(from: $0) } }
        guard areApart else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if isArchived { return Conclusion(.conflict, .sourcesDisagree, restsOn: [.population] + archives) }
        return Conclusion(.refuted, .recordedOtherwise, restsOn: [.population])
    }

    /// On the first or the last day that the two stays have in common neither of the two persons is registered elsewhere.
    private static func haveClearDay(
        _ mine: HouseholdStay, _ theirs: HouseholdStay, _ present: [[HouseholdStay]], until today: CalendarDate
    ) -> Bool {
        let first = mine.from.flatMap { mine in theirs.from.map { max(mine, $0) } }
        let last = ([mine.until, theirs.until].compactMap { $0?.adding(days: -1) } + [today]).min()
        return [first, last].compactMap { $0 }.contains { day in
            !present.joined().contains { stay in
                stay.covers(day, isPresent: true) && (stay.contradicts(mine) || stay.contradicts(theirs))
            }
        }
    }

    /// Stays of the two in one household.
    private static func pairs(_ stays: [[HouseholdStay]]) -> [(HouseholdStay, HouseholdStay)] {
        stays[0].flatMap { mine in
            stays[1].compactMap { mine.household != nil && mine.household == $0.household ? (mine, $0) : nil }
        }
    }
}

extension Hearing {
    /// The claim is about any time at all.
    fileprivate var asksEver: Bool { claim.asksEver }
}

extension HouseholdStay {
    /// Nobody can be registered in both: two numbers of households, or divisions that surely are not one.
    fileprivate func contradicts(_ other: HouseholdStay) -> Bool {
        if case .numbered(let mine)? = household, case .numbered(let theirs)? = other.household { return mine != theirs }
        guard let mine = division, let theirs = other.division else { return false }
        return DivisionCode.compared(mine, theirs) == .mismatch && DivisionCode.compared(theirs, mine) == .mismatch
    }

    /// Surely two households: two numbers, or places in different divisions. Addresses may be worded in many ways.
    fileprivate func isApart(from other: HouseholdStay) -> Bool {
        if let mine = household, let theirs = other.household { return mine != theirs }
        guard let mine = division, let theirs = other.division else { return false }
        return DivisionCode.compared(mine, theirs) == .mismatch && DivisionCode.compared(theirs, mine) == .mismatch
    }
}

extension Claim {
    /// Whether something has ever been so, not whether it is on the day.
    var asksEver: Bool { if case .flag(true)? = self["ever"] { true } else { false } }
}
