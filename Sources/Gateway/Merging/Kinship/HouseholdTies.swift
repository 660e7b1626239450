import Verification

/// Where somebody was registered in a household, as the population register or its archives write it.
struct HouseholdStay: Sendable, Hashable {
    /// Tells households apart; nil where the register does not number them.
    let household: Household?
    let division: String?
    let address: String?
    /// Relation to the head, GB/T 4761.
    let relation: String?
    let from: CalendarDate?
    let until: CalendarDate?

    /// A numbered household, or one that is on record once.
    enum Household: Sendable, Hashable {
        case numbered([UInt8])
        case recorded(Record)
    }

    /// From the first day until the day before the last, as ``HukouAt`` counts; an unknown beginning says nothing about the past.
    func covers(_ day: CalendarDate, isPresent: Bool) -> Bool {
        (from.map { $0 <= day } ?? isPresent) && (until.map { day < $0 } ?? true)
    }

    /// Whether there was a day on which both stays ran; nil where an unknown beginning leaves it open.
    func overlaps(_ other: HouseholdStay) -> Bool? {
        let (first, second) = (until?.dayNumber ?? .max) <= (other.until?.dayNumber ?? .max) ? (self, other) : (other, self)
        guard let end = first.until else { return true }
        return second.from.map { $0 < end }
    }
}

extension Testimony {
    /// The person's stays, from the person's own entries and from whole households.
    func stays(of identity: Identity, _ hearing: inout Hearing) -> [HouseholdStay] {
        var stays: [HouseholdStay] = []
        for fact in facts {
            switch fact {
            case .registration(let registration):
                stays += registration.residences.map {
                    HouseholdStay(
                        household: $0.household.map { .numbered(Array($0.utf8)) }, division: $0.division, address: $0.address,
                        relation: $0.relation, from: $0.from, until: $0.until)
                }
            case .record(let record) where record.kind.word == "household":
                let household: HouseholdStay.Household = record.text("id").map { .numbered(Array($0.utf8)) } ?? .recorded(record)
                for member in record.members where hearing.isPerson(member.party, identity) {
                    stays.append(
                        HouseholdStay(
                            household: household, division: record.text("division"), address: record.text("address"),
                            relation: member.relation, from: member.from, until: member.until))
                }
            default: continue
            }
        }
        return stays
    }
}

/// What household registration says about two persons of whom one may be the other's parent (GB/T 4761; `domain.md` A.4.8).
///
/// Only the direct relation to the head counts. Who belongs to one head in two ways need not belong to each other: the head's wife and the
/// head's son may be a stepmother and her stepson. Codes 27, 37, 57 and 58 stand for adopted and step alike and prove neither. Who is the child of
/// two heads has two parents of one sex for all that is known: a register does not tell who heads a household that nobody named (``namesAnother``).
struct HouseholdTies: Sendable {
    private(set) var saysParent = false
    private(set) var isAmbiguous = false
    /// The same of an entry that stands on the day itself.
    private(set) var isPresentlyParent = false
    /// An entry of the day itself proves neither and speaks against a no: such codes, and whoever lives with the child as its head's husband or wife.
    private(set) var isPresentlyAmbiguous = false
    /// Another household makes the child somebody else's, who is not known to be of the other sex.
    private(set) var namesAnother = false

    init(
        of child: Identity, and parent: Identity, in registers: [Testimony], _ others: [Testimony], until day: CalendarDate,
        _ hearing: inout Hearing
    ) {
        let households = registers.filter { $0.registry == .population || $0.registry == .hukouArchive }
        for register in households {
            let counterparts = others.filter { $0.registry == register.registry }
            for mine in register.stays(of: child, &hearing) {
                for theirs in counterparts.flatMap({ $0.stays(of: parent, &hearing) }) {
                    guard mine.household != nil, mine.household == theirs.household, mine.overlaps(theirs) == true else { continue }
                    take(child: mine, parent: theirs, on: day, isPresent: day >= hearing.today && register.registry == .population)
                }
            }
        }
        let theirs = others.flatMap { $0.stays(of: parent, &hearing) }
        let unnamed = households.flatMap(\.facts).flatMap(\.residences).contains { stay in
            guard (stay.from ?? day) <= day, case .child? = stay.relation.flatMap(RelationToHead.init), let number = stay.household else {
                return false
            }
            return !theirs.contains { $0.household == .numbered(Array(number.utf8)) && $0.isOfHead }
        }
        let named = Parent.merged(households.flatMap(\.facts).flatMap { $0.householdParents(of: child, besides: parent, until: day) })
        let sex = parent.registeredSex
        namesAnother = unnamed || named.count > 1 || named.contains { $0.sex == nil || sex == nil || $0.sex == sex }
    }

    private mutating func take(child: HouseholdStay, parent: HouseholdStay, on day: CalendarDate, isPresent: Bool) {
        guard (child.from ?? day) <= day, (parent.from ?? day) <= day else { return }
        let isNow = child.covers(day, isPresent: isPresent) && parent.covers(day, isPresent: isPresent)
        switch (child.relation.flatMap(RelationToHead.init), parent.relation.flatMap(RelationToHead.init)) {
        case (.child?, .head?), (.head?, .parent?):
            saysParent = true
            isPresentlyParent = isPresentlyParent || isNow
        case (.adoptedOrStepChild?, .head?), (.head?, .adoptiveOrStepParent?):
            isAmbiguous = true
            isPresentlyAmbiguous = isPresentlyAmbiguous || isNow
        case (.child?, .spouse?), (.adoptedOrStepChild?, .spouse?): isPresentlyAmbiguous = isPresentlyAmbiguous || isNow
        default: break
        }
    }
}

extension HouseholdStay {
    fileprivate var isOfHead: Bool { if case .head? = relation.flatMap(RelationToHead.init) { true } else { false } }
}

extension Fact {
    fileprivate var residences: [Residence] { if case .registration(let registration) = self { registration.residences } else { [] } }

    /// Whom a household that names its members makes parents of the child, apart from the person.
    fileprivate func householdParents(of child: Identity, besides person: Identity, until day: CalendarDate) -> [Parent] {
        guard case .record(let record) = self, record.kind.word == "household" else { return [] }
        let members = record.members.filter { ($0.from ?? day) <= day }
        let parents = members.filter { $0.isTheirs(child) }.flatMap { mine in
            members.filter { theirs in
                switch (mine.relation.flatMap(RelationToHead.init), theirs.relation.flatMap(RelationToHead.init)) {
                case (.child?, .head?), (.head?, .parent?): !theirs.isTheirs(person)
                default: false
                }
            }
        }
        return parents.map { Parent($0.party, nil) }
    }
}

extension HouseholdMember {
    fileprivate func isTheirs(_ identity: Identity) -> Bool {
        switch Attribution(of: party, to: identity) {
        case .theirs, .variant: true
        case .otherName, .unrelated: false
        }
    }
}

/// The relations to the head of a household that bear on parentage, by GB/T 4761 code.
private enum RelationToHead {
    case head
    case spouse
    case child
    case adoptedOrStepChild
    case parent
    case adoptiveOrStepParent

    init?(_ code: String) {
        switch code {
        case "01", "02", "1", "2": self = .head
        case "10", "11", "12": self = .spouse
        case "20", "21", "22", "23", "24", "25", "26", "30", "31", "32", "33", "34", "35", "36": self = .child
        case "27", "37": self = .adoptedOrStepChild
        case "51", "52": self = .parent
        case "57", "58": self = .adoptiveOrStepParent
        default: return nil
        }
    }
}
