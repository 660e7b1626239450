import Lives
import Verification

/// Who descends from whom, by law and by birth (Civil Code 1070–1075, 1105, 1111, 1117, 1127).
extension Oracle {
    /// The parents of somebody on a day.
    struct Parents: Sendable {
        /// For certain.
        var known: [Int] = []
        /// Perhaps: the law leaves it to an agreement that nobody here knows.
        var possible: [Int] = []
        /// A father whom nobody has named may be anybody.
        var lacksFather = false
    }

    func parents(of child: Int, on day: CalendarDate, byBirth: Bool) -> Parents {
        let life = life(child)
        // Whoever came from elsewhere has parents elsewhere.
        let birth = Parents(known: [life.mother, life.father].compactMap(\.self), lacksFather: life.mother != nil && life.father == nil)
        if byBirth { return birth }
        guard let adoption = life.adoptions.last(where: { $0.date <= day }) else { return birth }
        guard let dissolved = adoption.dissolved, dissolved <= day else {
            return Parents(known: adoption.parents + [adoption.remaining].compactMap(\.self))
        }
        // Of a minor the birth parents are parents again; of an adult only where it was agreed (1117).
        if dissolved < life.born.plus(years: 18) { return birth }
        return Parents(known: [], possible: birth.known, lacksFather: birth.lacksFather)
    }

    func isParent(_ parent: Int, of child: Int, on day: CalendarDate, byBirth: Bool) -> Bool? {
        let parents = parents(of: child, on: day, byBirth: byBirth)
        if parents.known.contains(parent) { return true }
        if parents.possible.contains(parent) { return nil }
        if parents.lacksFather, life(parent).sex == .male, mayBeFather(parent, of: child) { return nil }
        // A step-parent who raised the child has a parent's rights, and nobody keeps a list of them (1127).
        let isBirthParent = [life(child).mother, life(child).father].contains(parent)
        if !byBirth, !isBirthParent, isStepParent(parent, of: child, parents, by: day) { return nil }
        return false
    }

    /// Of an age to be the father.
    private func mayBeFather(_ man: Int, of child: Int) -> Bool { life(man).born.plus(years: 12) < life(child).born }

    /// Adoption ends what there was before it between the child and others (1111), so of marriages only those count that stood then or came later.
    private func isStepParent(_ person: Int, of child: Int, _ parents: Parents, by day: CalendarDate) -> Bool {
        let adoption = life(child).adoptions.last { adoption in
            adoption.date <= day && (adoption.dissolved.map { $0 > day } ?? true)
        }
        return (parents.known + parents.possible).contains { parent in
            guard let adoption else { return wereEverMarried(person, parent, by: day) }
            return areMarried(person, parent, on: adoption.date)
                || (wereEverMarried(person, parent, by: day) && !wereEverMarried(person, parent, by: adoption.date))
        }
    }

    func areSiblings(_ one: Int, _ other: Int, on day: CalendarDate, byBirth: Bool) -> Bool? {
        let (mine, theirs) = (parents(of: one, on: day, byBirth: byBirth), parents(of: other, on: day, byBirth: byBirth))
        if mine.known.contains(where: theirs.known.contains) { return true }
        let (all, others) = (mine.known + mine.possible, theirs.known + theirs.possible)
        if all.contains(where: others.contains) { return nil }
        if mine.lacksFather || theirs.lacksFather { return nil }
        // Step-siblings who grew up together count (1127).
        let isJoined = all.contains { parent in others.contains { wereEverMarried(parent, $0, by: day) } }
        return !byBirth && isJoined ? nil : false
    }

    func isGrandparent(_ elder: Int, of child: Int, on day: CalendarDate, byBirth: Bool) -> Bool? {
        let parents = parents(of: child, on: day, byBirth: byBirth)
        let steps = parents.known.map { isParent(elder, of: $0, on: day, byBirth: byBirth) }
        if steps.contains(true) { return true }
        if steps.contains(nil) || parents.lacksFather { return nil }
        let perhaps = parents.possible.contains { isParent(elder, of: $0, on: day, byBirth: byBirth) != false }
        // The parents of a step-parent count where the step-parent does.
        let steps2 = byBirth ? [] : (parents.known + parents.possible).flatMap { spouses(of: $0, by: day) }
        return perhaps || steps2.contains { isParent(elder, of: $0, on: day, byBirth: false) != false } ? nil : false
    }

    private func spouses(of person: Int, by day: CalendarDate) -> [Int] {
        life(person).unions.map { society.unions[$0] }.filter { $0.start <= day }.map { $0.partner(of: person) }
    }

    /// One person's relation to another, in the words of the claims: what `one` is to `other`.
    func isRelated(_ one: Int, to other: Int, as relation: String, on day: CalendarDate, byBirth: Bool = false) -> Truth {
        switch relation {
        case "parent": Truth(knowing: isParent(one, of: other, on: day, byBirth: byBirth))
        case "child": Truth(knowing: isParent(other, of: one, on: day, byBirth: byBirth))
        case "sibling": Truth(knowing: areSiblings(one, other, on: day, byBirth: byBirth))
        case "grandparent": Truth(knowing: isGrandparent(one, of: other, on: day, byBirth: byBirth))
        case "grandchild": Truth(knowing: isGrandparent(other, of: one, on: day, byBirth: byBirth))
        default: Truth(areMarried(one, other, on: day))
        }
    }

    /// Children whom the person bore or fathered by the day.
    func children(of person: Int, by day: CalendarDate) -> [Int] { life(person).children.filter { life($0).born <= day } }

    /// Bore or fathered that child; of whoever adopted it nobody means that.
    func had(_ person: Int, _ child: Int) -> Truth {
        if life(person).children.contains(child) { return .yes }
        if life(child).adoptions.contains(where: { $0.parents.contains(person) }) { return .unknowable }
        let isOpen = life(child).mother != nil && life(child).father == nil && life(person).sex == .male
        return isOpen ? .unknowable : .no
    }

    /// Dead, and related to each as stated, for what the relations were at the time of death.
    func inherit(from decedent: Int, _ claimants: [(person: Int, relation: String)]) -> Truth {
        guard case .value(.date(let day)) = dateOfDeath(of: decedent) else { return dateOfDeath(of: decedent) == .no ? .no : .unknowable }
        return .all(
            claimants.map { claimant in
                claimant.relation.reads("spouse")
                    ? Truth(knowing: wereMarried(claimant.person, decedent, atDeathOn: day))
                    : isRelated(claimant.person, to: decedent, as: claimant.relation, on: day)
            })
    }

    /// Whoever dies was married until then (1080, 1127): what was registered on the day came before, since it needs the person; the death, and
    /// one of the other's on the same day, ended nothing before it happened. A judgment of the day has no hour.
    private func wereMarried(_ one: Int, _ decedent: Int, atDeathOn day: CalendarDate) -> Bool? {
        var couldBe = false
        for place in life(decedent).unions {
            let union = society.unions[place]
            guard union.voided == nil, union.partner(of: decedent) == one else { continue }
            for term in union.terms where term.from <= day {
                guard let ending = term.ended, ending.date <= day else { return true }
                guard ending.date == day else { continue }
                switch ending.cause {
                case .death: return true
                case .declaration(of: let lost): if lost == decedent { return true }
                case .judgment: couldBe = true
                case .registration: break
                }
            }
        }
        return couldBe ? nil : false
    }
}
