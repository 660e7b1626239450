import Verification

extension Simulation {
    /// Plans what may happen in a year to everybody who lives at its beginning.
    func planYear(_ year: Int) {
        living.removeAll { lives[$0].death != nil }
        var mothers: [Int] = []
        var men: [(person: Int, key: Int)] = []
        var women: [(person: Int, key: Int)] = []
        for person in living {
            let age = year - lives[person].born.year
            planOwnYear(of: person, age: age, year)
            guard age >= 18, lives[person].emigrated == nil else { continue }
            if let union = openUnion[person] {
                if lives[person].sex == .female { planCouple(union, wife: person, age, year, &mothers) }
                continue
            }
            let isMale = lives[person].sex == .male
            // A few children have a mother alone.
            if !isMale, (20...38).contains(age), dice.chance(perMillion: 2_500) { mothers.append(person) }
            let rate = Rates.marriage(age: age, isMale: isMale, wasMarried: !lives[person].unions.isEmpty, in: year)
            guard dice.chance(perMillion: rate) else { continue }
            // Who looks for somebody of about the same age; men two years older.
            let key = Int(lives[person].born.dayNumber) + (isMale ? 730 : 0) + dice.below(2_200)
            if isMale { men.append((person, key)) } else { women.append((person, key)) }
        }
        pair(men, women, year)
        planBirths(year, &mothers)
    }

    private func planOwnYear(of person: Int, age: Int, _ year: Int) {
        let isCitizen = lives[person].origin == .mainland
        if isCitizen, age <= 60, dice.chance(perMillion: Rates.nameChange) { queue.plan(.nameChange(person), on: someDay(of: year)) }
        if isCitizen, year >= 1986, dice.chance(perMillion: Rates.numberChange) { queue.plan(.numberChange(person), on: someDay(of: year)) }
        if isCitizen, (1987...2015).contains(year), dice.chance(perMillion: Rates.duplicate) {
            queue.plan(.duplicateCancelled(person), on: someDay(of: year))
        }
        if age <= 12, isCitizen, dice.chance(perMillion: Rates.adoption) { planAdoption(of: person, year) }
        if let household = lives[person].stays.last, household.until == nil {
            let isHead = households[household.household].head == person
            if isHead, dice.chance(perMillion: Rates.move) { queue.plan(.householdMove(household.household), on: someDay(of: year)) }
            if !isHead, age >= 24, openUnion[person] == nil, dice.chance(perMillion: Rates.leavingHome) {
                queue.plan(.leavingHome(person), on: someDay(of: year))
            }
        }
        guard age >= 18 else { return }
        if age <= 75, dice.chance(perMillion: Rates.disappearance) { queue.plan(.disappearance(person), on: someDay(of: year)) }
        if isCitizen, age <= 55, dice.chance(perMillion: Rates.emigration) { queue.plan(.emigration(person), on: someDay(of: year)) }
        if isCitizen, lives[person].sex == .male, (18...21).contains(age), dice.chance(perMillion: 8_000) {
            queue.plan(.enlistment(person), on: someDay(of: year))
        }
    }

    private func planCouple(_ union: Int, wife: Int, _ age: Int, _ year: Int, _ mothers: inout [Int]) {
        let start = unions[union].start
        if dice.chance(perMillion: Rates.birth(age: age, children: lives[wife].children.count, in: year)) { mothers.append(wife) }
        if dice.chance(perMillion: Rates.reissue) { queue.plan(.reissue(union), on: someDay(of: year, from: start)) }
        let rate = Rates.divorce(in: year, after: year - start.year)
        // Seven of ten at the office; of applications since 2021 three of ten lapse, of first suits more than a third are refused.
        guard dice.chance(perMillion: rate * 13 / 10) else { return }
        let day = someDay(of: year, from: start)
        if dice.percent(30) {
            queue.plan(.suit(union), on: day)
        } else if year >= 2021 {
            queue.plan(.application(union), on: day)
        } else if dice.percent(77) {
            queue.plan(.officeDivorce(union), on: day)
        }
    }

    private func pair(_ men: [(person: Int, key: Int)], _ women: [(person: Int, key: Int)], _ year: Int) {
        let men = men.sorted { ($0.key, $0.person) < ($1.key, $1.person) }
        let women = women.sorted { ($0.key, $0.person) < ($1.key, $1.person) }
        for place in 0..<min(men.count, women.count) {
            let man = men[place * men.count / max(1, min(men.count, women.count))].person
            let woman = women[place * women.count / max(1, min(men.count, women.count))].person
            queue.plan(.marriage(man, woman), on: someDay(of: year))
        }
    }

    private func planBirths(_ year: Int, _ mothers: inout [Int]) {
        var left = quota(of: year)
        // At least one in five comes from elsewhere, and all whom nobody here bore.
        var inside = left * 80 / 100
        while inside > 0, !mothers.isEmpty {
            let place = dice.below(mothers.count)
            let mother = mothers[place]
            mothers.swapAt(place, mothers.count - 1)
            mothers.removeLast()
            // A twin is born besides and takes one of the year's places.
            queue.plan(.birth(mother: mother), on: someDay(of: year))
            inside -= 1
            left -= 1
        }
        pendingArrivals += left
        for _ in 0..<left {
            let day = someDay(of: year)
            let roll = dice.below(1_000)
            switch roll {
            case 0...3: queue.plan(.outsiderArrival(.hongKong), on: day)
            case 4: queue.plan(.outsiderArrival(.macao), on: day)
            case 5...6: queue.plan(.outsiderArrival(.taiwan), on: day)
            case 7...9: queue.plan(.outsiderArrival(.foreign), on: day)
            default: queue.plan(.arrival, on: day)
            }
        }
    }

    private func planAdoption(of child: Int, _ year: Int) {
        for _ in 0..<40 {
            let parent = living[dice.below(living.count)]
            let age = year - lives[parent].born.year
            guard (30...52).contains(age), lives[parent].origin == .mainland, let union = openUnion[parent] else { continue }
            let couple = [unions[union].a, unions[union].b]
            guard !couple.contains(where: { $0 == lives[child].mother || $0 == lives[child].father || $0 == child }) else { continue }
            queue.plan(.adoption(child: child, parents: couple, remaining: nil), on: someDay(of: year, from: lives[child].born.adding(days: 30)))
            return
        }
    }
}
