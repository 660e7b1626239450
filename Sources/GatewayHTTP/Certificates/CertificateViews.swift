import StrictJSON
package import Verification

/// The catalogue as its readers get it: bytes of JSON, made once a generation.
package struct CertificateViews: Sendable {
    /// The body of `GET /v1/certificates`.
    package let list: [UInt8]
    private let details: [CertificateID: [UInt8]]
    private let standings: [CertificateID: [UInt8]]
    private let notListed: [UInt8]
    private let catalogue: Catalogue

    /// `connected` are the registries that can be asked; what a claim can be answered from depends on them.
    package init(catalogue: Catalogue, connected: Set<RegistryID>) {
        self.catalogue = catalogue
        list = JSON.object([
            .init("edition", .string(catalogue.edition)), .init("source", catalogue.source.json),
            .init("certificates", .array(catalogue.certificates.map { .object(CertificateView.summary(of: $0)) })),
        ]).encoded()
        details = Dictionary(
            uniqueKeysWithValues: catalogue.certificates.map {
                ($0.id, CertificateView(certificate: $0, catalogue: catalogue, connected: connected).json.encoded())
            })
        standings = Dictionary(uniqueKeysWithValues: catalogue.certificates.map { ($0.id, StandingView.abolished($0, catalogue).encoded()) })
        notListed = StandingView.notListed.encoded()
    }

    /// The body of `GET /v1/certificates/{id}`; nil when there is no such id. Names and aliases are for ``lookup(name:)``.
    package func detail(_ id: String) -> [UInt8]? { details[CertificateID(rawValue: id)] }

    /// The body of `GET /v1/certificates/lookup?name=`. The name itself is not repeated in it.
    package func lookup(name: String) -> [UInt8] {
        switch catalogue.lookup(name: name) {
        case .abolished(let certificate): standings[certificate.id] ?? notListed
        case .retained(let entry): StandingView.retained(entry).encoded()
        case .notListed: notListed
        }
    }
}
