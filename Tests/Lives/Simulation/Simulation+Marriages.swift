import Verification

extension Simulation {
    func marriage(_ man: Int, _ woman: Int, on day: CalendarDate) {
        guard isThere(man, on: day), isThere(woman, on: day), openUnion[man] == nil, openUnion[woman] == nil, !areKin(man, woman) else { return }
        guard isOfAge(man, on: day), isOfAge(woman, on: day), lives[man].service.last.map({ $0.until != nil }) ?? true else { return }
        let isForeign = lives[man].origin != .mainland || lives[woman].origin != .mainland
        // An end and a fresh beginning on one day would leave their order to chance.
        guard [man, woman].allSatisfy({ person in !lives[person].unions.contains { unions[$0].ending?.date == day } }) else { return }
        let place: Union.Place = dice.percent(isForeign ? 30 : 0) || dice.chance(perMillion: 4_000) ? .abroad : isForeign ? .foreignRelated : .office
        let division = lives[woman].stays.last.map { households[$0.household].division } ?? 1 + dice.below(PlaceTable.divisionCount)
        let serial = NumberIssuer.padded(issuer.nextSerial() % 1_000_000, 6)
        let union = unions.count
        unions.append(
            Union(
                a: man, b: woman, start: day, division: division, certificate: "J\(PlaceTable.code(of: division))-\(day.year)-\(serial)",
                place: place, terms: [Union.Term(from: day)]))
        for person in [man, woman] {
            openUnion[person] = union
            lives[person].unions.append(union)
        }
        if dice.chance(perMillion: Rates.nullity) {
            queue.plan(.voiding(union, dice.percent(50) ? .nullity : .annulment), on: day.adding(days: dice.number(100...1_500)))
        } else if day.year < 2002, dice.chance(perMillion: Rates.nullity) {
            queue.plan(.voiding(union, .annulled), on: day.adding(days: dice.number(30...500)))
        }
        settle(man, woman, division, on: day)
        planStepAdoptions(man, woman, on: day)
    }

    /// 22 for men and 20 for women since 1981, 20 and 18 before.
    private func isOfAge(_ person: Int, on day: CalendarDate) -> Bool {
        let isModern = day >= CalendarDate(1981, 1, 1)
        return age(of: person, on: day) >= (lives[person].sex == .male ? 20 : 18) + (isModern ? 2 : 0)
    }

    private func settle(_ man: Int, _ woman: Int, _ division: Int, on day: CalendarDate) {
        let registered = [man, woman].filter { lives[$0].origin == .mainland && lives[$0].stays.last?.until == nil && !lives[$0].stays.isEmpty }
        guard registered.count == 2 else { return }
        switch dice.below(10) {
        case 0..<6:
            for person in registered { leave(person, on: day) }
            found([man, woman], head: dice.percent(85) ? man : woman, division: division, on: day)
        case 6..<9:
            guard let household = lives[man].stays.last?.household, household != lives[woman].stays.last?.household else { return }
            leave(woman, on: day)
            enter(woman, household, on: day)
        default: break
        }
    }

    /// A step-parent adopts where the other birth parent is dead or unknown.
    private func planStepAdoptions(_ man: Int, _ woman: Int, on day: CalendarDate) {
        for (parent, step) in [(man, woman), (woman, man)] {
            for child in lives[parent].children {
                let life = lives[child]
                let other = life.mother == parent ? life.father : life.mother
                guard life.death == nil, life.adoptions.isEmpty, age(of: child, on: day) < 14, lives[step].origin == .mainland,
                    other.map({ lives[$0].death != nil }) ?? true, dice.percent(15)
                else { continue }
                queue.plan(.adoption(child: child, parents: [step], remaining: parent), on: day.adding(days: dice.number(60...900)))
            }
        }
    }

    func application(_ union: Int, on day: CalendarDate) {
        guard canPart(union, on: day) else { return }
        unions[union].applications.append(day)
        // Thirty days to think it over, then thirty to come again (Civil Code 1077).
        if dice.percent(70) { queue.plan(.officeDivorce(union), on: day.adding(days: dice.number(31...59))) }
    }

    func suit(_ union: Int, on day: CalendarDate) {
        guard canPart(union, on: day) else { return }
        if dice.percent(25) {
            unions[union].suits.append(Union.Suit(date: day, outcome: dice.percent(70) ? .refused : .withdrawn))
            return
        }
        let effective = day.adding(days: dice.number(16...75))
        if effective > today { unions[union].suits.append(Union.Suit(date: day, outcome: .firstInstance)) }
        queue.plan(.judgment(union), on: effective)
    }

    private func canPart(_ union: Int, on day: CalendarDate) -> Bool {
        guard unions[union].isOpen, day > unions[union].start else { return false }
        return [unions[union].a, unions[union].b].allSatisfy { isThere($0, on: day) }
    }

    func divorce(_ union: Int, by cause: Union.End, on day: CalendarDate) {
        guard canPart(union, on: day) else { return }
        // What was married abroad cannot be divorced at an office here.
        close(union, cause: unions[union].place == .abroad ? .judgment : cause, on: day)
        let (man, woman) = (unions[union].a, unions[union].b)
        if dice.percent(6) { unions[union].divorceReissues.append(day.adding(days: dice.number(200...4_000))) }
        if let home = lives[man].stays.last, home.until == nil, home.household == lives[woman].stays.last?.household,
            lives[woman].stays.last?.until == nil
        {
            let goes = dice.percent(60) ? woman : man
            leave(goes, on: day)
            found([goes], head: goes, division: 1 + dice.below(PlaceTable.divisionCount), on: day)
        }
        if dice.percent(4) { queue.plan(.marriage(man, woman), on: day.adding(days: dice.number(60...900))) }
    }

    /// Ends what is in force.
    func close(_ union: Int, cause: Union.End, on day: CalendarDate) {
        guard unions[union].isOpen, let last = unions[union].terms.indices.last else { return }
        unions[union].terms[last].ended = Union.Term.Ending(date: day, cause: cause)
        for person in [unions[union].a, unions[union].b] where openUnion[person] == union { openUnion[person] = nil }
    }

    func voiding(_ union: Int, _ kind: Union.Voiding, on day: CalendarDate) {
        guard unions[union].isOpen, unions[union].place != .abroad, kind != .annulled || day.year < 2003 else { return }
        guard [unions[union].a, unions[union].b].allSatisfy({ isThere($0, on: day) }) else { return }
        unions[union].voided = (day, kind)
        for person in [unions[union].a, unions[union].b] { openUnion[person] = nil }
    }

    func reissue(_ union: Int, on day: CalendarDate) {
        guard unions[union].isOpen, unions[union].place != .abroad, day > unions[union].start else { return }
        unions[union].reissues.append(day)
    }
}
