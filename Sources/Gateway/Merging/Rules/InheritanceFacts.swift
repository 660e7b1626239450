import Verification

/// `inheritance.facts`: is the decedent dead, and how is each claimant related? (Civil Code 1121, 1127–1129; item 18 of the list;
/// `domain.md` A.4.9.)
///
/// A bundle of facts, each with its own finding: the death, then one relation for each claimant in the order in which they were named, what the
/// decedent was to the claimant. Relations are judged for the time of death (``DeathTime``; where that may have been on several days, what was not
/// the same on all of them is left open), marriages with what was registered on that day and without the death, which itself ended them (1080, 1127), whoever was born after the death for the day of birth (16, 1155).
/// The day itself is not told. Where no register tells of a death, what is over today may not have been over at the death: that is left open.
/// Whether a claimant outlived the decedent (1121) is not looked into but for a spouse, and always said (decision 25).
/// Wills, waivers and unworthiness (1123–1125) and other heirs cannot be seen by any register: the finding always says so, and a verdict
/// over the bundle means that the stated facts are so, never that somebody has a right or that nobody else has one.
enum InheritanceFacts {
    /// The registers of `death.is-dead`, as in the catalogue.
    static let deathSources = ClaimSources(
        required: [.deathCertificate, .population, .courtJudgment], advisory: [.funeral, .marriage, .exitEntry, .healthService])

    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        let time = DeathTime(hearing)
        Merging.ask(Claim(.deathIsDead), sources: deathSources, evidence: hearing.evidence, subject: hearing.subject, &questions)
        for relation in relations(hearing, time) {
            // A spouse who was cremated soon after the decedent's death may have died first (1121).
            if let spouse = relation.spouse {
                let identity = Identity(of: spouse, in: hearing.evidence)
                if identity.admitsQuestions { hearing.ask([.funeral], about: identity, &questions) }
            }
            for claim in relation.judged {
                Merging.ask(claim, sources: relation.sources, evidence: hearing.evidence, subject: hearing.subject, at: time.moment, &questions)
            }
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        hearing.note(.otherHeirsNotExcluded)
        hearing.note(.survivalUnchecked)
        let time = DeathTime(hearing)
        var findings = [time.finding]
        for relation in relations(hearing, time) {
            var finding = finding(on: relation, hearing, time)
            // Who was whose husband or child at the death cannot be told of somebody of whom it is not known whether or when he or she died.
            // Somebody of whom no register tells a death may have died all the same, when what is over today was not.
            if time.isOpen || (time.isUntold && finding.verdict == .refuted) { finding = open(relation, hearing) }
            findings.append(finding.shown(as: relation.stated, on: hearing.today))
        }
        // What has to be known about a part has to be known about the whole.
        for caution in findings.flatMap(\.cautions) { hearing.note(caution) }
        for correction in findings.flatMap(\.corrections) { hearing.note(correction.code, in: correction.registry) }
        let verdict = Verdict.overall(findings.map(\.verdict)) ?? .inconclusive
        let reason = findings.first { $0.verdict == verdict }?.reason ?? .recordsAmbiguous
        return Conclusion(
            verdict, verdict == .confirmed ? .recorded : reason, value: .findings(findings), restsOn: findings.flatMap(\.restsOn)
        ).by(.factsCombined)
    }

    /// One claimant's relation: as it is stated and shown, and as it is judged, once for each day on which the decedent may have died.
    private struct StatedRelation {
        let stated: Claim
        let judged: [Claim]
        let sources: ClaimSources
        /// Whoever claims to have been married to the decedent.
        let spouse: Person?
    }

    /// The relation on the last day on which the decedent may have died, if it was the same on all of them; else it is open.
    private static func finding(on relation: StatedRelation, _ hearing: Hearing, _ time: DeathTime) -> Finding {
        let findings = relation.judged.map { claim in
            Merging.finding(for: claim, sources: relation.sources, evidence: hearing.evidence, subject: hearing.subject, at: time.moment)
        }
        guard let last = findings.last else { return open(relation, hearing) }
        if last.verdict == .conflict || findings.allSatisfy({ $0.verdict == last.verdict }) { return last }
        return findings.first { $0.verdict == .pending || $0.verdict == .inconclusive } ?? open(relation, hearing)
    }

    private static func open(_ relation: StatedRelation, _ hearing: Hearing) -> Finding {
        Finding(
            claim: relation.stated, verdict: .inconclusive, reason: .startUnknown, asOf: hearing.today, trace: [TraceStep(.composite, .startUnknown)])
    }

    private static func relations(_ hearing: Hearing, _ time: DeathTime) -> [StatedRelation] {
        guard case .claimants(let claimants)? = hearing.claim["claimants"] else { return [] }
        return claimants.compactMap { claimant in
            // The claimant says what he or she is to the decedent; the subject of the claim is the decedent.
            guard let relation = KinshipRelation.Relation(rawValue: claimant.relation)?.inverse else { return nil }
            let parameters = [Claim.Parameter("other", .person(claimant.person)), Claim.Parameter("relation", .text(relation.rawValue))]
            let days = time.days(about: claimant.person, hearing).map { birthAfterDeath(of: claimant.person, to: relation, $0, hearing) ?? $0 }
            let judged = days.map { Claim(.kinshipRelation, parameters + [Claim.Parameter("at", .date($0))]) }
            let stated = Claim(.kinshipRelation, parameters)
            return StatedRelation(
                stated: stated, judged: judged.isEmpty ? [stated] : judged,
                sources: relation == .spouse ? KinshipRelation.maritalSources : KinshipRelation.sources,
                spouse: relation == .spouse ? claimant.person : nil)
        }
    }

    /// The birth of somebody who was conceived when the decedent died: such a child counts as born then, if it is born alive (Civil Code 16, 1155).
    ///
    /// Nil for everybody else. Spouses and parents of the decedent's were born before; so is whoever the decedent bore.
    private static func birthAfterDeath(
        of claimant: Person, to relation: KinshipRelation.Relation, _ death: CalendarDate, _ hearing: Hearing
    ) -> CalendarDate? {
        switch relation {
        case .spouse, .child, .grandchild: return nil
        case .parent: if hearing.subject.registeredSex == .female { return nil }
        case .sibling, .grandparent: break
        }
        guard let birth = Identity(of: claimant, in: hearing.evidence).birthDate else { return nil }
        return death < birth && birth <= death.adding(days: longestPregnancyDays) ? birth : nil
    }

    /// The longest time from conception to birth that courts reckon with.
    private static let longestPregnancyDays = 300
}

extension Finding {
    /// The same about a claim without the day for which it was judged, which nobody stated (P10).
    fileprivate func shown(as claim: Claim, on day: CalendarDate) -> Finding {
        Finding(
            claim: claim, verdict: verdict, reason: reason, asOf: day, match: match, restsOn: restsOn, cautions: cautions,
            corrections: corrections, trace: trace)
    }
}
