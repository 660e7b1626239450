import Verification

/// The acts of a ``MaritalRegister`` as they count in law: reissues dropped, void marriages removed from their very beginning, recognised
/// foreign divorces turned into judgments (`domain.md` A.4.6).
struct MaritalHistory: Sendable {
    /// A marriage that is not void.
    struct Marriage: Sendable, Hashable {
        let couple: Couple
        /// Nil where only a reissued certificate tells of it.
        let start: CalendarDate?
        /// The first day on which it is known to have existed.
        let knownBy: CalendarDate
    }

    /// A divorce, by registration or by judgment.
    struct End: Sendable, Hashable {
        let couple: Couple
        let date: CalendarDate
        let byCourt: Bool
        /// False where only a reissued divorce certificate tells of it: then `date` is the day by which it had happened.
        let isDated: Bool
    }

    /// A foreign divorce, presented or recognised.
    struct Foreign: Sendable, Hashable {
        let couple: Couple
        let date: CalendarDate?
    }

    private(set) var marriages: [Marriage] = []
    private(set) var ends: [End] = []
    /// Marriages void from the beginning, with the day on which they were once registered, or were found void if that is all that is known.
    private(set) var voids: [(couple: Couple, since: CalendarDate)] = []
    /// A reissued divorce certificate without any divorce: the marriage may have ended at an unknown time.
    private(set) var perhapsEnded: [Couple] = []
    /// A decision on the marriage has effect, and nobody tells since when.
    private(set) var undated: [Couple] = []
    private(set) var foreign: [Foreign] = []
    private(set) var recognised: [(couple: Couple, effective: CalendarDate)] = []
    private(set) var declarations: [(person: Int, date: CalendarDate)] = []
    private(set) var revocations: [(person: Int, date: CalendarDate)] = []
    private(set) var refusals: [(person: Int, date: CalendarDate)] = []
    /// Persons about whose death a decision of unknown date has effect.
    private(set) var undatedDeclarations: [Int] = []

    init(_ acts: [MaritalAct]) {
        for act in acts { take(act) }
        addMarriagesKnownByReissue(acts)
        addDivorcesKnownByReissue(acts)
        for case .void(let couple, let date) in acts.sorted(by: { $0.voidDate < $1.voidDate }) { remove(couple, foundVoid: date) }
    }

    private mutating func take(_ act: MaritalAct) {
        switch act {
        case .marriage(let couple, let date): marriages.append(Marriage(couple: couple, start: date, knownBy: date))
        case .divorce(let couple, let date): ends.append(End(couple: couple, date: date, byCourt: false, isDated: true))
        case .judgment(let couple, let date?): ends.append(End(couple: couple, date: date, byCourt: true, isDated: true))
        case .judgment(let couple, nil): undated.append(couple)
        case .foreignDivorce(let couple, let date): foreign.append(Foreign(couple: couple, date: date))
        case .recognition(let couple, let effective?, let date):
            ends.append(End(couple: couple, date: effective, byCourt: true, isDated: true))
            recognised.append((couple, effective))
            foreign.append(Foreign(couple: couple, date: date ?? effective))
        case .recognition(let couple, nil, _): undated.append(couple)
        case .refusal(let person, let date): refusals.append((person, date))
        case .declaredDead(let person, let date): declarations.append((person, date))
        case .revoked(let person, let date): revocations.append((person, date))
        case .undatedDeclaration(let person): undatedDeclarations.append(person)
        case .reissuedMarriage, .reissuedDivorce, .void: break
        }
    }

    /// A reissued marriage certificate is no marriage. It only proves an earlier one, if none is registered; or another one after a divorce, where
    /// it names the day of that registration.
    private mutating func addMarriagesKnownByReissue(_ acts: [MaritalAct]) {
        var found: [Couple: (start: CalendarDate?, knownBy: CalendarDate)] = [:]
        for case .reissuedMarriage(let couple, let date, let original) in acts {
            guard !marriages.contains(where: { $0.couple == couple }) else {
                if let original, isDivorced(couple, on: original) {
                    marriages.append(Marriage(couple: couple, start: original, knownBy: original))
                }
                continue
            }
            let known = found[couple]
            let start = [known?.start, original].compactMap { $0 }.min()
            found[couple] = (start, min(known?.knownBy ?? date, start ?? date, date))
        }
        for (couple, times) in found.sorted(by: { $0.key < $1.key }) {
            marriages.append(Marriage(couple: couple, start: times.start, knownBy: times.knownBy))
        }
    }

    /// The couple's registered marriages before the day had been divorced by then.
    private func isDivorced(_ couple: Couple, on day: CalendarDate) -> Bool {
        let starts = marriages.filter { $0.couple == couple }.map { $0.start ?? $0.knownBy }
        let before = ends.filter { $0.couple == couple && $0.date < day }.map(\.date)
        guard let end = before.max() else { return false }
        let endsItsDay = ends.contains { $0.couple == couple && $0.date == end && endsMarriageOfTheDay($0) }
        guard starts.contains(where: { endsItsDay ? $0 <= end : $0 < end }) else { return false }
        return !starts.contains { (endsItsDay ? end < $0 : end <= $0) && $0 <= day }
    }

    /// The same for divorce certificates. Beside a registered marriage without a dated divorce it leaves the time of the end open: the office
    /// reissues certificates only to those who are still divorced, so one that is older than a remarriage speaks of another divorce.
    private mutating func addDivorcesKnownByReissue(_ acts: [MaritalAct]) {
        var found: [Couple: (date: CalendarDate, isDated: Bool)] = [:]
        for case .reissuedDivorce(let couple, let date, let original) in acts where !isExplained(couple, by: original ?? date) {
            let candidate = (date: original ?? date, isDated: original != nil)
            if let known = found[couple], known.isDated, !candidate.isDated || known.date <= candidate.date { continue }
            if let known = found[couple], !known.isDated, !candidate.isDated, known.date <= candidate.date { continue }
            found[couple] = candidate
        }
        for (couple, end) in found.sorted(by: { $0.key < $1.key }) {
            if !end.isDated, marriages.contains(where: { $0.couple == couple }) {
                perhapsEnded.append(couple)
            } else {
                ends.append(End(couple: couple, date: end.date, byCourt: false, isDated: end.isDated))
            }
        }
    }

    /// A divorce of the couple on or before the day is on record, and no marriage of theirs between it and the day.
    private func isExplained(_ couple: Couple, by day: CalendarDate) -> Bool {
        guard let end = ends.lazy.filter({ $0.couple == couple && $0.date <= day }).map(\.date).max() else { return false }
        return !marriages.contains { $0.couple == couple && ($0.start.map { end <= $0 && $0 < day } ?? false) }
    }

    /// Nullity removes the marriage that stood when it was found, with whatever ended it (Civil Code 1054).
    private mutating func remove(_ couple: Couple, foundVoid date: CalendarDate) {
        let mine = marriages.filter { $0.couple == couple }
        let starts = mine.map { $0.start ?? CalendarDate(dayNumber: .min) }
        guard let target = starts.filter({ $0 <= date }).max() else {
            ends.removeAll { $0.couple == couple && $0.date <= date }
            voids.append((couple, date))
            return
        }
        // One marriage may be registered twice: everything since the last divorce before it is the same one.
        let lower = ends.lazy.filter { $0.couple == couple && $0.date <= target }.map(\.date).max() ?? CalendarDate(dayNumber: .min)
        let next = starts.filter { $0 > date }.min() ?? CalendarDate(dayNumber: .max)
        let since = mine.filter { ($0.start ?? CalendarDate(dayNumber: .min)) >= lower }.compactMap(\.start).min()
        let endsOfTheDay = ends.filter { $0.couple == couple && $0.date == target && endsMarriageOfTheDay($0) }
        ends.removeAll(where: endsOfTheDay.contains)
        marriages.removeAll { marriage in
            guard marriage.couple == couple else { return false }
            let start = marriage.start ?? CalendarDate(dayNumber: .min)
            return start >= lower && start < next
        }
        ends.removeAll { $0.couple == couple && $0.date > target && $0.date <= next }
        perhapsEnded.removeAll { $0 == couple }
        voids.append((couple, since ?? date))
    }
}

extension MaritalAct {
    fileprivate var voidDate: CalendarDate { if case .void(_, let date) = self { date } else { CalendarDate(dayNumber: .max) } }
}

extension MaritalHistory {
    /// Divorces of the couple after a marriage of this start; on the day of the start a divorce belongs to the marriage before, if there was one.
    func ends(of marriage: Marriage) -> [End] {
        ends.filter { end in
            end.couple == marriage.couple
                && (marriage.start.map { end.date > $0 || (end.date == $0 && endsMarriageOfTheDay(end)) } ?? true)
        }
    }

    /// The divorce ends a marriage that began on its very day: one of the couple's is registered for that day, and no earlier one stood by then
    /// that it could have ended. A divorce ends what there is (Civil Code 1080).
    func endsMarriageOfTheDay(_ end: End) -> Bool {
        let mine = marriages.filter { $0.couple == end.couple }
        guard end.isDated, mine.contains(where: { $0.start == end.date }) else { return false }
        return !mine.contains { earlier in
            let start = earlier.start ?? CalendarDate(dayNumber: .min)
            return start < end.date && !ends.contains { $0.couple == end.couple && start <= $0.date && $0.date < end.date }
        }
    }

    /// Partners of a person whose marriage is not over by registration or judgment on the day: their lives and deaths matter.
    func undissolvedPartners(of person: Int, on day: CalendarDate) -> [Int] {
        var partners: [Int] = []
        for marriage in marriages where marriage.couple.contains(person) && (marriage.start ?? day) <= day {
            let partner = marriage.couple.partner(of: person)
            if ends(of: marriage).contains(where: { $0.date <= day && $0.isDated }) || partners.contains(partner) { continue }
            partners.append(partner)
        }
        return partners
    }

    /// Partners from whom the person was divorced last, as far as the records go: a death before it would have ended the marriage already, and
    /// left nothing to divorce.
    func partnersOfLastDivorce(of person: Int, on day: CalendarDate) -> [Int] {
        var partners: [Int] = []
        for end in ends where end.couple.contains(person) && end.date <= day {
            let partner = end.couple.partner(of: person)
            let isFollowed = marriages.contains { marriage in
                let start = marriage.start ?? marriage.knownBy
                if marriage.couple == end.couple, start == end.date, endsMarriageOfTheDay(end) { return false }
                return marriage.couple.contains(person) && end.date <= start && start <= day
            }
            if !isFollowed, !partners.contains(partner) { partners.append(partner) }
        }
        return partners
    }

    /// A marriage or divorce of unknown time may lie before the day, though what tells of it lies after (`domain.md` A.4.6: start unknown).
    func mayHaveBegun(for person: Int, before day: CalendarDate) -> Bool {
        let reissued = marriages.contains { $0.couple.contains(person) && $0.start == nil && $0.knownBy > day && ends(of: $0).isEmpty }
        return reissued || ends.contains { $0.couple.contains(person) && isStartUnknown(of: $0, before: day) }
    }

    /// The couple, divorced before the day, was divorced once more after it: whether they had married again by then is not on record.
    func mayBeMarriedAgain(_ couple: Couple, before day: CalendarDate) -> Bool {
        ends.contains { $0.couple == couple && isStartUnknown(of: $0, before: day) }
    }

    /// The divorce lies after the day, and the marriage that it ended began at an unknown time, perhaps before the day: no registration is found
    /// for it, or only one that an earlier divorce had ended before the day.
    private func isStartUnknown(of end: End, before day: CalendarDate) -> Bool {
        guard end.date > day else { return false }
        let starts = marriages.filter { $0.couple == end.couple }.map { $0.start ?? end.date }.filter { $0 < end.date }
        guard let start = starts.max() else { return true }
        let earlier = ends.filter { $0.couple == end.couple && start < $0.date && $0.date < end.date }.map(\.date).max()
        return earlier.map { $0 <= day } ?? false
    }

    /// The foreign divorce of the couple that is not recognised by the day and came after the marriage's start.
    func isRecognitionPending(_ couple: Couple, since start: CalendarDate?, on day: CalendarDate) -> Bool {
        foreign.contains { divorce in
            let date = divorce.date ?? day
            guard divorce.couple == couple, date <= day, start.map({ date >= $0 }) ?? true else { return false }
            return !recognised.contains { $0.couple == couple && $0.effective <= day && $0.effective >= (divorce.date ?? $0.effective) }
        }
    }
}
