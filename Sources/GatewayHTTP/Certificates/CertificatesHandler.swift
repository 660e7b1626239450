import StrictJSON
import Verification

/// The catalogue over HTTP. It does not change within a generation, so every document but look-ups is made with it.
struct CertificatesHandler: Sendable {
    private let catalogue: Catalogue
    private let views: CertificateViews

    init(catalogue: Catalogue, connected: Set<RegistryID>) {
        self.catalogue = catalogue
        views = CertificateViews(catalogue: catalogue, connected: connected)
    }

    func all(_ request: ReceivedRequest) throws -> PreparedAnswer {
        try Negotiation.requireAcceptsJSON(request.head)
        _ = try Query(request.target.query, names: [])
        return .json(views.list, cacheControl: .fiveMinutes)
    }

    /// By id, or by one of the names that the certificate ever had.
    func one(_ request: ReceivedRequest) throws -> PreparedAnswer {
        try Negotiation.requireAcceptsJSON(request.head)
        _ = try Query(request.target.query, names: [])
        let name = request.target.lastSegment.flatMap(percentDecoded) ?? ""
        guard let detail = views.detail(name) ?? catalogue.certificate(named: name).flatMap({ views.detail($0.id.rawValue) }) else {
            throw Problem(.certificateUnknown, detail: "GET \(Endpoint.certificates.rawValue) lists the ids")
        }
        return .json(detail, cacheControl: .fiveMinutes)
    }

    func lookup(_ request: ReceivedRequest) throws -> PreparedAnswer {
        try Negotiation.requireAcceptsJSON(request.head)
        let query = try Query(request.target.query, names: ["name"], required: ["name"])
        guard let name = query["name"], (1...200).contains(name.unicodeScalars.count) else {
            throw Problem(invalid: [JSONProblem(pointer: "/name", code: "too-long", reason: "must have 1 to 200 characters")])
        }
        return .json(views.lookup(name: name), cacheControl: .fiveMinutes)
    }
}
