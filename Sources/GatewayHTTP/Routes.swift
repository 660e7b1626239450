import Hummingbird

/// Binds each endpoint to its handler; those that need a known client get a context that has one.
enum Routes {
    static func build(
        verifications: VerificationsHandler, certificates: CertificatesHandler, operations: OperationsHandler
    ) -> RouterResponder<EdgeContext> {
        let router = Router(context: EdgeContext.self)
        router.group(context: AuthenticatedContext.self).post(.verifications, use: verifications.ask)
        router.get(.certificates, use: certificates.all)
        router.get(.certificateLookup, use: certificates.lookup)
        router.get(.certificate, use: certificates.one)
        router.get(.description, use: operations.description)
        router.get(.liveness, use: operations.liveness)
        router.get(.readiness, use: operations.readiness)
        router.get(.metrics, use: operations.metrics)
        return router.buildResponder()
    }
}

extension RouterMethods {
    fileprivate func get(_ endpoint: Endpoint, use handler: @Sendable @escaping (Request, Context) async throws -> Response) {
        get(RouterPath(endpoint.rawValue), use: handler)
    }

    fileprivate func post(_ endpoint: Endpoint, use handler: @Sendable @escaping (Request, Context) async throws -> Response) {
        post(RouterPath(endpoint.rawValue), use: handler)
    }
}

extension Response {
    /// A JSON document that is made already.
    static func json(_ bytes: some Collection<UInt8>, status: HTTPResponse.Status = .ok, cacheControl: String = "no-store") -> Response {
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        fields[.cacheControl] = cacheControl
        fields[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
