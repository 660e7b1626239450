import Verification

/// `rehab.status` and `rehab.performance`: community drug treatment and rehabilitation (Narcotics Control Law 33 to 37 and 48; Regulation on
/// Drug Rehabilitation 7: what is known about these people is confidential; founding document, item 6; `domain.md` A.4.9 item 6).
///
/// The street's institution alone may answer, and no other source is ever joined with it. Whoever may not ask is refused before anybody is
/// asked (``Admission``). That this institution does not supervise a person says nothing about any other: silence is never a "no".
enum Rehabilitation {
    /// In what state the agreement that is or was in force leaves the person.
    static func concludeStatus(_ hearing: inout Hearing) -> Conclusion {
        let registers = hearing.requiredTestimonies()
        if let block = hearing.block(among: registers) { return Conclusion(block) }
        let agreements = registers.flatMap { $0.records("agreement") }
        let spans = agreements.map { $0.spans(hearing.at, today: hearing.today) }
        if spans.contains(.unknown) { return Conclusion(.inconclusive, .startUnknown) }
        let heard = registers.map(\.registry)
        let current = zip(agreements, spans).filter { $0.1 == .holds }.map(\.0)
        if !current.isEmpty {
            let measures = Set(current.map { $0.text("measure").flatMap { Measure(recorded: $0) } })
            guard measures.count == 1, let measure = measures.first, let measure else { return Conclusion(.inconclusive, .recordsAmbiguous) }
            return Conclusion(
                .confirmed, .recorded, value: .word(measure.rawValue), since: current.compactMap { $0.date("from") }.max(), restsOn: heard
            ).by(.agreementKept)
        }
        // An agreement that begins after the day says nothing about it.
        if let end = agreements.compactMap({ $0.date("until") }).filter({ $0 < hearing.at }).max() {
            return Conclusion(.confirmed, .recorded, value: .word("completed"), since: end, restsOn: heard).by(.agreementKept)
        }
        return nothingThere(registers, &hearing)
    }

    /// Whether the institution keeps a statement on the person's conduct for the time, and under which reference. The statement itself is the
    /// institution's to give.
    static func concludePerformance(_ hearing: inout Hearing) -> Conclusion {
        guard let from = hearing.claim.date("from"), let to = hearing.claim.date("to") else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let registers = hearing.requiredTestimonies()
        if let block = hearing.block(among: registers) { return Conclusion(block) }
        let agreements = registers.flatMap { $0.records("agreement") }.filter { $0.overlaps(from, to) }
        if agreements.isEmpty { return nothingThere(registers, &hearing) }
        let stated = agreements.filter { $0.text("performance").map { !$0.isEmpty } ?? false }
        guard !stated.isEmpty else { return Conclusion(.referred, .competentBodyOnly, asOf: to, restsOn: registers.map(\.registry)) }
        if !stated.contains(where: { $0.contains(from, to) }) { hearing.note(.coverageLimited) }
        let references = Set(stated.compactMap { $0.text("reference") ?? $0.text("case") })
        return Conclusion(
            .confirmed, .recorded, value: references.count == 1 ? references.first.map { .word($0) } : nil, asOf: to,
            restsOn: registers.map(\.registry)
        ).by(.agreementKept)
    }

    /// Other institutions may supervise the person.
    private static func nothingThere(_ registers: [Testimony], _ hearing: inout Hearing) -> Conclusion {
        hearing.note(.coverageLimited)
        return Conclusion(.noRecord, .noRecordFound, restsOn: registers.map(\.registry))
    }

    /// What the agreement is about.
    private enum Measure: String {
        case treatment = "community-treatment"
        case rehabilitation = "community-rehab"

        /// The words of the law, or the codes of this claim; nil for others.
        init?(recorded text: String) {
            if text.hasSameBytes(as: "社区戒毒") || text.hasSameBytes(as: Self.treatment.rawValue) {
                self = .treatment
            } else if text.hasSameBytes(as: "社区康复") || text.hasSameBytes(as: Self.rehabilitation.rawValue) {
                self = .rehabilitation
            } else {
                return nil
            }
        }
    }
}

extension Record {
    fileprivate func overlaps(_ from: CalendarDate, _ to: CalendarDate) -> Bool {
        (date("from").map { $0 <= to } ?? true) && (date("until").map { from <= $0 } ?? true)
    }

    fileprivate func contains(_ from: CalendarDate, _ to: CalendarDate) -> Bool {
        (date("from").map { $0 <= from } ?? false) && (date("until").map { to <= $0 } ?? true)
    }
}
