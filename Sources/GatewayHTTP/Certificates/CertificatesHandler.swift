import Hummingbird
import StrictJSON
import Verification

/// The catalogue over HTTP. It does not change while the daemon runs, so every document but look-ups is made at start.
struct CertificatesHandler: Sendable {
    private static let cacheControl = "public, max-age=300"

    private let catalogue: Catalogue
    private let views: CertificateViews

    init(catalogue: Catalogue, connected: Set<RegistryID>) {
        self.catalogue = catalogue
        views = CertificateViews(catalogue: catalogue, connected: connected)
    }

    @Sendable func all(_ request: Request, _ context: EdgeContext) throws -> Response {
        try Negotiation.requireAcceptsJSON(context.arrival.request.head)
        _ = try Query(context.arrival.request.target.query, names: [])
        return .json(views.list, cacheControl: Self.cacheControl)
    }

    /// By id, or by one of the names that the certificate ever had.
    @Sendable func one(_ request: Request, _ context: EdgeContext) throws -> Response {
        try Negotiation.requireAcceptsJSON(context.arrival.request.head)
        _ = try Query(context.arrival.request.target.query, names: [])
        let name = context.parameters.get("id").flatMap { percentDecoded(Substring($0)) } ?? ""
        guard let detail = views.detail(name) ?? catalogue.certificate(named: name).flatMap({ views.detail($0.id.rawValue) }) else {
            throw Problem(.certificateUnknown, detail: "GET \(Endpoint.certificates.rawValue) lists the ids")
        }
        return .json(detail, cacheControl: Self.cacheControl)
    }

    @Sendable func lookup(_ request: Request, _ context: EdgeContext) throws -> Response {
        try Negotiation.requireAcceptsJSON(context.arrival.request.head)
        let query = try Query(context.arrival.request.target.query, names: ["name"])
        guard let name = query["name"], (1...200).contains(name.unicodeScalars.count) else {
            throw Problem(invalid: [JSONProblem(pointer: "/name", code: "missing", reason: "must be given, with 1 to 200 characters")])
        }
        return .json(views.lookup(name: name), cacheControl: Self.cacheControl)
    }
}
