import Verification

/// `marital.status`: the fold over dated legal events of A.4.6, rows m1–m20. Never "never married": silence of a register that began in 1990
/// and knows no marriage abroad proves nothing.
enum MaritalStatus {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let marriages = MaritalCase(of: [hearing.subject], &hearing)
        marriages.noteDefects(&hearing)
        switch marriages.determination(of: 0, &hearing) {
        case .status(let status, let reason, let since, let sources):
            return Conclusion(.confirmed, reason, value: .word(status.rawValue), since: since, restsOn: sources)
        case .endedByOwnDeath(let reason, _): return Conclusion(.inconclusive, reason)
        case .nothing: return marriages.noRecord(of: [0], &hearing)
        case .unreached: return Conclusion(.inconclusive, .coverageGap)
        case .open(let conclusion), .over(let conclusion, _): return conclusion
        }
    }
}

extension MaritalCase {
    /// No registration record, which is not "unmarried" (m15, m18): the gaps are named.
    func noRecord(of persons: [Int], _ hearing: inout Hearing) -> Conclusion {
        var isGap = false
        for person in persons {
            let identity = register.members[person].identity
            // Marriages in Hong Kong, Macao, Taiwan, abroad and at embassies are not in the register.
            if identity.person.identifier.type != .residentID { isGap = true }
            for testimony in [register.members[person].office, register.members[person].court].compactMap({ $0 }) {
                if testimony.misses(day, in: hearing.evidence) { isGap = true }
                let adult = identity.birthDate?.adding(days: 365 * 18)
                if testimony.silence(on: hearing.claim.kind, from: adult, to: day, in: hearing.evidence) == .notCovered {
                    hearing.note(.coverageLimited)
                }
            }
        }
        if isGap { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, restsOn: [.marriage, .courtJudgment])
    }

    /// Notes rows that are there twice and marriages below the age of the time.
    func noteDefects(_ hearing: inout Hearing) {
        let isDuplicate = fold.duplicates.contains { $0.first < register.principals }
        if isDuplicate || register.hasRepeatedRow {
            hearing.note(.duplicateRecord)
            hearing.note(.duplicateRecord, in: .marriage)
        }
        for marriage in history.marriages {
            // In the two-party form only the marriage of the two is anybody's business (P10).
            let isTold = register.principals == 2 ? marriage.couple == Couple(0, 1) : marriage.couple.contains(0)
            guard let start = marriage.start, start <= day, isTold else { continue }
            let couple = [marriage.couple.first, marriage.couple.second].map { register.members[$0].identity }
            if couple.contains(where: { MarriageAge.isBelow($0, on: start) }) { hearing.note(.belowMarriageAge) }
        }
    }
}

/// The age from which one may marry. Below it a registration is still a registration, which only a court voids (P5); it is flagged.
enum MarriageAge {
    /// The lowest that has been the law: that of women before 1981, in years.
    static let lowest = 18

    /// True when the number states a birth date and sex, and the person was too young by the law of the day: 22 for men and 20 for women since
    /// 1981 (Civil Code 1047), 20 and 18 before.
    static func isBelow(_ identity: Identity, on day: CalendarDate) -> Bool {
        guard let birth = identity.birthDate, let sex = identity.sex else { return false }
        let isModern = day >= marriageLawOf1980
        let age = sex == .male ? (isModern ? 22 : 20) : (isModern ? 20 : 18)
        return (day.year, day.month, day.day) < (birth.year + age, birth.month, birth.day)
    }

    /// 1981-01-01.
    private static let marriageLawOf1980 = CalendarDate(dayNumber: 4018)
}
