import Verification

/// `employment.registered-unemployed` and `employment.hardship`: was the person registered as unemployed, or recognised as hard to employ, on
/// the day? (Employment Promotion Law 52; Provisions on Employment Service and Employment Management, chapter 7; `domain.md` A.4.9 item 15.)
///
/// The act of the public employment service makes the status (P5): while it stands, the person is registered, also where an employer pays
/// contributions. Such contributions are a caution and a reason for the service to look at the registration, never a "no". Recognised
/// hardship goes together with subsidised employment, so contributions say nothing against it. What a person does in fact is not asked.
enum EmploymentRegistration {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        hearing.ask(hearing.sources.required, about: hearing.subject, &questions)
        // Contributions are compared with a registration; without one there is nothing to compare (P10).
        let registers = hearing.requiredTestimonies()
        guard hearing.claim.kind == .employmentRegisteredUnemployed, !standing(in: registers, hearing).isEmpty else { return }
        hearing.ask(hearing.sources.advisory, about: hearing.subject, &questions)
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let registers = hearing.requiredTestimonies()
        hearing.noteRepeats(in: registers)
        let rows = registers.flatMap { $0.records(word(of: hearing.claim.kind)) }
        let standing = standing(in: registers, hearing)
        guard !standing.isEmpty else { return hearing.nothingHeld(in: registers) }
        let isBounded = standing.contains { $0.date("until") != nil }
        if !isBounded {
            // An open registration goes on until its end is shown, provided that the service was heard wholly (P8).
            if let block = hearing.block(among: registers) { return Conclusion(openDefeater: block) }
            if standing.allSatisfy({ row in rows.contains { $0.ends(row, before: hearing.at) } }) {
                return Conclusion(.inconclusive, .recordsAmbiguous)
            }
        }
        if registers.contains(where: { $0.misses(hearing.at, in: hearing.evidence) }) { hearing.note(.coverageLimited) }
        var restsOn = registers.map(\.registry)
        for register in hearing.sources.advisory {
            let contributions = hearing.testimony(of: register, about: hearing.subject)
            guard contributions.contradicts(standing, until: hearing.at) else { continue }
            hearing.note(.contradictingContribution)
            for registry in hearing.sources.required { hearing.note(.contradictedByContribution, in: registry) }
            restsOn.append(register)
        }
        return Conclusion(.confirmed, .recorded, since: standing.compactMap { $0.date("from") }.min(), restsOn: restsOn).by(.registrationStands)
    }

    private static func word(of kind: ClaimKind) -> String { kind == .employmentHardship ? "hardship" : "unemployed" }

    /// The registrations that hold on the day.
    private static func standing(in registers: [Testimony], _ hearing: Hearing) -> [Record] {
        registers.flatMap { $0.records(word(of: hearing.claim.kind)) }.filter { $0.spans(hearing.at, today: hearing.today) == .holds }
    }
}

extension Record {
    /// The same registration, ended before the day: the service tells two things about it.
    fileprivate func ends(_ other: Record, before day: CalendarDate) -> Bool {
        guard let end = date("until"), end < day else { return false }
        return date("from") == other.date("from")
    }
}

extension Testimony {
    /// An employer paid contributions for a month inside one of the registrations, up to the day. The months in which it began or ended may
    /// still belong to a job.
    fileprivate func contradicts(_ registrations: [Record], until day: CalendarDate) -> Bool {
        records("contribution").contains { contribution in
            guard contribution.isPaidByEmployer, let period = contribution.period("period"), let month = period.month else { return false }
            let paid = period.year * 12 + month
            return registrations.contains { registration in
                guard let from = registration.date("from"), from.monthNumber < paid, paid <= day.monthNumber else { return false }
                return registration.date("until").map { paid < $0.monthNumber } ?? true
            }
        }
    }
}

extension Record {
    /// Whoever pays for himself ("flexible") has no employer; where the register does not say who pays, a named employer does.
    fileprivate var isPaidByEmployer: Bool { text("payer").map { $0.hasSameBytes(as: "employer") } ?? (text("employer") != nil) }
}

extension CalendarDate {
    /// Months since the year 0, for comparing months.
    fileprivate var monthNumber: Int { year * 12 + month }
}
