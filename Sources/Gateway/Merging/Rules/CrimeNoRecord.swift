import Verification

/// `crime.no-record`: no effective, unsealed criminal judgment (`domain.md` A.4.5 closed-world negative, A.4.9 item 5).
///
/// Detention, bail, non-prosecution and a pending trial are no criminal record: no adapter makes a fact of them. Sealed juvenile records are
/// answered as none (Criminal Procedure Law 286); ``Testimony`` drops them before this rule can see them. The gate has established who the
/// person is: without that, absence proves nothing. Where there is a judgment the record says otherwise than stated, and the reason says so.
enum CrimeNoRecord {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let (from, to) = hearing.period
        let records = hearing.sources.required.map { hearing.testimony(of: $0, about: hearing.subject) }
        let hasRecord = records.contains { testimony in
            testimony.facts.contains { fact in
                guard case .criminalJudgment(let judgment) = fact, judgment.effective <= to else { return false }
                return from.map { judgment.effective >= $0 } ?? true
            }
        }
        if hasRecord {
            // A judgment does not tell whether it falls under a narrower scope that the asker named.
            if hearing.claim["scope"] != nil { return Conclusion(.inconclusive, .recordsAmbiguous) }
            return Conclusion(.refuted, .recordedOtherwise, asOf: to, restsOn: [.population] + records.map(\.registry))
                .by(.judgmentInPeriod)
        }
        let subject = hearing.subject
        var conclusion = hearing.noneExists(in: records, from: from ?? subject.birthDate, to: to)
        conclusion.asOf = to
        if conclusion.verdict == .noRecord, records.contains(where: \.mayHoldMore) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if !conclusion.restsOn.isEmpty { conclusion.restsOn.append(.population) }
        return conclusion
    }
}

extension Hearing {
    /// The time in question: since ever until today, or the stated period up to today.
    fileprivate var period: (from: CalendarDate?, to: CalendarDate) {
        guard case .period(let from, let to)? = claim["period"] else { return (nil, at) }
        return (from, to.map { min($0, today) } ?? at)
    }
}
