import Verification

/// How far the marriage offices' register and the courts' reach into the past: an end, an annulment or another marriage from before their first
/// day is perhaps not in them, and their silence about it says nothing (`domain.md` A.4.2, P1 and P7; Marriage Registration Regulation 2025
/// Art. 21 for what a reissued certificate proves; decision 19).
struct MaritalReach: Sendable, Hashable {
    /// The time that one of the two registers covers, about the persons of the claim.
    struct Span: Sendable, Hashable {
        /// Nil since ever.
        let from: CalendarDate?
        /// Nil until now.
        let until: CalendarDate?
        /// It is kept area by area, or cannot hold one of the persons: its silence is worth nothing at any time.
        let isPartial: Bool

        init(_ registry: RegistryID, _ testimonies: [Testimony?], in evidence: Evidence) {
            from = evidence.coverage[registry]?.from
            until = evidence.coverage[registry]?.until
            isPartial = testimonies.contains { $0.map { $0.isKeptByArea || $0.cannotHold } ?? false }
        }

        /// Something between the two days, both of them included, may be missing; `first` nil since ever.
        func misses(since first: CalendarDate?, to last: CalendarDate) -> Bool {
            if isPartial { return true }
            if let until, until < last { return true }
            guard let from else { return false }
            return first.map { $0 < min(from, last) } ?? true
        }
    }

    let office: Span
    let court: Span

    init(_ register: MaritalRegister, in evidence: Evidence) {
        let principals = register.members.prefix(register.principals)
        office = Span(.marriage, principals.map(\.office), in: evidence)
        court = Span(.courtJudgment, principals.map(\.court), in: evidence)
    }
}

extension MaritalCase {
    /// An end of the marriage, or its annulment, may lie where a register does not reach, so that nobody can say that it stood on the day.
    ///
    /// A marriage that began within the registers' time is seen through. An older one needs a later act that shows it standing within that
    /// time: another registration of the two, a divorce, or a certificate that the office reissued, which it does only for a marriage that stands. Such an act says nothing about
    /// a day before that time, when the two could have parted and married again, unless it names this very registration.
    func mayHaveEndedUnseen(_ couple: Couple, start: CalendarDate?, by day: CalendarDate) -> Bool {
        let known = history.marriages.filter { $0.couple == couple && $0.start == start }.map(\.knownBy).min() ?? start
        return [reach.office, reach.court].contains { span in
            if span.isPartial || span.until.map({ $0 < day }) ?? false { return true }
            guard let from = span.from, known.map({ $0 < from }) ?? true else { return false }
            return !register.acts.contains { act in
                switch act {
                case .reissuedMarriage(couple, let date, let original):
                    date >= from && (day >= from || (original != nil && original == start))
                case .divorce(couple, let date), .judgment(couple, let date?): date >= from && day >= from
                case .marriage(couple, let date): date >= from && day >= date
                default: false
                }
            }
        }
    }

    /// Another marriage of whoever's last one is over may lie where the office's register does not reach; or that one was over before, and what
    /// seems to have ended it did not.
    func mayHaveMarriedUnseen(after closing: MaritalFold.Closing) -> Bool {
        let start = startOfMarriage(endedBy: closing)
        let end = closing.date ?? start
        if reach.office.misses(since: end, to: day) { return true }
        switch closing.cause {
        case .registration, .judgment: return false
        case .death: return mayHaveEndedUnseen(closing.couple, start: start, by: end ?? day)
        case .declaredDeath, .notRestored:
            return reach.court.misses(since: end, to: day) || mayHaveEndedUnseen(closing.couple, start: start, by: end ?? day)
        }
    }

    /// The two, whose marriage is over, may have married each other again where the office's register does not reach. The dead do not.
    func mayHaveRemarriedUnseen(after closing: MaritalFold.Closing) -> Bool {
        if case .death = closing.cause { return false }
        return reach.office.misses(since: closing.date ?? startOfMarriage(endedBy: closing), to: day)
    }

    private func startOfMarriage(endedBy closing: MaritalFold.Closing) -> CalendarDate? {
        let last = closing.date ?? day
        return history.marriages.filter { $0.couple == closing.couple }.compactMap(\.start).filter { $0 <= last }.max()
    }

    /// Marriages of the person or of a partner that seem to overlap may not have: one of them may have ended unseen.
    func mayNotOverlap(_ person: Int) -> Bool {
        let persons = [person] + fold.unions(of: person).map { $0.couple.partner(of: person) }
        return history.marriages.contains { marriage in
            (marriage.start ?? marriage.knownBy) <= day && persons.contains(where: marriage.couple.contains)
                && mayHaveEndedUnseen(marriage.couple, start: marriage.start, by: day)
        }
    }

    /// True when a marriage of the person on or before the day cannot be void without anybody's seeing it: it began within the time of both
    /// registers, or was divorced, or stood later.
    func wasMarriedForCertain(_ person: Int) -> Bool {
        let isDivorced = history.ends.contains { $0.couple.contains(person) && $0.date <= day }
        return isDivorced
            || history.marriages.contains { marriage in
                marriage.couple.contains(person) && (marriage.start ?? marriage.knownBy) <= day
                    && !mayHaveEndedUnseen(marriage.couple, start: marriage.start, by: day)
            }
    }
}
