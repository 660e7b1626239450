import Verification

/// The records that bear on the marriages of one or two persons, with every person resolved to one place however he or she is written.
struct MaritalRegister: Sendable {
    /// Persons who can take part; beyond it the records are taken for ambiguous. More partners than that are an error or an attack.
    static let maximumPersons = 16

    /// One person and what the two registers of marriage say about him or her.
    struct Member: Sendable {
        let identity: Identity
        /// False for parties without name or number, about whom nobody can be asked.
        let canBeAskedAbout: Bool
        /// Nil while the register was not asked about this person.
        var office: Testimony?
        var court: Testimony?
    }

    private(set) var members: [Member]
    /// How many of the members are named by the claim; they come first.
    let principals: Int
    private(set) var acts: [MaritalAct] = []
    /// A register holds a row about a person of the claim twice.
    private(set) var hasRepeatedRow = false
    /// There were more persons than can take part.
    private(set) var isTruncated = false
    /// Parties with a principal's number and another name.
    private(set) var shadows: [(member: Int, of: Int)] = []

    init(of principals: [Identity], _ hearing: inout Hearing) {
        self.principals = principals.count
        members = principals.map { Member(identity: $0, canBeAskedAbout: true) }
        var index = 0
        while index < members.count {
            read(index, &hearing)
            index += 1
        }
    }

    private mutating func read(_ index: Int, _ hearing: inout Hearing) {
        let member = members[index]
        let isPrincipal = index < principals
        func wasAsked(_ registry: RegistryID) -> Bool {
            isPrincipal || hearing.evidence.answers[registry, about: member.identity.person] != nil
        }
        // What is wrong with a third person's records is nothing that this claim may tell; only whether it can make a difference.
        var aside = hearing
        if wasAsked(.marriage) { members[index].office = aside.testimony(of: .marriage, about: member.identity) }
        if wasAsked(.courtJudgment) { members[index].court = aside.testimony(of: .courtJudgment, about: member.identity) }
        if isPrincipal { hearing = aside } else if aside.sawVariant { hearing.noteVariant() }
        if isPrincipal, members[index].office?.repeatsRecord == true { hasRepeatedRow = true }
        let facts = (members[index].office?.facts ?? []) + (members[index].court?.facts ?? [])
        var mine: [MaritalAct] = []
        for fact in facts.sorted(by: { $0.maritalOrder < $1.maritalOrder }) {
            guard let act = act(fact, about: index, &hearing) else { continue }
            guard mine.contains(act) else {
                mine.append(act)
                continue
            }
            if isPrincipal { hasRepeatedRow = true }
        }
        for act in mine where !acts.contains(act) { acts.append(act) }
    }

    private mutating func act(_ fact: Fact, about index: Int, _ hearing: inout Hearing) -> MaritalAct? {
        switch fact {
        case .marital(let entry): return act(entry, about: index, &hearing)
        case .decision(let decision): return act(decision, about: index, &hearing)
        default: return nil
        }
    }

    private mutating func act(_ entry: MaritalEntry, about index: Int, _ hearing: inout Hearing) -> MaritalAct? {
        guard entry.date <= hearing.today else { return nil }
        if entry.kind == .refusalToResume { return refusal(entry, about: index, &hearing) }
        guard let couple = couple([entry.a] + (entry.b.map { [$0] } ?? []), about: index, &hearing) else { return nil }
        switch entry.kind {
        case .marriage, .marriageForeign: return .marriage(couple, entry.date)
        case .divorce: return .divorce(couple, entry.date)
        case .reissuedMarriage: return .reissuedMarriage(couple, entry.date, original: entry.original.map { min($0, entry.date) })
        case .reissuedDivorce: return .reissuedDivorce(couple, entry.date, original: entry.original.map { min($0, entry.date) })
        case .annulled: return .void(couple, entry.date)
        // An application has no effect until it is registered (Civil Code 1077).
        case .divorceApplication, .refusalToResume: return nil
        }
    }

    /// A refusal is declared by the first party alone; where the row leaves the first place empty, by the other.
    private func refusal(_ entry: MaritalEntry, about index: Int, _ hearing: inout Hearing) -> MaritalAct? {
        let isFirstNamed = entry.a.name != nil || entry.a.number != nil
        guard let by = isFirstNamed ? entry.a : entry.b else { return nil }
        switch Attribution(of: by, to: members[index].identity) {
        case .theirs: return .refusal(by: index, entry.date)
        case .variant:
            hearing.noteVariant()
            return hearing.weighing == .lenient ? .refusal(by: index, entry.date) : nil
        case .otherName, .unrelated: return nil
        }
    }

    private mutating func act(_ decision: CourtDecision, about index: Int, _ hearing: inout Hearing) -> MaritalAct? {
        if decision.kind == .foreignDivorce {
            return couple(decision.parties, about: index, &hearing).map { .foreignDivorce($0, decision.foreignDate ?? decision.effective) }
        }
        guard decision.standing == .effective, decision.effective.map({ $0 <= hearing.today }) ?? true else { return nil }
        switch decision.kind {
        case .divorce: return couple(decision.parties, about: index, &hearing).map { .judgment($0, decision.effective) }
        case .nullity, .annulment:
            return couple(decision.parties, about: index, &hearing).map { .void($0, decision.effective ?? hearing.today) }
        case .recognition:
            return couple(decision.parties, about: index, &hearing).map {
                .recognition($0, decision.effective, foreign: decision.foreignDate)
            }
        case .declaredDead: return decision.effective.map { .declaredDead(index, $0) } ?? .undatedDeclaration(index)
        case .declaredDeadRevoked: return decision.effective.map { .revoked(index, $0) } ?? .undatedDeclaration(index)
        case .declaredMissing, .declaredMissingRevoked, .paternity, .foreignDivorce: return nil
        }
    }

    /// The person and the other party of a record; nil when the other party may or may not be a person of the claim.
    private mutating func couple(_ parties: [Party], about index: Int, _ hearing: inout Hearing) -> Couple? {
        let identity = members[index].identity
        let weights = parties.map { Attribution(of: $0, to: identity) }
        guard let best = weights.max(), let mine = weights.firstIndex(of: best) else { return nil }
        let others = parties.indices.filter { $0 != mine }
        guard let other = others.first else { return append(Party(name: nil, number: nil), hearing).map { Couple(index, $0) } }
        guard let partner = member(for: parties[other], besides: index, &hearing), partner != index else { return nil }
        return Couple(index, partner)
    }
}

extension MaritalRegister {
    /// The place of a party; a new one if it has none yet.
    private mutating func member(for party: Party, besides index: Int, _ hearing: inout Hearing) -> Int? {
        guard let number = party.number, !number.isEmpty else {
            guard let name = party.name, !name.isEmpty else { return append(party, hearing) }
            let known = members.indices.first { $0 != index && members[$0].identity.compared(with: name).isSame }
            return known ?? add(party, hearing)
        }
        guard let known = members.indices.first(where: { $0 != index && members[$0].identity.has(number: number) }) else {
            if let near = mistyped(party, besides: index, hearing) {
                hearing.noteVariant()
                if hearing.weighing == .lenient { return near }
            }
            return add(party, hearing)
        }
        guard known < principals else { return known }
        switch Attribution(of: party, to: members[known].identity) {
        case .theirs: return known
        case .variant:
            hearing.noteVariant()
            hearing.note(.recordWithOtherNameExcluded)
            return hearing.weighing == .lenient ? known : nil
        case .otherName, .unrelated:
            hearing.note(.recordWithOtherNameExcluded)
            if let shadow = shadows.first(where: { $0.of == known }) { return shadow.member }
            guard let shadow = append(party, hearing) else { return nil }
            shadows.append((shadow, known))
            return shadow
        }
    }

    /// The person of the claim whose name the party bears with a number that the population register does not know as anybody's of that name:
    /// two digits may have changed places, and the record may be this person's (P3).
    private func mistyped(_ party: Party, besides index: Int, _ hearing: Hearing) -> Int? {
        guard let identity = Self.identity(of: party, hearing), !identity.isEstablished else { return nil }
        return (0..<principals).first { $0 != index && Attribution(of: party, to: members[$0].identity) == .variant }
    }

    /// Namesakes of the persons of the claim whom a record names under another number: whether there are such people is asked.
    var namesakes: [Identity] {
        let names = members.prefix(principals).map(\.identity)
        return members.dropFirst(principals).filter(\.canBeAskedAbout).map(\.identity).filter { member in
            names.contains { $0.compared(with: member.person.name.original) != .mismatch }
        }
    }

    /// Adds a party unless the population register says that it is somebody who is here already.
    private mutating func add(_ party: Party, _ hearing: Hearing) -> Int? {
        if let identity = Self.identity(of: party, hearing) {
            let known = members.indices.first { member in
                identity.persons.contains { members[member].identity.has(number: $0.identifier.number) }
            }
            if let known { return known }
        }
        return append(party, hearing)
    }

    private mutating func append(_ party: Party, _ hearing: Hearing) -> Int? {
        guard members.count < Self.maximumPersons else {
            isTruncated = true
            return nil
        }
        if let identity = Self.identity(of: party, hearing) {
            members.append(Member(identity: identity, canBeAskedAbout: true))
        } else {
            let person = Person(
                name: PersonName(recorded: party.name ?? ""), identifier: Identifier(recorded: party.number ?? ""))
            members.append(Member(identity: Identity(asStated: person, standing: .nameless), canBeAskedAbout: false))
        }
        return members.count - 1
    }

    private static func identity(of party: Party, _ hearing: Hearing) -> Identity? {
        guard let name = party.name, let number = party.number, !number.isEmpty, !name.isEmpty else { return nil }
        return Identity(of: Person(name: PersonName(recorded: name), identifier: Identifier(recorded: number)), in: hearing.evidence)
    }

    /// A party of whom the record tells neither name nor number.
    func isAnonymous(_ member: Int) -> Bool {
        let person = members[member].identity.person
        return !members[member].canBeAskedAbout && person.name.original.isEmpty && person.identifier.number.isEmpty
    }

    /// True when two places may hold one person: not everybody is written with a number, and numbers change.
    func mayBeSame(_ left: Int, _ right: Int) -> Bool {
        let a = members[left]
        let b = members[right]
        if a.canBeAskedAbout, b.canBeAskedAbout {
            if a.identity.isEstablished, b.identity.isEstablished { return false }
            return a.identity.compared(with: b.identity.person.name.original) != .mismatch
        }
        let names = (a.identity.person.name.original, b.identity.person.name.original)
        return names.0.isEmpty || names.1.isEmpty || a.identity.compared(with: names.1) != .mismatch
    }
}

extension Fact {
    /// Rows are read by day, so that who is met first does not depend on the order in which a register lists them.
    fileprivate var maritalOrder: (Int32, Int) {
        switch self {
        case .marital(let entry):
            (entry.date.dayNumber, MaritalEntryKind.allCases.firstIndex(of: entry.kind) ?? 0)
        case .decision(let decision):
            ((decision.effective ?? decision.foreignDate)?.dayNumber ?? .max, 100 + (CourtDecisionKind.allCases.firstIndex(of: decision.kind) ?? 0))
        default: (.max, 0)
        }
    }
}
