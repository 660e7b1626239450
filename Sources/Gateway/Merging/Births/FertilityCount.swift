import Verification

/// `fertility.count-at-most`: did the person have at most so many children? (Item 14 of the list; `domain.md` A.4.9.)
///
/// What is on record is the least number: more children on record than stated refute it, and nothing ever confirms it. Two entries count as
/// two children only where they surely are two: certificates are replaced, and names and numbers change.
enum FertilityCount {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        hearing.ask(hearing.sources.required, about: hearing.subject, &questions)
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let most = hearing.claim.integer("count") else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let registers = hearing.sources.required.map { hearing.testimony(of: $0, about: hearing.subject) }
        var children: [Child] = []
        for fact in registers.flatMap(\.facts) {
            guard case .record(let record) = fact, let child = Child(record, of: hearing.subject, until: hearing.at, &hearing) else { continue }
            children.append(child)
        }
        let heard = registers.filter(\.isHeard).map(\.registry)
        if Child.leastNumber(of: children) > most { return Conclusion(.refuted, .recordedOtherwise, restsOn: heard).by(.countExceeded) }
        if let block = hearing.block(among: registers) { return Conclusion(block) }
        hearing.note(.coverageLimited)
        return Conclusion(.noRecord, .noRecordFound, restsOn: heard)
    }
}

/// A child of the person, as one entry writes it.
private struct Child {
    let party: Party
    let born: CalendarDate?

    /// Nil where the entry is not about a child of the person's, or about one born later.
    init?(_ record: Record, of person: Identity, until day: CalendarDate, _ hearing: inout Hearing) {
        guard record.kind.word == "birth" || record.kind.word == "child" else { return nil }
        var isParent = false
        for parent in [record.party("mother"), record.party("father")].compactMap({ $0 }) where hearing.isPerson(parent, person) { isParent = true }
        guard isParent else { return nil }
        party = record.party("child") ?? Party(name: nil, number: nil)
        born = record.date("date") ?? party.number.flatMap { CitizenNumber(Identifier(recorded: $0)) }?.birthDate
        guard born.map({ $0 <= day }) ?? (day >= hearing.today) else { return nil }
    }

    /// One child for each group of entries that may be about one.
    static func leastNumber(of children: [Child]) -> Int {
        var groups: [[Child]] = []
        for child in children {
            let related = groups.indices.filter { groups[$0].contains { $0.mayBe(child) } }
            let joined = related.flatMap { groups[$0] } + [child]
            for index in related.reversed() { groups.remove(at: index) }
            groups.append(joined)
        }
        return groups.count
    }

    /// The entries may be about one child. Different names with different numbers are two; so are different names, or none, with different days.
    private func mayBe(_ other: Child) -> Bool {
        if let number = party.number, let theirs = other.party.number, number.isSameNumber(as: theirs) { return true }
        let areNumbered = party.number != nil && other.party.number != nil
        let areApart = born.flatMap { mine in other.born.map { mine != $0 } } ?? false
        guard let name = party.name, let theirs = other.party.name, !name.isEmpty, !theirs.isEmpty else { return !areApart }
        if PersonName(recorded: name).compared(with: theirs) != .mismatch { return true }
        return !areNumbered && !areApart
    }
}
