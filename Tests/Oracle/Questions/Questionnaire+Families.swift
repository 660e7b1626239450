import Lives
import Verification

extension Questionnaire {
    mutating func askFamily(_ person: Int, _ posed: inout [Posed]) {
        let life = life(person)
        let isRare = !life.adoptions.isEmpty || !life.adoptedChildren.isEmpty || life.paternityJudgment != nil
        for _ in 0..<(isRare ? 5 : 1) {
            if dice.percent(isRare ? 70 : 12) { posed.append(relation(person)) }
        }
        if dice.percent(9) { posed.append(household(person)) }
        let hasChildren = !life.children.isEmpty
        if dice.percent(hasChildren ? 14 : isRare ? 40 : 1) { posed.append(child(person)) }
        if dice.percent(hasChildren ? 14 : 3) {
            let day = someDay(of: person, around: life.children.map { self.life($0).born })
            let count = oracle.children(of: person, by: day).count
            let asked = max(0, count + dice.number(-2...1))
            posed.append(
                pose(
                    person, .fertilityCountAtMost, [.init("count", .integer(asked))] + at(day), with: life.children, Truth(count <= asked)))
        }
        let isDead = life.death != nil || life.declarations.contains { $0.kind == .dead }
        if dice.percent(isDead ? 22 : 1) { posed.append(inheritance(person)) }
    }

    /// Somebody of the family, or anybody.
    private mutating func relative(of person: Int) -> Int {
        let life = life(person)
        let parents = [life.mother, life.father].compactMap(\.self) + life.adoptions.flatMap(\.parents)
        let children = life.children + life.adoptedChildren
        let spouses = life.unions.map { society.unions[$0].partner(of: person) }
        let siblings = parents.flatMap { self.life($0).children + self.life($0).adoptedChildren }
        let elders = parents.flatMap { [self.life($0).mother, self.life($0).father].compactMap(\.self) }
        let steps = parents.flatMap { parent in self.life(parent).unions.map { society.unions[$0].partner(of: parent) } }
        let step = [parents, children, spouses, siblings, elders, children.flatMap { self.life($0).children }, steps].map { list in
            list.filter { $0 != person }
        }
        let known = step.filter { !$0.isEmpty }
        if known.isEmpty || dice.percent(12) { return somebody(but: person) }
        return dice.element(of: dice.element(of: known))
    }

    private mutating func relation(_ person: Int) -> Posed {
        let other = relative(of: person)
        let events = [person, other].flatMap { life($0).adoptions }.flatMap { [$0.date] + [$0.dissolved].compactMap(\.self) }
        let day = max(someDay(of: person, around: events), life(person).born, life(other).born)
        let word = dice.percent(65) ? likelyRelation(of: person, to: other, on: day) : dice.element(of: ClaimKind.relations)
        let byBirth = dice.percent(12) && !word.reads("spouse")
        return pose(
            person, .kinshipRelation,
            [.init("other", .person(stated(other))), .init("relation", .text(word))] + (byBirth ? [.init("mode", .text("biological"))] : [])
                + at(day),
            with: [other], oracle.isRelated(person, to: other, as: word, on: day, byBirth: byBirth))
    }

    private mutating func likelyRelation(of person: Int, to other: Int, on day: CalendarDate) -> String {
        ClaimKind.relations.first { oracle.isRelated(person, to: other, as: $0, on: day) == .yes } ?? dice.element(of: ClaimKind.relations)
    }

    private mutating func household(_ person: Int) -> Posed {
        let stays = life(person).stays
        let housemates = stays.flatMap { society.households[$0.household].everybody }.filter { $0 != person }
        let other = housemates.isEmpty || dice.percent(20) ? somebody(but: person) : dice.element(of: housemates)
        let person2 = stated(other)
        if dice.percent(25) {
            return pose(
                person, .kinshipSameHousehold, [.init("other", .person(person2)), .init("ever", .flag(true))], with: [other],
                Truth(oracle.everSharedHousehold(person, other)))
        }
        let day = max(someDay(of: person, around: stays.map(\.from) + stays.compactMap(\.until)), life(person).born, life(other).born)
        return pose(
            person, .kinshipSameHousehold, [.init("other", .person(person2))] + at(day), with: [other],
            Truth(oracle.shareHousehold(person, other, on: day)))
    }

    private mutating func child(_ person: Int) -> Posed {
        let own = life(person).children + life(person).adoptedChildren
        let child = own.isEmpty || dice.percent(15) ? somebody(but: person) : dice.element(of: own)
        return pose(person, .fertilityChild, [.init("child", .person(stated(child)))], with: [child], oracle.had(person, child))
    }

    private mutating func inheritance(_ decedent: Int) -> Posed {
        let day = life(decedent).death?.date ?? today
        var claimants: [(person: Int, relation: String)] = []
        for _ in 0..<dice.number(1...3) {
            let person = relative(of: decedent)
            if claimants.contains(where: { $0.person == person }) { continue }
            claimants.append((person, likelyRelation(of: person, to: decedent, on: day.adding(days: -1))))
        }
        let stated = claimants.map { Claim.Claimant(person: self.stated($0.person), relation: $0.relation) }
        return pose(
            decedent, .inheritanceFacts, [.init("claimants", .claimants(stated))], with: claimants.map(\.person),
            oracle.inherit(from: decedent, claimants))
    }
}
