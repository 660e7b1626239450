import Verification

/// The area that a claim about property is limited to: a division, or the whole province. Only real estate lies somewhere; the area of a claim
/// narrows nothing else down.
struct PropertyArea: Sendable {
    /// Nil for the province.
    private let division: String?

    init(of claim: Claim) {
        division = claim.text("area").flatMap { $0.hasSameBytes(as: "province") ? nil : $0 }
    }

    /// Whether a place on record lies in the area: `match` if so, `mismatch` if elsewhere, else it cannot be told.
    func place(of recorded: String?) -> MatchOutcome {
        guard let division else { return .match }
        return recorded.map { DivisionCode.compared(division, $0) } ?? .registryLacks
    }

    /// Those of a register's areas that touch this one, inside of it or around it. Where none does, this one itself as far as a register can be
    /// asked about it: it may hold something there, and its silence will say nothing.
    func parts(of areas: [CoveredArea]) -> [CoveredArea] {
        guard let division else { return areas }
        let touching = areas.filter { DivisionCode.compared(division, $0.division) != .mismatch }
        return touching.isEmpty ? [CoveredArea(division: String(division.prefix(6)), electronicSince: nil)] : touching
    }

    /// Whether one area of a register holds the whole of this one. Of a province that is so only for a register of that very province:
    /// districts, however many, never add up to it, since nobody says that there are no others.
    func lies(in area: CoveredArea, of areas: [CoveredArea]) -> Bool {
        if let division { return DivisionCode.compared(area.division, division) == .match }
        return area.division.hasSuffix("0000") && areas.allSatisfy { DivisionCode.compared(area.division, $0.division) == .match }
    }
}
