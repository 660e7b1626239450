import Verification

extension Simulation {
    /// A new household of these people. Without a head it is a person's whose family nobody here knows: a child of the head.
    func found(_ people: [Int], head: Int?, division: Int, on day: CalendarDate) {
        let household = households.count
        households.append(
            Household(division: division, address: places.address(in: division, on: day, &dice), founded: day, head: head))
        for person in people { enter(person, household, on: day) }
    }

    /// Registers somebody there who is registered nowhere else at the time.
    func enter(_ person: Int, _ household: Int, on day: CalendarDate) {
        let relation = relation(of: person, to: households[household].head)
        households[household].members.append(person)
        if !households[household].everybody.contains(person) { households[household].everybody.append(person) }
        lives[person].stays.append(Stay(household: household, relation: relation, from: day, until: nil))
    }

    /// Strikes somebody off; where that was the head, the eldest adult follows and everybody's relation is written anew.
    func leave(_ person: Int, on day: CalendarDate) {
        guard let last = lives[person].stays.indices.last, lives[person].stays[last].until == nil else { return }
        let household = lives[person].stays[last].household
        endStay(of: person, on: day)
        households[household].members.removeAll { $0 == person }
        guard households[household].head == person else { return }
        let rest = households[household].members
        let heir = rest.min { (lives[$0].born, $0) < (lives[$1].born, $1) }
        households[household].head = heir
        for member in rest {
            endStay(of: member, on: day)
            lives[member].stays.append(Stay(household: household, relation: relation(of: member, to: heir), from: day, until: nil))
        }
    }

    /// A stay that ends on its first day has never been.
    private func endStay(of person: Int, on day: CalendarDate) {
        guard let last = lives[person].stays.indices.last else { return }
        if lives[person].stays[last].from == day {
            lives[person].stays.removeLast()
        } else {
            lives[person].stays[last].until = day
        }
    }

    /// GB/T 4761: what the person is to the head.
    private func relation(of person: Int, to head: Int?) -> Int {
        let isMale = lives[person].sex == .male
        guard let head else { return isMale ? 20 : 30 }
        if person == head { return 2 }
        let life = lives[person]
        if let union = openUnion[head], unions[union].partner(of: head) == person { return isMale ? 11 : 12 }
        if life.adoptions.last(where: { $0.dissolved == nil })?.parents.contains(head) == true { return isMale ? 27 : 37 }
        if life.mother == head || life.father == head { return isMale ? 20 : 30 }
        if lives[head].mother == person || lives[head].father == person { return isMale ? 51 : 52 }
        if areKin(person, head) { return isMale ? 73 : 75 }
        if let union = openUnion[head], lives[unions[union].partner(of: head)].children.contains(person) { return isMale ? 27 : 37 }
        return 97
    }

    /// The whole household to another address.
    func move(_ household: Int, on day: CalendarDate) {
        guard let head = households[household].head, lives[head].death == nil else { return }
        let people = households[household].members
        let division = dice.percent(60) ? households[household].division : 1 + dice.below(PlaceTable.divisionCount)
        for person in people { endStay(of: person, on: day) }
        households[household].members = []
        found(people, head: head, division: division, on: day)
    }

    /// A grown-up child gets a household of his or her own.
    func leaveHome(_ person: Int, on day: CalendarDate) {
        guard isThere(person, on: day), openUnion[person] == nil, let stay = lives[person].stays.last, stay.until == nil,
            households[stay.household].head != person
        else { return }
        let division = dice.percent(50) ? households[stay.household].division : 1 + dice.below(PlaceTable.divisionCount)
        leave(person, on: day)
        found([person], head: person, division: division, on: day)
    }
}
