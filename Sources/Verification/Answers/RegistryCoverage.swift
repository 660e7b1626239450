/// What a registry declares about its own completeness, from its entry in `Config/adapters.json`: data, never code (P1).
package struct RegistryCoverage: Sendable, Hashable {
    /// The authority that keeps it.
    package let authority: String
    /// Events before this day may be missing; nil when it is not limited in time.
    package let from: CalendarDate?
    /// Claims for which "no record" of this registry is an authoritative negative.
    package let closedWorldClaims: Set<ClaimKind>

    package init(authority: String, from: CalendarDate?, closedWorldClaims: Set<ClaimKind>) {
        self.authority = authority
        self.from = from
        self.closedWorldClaims = closedWorldClaims
    }
}
