import Verification

/// When the decedent of `inheritance.facts` died, as far as that is certain (Civil Code 15, 48, 1121; decision 25).
///
/// An inheritance opens with the death, and who is an heir is decided then; the day is never guessed. It can be
/// - one day, that of a certificate or the like, or that of a declaration of death (48);
/// - somewhere up to the day on which a household registration was cancelled or a body was cremated: since the last act that shows the decedent
///   alive;
/// - two days by law: somebody who was declared dead and certifiably died on another day. What the declaration brought about stays so, and it opened
///   an inheritance; the death in fact may have opened another.
///
/// Then the relations are judged for each of the days that could make a difference.
struct DeathTime {
    let finding: Finding
    /// The days on which the decedent may have died, where every register that could tell another one was heard; empty for whoever is not known to
    /// be dead, or on an unknown day. Of a time that is a span, its last day.
    private let days: [CalendarDate]
    /// The last day on which the decedent is known to have lived, where the time is a span; nil else.
    private let lower: CalendarDate?

    init(_ hearing: Hearing) {
        func judge(_ kind: ClaimKind) -> Finding {
            Merging.finding(for: Claim(kind), sources: InheritanceFacts.deathSources, evidence: hearing.evidence, subject: hearing.subject)
        }
        finding = judge(.deathIsDead)
        guard finding.verdict == .confirmed else {
            (days, lower) = ([], nil)
            return
        }
        var aside = hearing
        let evidence = DeathEvidence(about: hearing.subject, until: hearing.today, &aside)
        let biological = evidence.biological
        let date = judge(.deathDate)
        let deemed = evidence.declared.inForce(on: hearing.today).map { [$0.deemed] } ?? []
        guard case .span(let span) = Self.span(of: biological, date) else {
            // A day of death itself, or of a declaration alone.
            guard date.verdict == .confirmed, case .date(let day)? = date.value, !biological.isDayDisputed else {
                (days, lower) = ([], nil)
                return
            }
            (days, lower) = (Set(deemed + [day]).sorted(), nil)
            return
        }
        let alive = evidence.lastSign(until: span) ?? hearing.subject.birthDate ?? Self.longAgo
        (days, lower) = (Set(deemed + [span]).sorted(), min(alive, span))
    }

    private enum Span { case span(CalendarDate), none }

    /// The last day of the death, where only a day by which the decedent was dead is known, and the registers that could tell better were heard.
    private static func span(of biological: BiologicalDeath, _ date: Finding) -> Span {
        guard biological.isRecorded, !biological.tellsDay, let bound = biological.latest,
            date.verdict == .confirmed || date.reason == .startUnknown
        else { return .none }
        return .span(bound)
    }

    /// The days for which a claimant's relation is judged, in order: where the death lies in a span, the first one on which both lived, and the days
    /// in between on which somebody was adopted or an adoption ended.
    func days(about claimant: Person, _ hearing: Hearing) -> [CalendarDate] {
        guard let lower, let last = days.last else { return days }
        let births = [hearing.subject.birthDate, Identity(of: claimant, in: hearing.evidence).birthDate].compactMap { $0 }
        let first = min(max(lower, births.max() ?? lower), last)
        var between = Set(days + [first])
        for answer in hearing.evidence.answers where answer.question.registry == .adoption {
            guard case .records(let facts) = answer.statement else { continue }
            for case .record(let record) in facts {
                for field in record.fields {
                    if case .date(let day) = field.value, first < day, day < last { between.insert(day) }
                }
            }
        }
        return between.sorted()
    }

    /// Death itself ends a marriage: the widow was the wife.
    var moment: MaritalMoment { days.isEmpty ? .endOfDay : .death(countingCourts: true) }
    /// Dead on an unknown day, or perhaps dead: no day can be taken instead. Whoever lives has the relations of today.
    var isOpen: Bool {
        switch finding.verdict {
        case .confirmed: days.isEmpty
        case .refuted, .noRecord: false
        default: true
        }
    }
    /// No register tells of a death, and none of a life.
    var isUntold: Bool { finding.verdict == .noRecord }

    /// 1900-01-01: of somebody whose birth is not known.
    private static let longAgo = CalendarDate(dayNumber: -25_567)
}
