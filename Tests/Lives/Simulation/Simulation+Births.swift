import Verification

extension Simulation {
    /// A child of that mother, at times two; somebody else arrives where she can no longer give birth.
    func birth(_ mother: Int, on day: CalendarDate) {
        let spaced = latestBirth[mother].map { day >= $0.adding(days: 300) } ?? true
        guard isThere(mother, on: day), spaced, lives[mother].service.last.map({ $0.until != nil }) ?? true, age(of: mother, on: day) >= 16 else {
            return arrival(.mainland, on: day)
        }
        latestBirth[mother] = day
        let father = openUnion[mother].map { unions[$0].partner(of: mother) }
        let present = father.flatMap { isThere($0, on: day.adding(days: -280)) ? $0 : nil }
        bear(mother, present, on: day)
        guard dice.chance(perMillion: Rates.twins), pendingArrivals > replacedArrivals else { return }
        replacedArrivals += 1
        bear(mother, present, on: day)
    }

    private func bear(_ mother: Int, _ father: Int?, on day: CalendarDate) {
        let stay = lives[mother].stays.last
        let division = stay.map { households[$0.household].division } ?? 1 + dice.below(PlaceTable.divisionCount)
        let sex = self.sex()
        let given = NameMaker.citizen(
            male: sex == .male, born: day.year, father: father.map { lives[$0].given }, mother: lives[mother].given, &dice)
        let certificate = day >= CalendarDate(1996, 1, 1) ? certificateOfBirth() : nil
        let child = add(
            Life(
                sex: sex, born: day, origin: .mainland, mother: mother, father: father, birthDivision: division, birthCertificate: certificate,
                ethnicity: given.ethnicity, given: given, number: issuer.citizen(division: division, born: day, sex: sex, &dice)))
        lives[mother].children.append(child)
        if let father { lives[father].children.append(child) }
        if let stay, stay.until == nil {
            enter(child, stay.household, on: day)
        } else {
            found([child], head: nil, division: division, on: day)
        }
        // Some fathers who are not named are found by a court years later.
        if father == nil, dice.percent(15), let man = acquaintance(of: mother, on: day) {
            queue.plan(.paternity(child: child, father: man), on: day.adding(days: dice.number(200...3_000)))
        }
    }

    func plannedArrival(_ origin: Origin, on day: CalendarDate) {
        pendingArrivals -= 1
        if replacedArrivals > 0 {
            replacedArrivals -= 1
            return
        }
        arrival(origin, on: day)
    }

    /// Somebody whose parents nobody here knows, born that day.
    func arrival(_ origin: Origin, on day: CalendarDate) {
        let sex = self.sex()
        let division = 1 + dice.below(PlaceTable.divisionCount)
        let given =
            origin == .mainland
            ? NameMaker.citizen(male: sex == .male, born: day.year, father: nil, mother: nil, &dice)
            : NameMaker.outsider(origin, male: sex == .male, &dice)
        let number =
            origin == .mainland
            ? issuer.citizen(division: division, born: day, sex: sex, &dice) : issuer.outsider(origin, born: day, sex: sex, &dice)
        let person = add(
            Life(
                sex: sex, born: day, origin: origin, mother: nil, father: nil, birthDivision: nil, birthCertificate: nil,
                ethnicity: given.ethnicity, given: given, number: number))
        if origin == .mainland { found([person], head: nil, division: division, on: day) }
        if origin == .foreign { lives[person].isUnregistered = dice.percent(50) }
    }

    /// A 110 : 100 at birth.
    private func sex() -> Sex { dice.below(210) < 110 ? .male : .female }

    private func certificateOfBirth() -> String {
        let serial = issuer.nextSerial()
        let letter = String(decoding: [UInt8(ascii: "A") + UInt8(serial / 10_000_000 % 26)], as: UTF8.self)
        return letter + "99" + NumberIssuer.padded(serial % 10_000_000, 7)
    }

    private func add(_ life: Life) -> Int {
        let person = lives.count
        lives.append(life)
        openUnion.append(nil)
        latestBirth.append(nil)
        living.append(person)
        // Everybody born before October 1999 had a number of fifteen digits until then.
        if life.origin == .mainland, life.born < CalendarDate(1999, 10, 1), let old = CitizenNumber(life.number)?.fifteenDigitForm {
            lives[person].formerNumbers.append(Life.Former(text: old, until: CalendarDate(1999, 10, 1), reason: .fifteenDigits))
        }
        var age = 0
        while age < 115, !dice.chance(perMillion: Rates.death(atAge: age, isMale: life.sex == .male)) { age += 1 }
        let day = life.born.adding(days: age * 365 + age / 4 + dice.below(365))
        lifespans.append(day)
        if day <= today { queue.plan(.death(person), on: day) }
        return person
    }

    /// A man of the right age whom a court may find to be the father.
    private func acquaintance(of mother: Int, on day: CalendarDate) -> Int? {
        for _ in 0..<20 {
            let man = living[dice.below(living.count)]
            let age = age(of: man, on: day)
            if lives[man].sex == .male, (20...50).contains(age), lives[man].origin == .mainland, !areKin(man, mother) { return man }
        }
        return nil
    }

    /// Parent and child, or children of one parent, also by adoption.
    func areKin(_ one: Int, _ other: Int) -> Bool {
        let parents = [one, other].map { person in
            [lives[person].mother, lives[person].father].compactMap(\.self) + lives[person].adoptions.flatMap(\.parents)
        }
        if parents[0].contains(other) || parents[1].contains(one) { return true }
        return parents[0].contains { parents[1].contains($0) }
    }
}
