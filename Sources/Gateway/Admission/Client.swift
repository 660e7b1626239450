import StrictJSON
package import Verification

/// A service hall or another organisation that may ask, as `Config/clients.json` describes it.
package struct Client: Sendable, Hashable {
    /// The name under which it is known here; appears in logs and metrics.
    package let name: String
    /// Its unified social credit code (GB 32100).
    package let unitCode: String
    package let requesterClass: RequesterClass
    /// The DNS or URI name in its certificate (subject alternative name) that identifies it.
    package let certificateName: String
    /// Claims that it may ask.
    package let claims: Set<ClaimKind>
    /// Claims whose value (`value`, `since`) it may see; a subset of ``claims``.
    package let valueClaims: Set<ClaimKind>
    /// The legal bases on which it may ask what is denied by default.
    package let authorities: [Authority]
    /// Whether persons are told through this client who has asked about them: it MUST have made sure who they are.
    package let reportsAccess: Bool

    /// A legal basis that gives its bearer the right to ask some claims.
    package struct Authority: Sendable, Hashable {
        /// Claims that may be asked on it.
        package let claims: Set<ClaimKind>
        /// The citation, as requests must write it.
        package let legalBasis: String

        package init(claims: Set<ClaimKind>, legalBasis: String) {
            self.claims = claims
            self.legalBasis = legalBasis
        }
    }

    package init(
        name: String, unitCode: String, requesterClass: RequesterClass, certificateName: String, claims: Set<ClaimKind>,
        valueClaims: Set<ClaimKind>, authorities: [Authority] = [], reportsAccess: Bool = false
    ) {
        self.name = name
        self.unitCode = unitCode
        self.requesterClass = requesterClass
        self.certificateName = certificateName
        self.claims = claims
        self.valueClaims = valueClaims
        self.authorities = authorities
        self.reportsAccess = reportsAccess
    }

    /// True where `basis` is one of the citations that this client is registered with for the claim: the same bytes once both are in
    /// comparison form.
    func mayAsk(_ claim: ClaimKind, onBasis basis: String?) -> Bool {
        guard let basis else { return false }
        let authorities = authorities.filter { $0.claims.contains(claim) }
        guard !authorities.isEmpty else { return false }
        let stated = basis.inComparisonForm
        return authorities.contains { $0.legalBasis.inComparisonForm.hasSameBytes(as: stated) }
    }
}
