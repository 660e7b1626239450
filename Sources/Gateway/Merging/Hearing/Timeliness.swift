import Verification

/// Whether data that end before the claim's day can still say what is so on that day (decision 21; `domain.md` A.4.2, A.4.4 P7 and P8).
///
/// A state goes on until its end is shown, provided that the registers that could show it have answered for the time in question. Data that end
/// a few days before are the usual case: the answer stands, says so, and is given for the day on which the data end (``lastDay``). Data that
/// are older answer for their own day only; who somebody is may be told from data of two years (``toleratedDaysOfIdentity``). Facts that nothing undoes, a death, a birth, a judgment, the income of past months, need no newer
/// data.
struct Timeliness: Sendable {
    /// A month: registers that pass their data on once a month are not late by it.
    static let toleratedDays = 31
    /// Two years for who somebody is: numbers are given for life and names seldom change (decision 24).
    static let toleratedDaysOfIdentity = 731

    /// How old the data are on the day.
    enum Age: Sendable, Hashable, Comparable {
        case current
        /// Behind, and not by more than is tolerated.
        case lagging
        case outdated

        /// From the day up to which data are complete, nil where nobody says, and the day in question.
        init(end: CalendarDate?, on day: CalendarDate, tolerating days: Int) {
            guard let end, end < day else {
                self = .current
                return
            }
            self = day.dayNumber - end.dayNumber > days ? .outdated : .lagging
        }
    }

    /// The registers whose data must reach the day.
    private let registries: [RegistryID]
    /// One of them is enough: each shows it by itself.
    private let isAnyEnough: Bool
    /// Registers that could show an end of it as well and need not be heard: the deaths of husbands and wives (`domain.md` A.4.6, m20).
    private let advisory: [RegistryID]
    /// By how many days data may be behind.
    private let tolerated: Int

    /// Of a conclusion about the claim; nil where it tells nothing that a later act could undo.
    init?(of conclusion: Conclusion, about claim: Claim) {
        guard conclusion.verdict == .confirmed || conclusion.verdict == .refuted else { return nil }
        let isConfirmed = conclusion.verdict == .confirmed
        var isAnyEnough = false
        var registries = conclusion.restsOn
        switch claim.kind {
        case .identityMatch, .identityHukouAt, .identityDocumentValid, .archiveCustodian, .disabilityCertificate: break
        case .kinshipSameHousehold:
            // Two who have ever lived together have done so for good.
            if isConfirmed, claim.asksEver { return nil }
        case .employmentRegisteredUnemployed, .employmentHardship: registries.removeAll { $0 == .socialInsurance }
        case .propertyOwns: isAnyEnough = isConfirmed
        case .propertyNone:
            registries.removeAll { $0 == .population }
            isAnyEnough = !isConfirmed
        case .premisesRightToUse:
            registries.removeAll(where: \.holdsPlaces)
            isAnyEnough = isConfirmed
        case .maritalStatus, .maritalIs, .maritalSpouse:
            guard let needed = Self.registries(ofMarriages: conclusion, claim) else { return nil }
            registries = needed
        case .kinshipRelation:
            if claim.isAboutSpouses {
                guard let needed = Self.registries(ofMarriages: conclusion, claim) else { return nil }
                registries = needed
            } else {
                // All answers about parents by law rest on it, so that nothing tells an adopted child (P11).
                registries.removeAll { $0 != .adoption }
            }
        default: return nil
        }
        // The archives hold what is over.
        registries.removeAll { $0 == .hukouArchive }
        self.registries = registries
        tolerated = claim.kind == .identityMatch ? Self.toleratedDaysOfIdentity : Self.toleratedDays
        self.isAnyEnough = isAnyEnough
        advisory = claim.isAboutMarriages && registries.contains(.courtJudgment) ? [.deathCertificate, .population] : []
    }

    /// The worst age of what the conclusion rests on, or the best where each register shows it by itself.
    func age(in evidence: Evidence, on day: CalendarDate) -> Age {
        let day = min(day, evidence.today)
        let ages = registries.map { Age(end: evidence.end(of: $0), on: day, tolerating: tolerated) }
        return (isAnyEnough ? ages.min() : ages.max()) ?? .current
    }

    /// The same of registers that need not be heard.
    func ageOfAdvisory(in evidence: Evidence, on day: CalendarDate) -> Age {
        advisory.map { Age(end: evidence.end(of: $0), on: min(day, evidence.today), tolerating: tolerated) }.max() ?? .current
    }

    /// The last day for which the registers answer, all of them or the best of them; nil where they reach the day, or are outdated.
    func lastDay(in evidence: Evidence, on day: CalendarDate) -> CalendarDate? {
        let ends = (registries + advisory).compactMap(evidence.end(of:))
        let late = ends.filter { Age(end: $0, on: min(day, evidence.today), tolerating: tolerated) == .lagging }
        if isAnyEnough { return age(in: evidence, on: day) == .current ? nil : late.max() }
        return late.min()
    }

    /// The registers whose later acts could undo what is said of marriages; nil where nothing can. A standing marriage ends at the office or in
    /// court; one that is over can be followed by another one, which stands at the office alone, unless one of the two is dead.
    private static func registries(ofMarriages conclusion: Conclusion, _ claim: Claim) -> [RegistryID]? {
        if mayRestOnStandingMarriage(conclusion, claim) { return [.marriage, .courtJudgment] }
        if conclusion.verdict == .confirmed { return [.marriage] }
        if conclusion.reason == .endedByDeath { return nil }
        let wasEverMarried = claim.text("status")?.hasSameBytes(as: MaritalIs.neverMarried) ?? false
        return wasEverMarried ? nil : [.marriage]
    }

    /// That somebody is married, or is not what was stated and may be married instead: what the person is is not told (P10), so it is one answer.
    private static func mayRestOnStandingMarriage(_ conclusion: Conclusion, _ claim: Claim) -> Bool {
        let isStanding = conclusion.reason == .registeredAndNotEnded || conclusion.reason == .restoredAfterRevocation
        if conclusion.verdict == .confirmed { return claim.kind == .maritalSpouse || claim.kind == .kinshipRelation || isStanding }
        guard conclusion.reason == .recordedOtherwise else { return false }
        guard claim.kind == .maritalIs else { return true }
        let stated = claim.text("status") ?? ""
        return !stated.hasSameBytes(as: "married") && !stated.hasSameBytes(as: MaritalIs.neverMarried)
    }
}

extension Evidence {
    /// The earliest day up to which one of a register's answers is complete; nil where none says so.
    fileprivate func end(of registry: RegistryID) -> CalendarDate? {
        answers.lazy.filter { $0.question.registry == registry }.compactMap(\.dataAsOf).min()
    }
}

extension Claim {
    fileprivate var isAboutSpouses: Bool { kind == .kinshipRelation && text("relation")?.hasSameBytes(as: "spouse") ?? false }
    fileprivate var isAboutMarriages: Bool {
        switch kind {
        case .maritalStatus, .maritalIs, .maritalSpouse: true
        default: isAboutSpouses
        }
    }
    /// A day of its own for the answer could tell when somebody was adopted (P11).
    fileprivate var mayBeDated: Bool { kind != .kinshipRelation || isAboutSpouses }
}

extension Hearing {
    /// The conclusion, unless it tells a state on the claim's day from data that end long before. Where they end shortly before, it is noted, and
    /// the conclusion is for the last day for which the data answer: `concluding` judges the claim for another day.
    ///
    /// Where a record of a later day made it so, it stays for the day asked about: a day of its own would tell when that was (P10).
    mutating func timely(
        _ conclusion: Conclusion, opened: [FieldMatch], concluding: (CalendarDate) -> Conclusion
    ) -> Conclusion {
        guard let timeliness = Timeliness(of: conclusion, about: claim) else { return conclusion }
        let age = timeliness.age(in: evidence, on: at)
        guard age != .outdated else {
            note(.coverageLimited)
            // How stated fields compare was told by data of another day.
            match = opened
            return Conclusion(.inconclusive, .coverageGap)
        }
        let ageOfAdvisory = timeliness.ageOfAdvisory(in: evidence, on: at)
        if ageOfAdvisory == .outdated { note(.spouseLifeUnchecked) }
        guard age == .lagging || ageOfAdvisory != .current, let end = timeliness.lastDay(in: evidence, on: at) else { return conclusion }
        note(.registryLag)
        guard claim.mayBeDated, conclusion.since.map({ $0 <= end }) ?? true else { return conclusion }
        let earlier = concluding(end)
        guard earlier.verdict == conclusion.verdict, earlier.value == conclusion.value else { return conclusion }
        var dated = conclusion
        dated.asOf = end
        return dated
    }
}
