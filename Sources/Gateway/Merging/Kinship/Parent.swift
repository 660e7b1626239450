import Verification

/// One parent as records write him or her, perhaps in several ways.
struct Parent: Sendable, Hashable {
    private(set) var writings: [Party]
    /// The sex that the place in a birth record tells; nil for adopters.
    private let place: Sex?

    init(_ party: Party, _ place: Sex?) {
        writings = [party]
        self.place = place
    }

    /// The sex that the number states; nil where no number states one, or the place in the record says otherwise.
    var sex: Sex? {
        let stated = Set(writings.compactMap { $0.number.flatMap { CitizenNumber(Identifier(recorded: $0)) }?.sex })
        guard stated.count == 1, let sex = stated.first, place == nil || place == sex else { return nil }
        return sex
    }

    /// The same person, as far as records tell: the same number, or the same name.
    func isSame(as other: Parent) -> Bool {
        writings.contains { mine in other.writings.contains { mine.mayBe($0) } }
    }

    /// Each person once, with all writings.
    static func merged(_ parents: [Parent]) -> [Parent] {
        parents.reduce(into: []) { merged, parent in
            if let index = merged.firstIndex(where: { $0.isSame(as: parent) }) {
                for writing in parent.writings where !merged[index].writings.contains(writing) { merged[index].writings.append(writing) }
            } else {
                merged.append(parent)
            }
        }
    }
}

extension Party {
    /// The same number, or names that are the same: numbers change, and two people of one name in one family's records are rare.
    func mayBe(_ other: Party) -> Bool {
        if let number, let theirs = other.number, number.isSameNumber(as: theirs) { return true }
        guard let name, let theirs = other.name else { return false }
        return PersonName(recorded: name).compared(with: theirs) != .mismatch
    }
}

/// Marriages on record of the persons whom a claim names; whom they married is compared with parents of a child, never told.
struct KnownMarriages: Sendable {
    fileprivate struct Union {
        let a: Parent
        let b: Parent
        let from: CalendarDate
    }

    private var unions: [Union] = []
    private var ends: [Union] = []

    init(in testimonies: [Testimony]) {
        for fact in testimonies.flatMap(\.facts) {
            switch fact {
            case .marital(let entry):
                guard let b = entry.b else { continue }
                switch entry.kind {
                case .marriage, .marriageForeign: unions.append(Union(a: Parent(entry.a, nil), b: Parent(b, nil), from: entry.date))
                case .reissuedMarriage:
                    unions.append(Union(a: Parent(entry.a, nil), b: Parent(b, nil), from: entry.original ?? entry.date))
                case .divorce, .annulled: ends.append(Union(a: Parent(entry.a, nil), b: Parent(b, nil), from: entry.date))
                case .reissuedDivorce, .divorceApplication, .refusalToResume: continue
                }
            case .decision(let decision) where decision.standing == .effective && decision.parties.count == 2:
                guard [.divorce, .nullity, .annulment].contains(decision.kind), let effective = decision.effective else { continue }
                ends.append(Union(a: Parent(decision.parties[0], nil), b: Parent(decision.parties[1], nil), from: effective))
            default: continue
            }
        }
    }

    /// A marriage of the two is on record and had not ended by the day.
    func wereMarried(_ one: Parent, _ other: Parent, on day: CalendarDate) -> Bool {
        guard let start = unions.filter({ $0.joins(one, other) && $0.from <= day }).map(\.from).max() else { return false }
        return !ends.contains { $0.joins(one, other) && start <= $0.from && $0.from <= day }
    }

    /// Any marriage of the two by the day, ended or not: a step-parent who raised the child has a parent's rights (Civil Code 1072).
    func everJoined(_ one: Parent, _ other: Parent, by day: CalendarDate) -> Bool {
        (unions + ends).contains { $0.joins(one, other) && $0.from <= day }
    }

    /// Any marriage of the person by the day, to whomever, ended or not.
    func everMarried(_ one: Parent, by day: CalendarDate) -> Bool {
        (unions + ends).contains { ($0.a.isSame(as: one) || $0.b.isSame(as: one)) && $0.from <= day }
    }
}

extension KnownMarriages.Union {
    fileprivate func joins(_ one: Parent, _ other: Parent) -> Bool {
        (a.isSame(as: one) && b.isSame(as: other)) || (a.isSame(as: other) && b.isSame(as: one))
    }
}
