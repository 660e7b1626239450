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

    package init(
        name: String, unitCode: String, requesterClass: RequesterClass, certificateName: String, claims: Set<ClaimKind>,
        valueClaims: Set<ClaimKind>
    ) {
        self.name = name
        self.unitCode = unitCode
        self.requesterClass = requesterClass
        self.certificateName = certificateName
        self.claims = claims
        self.valueClaims = valueClaims
    }
}
