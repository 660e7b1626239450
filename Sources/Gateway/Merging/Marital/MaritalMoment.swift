import Verification

/// The moment of the day asked about for which marriages are judged (Civil Code 1080, 1121, 1127).
enum MaritalMoment: Sendable, Hashable {
    /// With everything that the day brought.
    case endOfDay
    /// When the first person of the claim died, on that day. A registration needs both in person, so one of that day came before the death;
    /// the death itself, and one of the other's on the same day, had not yet ended anything. What a court decided with effect from that day
    /// may have come before or after: it counts only where `countingCourts`.
    case death(countingCourts: Bool)

    /// The acts that had happened by then.
    func acts(of register: MaritalRegister, on day: CalendarDate) -> [MaritalAct] {
        guard case .death(let countingCourts) = self else { return register.acts }
        let isOrderOpen = !countingCourts && !register.acts.contains { $0.isWedding(of: 0, on: day) }
        return register.acts.filter { act in
            if case .declaredDead(let person, day) = act, person < register.principals { return false }
            return !(isOrderOpen && act.isOfCourt(about: 0, on: day))
        }
    }

    /// A court's act of the day may have come before the death or after it.
    func leavesOrderOpen(_ register: MaritalRegister, on day: CalendarDate) -> Bool {
        guard case .death(countingCourts: true) = self else { return false }
        return MaritalMoment.death(countingCourts: false).acts(of: register, on: day).count < acts(of: register, on: day).count
    }

    /// The last day whose deaths had ended marriages of the persons of the claim.
    func lastDayOfDeaths(on day: CalendarDate) -> CalendarDate { self == .endOfDay ? day : day.adding(days: -1) }
}

extension MaritalAct {
    /// Whoever marries is alive, and free to marry: what a court decided on that day came before.
    fileprivate func isWedding(of person: Int, on day: CalendarDate) -> Bool {
        if case .marriage(let couple, day) = self { couple.contains(person) } else { false }
    }

    fileprivate func isOfCourt(about person: Int, on day: CalendarDate) -> Bool {
        switch self {
        case .judgment(let couple, day), .recognition(let couple, day, _): couple.contains(person)
        case .revoked(_, day): true
        default: false
        }
    }
}
