import Verification

extension Simulation {
    func death(of person: Int, on day: CalendarDate) {
        // Whoever is missing dies unknown; whoever settled abroad dies there.
        guard isThere(person, on: day), lifespans[person] == day else { return }
        let years = age(of: person, on: day)
        let manner: Death.Manner = dice.percent(years < 40 ? 40 : 4) ? .unnatural : dice.percent(70) ? .medical : .home
        lives[person].death = Death(date: day, manner: manner, isCremated: dice.percent(day.year < 1985 ? 25 : 80))
        if let open = lives[person].service.last, open.until == nil { lives[person].service[lives[person].service.count - 1].until = day }
        if let union = openUnion[person] { close(union, cause: .death(of: person), on: day) }
        leave(person, on: day)
    }

    func disappearance(of person: Int, on day: CalendarDate) {
        guard isThere(person, on: day), lives[person].absences.isEmpty, lives[person].service.last.map({ $0.until != nil }) ?? true else { return }
        lives[person].absences.append(Span(from: day, until: nil))
        if dice.percent(30) { return queue.plan(.comeback(person), on: day.adding(days: dice.number(60...600))) }
        if dice.percent(50) { queue.plan(.declaredMissing(person), on: day.adding(days: dice.number(740...1_100))) }
        if dice.percent(70) { queue.plan(.declaredDead(person), on: day.adding(days: dice.number(1_470...2_600))) }
        if dice.percent(45) { queue.plan(.comeback(person), on: day.adding(days: dice.number(900...6_000))) }
    }

    private func isLost(_ person: Int) -> Bool { lives[person].absences.last.map { $0.until == nil } ?? false }

    func declaredMissing(_ person: Int, on day: CalendarDate) {
        guard isLost(person) else { return }
        lives[person].declarations.append(Declaration(kind: .missing, date: day, accident: nil))
    }

    func declaredDead(_ person: Int, on day: CalendarDate) {
        guard isLost(person), let lost = lives[person].absences.last?.from else { return }
        lives[person].declarations.append(Declaration(kind: .dead, date: day, accident: dice.percent(30) ? lost : nil))
        // The marriage ends on the declaration (Civil Code 51), whatever the deemed day of death.
        if let union = openUnion[person] { close(union, cause: .declaration(of: person), on: day) }
    }

    func comeback(of person: Int, on day: CalendarDate) {
        guard isLost(person) else { return }
        lives[person].absences[lives[person].absences.count - 1].until = day
        if !lives[person].declarations.isEmpty { queue.plan(.revocation(person), on: day.adding(days: dice.number(30...400))) }
        // Whoever has come back lives on for a while.
        if lifespans[person] <= day.adding(days: 500) {
            lifespans[person] = day.adding(days: dice.number(500...6_000))
            if lifespans[person] <= today { queue.plan(.death(person), on: lifespans[person]) }
        }
    }

    func revocation(for person: Int, on day: CalendarDate) {
        guard lives[person].death == nil, let latest = lives[person].declarations.last else { return }
        switch latest.kind {
        case .missing: lives[person].declarations.append(Declaration(kind: .missingRevoked, date: day, accident: nil))
        case .dead:
            lives[person].declarations.append(Declaration(kind: .deadRevoked, date: day, accident: nil))
            restore(marriageOf: person, on: day)
        case .missingRevoked, .deadRevoked: break
        }
    }

    /// The marriage comes back by itself unless the spouse has married again, is dead, or refuses (Civil Code 51).
    private func restore(marriageOf person: Int, on day: CalendarDate) {
        guard let union = lives[person].unions.last, let ending = unions[union].ending, ending.cause == .declaration(of: person) else { return }
        let spouse = unions[union].partner(of: person)
        let hasMarried = lives[spouse].unions.contains { unions[$0].start >= ending.date && unions[$0].voided == nil }
        guard lives[spouse].death == nil, !hasMarried else { return }
        if dice.percent(35), isThere(spouse, on: day) {
            unions[union].refusal = (spouse, day.adding(days: -dice.below(20)))
            return
        }
        unions[union].terms.append(Union.Term(from: day))
        openUnion[person] = union
        openUnion[spouse] = union
    }

    func emigrate(_ person: Int, on day: CalendarDate) {
        guard isThere(person, on: day), lives[person].service.last.map({ $0.until != nil }) ?? true else { return }
        leave(person, on: day)
        lives[person].emigrated = day
    }

    func enlist(_ person: Int, on day: CalendarDate) {
        guard isThere(person, on: day), lives[person].service.isEmpty, openUnion[person] == nil, age(of: person, on: day) >= 18 else { return }
        leave(person, on: day)
        lives[person].service.append(Span(from: day, until: nil))
        queue.plan(.discharge(person), on: day.adding(days: dice.number(730...2_000)))
    }

    func discharge(_ person: Int, on day: CalendarDate) {
        guard lives[person].death == nil, lives[person].service.last?.until == nil, !lives[person].service.isEmpty else { return }
        lives[person].service[lives[person].service.count - 1].until = day
        found([person], head: person, division: 1 + dice.below(PlaceTable.divisionCount), on: day)
    }
}
