import StrictJSON
package import Verification

extension Gateway {
    /// Would this be answered, by whom, and how far do their data reach? Walks the inquiry through the same code as a verification, about a
    /// person who does not exist. Pure: no registry is asked. Throws where the certificate is not in the catalogue.
    package func coverage(of inquiry: CoverageInquiry, for client: Client) throws(Refusal) -> CoverageAnswer {
        guard let certificate = catalogue.certificate(inquiry.certificate) else {
            throw .invalid([.init(pointer: "/certificate", code: "unknown-value", reason: "is not in the catalogue")])
        }
        let rehearsal = Rehearsal(
            catalogue: catalogue, directory: directory, today: legalDate(), inquiry: inquiry, certificate: certificate)
        let claims = inquiry.claims.isEmpty ? [nil] : inquiry.claims.map(Optional.some)
        return CoverageAnswer(
            certificate: certificate.id,
            claims: claims.enumerated().map { rehearsal.coverage(of: $0.element, at: $0.offset, for: client) })
    }
}
