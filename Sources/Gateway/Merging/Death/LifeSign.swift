import Verification

/// An act that needs the person's presence: alive on that day (P14, A.4.7).
struct LifeSign: Sendable, Hashable {
    let date: CalendarDate
    let registry: RegistryID
}

extension Testimony {
    /// Signs of life up to today: hospital encounters, border crossings, registrations in person at the marriage office.
    ///
    /// A reissue is none: it can be applied for by an agent.
    func lifeSigns(until today: CalendarDate) -> [LifeSign] {
        facts.compactMap { fact in
            let date: CalendarDate? =
                switch fact {
                case .encounter(let encounter): encounter.date
                case .crossing(let crossing): crossing.date
                case .marital(let entry) where entry.kind.needsPresence: entry.date
                default: nil
                }
            return date.flatMap { $0 <= today ? LifeSign(date: $0, registry: registry) : nil }
        }
    }
}

extension MaritalEntryKind {
    /// Both parties appear in person (Marriage Registration Regulation 2025, Art. 7 and 13; Civil Code 1049, 1076).
    fileprivate var needsPresence: Bool {
        switch self {
        case .marriage, .marriageForeign, .divorce, .divorceApplication: true
        case .reissuedMarriage, .reissuedDivorce, .annulled, .refusalToResume: false
        }
    }
}
