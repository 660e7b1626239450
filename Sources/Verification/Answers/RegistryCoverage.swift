/// What a registry declares about its own completeness, from its entry in `Config/adapters.json`: data, never code (P1).
package struct RegistryCoverage: Sendable, Hashable {
    /// The authority that keeps it.
    package let authority: String
    /// Events before this day may be missing; nil when it is not limited in time.
    package let from: CalendarDate?
    /// Events after this day are not in it; nil for a register that is still kept.
    package let until: CalendarDate?
    /// Claims for which "no record" of this registry is an authoritative negative.
    package let closedWorldClaims: Set<ClaimKind>
    /// The areas that it is complete for, sorted by division; empty for a registry that is not kept area by area.
    package let areas: [CoveredArea]
    /// Whom it can hold; nil for everybody.
    package let population: CoveredPopulation?

    package init(
        authority: String, from: CalendarDate?, until: CalendarDate? = nil, closedWorldClaims: Set<ClaimKind>, areas: [CoveredArea] = [],
        population: CoveredPopulation? = nil
    ) {
        self.authority = authority
        self.from = from
        self.until = until
        self.closedWorldClaims = closedWorldClaims
        self.areas = areas
        self.population = population
    }
}

/// One area of a registry that is kept area by area.
package struct CoveredArea: Sendable, Hashable {
    /// GB/T 2260, six digits.
    package let division: String
    /// Since when its register is electronic, and so complete when asked; nil when it is not, or nobody says since when.
    package let electronicSince: CalendarDate?
    /// True where what stood in the older paper books on that day has been carried over, so that nothing but what ended before is missing.
    /// Never assumed: an area that is only electronic may leave older rights on paper.
    package let isCarriedOver: Bool

    package init(division: String, electronicSince: CalendarDate?, isCarriedOver: Bool = false) {
        self.division = division
        self.electronicSince = electronicSince
        self.isCarriedOver = isCarriedOver
    }
}

/// The people whom a registry can hold. About anybody else its silence says nothing.
package struct CoveredPopulation: Sendable, Hashable {
    /// Holders of these identifiers; empty for all.
    package let identifierTypes: Set<IdentifierType>
    /// Born on this day or later; nil for any age. Whose day of birth is not known lies outside.
    package let bornFrom: CalendarDate?

    package init(identifierTypes: Set<IdentifierType> = [], bornFrom: CalendarDate? = nil) {
        self.identifierTypes = identifierTypes
        self.bornFrom = bornFrom
    }

    /// Whether a person with that number can be held, as far as the number tells.
    package func covers(_ identifier: Identifier) -> Bool {
        if !identifierTypes.isEmpty, !identifierTypes.contains(identifier.type) { return false }
        guard let bornFrom else { return true }
        return CitizenNumber(identifier).map { $0.birthDate >= bornFrom } ?? false
    }
}
