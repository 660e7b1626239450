import Verification

/// What the registers hold about who the parents of one person are, each event once and in one order, however the replies came in.
struct ParentageRecords: Sendable, Hashable {
    struct Birth: Sendable, Hashable {
        let mother: Party
        let father: Party?
        let date: CalendarDate?
    }

    struct Adoption: Sendable, Hashable {
        let parents: [Party]
        let date: CalendarDate
    }

    struct Dissolution: Sendable, Hashable {
        let parents: [Party]
        let date: CalendarDate
        /// What was agreed about the birth parents; nil when the register does not say.
        let birthParentsResume: Bool?
    }

    private(set) var births: [Birth] = []
    private(set) var adoptions: [Adoption] = []
    private(set) var dissolutions: [Dissolution] = []
    /// Fathers by an effective judgment (Civil Code 1073).
    private(set) var fathersByJudgment: [Party] = []

    /// Takes records of the child that were found by the child's numbers or by a parent's. Only the part in which a person stands in a record
    /// counts: a mother's own birth is another record than her child's.
    init(of child: Identity, in testimonies: [Testimony], _ hearing: inout Hearing) {
        var seen: [Fact] = []
        for fact in testimonies.flatMap(\.facts) where !seen.contains(fact) {
            seen.append(fact)
            take(fact, of: child, &hearing)
        }
        births.sort {
            Self.key($0.date, [$0.mother] + ($0.father.map { [$0] } ?? [])) < Self.key($1.date, [$1.mother] + ($1.father.map { [$0] } ?? []))
        }
        adoptions.sort { Self.key($0.date, $0.parents) < Self.key($1.date, $1.parents) }
        dissolutions.sort { Self.key($0.date, $0.parents) < Self.key($1.date, $1.parents) }
        fathersByJudgment.sort { Self.key(nil, [$0]) < Self.key(nil, [$1]) }
    }

    private mutating func take(_ fact: Fact, of child: Identity, _ hearing: inout Hearing) {
        switch fact {
        case .decision(let decision) where decision.kind == .paternity && decision.standing == .effective:
            // The child stands first, then the father.
            guard decision.parties.count == 2, (decision.effective.map { $0 <= hearing.today } ?? true) else { return }
            if hearing.isPerson(decision.parties[0], child) { fathersByJudgment.append(decision.parties[1]) }
        case .record(let record):
            guard let party = record.party("child"), record.mayBeAbout(party, child) else { return }
            switch record.kind.word {
            case "birth":
                guard let mother = record.party("mother"), hearing.isPerson(party, child) else { return }
                births.append(Birth(mother: mother, father: record.party("father"), date: record.date("date")))
            case "adoption":
                guard let date = record.date("date"), date <= hearing.today, hearing.isPerson(party, child) else { return }
                adoptions.append(Adoption(parents: record.parties("parents"), date: date))
            case "dissolution":
                guard let date = record.date("date"), date <= hearing.today, hearing.isPerson(party, child) else { return }
                dissolutions.append(
                    Dissolution(parents: record.parties("parents"), date: date, birthParentsResume: record.boolean("birthParentsResume")))
            default: return
            }
        default: return
        }
    }

    private static func key(_ date: CalendarDate?, _ parties: [Party]) -> (Int32, String) {
        (date?.dayNumber ?? .max, parties.map { ($0.number ?? "") + " " + ($0.name ?? "") }.joined(separator: " "))
    }
}

extension Hearing {
    /// True when a party of a record is the person; what cannot be told is noted (P3).
    mutating func isPerson(_ party: Party, _ identity: Identity) -> Bool {
        switch Attribution(of: party, to: identity) {
        case .theirs: return true
        case .variant:
            noteVariant()
            return weighing == .lenient
        case .otherName, .unrelated: return false
        }
    }
}

extension Record {
    /// False for a brother or sister: a birth record without the child's number that states another birth date than the child's own number.
    fileprivate func mayBeAbout(_ party: Party, _ child: Identity) -> Bool {
        guard kind.word == "birth", party.number == nil, let stated = date("date"), let born = child.birthDate else { return true }
        return stated == born
    }
}
