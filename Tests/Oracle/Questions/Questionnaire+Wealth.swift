import Lives
import Verification

extension Questionnaire {
    mutating func askWealth(_ person: Int, _ posed: inout [Posed]) {
        let wealth = life(person).wealth
        let spans = wealth.rights.map(\.span) + wealth.vehicles.map(\.span)
        let events = spans.map(\.from) + spans.compactMap(\.until)
        if dice.percent(10) { posed.append(owns(person, on: dice.percent(60) ? today : someDay(of: person, around: events))) }
        if dice.percent(9) { posed.append(ownsNothing(person, on: dice.percent(60) ? today : someDay(of: person, around: events))) }
        if dice.percent(life(person).work.jobs.isEmpty ? 3 : 9) { posed.append(income(person)) }
        if dice.percent(wealth.rights.isEmpty && wealth.leases.isEmpty && wealth.premises.isEmpty ? 2 : 10) {
            posed.append(premises(person, on: someDay(of: person, around: events)))
        }
        if !wealth.premises.isEmpty { posed.append(premises(person, on: today)) }
    }

    /// Real estate in a division or the province; other kinds have no place.
    private mutating func area(for kind: String, _ person: Int) -> (word: String, code: String?) {
        guard kind.reads("real-estate"), dice.percent(75) else { return ("province", nil) }
        let own = life(person).wealth.rights.map(\.division)
        let code = PlaceTable.code(of: own.isEmpty || dice.percent(35) ? dice.number(1...PlaceTable.divisionCount) : dice.element(of: own))
        return (code, code)
    }

    private mutating func owns(_ person: Int, on day: CalendarDate) -> Posed {
        let kind = dice.percent(40) ? "real-estate" : dice.element(of: ClaimKind.propertyKinds)
        let area = area(for: kind, person)
        return pose(
            person, .propertyOwns, [.init("kind", .text(kind)), .init("area", .text(area.word))] + at(day),
            oracle.owns(person, kind, in: area.code, on: day))
    }

    private mutating func ownsNothing(_ person: Int, on day: CalendarDate) -> Posed {
        let first = dice.percent(50) ? "real-estate" : dice.element(of: ClaimKind.propertyKinds)
        let area = area(for: first, person)
        var kinds = [first]
        if area.code == nil {
            for _ in 0..<dice.below(3) {
                let kind = dice.element(of: ClaimKind.propertyKinds)
                if !kinds.contains(where: { $0.reads(kind) }) { kinds.append(kind) }
            }
        }
        let truths = kinds.map { oracle.owns(person, $0, in: area.code, on: day) }
        let truth: Truth = truths.contains(.yes) ? .no : truths.contains(.unknowable) ? .unknowable : .yes
        return pose(person, .propertyNone, [.init("kinds", .words(kinds)), .init("area", .text(area.word))] + at(day), truth)
    }

    private mutating func income(_ person: Int) -> Posed {
        let last = Oracle.Month(today).count - 1
        let to = Oracle.Month(count: last - (dice.percent(50) ? 0 : dice.below(30)))
        let from = Oracle.Month(count: to.count - dice.element(of: [0, 2, 5, 11, 11, 23]))
        let sum = oracle.income(of: person, from: from, to: to)
        let amount = dice.percent(20) ? sum : max(0, sum * dice.number(50...150) / 100)
        let isAtMost = dice.percent(50)
        return pose(
            person, .incomeCompare,
            [
                .init("from", .month(year: from.year, month: from.month)), .init("to", .month(year: to.year, month: to.month)),
                .init("operator", .text(isAtMost ? "at-most" : "at-least")), .init("amount", .integer(amount)),
            ], Truth(isAtMost ? sum <= amount : sum >= amount))
    }

    private mutating func premises(_ person: Int, on day: CalendarDate) -> Posed {
        let wealth = life(person).wealth
        let own = wealth.rights.map(\.address) + wealth.leases.map(\.address) + wealth.premises.map(\.address)
        let strangers = life(somebody(but: person)).wealth.rights.map(\.address) + ["示例市样板区无名路1号"]
        let address = dice.element(of: own.isEmpty || dice.percent(25) ? strangers : own)
        return pose(person, .premisesRightToUse, [.init("address", .text(address))] + at(day), oracle.mayUse(person, address, on: day))
    }

    /// Streets with what became of them; the person only asks.
    mutating func askPlaces(_ person: Int, _ posed: inout [Posed]) {
        guard dice.percent(9), !society.places.changes.isEmpty else { return }
        let change = dice.element(of: society.places.changes)
        let (old, new) =
            switch dice.below(5) {
            case 0...2: (dice.element(of: change.from), dice.element(of: change.to))
            case 3: (dice.element(of: change.to), dice.element(of: change.from))
            default: (dice.element(of: change.from), dice.element(of: streets))
            }
        let day = dice.percent(75) ? today : max(CalendarDate(dayNumber: 5_200), change.date.adding(days: dice.number(-2...2)))
        let suffix = dice.percent(30) ? "\(dice.number(1...99))号" : ""
        let relation = oracle.relation(of: old, to: new, on: min(day, today))
        // Behind one door of a street that was split there is only one of its parts.
        let truth: Truth = suffix.isEmpty || relation == .same || relation == .different ? .value(.word(relation.rawValue)) : .unknowable
        posed.append(
            pose(
                person, .addressSame, [.init("old", .text(old + suffix)), .init("new", .text(new + suffix))] + at(min(day, today)), truth))
    }
}
