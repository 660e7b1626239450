import Verification

extension Simulation {
    func nameChange(of person: Int, on day: CalendarDate) {
        guard isThere(person, on: day), let fresh = renamed(person, on: day) else { return }
        lives[person].formerNames.append(Life.Former(text: lives[person].name, until: day, reason: .nameChange))
        lives[person].given = fresh
    }

    private func renamed(_ person: Int, on day: CalendarDate) -> GivenIdentity? {
        let life = lives[person]
        guard life.origin == .mainland, life.formerNames.isEmpty, !life.given.surname.isEmpty else { return nil }
        return NameMaker.renamed(life.given, male: life.sex == .male, in: day.year, &dice)
    }

    /// The number was wrong and is issued anew.
    func numberChange(of person: Int, on day: CalendarDate) {
        let life = lives[person]
        guard isThere(person, on: day), !life.formerNumbers.contains(where: { $0.reason == .numberChange }) else { return }
        let division = (Int(life.number.prefix(6)) ?? 449_901) - 449_900
        let fresh = issuer.citizen(division: division, born: life.born, sex: life.sex, &dice)
        // The form of fifteen digits is that of the number of its time.
        if day < CalendarDate(1999, 10, 1) { lives[person].formerNumbers.removeAll { $0.reason == .fifteenDigits } }
        lives[person].formerNumbers.append(Life.Former(text: life.number, until: day, reason: .numberChange))
        lives[person].number = fresh
        if day < CalendarDate(1999, 10, 1), let old = CitizenNumber(fresh)?.fifteenDigitForm {
            lives[person].formerNumbers.append(Life.Former(text: old, until: CalendarDate(1999, 10, 1), reason: .fifteenDigits))
        }
    }

    /// Somebody was registered twice; the second number is struck off.
    func duplicateCancelled(of person: Int, on day: CalendarDate) {
        let life = lives[person]
        guard isThere(person, on: day), age(of: person, on: day) >= 1, !life.formerNumbers.contains(where: { $0.reason == .duplicateCancelled })
        else { return }
        let other = issuer.citizen(division: 1 + dice.below(PlaceTable.divisionCount), born: life.born, sex: life.sex, &dice)
        lives[person].formerNumbers.append(Life.Former(text: other, until: day, reason: .duplicateCancelled))
    }

    func adoption(of child: Int, by parents: [Int], remaining: Int?, on day: CalendarDate) {
        guard isThere(child, on: day), lives[child].adoptions.isEmpty, age(of: child, on: day) < 18 else { return }
        guard (parents + [remaining].compactMap(\.self)).allSatisfy({ isThere($0, on: day) && openUnion[$0] != nil }) else { return }
        if let remaining, openUnion[remaining] != openUnion[parents[0]] { return }
        guard !parents.contains(where: { areKin($0, child) || lives[$0].born > lives[child].born.adding(days: -6_600) }) else { return }
        lives[child].adoptions.append(Adoption(parents: parents, date: day, remaining: remaining))
        for parent in parents { lives[parent].adoptedChildren.append(child) }
        if remaining == nil, let home = parents.compactMap({ lives[$0].stays.last }).first(where: { $0.until == nil }) {
            leave(child, on: day)
            enter(child, home.household, on: day)
        }
        if dice.percent(4) { queue.plan(.dissolution(child: child), on: day.adding(days: dice.number(700...7_000))) }
    }

    func dissolution(of child: Int, on day: CalendarDate) {
        guard isThere(child, on: day), let last = lives[child].adoptions.indices.last, lives[child].adoptions[last].dissolved == nil else { return }
        lives[child].adoptions[last].dissolved = day
    }

    func paternity(of child: Int, _ father: Int, on day: CalendarDate) {
        guard isThere(child, on: day), isThere(father, on: day), lives[child].father == nil, lives[child].adoptions.isEmpty else { return }
        guard !areKin(child, father) else { return }
        lives[child].father = father
        lives[child].paternityJudgment = day
        lives[father].children.append(child)
    }
}
