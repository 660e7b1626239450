import Verification

/// Whether a record is about a person: number first, then name (P3).
enum Attribution: Int, Sendable, Hashable, Comparable {
    /// Another number, another name: nothing to do with the person.
    case unrelated
    /// The person's number under another name: excluded and flagged, never attributed.
    case otherName
    /// It may be the person: a variant name, the name with a number that nobody linked, or with one that a namesake has as well.
    case variant
    case theirs

    static func < (left: Attribution, right: Attribution) -> Bool { left.rawValue < right.rawValue }

    /// Weighs one party of a record that a register returned for one of the person's numbers.
    init(of party: Party, to identity: Identity) {
        let comparison = party.name.map(identity.compared(with:))
        guard let number = party.number else {
            // No number: the register found it by ours, so the name must carry it.
            self = comparison.map { $0.isSame ? .theirs : ($0 == .variant ? .variant : .unrelated) } ?? .variant
            return
        }
        guard identity.has(number: number) else {
            self = comparison.map { $0 == .mismatch ? .unrelated : .variant } ?? .unrelated
            return
        }
        switch comparison {
        case .exact?, .normalised?, nil: self = identity.shares(number: number) ? .variant : .theirs
        case .variant?: self = .variant
        case .mismatch?: self = .otherName
        }
    }

    /// Weighs a whole record by the party that fits best.
    init(of fact: Fact, to identity: Identity) {
        switch fact {
        case .registration(let registration): self.init(of: registration.holder, to: identity)
        case .document(let document): self.init(of: document.holder, to: identity)
        case .crossing(let crossing): self.init(of: crossing.holder, to: identity)
        case .criminalJudgment(let judgment): self.init(of: judgment.holder, to: identity)
        case .cremation(let cremation): self.init(of: cremation.holder, to: identity)
        case .death(let certificate): self.init(of: certificate.holder, to: identity)
        case .encounter(let encounter): self.init(of: encounter.holder, to: identity)
        case .marital(let entry):
            let a = Attribution(of: entry.a, to: identity)
            self = entry.b.map { max(a, Attribution(of: $0, to: identity)) } ?? a
        case .decision(let decision):
            // A declaration is about the first party alone; whoever else is named applied for it.
            let parties = decision.kind.isAboutOnePerson ? decision.parties.prefix(1) : decision.parties[...]
            self = parties.lazy.map { Attribution(of: $0, to: identity) }.max() ?? .unrelated
        case .record(let record): self = record.everybody.lazy.map { Attribution(of: $0, to: identity) }.max() ?? .unrelated
        }
    }
}

extension CourtDecisionKind {
    /// Declarations of missing or death and their revocations change one person's status.
    fileprivate var isAboutOnePerson: Bool {
        switch self {
        case .declaredMissing, .declaredMissingRevoked, .declaredDead, .declaredDeadRevoked: true
        case .divorce, .nullity, .annulment, .recognition, .foreignDivorce, .paternity: false
        }
    }
}
