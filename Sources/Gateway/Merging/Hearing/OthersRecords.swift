import Verification

extension Identity {
    /// Whether a record under one of the person's numbers and another name is certainly another person's (P3; `domain.md` A.4.2, A.4.5).
    ///
    /// The population register has the word: it holds the number for somebody who bears that name too (a shared number, a labelled defect), or
    /// the number is one that the person only used to have and that somebody else has now. Otherwise it may be the person's own record with a
    /// slip of the pen in the name: then nothing follows from its being left out.
    func isSomebodyElses(_ fact: Fact, in evidence: Evidence) -> Bool {
        let parties = fact.parties.filter { party in
            party.number.map(has(number:)) ?? false && party.name.map { !compared(with: $0).isSame } ?? false
        }
        return !parties.isEmpty
            && parties.allSatisfy { party in
                guard let name = party.name, let number = party.number else { return false }
                return isHeldByOther(number, named: name, in: evidence)
            }
    }

    private func isHeldByOther(_ number: String, named name: String, in evidence: Evidence) -> Bool {
        let isPresent = hasNow(number: number)
        return persons.contains { person in
            switch evidence.answers.statement(of: .population, about: person) {
            case .records(let facts)?:
                facts.contains { fact in
                    guard case .registration(let entry) = fact, let holder = entry.holder.name,
                        entry.holder.number?.isSameNumber(as: number) ?? false,
                        compared(with: holder) == .mismatch
                    else { return false }
                    let names = [holder] + entry.formerNames.map(\.name)
                    return !isPresent || names.contains { PersonName(recorded: $0).compared(with: name).isSame }
                }
            case .identityMismatch?: !isPresent && person.identifier.number.isSameNumber(as: number)
            default: false
            }
        }
    }

    /// The population register holds the number as this person's present one, or knows no other.
    func hasNow(number: String) -> Bool {
        let present = registrations.compactMap(\.holder.number)
        return present.isEmpty ? number.isSameNumber(as: person.identifier.number) : present.contains { $0.isSameNumber(as: number) }
    }
}

extension Identity {
    /// The record names the person by a number that a namesake has as well, and so nobody for certain.
    func isOfSharedNumber(_ fact: Fact) -> Bool {
        fact.parties.contains { party in
            party.number.map(shares(number:)) ?? false && party.name.map { compared(with: $0).isSame } ?? true
        }
    }
}

extension Fact {
    /// Everybody whom the record names.
    fileprivate var parties: [Party] {
        switch self {
        case .registration(let registration): [registration.holder]
        case .document(let document): [document.holder]
        case .crossing(let crossing): [crossing.holder]
        case .criminalJudgment(let judgment): [judgment.holder]
        case .cremation(let cremation): [cremation.holder]
        case .death(let certificate): [certificate.holder]
        case .encounter(let encounter): [encounter.holder]
        case .marital(let entry): [entry.a] + (entry.b.map { [$0] } ?? [])
        case .decision(let decision): decision.parties
        case .record(let record): Array(record.everybody)
        }
    }
}
