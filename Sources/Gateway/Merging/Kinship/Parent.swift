import Verification

/// One parent as records write him or her, perhaps in several ways.
struct Parent: Sendable, Hashable {
    private(set) var writings: [Party]
    /// The sex that the place in a birth record tells; nil for adopters.
    private let place: Sex?

    /// `people`: those whom the claim names. One of them is written under each of the numbers that the population register links (P13).
    init(_ party: Party, _ place: Sex?, among people: [Identity] = []) {
        writings = [party]
        self.place = place
        guard let identity = people.first(where: { $0.isEstablished && Attribution(of: party, to: $0) == .theirs }) else { return }
        for person in identity.persons where !identity.shares(number: person.identifier.number) {
            let linked = Party(name: person.name.original, number: person.identifier.number)
            if !writings.contains(where: { $0.hasNumber(of: linked) }) { writings.append(linked) }
        }
    }

    /// The days of birth that the numbers state.
    var statedBirthDates: [CalendarDate] {
        writings.compactMap { $0.number.flatMap { CitizenNumber(Identifier(recorded: $0)) }?.birthDate }
    }

    /// The sex that the number states; nil where no number states one, or the place in the record says otherwise.
    var sex: Sex? {
        let stated = Set(writings.compactMap { $0.number.flatMap { CitizenNumber(Identifier(recorded: $0)) }?.sex })
        guard stated.count == 1, let sex = stated.first, place == nil || place == sex else { return nil }
        return sex
    }

    /// The same person, as far as records tell: a number of both, or one name where numbers do not tell two people apart.
    func isSame(as other: Parent) -> Bool {
        let shareNumber = writings.contains { mine in other.writings.contains { mine.hasNumber(of: $0) } }
        return shareNumber || (mayBe(other) && !writings.contains { mine in other.writings.contains { mine.isApart(from: $0) } })
    }

    /// Perhaps the same person: a number of both, or one name. Numbers change, and who changed one need not be known here.
    func mayBe(_ other: Parent) -> Bool {
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
    func hasNumber(of other: Party) -> Bool {
        guard let number, let theirs = other.number else { return false }
        return number.isSameNumber(as: theirs)
    }

    /// The same number, or names that are the same.
    func mayBe(_ other: Party) -> Bool {
        if hasNumber(of: other) { return true }
        guard let name, let theirs = other.name else { return false }
        return PersonName(recorded: name).compared(with: theirs) != .mismatch
    }

    /// Two different citizen numbers, both checked: two people, whatever their names, unless a register links the numbers (Resident Identity
    /// Card Law 3: one number for each citizen, for life; `domain.md` A.4.9 item 22). Fifteen digits are compared in the long form; a number with
    /// a slip of the pen, a passport or a permit tells nobody apart.
    func isApart(from other: Party) -> Bool {
        guard let number, let theirs = other.number, let mine = number.checkedCitizenNumber, let known = theirs.checkedCitizenNumber else {
            return false
        }
        return !mine.isSameNumber(as: known)
    }
}

extension String {
    /// The eighteen characters of a mainland citizen number as a record writes it; nil for other numbers and where the check character is wrong.
    fileprivate var checkedCitizenNumber: String? {
        let identifier = Identifier(recorded: self)
        guard identifier.type == .residentID else { return nil }
        if utf8.count == 15 { return CitizenNumber.eighteenCharacterForm(of: utf8).map { String(decoding: $0, as: UTF8.self) } }
        let normal = utf8.map { $0 == UInt8(ascii: "x") ? UInt8(ascii: "X") : $0 }
        return CitizenNumber(String(decoding: normal, as: UTF8.self))?.text
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

    init(in testimonies: [Testimony], among people: [Identity]) {
        func union(_ a: Party, _ b: Party, _ from: CalendarDate) -> Union {
            Union(a: Parent(a, nil, among: people), b: Parent(b, nil, among: people), from: from)
        }
        for fact in testimonies.flatMap(\.facts) {
            switch fact {
            case .marital(let entry):
                guard let b = entry.b else { continue }
                switch entry.kind {
                case .marriage, .marriageForeign: unions.append(union(entry.a, b, entry.date))
                case .reissuedMarriage: unions.append(union(entry.a, b, entry.original ?? entry.date))
                case .divorce, .annulled: ends.append(union(entry.a, b, entry.date))
                case .reissuedDivorce, .divorceApplication, .refusalToResume: continue
                }
            case .decision(let decision) where decision.standing == .effective && decision.parties.count == 2:
                guard [.divorce, .nullity, .annulment].contains(decision.kind), let effective = decision.effective else { continue }
                ends.append(union(decision.parties[0], decision.parties[1], effective))
            default: continue
            }
        }
    }

    /// A marriage of the two is on record and had not ended by the day; an end that may be theirs counts.
    func wereMarried(_ one: Parent, _ other: Parent, on day: CalendarDate) -> Bool {
        guard let start = unions.filter({ $0.joins(one, other) && $0.from <= day }).map(\.from).max() else { return false }
        return !ends.contains { $0.mayJoin(one, other) && start <= $0.from && $0.from <= day }
    }

    /// Any marriage of the two by the day, or one that may be theirs, ended or not: a step-parent who raised the child has a parent's rights (Civil Code 1072).
    func everJoined(_ one: Parent, _ other: Parent, by day: CalendarDate) -> Bool {
        (unions + ends).contains { $0.mayJoin(one, other) && $0.from <= day }
    }

    /// Any marriage of the person by the day, to whomever, ended or not.
    func everMarried(_ one: Parent, by day: CalendarDate) -> Bool {
        (unions + ends).contains { ($0.a.mayBe(one) || $0.b.mayBe(one)) && $0.from <= day }
    }
}

extension KnownMarriages.Union {
    fileprivate func joins(_ one: Parent, _ other: Parent) -> Bool {
        (a.isSame(as: one) && b.isSame(as: other)) || (a.isSame(as: other) && b.isSame(as: one))
    }

    fileprivate func mayJoin(_ one: Parent, _ other: Parent) -> Bool {
        (a.mayBe(one) && b.mayBe(other)) || (a.mayBe(other) && b.mayBe(one))
    }
}
