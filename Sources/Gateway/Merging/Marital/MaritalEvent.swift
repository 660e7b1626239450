import Verification

/// One step of the fold, with the day of its legal effect.
struct MaritalEvent: Sendable, Hashable {
    /// What happens; cases in the order in which they count on one day: ends of earlier marriages first, then beginnings, then the ends of what
    /// began that day.
    enum Kind: Sendable, Hashable {
        case divorce(Couple, byCourt: Bool, isDated: Bool)
        /// Of a marriage that began on the very day.
        case divorceOfTheDay(Couple, byCourt: Bool)
        case death(Int, isDated: Bool)
        case declaredDead(Int)
        case revoked(Int)
        case marriage(Couple, start: CalendarDate?)
    }

    let date: CalendarDate
    let kind: Kind

    /// Everything with effect up to the day. What lies after it changes nothing, but for nullity, which the history has applied already
    /// (A.4.10 property 5).
    static func events(_ history: MaritalHistory, _ lives: [Int: MaritalCase.Life], until day: CalendarDate) -> [MaritalEvent] {
        var events: [MaritalEvent] = []
        for end in history.ends {
            let kind: Kind =
                history.endsMarriageOfTheDay(end)
                ? .divorceOfTheDay(end.couple, byCourt: end.byCourt) : .divorce(end.couple, byCourt: end.byCourt, isDated: end.isDated)
            events.append(MaritalEvent(date: end.date, kind: kind))
        }
        for (person, life) in lives {
            if case .dead(let date, _, let order, _) = life.death {
                events.append(MaritalEvent(date: order, kind: .death(person, isDated: date != nil)))
            }
        }
        for (person, date) in history.declarations { events.append(MaritalEvent(date: date, kind: .declaredDead(person))) }
        for (person, date) in history.revocations { events.append(MaritalEvent(date: date, kind: .revoked(person))) }
        for marriage in history.marriages {
            // Known by a reissue only, and over before that: the divorce speaks for itself.
            if marriage.start == nil, history.ends(of: marriage).contains(where: { $0.date <= marriage.knownBy }) { continue }
            events.append(
                MaritalEvent(date: marriage.start ?? marriage.knownBy, kind: .marriage(marriage.couple, start: marriage.start)))
        }
        return events.filter { $0.date <= day }.sorted { $0.rank < $1.rank }
    }

    /// A total order, so that nothing depends on the order in which registers answered.
    private var rank: (Int32, Int, Couple, Int) {
        switch kind {
        case .divorce(let couple, let byCourt, _): (date.dayNumber, 0, couple, byCourt ? 0 : 1)
        case .death(let person, _): (date.dayNumber, 1, Couple(person, person), 0)
        case .declaredDead(let person): (date.dayNumber, 2, Couple(person, person), 0)
        case .revoked(let person): (date.dayNumber, 3, Couple(person, person), 0)
        case .marriage(let couple, _): (date.dayNumber, 4, couple, 0)
        case .divorceOfTheDay(let couple, let byCourt): (date.dayNumber, 5, couple, byCourt ? 0 : 1)
        }
    }
}
