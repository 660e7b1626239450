import AdapterKit

/// What is added to every request so that the registry believes it: headers and a signature.
final class AppliedAuthentication: Sendable {
    let headers: [(name: String, template: Template)]
    let signing: Signing?
    /// True when the signature covers the request, which must exist before.
    private let isLate: Bool
    /// True when a header looks at the request.
    private let needsRequest: Bool

    init(headers: [(name: String, template: Template)] = [], signing: Signing? = nil) {
        self.headers = headers
        self.signing = signing
        isLate = signing?.coversRequest ?? false
        needsRequest = headers.contains { !$0.template.families.isDisjoint(with: .message) }
    }

    /// Makes a request with its proof.
    func outbound(_ request: OperationRequest, in scope: inout Scope) throws(Unanswerable) -> OutboundRequest {
        if let signing, !isLate {
            if signing.over.families.contains(.inner) { try request.body?.prepareInner(in: &scope) }
            scope.signature = try signing.value(in: scope)
        }
        var outbound = try request.outbound(in: &scope)
        if headers.isEmpty && !isLate { return outbound }
        if needsRequest { scope.request = outbound }
        for header in headers where !isLate || !header.template.families.contains(.signature) {
            try OperationRequest.append(header.name, header.template, to: &outbound, in: scope)
        }
        guard isLate, let signing else { return outbound }
        scope.request = outbound
        scope.signature = try signing.value(in: scope)
        for header in headers where header.template.families.contains(.signature) {
            try OperationRequest.append(header.name, header.template, to: &outbound, in: scope)
        }
        return outbound
    }

}

/// How an entry proves itself: a proof for each request, and perhaps a credential that the registry lends.
struct Authentication: Sendable {
    var applied = AppliedAuthentication()
    var lending: Lending?
    /// True when the lent credential is a bearer token, so that RFC 6750 says when it was refused before anything happened.
    var isBearer = false
}
