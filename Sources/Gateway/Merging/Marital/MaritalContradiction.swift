import Verification

/// Deaths that do not fit what became of a marriage (decision 25).
///
/// A marriage that a death or a declaration of death has ended cannot be dissolved any more: nobody is divorced from the dead. A suit for divorce
/// ends with a party's death (Civil Procedure Law Art. 154), a registration needs both in person (Civil Code 1076), and a declaration of death ends the marriage
/// itself (51). Where the records say both, one of them is mistaken, and no rule may choose: a conflict from the later record's day on (P9).
/// Before that day the death stands alone.
extension MaritalCase {
    /// What became of the person's last marriage is told by records that cannot all be true; nil where they can.
    func contradiction(of person: Int, _ hearing: inout Hearing) -> Conclusion? {
        let union = fold.unions(of: person).first
        guard let couple = union?.couple ?? fold.lastClosing[person]?.couple else { return nil }
        if let divorce = fold.divorcedAfterDeath[couple] {
            var death = RegistryID.courtJudgment
            if case .death(let dead) = divorce.death.cause, case .dead(_, _, _, let registry)? = lives[dead]?.death { death = registry }
            let registries = [divorce.isByCourt ? .courtJudgment : .marriage, death]
            return conflict(registries.map { Correction(registry: $0, code: .datesDisagree) }, &hearing)
        }
        guard union == nil, let closing = fold.lastClosing[person] else { return nil }
        switch closing.cause {
        case .death, .declaredDeath: return nil
        case .registration, .judgment, .notRestored: break
        }
        for one in [person, couple.partner(of: person)] {
            guard case .contradicted(let since, let corrections)? = lives[one]?.death, closing.date.map({ since < $0 }) ?? true else { continue }
            return conflict(corrections, &hearing)
        }
        return nil
    }

    /// Of two who were married when the first of them died a divorce is on record for a later day. `isByLaw`: the death is only deemed to have been
    /// then, by a declaration of a later day (Civil Code 48), so that the two could be divorced in the meantime.
    func divorceAfterDeath(_ hearing: Hearing) -> (corrections: [Correction], isByLaw: Bool)? {
        guard hearing.moment != .endOfDay else { return nil }
        let last = max(day, lives[0]?.latestDeath ?? day)
        guard let end = history.ends.first(where: { $0.couple == Couple(0, 1) && $0.isDated && $0.date > last }) else { return nil }
        let isByLaw = history.declarations.contains { $0.person == 0 && $0.date > day }
        let registries: [RegistryID] = [end.byCourt ? .courtJudgment : .marriage, lives[0]?.deathRegistry ?? .courtJudgment]
        return (registries.map { Correction(registry: $0, code: .datesDisagree) }, isByLaw)
    }

    /// A conflict goes to every provider involved (P9).
    func conflict(_ corrections: [Correction], _ hearing: inout Hearing) -> Conclusion {
        for correction in corrections { hearing.note(correction.code, in: correction.registry) }
        return Conclusion(.conflict, .sourcesDisagree, restsOn: [.marriage] + corrections.map(\.registry))
    }

    /// Whether it was this that ended the marriage, or a death that has no day of its own and may have come first, or on the same day; nil where
    /// it is certain (Civil Code 1121: the order of deaths is never guessed).
    func openOrder(of closing: MaritalFold.Closing, for person: Int) -> Conclusion? {
        guard let date = closing.date ?? order(of: closing) else { return nil }
        let unknown = Conclusion(.inconclusive, .startUnknown)
        switch closing.cause {
        case .registration, .declaredDeath, .notRestored: return nil
        case .judgment:
            for one in [person, closing.couple.partner(of: person)] {
                switch lives[one]?.death {
                case .dead(_, let from, let order, _)? where from == order && order == date: return Conclusion(.inconclusive, .recordsAmbiguous)
                case .dead(_, let from, let order, _)? where date < order:
                    if max(from, order.adding(days: -Int(BiologicalDeath.registrationDays))) < date { return unknown }
                case .perhaps(let from)? where from < date: return unknown
                default: continue
                }
            }
        case .death(let dead):
            let other = closing.couple.partner(of: dead)
            guard case .dead(_, let first, _, _)? = lives[dead]?.death else { return nil }
            switch lives[other]?.death {
            case .dead(_, let from, let order, _)? where from <= date && (from < order || first < date): return unknown
            case .perhaps(let from)? where from <= date: return unknown
            default: return nil
            }
        }
        return nil
    }

    /// A death before the divorce would contradict it, and a register that could tell of one has not been heard (P2, P7; decision 25).
    func unheardDeath(before closing: MaritalFold.Closing, of person: Int, _ hearing: inout Hearing) -> Conclusion? {
        switch closing.cause {
        case .death, .declaredDeath: nil
        case .registration, .judgment, .notRestored:
            unheardDeath(of: [person, closing.couple.partner(of: person)], by: closing.date ?? day, &hearing)
        }
    }

    /// A joined register that could tell of the death of one of these by the day was not heard, or its data end before; nil where they all were.
    func unheardDeath(of persons: [Int], by day: CalendarDate, _ hearing: inout Hearing) -> Conclusion? {
        let lives = persons.compactMap { self.lives[$0] }
        let last = min(day, hearing.today)
        let isOutdated = lives.contains { Timeliness.Age(end: $0.dataAsOf, on: last, tolerating: Timeliness.toleratedDays) == .outdated }
        let block = lives.compactMap(\.block).max()
        guard block != nil || isOutdated else { return nil }
        hearing.note(.spouseLifeUnchecked)
        return block.map { Conclusion(openDefeater: $0) } ?? Conclusion(.inconclusive, .coverageGap)
    }

    /// The two died on one day, and no register tells the hour: nobody knows whether one of them was the other's widow or widower (Civil Code 1121).
    func diedOnOneDay(_ closing: MaritalFold.Closing) -> Bool {
        let days = [closing.couple.first, closing.couple.second].map { one in
            if case .dead(_, _, let order, _)? = lives[one]?.death { order } else { nil as CalendarDate? }
        }
        return days[0] != nil && days[0] == days[1]
    }

    private func order(of closing: MaritalFold.Closing) -> CalendarDate? {
        guard case .death(let dead) = closing.cause, case .dead(_, _, let order, _)? = lives[dead]?.death else { return nil }
        return order
    }
}
