import Lives
import Verification

/// What people own, earn and may use. In these lives wages are all the income that there is.
extension Oracle {
    /// A month, counted from January of the year 0.
    struct Month: Sendable, Hashable, Comparable {
        let count: Int

        init(_ day: CalendarDate) { count = day.year * 12 + day.month - 1 }
        init(count: Int) { self.count = count }

        var year: Int { count / 12 }
        var month: Int { count % 12 + 1 }
        var first: CalendarDate { CalendarDate(year: year, month: month, day: 1) ?? CalendarDate(dayNumber: 0) }

        static func < (left: Month, right: Month) -> Bool { left.count < right.count }
    }

    /// Whole yuan.
    func income(of person: Int, from: Month, to: Month) -> Int {
        guard from <= to else { return 0 }
        return (from.count...to.count).reduce(0) { $0 + life(person).work.wage(inMonthOf: Month(count: $1).first) }
    }

    /// Too much income for legal aid: in each of the last three whole months, for each head. Hardship where it was in none of them.
    func isPoor(_ household: [Int], atMost amount: Int) -> Truth {
        let months = (1...3).map { Month(count: Month(today).count - $0) }
        let poor = months.map { month in household.reduce(0) { $0 + income(of: $1, from: month, to: month) } <= amount * household.count }
        if poor.allSatisfy({ !$0 }) { return .no }
        return poor.allSatisfy { $0 } ? .yes : .unknowable
    }

    /// Something of the kind stands in the person's name in the area: a division of six digits, or everywhere where nil. What the dead left
    /// stands in their name until somebody changes it. A house that is bought and not registered yet is neither owned nor not; what is in
    /// accounts is known of today only. Only real estate lies somewhere.
    func owns(_ person: Int, _ kind: String, in area: String?, on day: CalendarDate) -> Truth {
        let wealth = life(person).wealth
        func now(_ isOwned: Bool) -> Truth { day == today ? Truth(isOwned) : .unknowable }
        switch kind {
        case "real-estate":
            let rights = wealth.rights.filter { right in
                right.span.covers(day) && (area.map { $0.reads(PlaceTable.code(of: right.division)) } ?? true)
            }
            if rights.contains(where: { $0.right.reads("ownership") && !$0.isContract }) { return .yes }
            return rights.contains { $0.isContract || !$0.right.reads("mortgage") } ? .unknowable : .no
        case "vehicle": return Truth(wealth.vehicles.contains { $0.span.covers(day) })
        case "deposit": return now(wealth.deposits.contains { $0.asset.reads("存款") && $0.amount > 0 })
        case "insurance": return now(wealth.deposits.contains { $0.asset.reads("保险") })
        case "securities": return now(!wealth.securities.isEmpty)
        // A company that is struck off the register is no more, and nobody owns a part of it (Company Law 37).
        default: return now(wealth.shares.contains { !society.enterprises[$0.enterprise].isClosed })
        }
    }

    /// May use the place: owns or rents it, or local government says so. What is bought and not registered is open.
    func mayUse(_ person: Int, _ address: String, on day: CalendarDate) -> Truth {
        let wealth = life(person).wealth
        let rights = wealth.rights.filter { $0.address.reads(address) && $0.span.covers(day) && !$0.right.reads("mortgage") }
        if rights.contains(where: { !$0.isContract }) { return .yes }
        if wealth.leases.contains(where: { $0.address.reads(address) && $0.span.covers(day) }) { return .yes }
        if wealth.premises.contains(where: { $0.address.reads(address) && $0.date <= day }) { return .yes }
        // A right of the past, one that is not registered yet, or the own home: there may be something.
        let isNear = !rights.isEmpty || self.address(of: person, on: day).map { $0.reads(address) } ?? false
        return isNear ? .unknowable : .no
    }
}
