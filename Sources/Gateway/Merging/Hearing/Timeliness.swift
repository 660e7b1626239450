import Verification

/// Whether data that end before the claim's day can still say what is so on that day (decision 21; `domain.md` A.4.2, A.4.4 P7 and P8).
///
/// A state goes on until its end is shown, provided that the registers that could show it have answered for the time in question. Data that end
/// a few days before are the usual case: the answer stands and says so. Data that are older answer for their own day only. Facts that nothing
/// undoes, a death, a birth, a judgment, the income of past months, need no newer data.
struct Timeliness: Sendable {
    /// A month: registers that pass their data on once a month are not late by it.
    static let toleratedDays = 31

    /// How old the data are on the day.
    enum Age: Sendable, Hashable, Comparable {
        case current
        /// Behind, and not by more than ``toleratedDays``.
        case lagging
        case outdated

        /// From the day up to which data are complete, nil where nobody says, and the day in question.
        init(end: CalendarDate?, on day: CalendarDate) {
            guard let end, end < day else {
                self = .current
                return
            }
            self = day.dayNumber - end.dayNumber > toleratedDays ? .outdated : .lagging
        }
    }

    /// The registers whose data must reach the day.
    private let registries: [RegistryID]
    /// One of them is enough: each shows it by itself.
    private let isAnyEnough: Bool

    /// Of a conclusion about the claim; nil where it tells nothing that a later act could undo.
    init?(of conclusion: Conclusion, about claim: Claim) {
        guard conclusion.verdict == .confirmed || conclusion.verdict == .refuted else { return nil }
        let isConfirmed = conclusion.verdict == .confirmed
        var isAnyEnough = false
        var registries = conclusion.restsOn
        switch claim.kind {
        case .identityHukouAt, .identityDocumentValid, .archiveCustodian, .disabilityCertificate: break
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
            guard Self.mayRestOnStandingMarriage(conclusion, claim) else { return nil }
            registries = [.marriage, .courtJudgment]
        case .kinshipRelation:
            if claim.text("relation")?.hasSameBytes(as: "spouse") ?? false {
                guard Self.mayRestOnStandingMarriage(conclusion, claim) else { return nil }
                registries = [.marriage, .courtJudgment]
            } else {
                // All answers about parents by law rest on it, so that nothing tells an adopted child (P11).
                registries.removeAll { $0 != .adoption }
            }
        default: return nil
        }
        // The archives hold what is over.
        registries.removeAll { $0 == .hukouArchive }
        self.registries = registries
        self.isAnyEnough = isAnyEnough
    }

    /// The worst age of what the conclusion rests on, or the best where each register shows it by itself.
    func age(in evidence: Evidence, on day: CalendarDate) -> Age {
        let day = min(day, evidence.today)
        let ages = registries.map { registry in
            Age(end: evidence.answers.lazy.filter { $0.question.registry == registry }.compactMap(\.dataAsOf).min(), on: day)
        }
        return (isAnyEnough ? ages.min() : ages.max()) ?? .current
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

extension Hearing {
    /// The conclusion, unless it tells a state on the claim's day from data that end long before; notes where they end shortly before.
    mutating func timely(_ conclusion: Conclusion, opened: [FieldMatch]) -> Conclusion {
        switch Timeliness(of: conclusion, about: claim)?.age(in: evidence, on: at) {
        case nil, .current?: return conclusion
        case .lagging?:
            note(.registryLag)
            return conclusion
        case .outdated?:
            note(.coverageLimited)
            // How stated fields compare was told by data of another day.
            match = opened
            return Conclusion(.inconclusive, .coverageGap)
        }
    }
}
