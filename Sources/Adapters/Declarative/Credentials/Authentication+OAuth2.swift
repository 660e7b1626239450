import AdapterKit
import StrictJSON

extension Authentication {
    /// Where a client names itself to the token endpoint.
    private enum ClientPlace: String, CaseIterable {
        case header, form, json
    }

    /// OAuth 2.0 client credentials (RFC 6749 section 4.4): `{tokenPath, clientID, clientSecret, clientIn?, scope?, token?, lifetime?,
    /// lifetimeSeconds?, marginSeconds?, headers?}`.
    static func oauth2(_ reader: ObjectReader, _ entry: EntryReader) -> Authentication {
        let path = entry.template("tokenPath", of: reader, for: TemplatePlace.path.removing([.exchange, .purpose, .service]))
        if let first = path?.constant?.first, first != UInt8(ascii: "/") { reader.report("tokenPath", "invalid", "must begin with one slash") }
        let client = reader.string("clientID", length: 1...256)
        let secret = entry.secret("clientSecret", of: reader)
        let place = reader.optionalWord("clientIn", of: ClientPlace.self) ?? .header
        let scope = reader.optionalString("scope", length: 1...512)
        let reply = ReplyReader(entry, ReplyShape())
        let token = answerPath("token", of: reader, reply, usually: "/access_token")
        let lifetime = answerPath("lifetime", of: reader, reply, usually: "/expires_in")
        let seconds = reader.optionalInteger("lifetimeSeconds", in: 1...86_400)
        let margin = reader.optionalInteger("marginSeconds", in: 0...3_600)
        entry.lendsToken = true
        var headers = entry.headers(reader.optionalObject("headers"), for: entry.adapted(.authentication).removing(.signature))
        if !reader.has("headers"), let bearer = entry.template("Bearer {token}", at: reader.pointer, for: entry.adapted(.authentication)) {
            headers = [("Authorization", bearer)]
        }
        guard let path, let client, let secret, let token, let lifetime else { return Authentication() }
        let life = ReplyValue(origin: .places([lifetime]), table: nil, dates: [], fallback: seconds.map { String($0) })
        let lending = Lending(
            request: request(path, client, secret, place, scope), authentication: AppliedAuthentication(),
            gate: ReplyGate(statuses: [200], shape: ReplyShape(), outcomes: [], success: []),
            value: ReplyValue(origin: .places([token]), table: nil, dates: [], fallback: nil), life: .seconds(life), wrappedWith: nil,
            margin: margin.map { Int64($0) * 1_000 })
        return Authentication(applied: AppliedAuthentication(headers: headers), lending: lending, isBearer: true)
    }

    private static func answerPath(_ key: String, of reader: ObjectReader, _ reply: ReplyReader, usually usual: String) -> ReplyOrigin? {
        guard let object = reader.optionalObject(key) else { return reply.origin(usual, at: reader.pointer(to: key)) }
        defer { object.finish() }
        return object.string("at", length: 1...512).flatMap { reply.origin($0, at: object.pointer(to: "at")) }
    }

    private static func request(
        _ path: Template, _ client: String, _ secret: Secret, _ place: ClientPlace, _ scope: String?
    ) -> OperationRequest {
        let grant = [("grant_type", "client_credentials")] + (scope.map { [("scope", $0)] } ?? [])
        let known = grant.map { (Array($0.0.utf8), Template.form(Array($0.1.utf8))) }
        let own = [(Array("client_id".utf8), Template.form(Array(client.utf8))), (Array("client_secret".utf8), Template.form(secret.bytes))]
        var headers: [(name: String, template: Template)] = [("Accept", Template(literal: "application/json"))]
        let content: BodyTemplate.Content
        var contentType = "application/x-www-form-urlencoded"
        switch place {
        case .header:
            headers.append(("Authorization", .basic(formEncoded(Array(client.utf8)), formEncoded(secret.bytes))))
            content = .form(known)
        case .form: content = .form(known + own)
        case .json:
            let text = String(decoding: secret.bytes, as: UTF8.self)
            let members = (grant + [("client_id", client), ("client_secret", text)]).map { JSON.Member($0.0, .string($0.1)) }
            content = .json(.encoded(JSON.object(members).encoded()))
            contentType = "application/json"
        }
        return OperationRequest(
            method: .post, path: path, query: [], headers: headers,
            body: BodyTemplate(content: content, inner: nil, charset: .utf8, contentType: contentType))
    }

    /// Section 2.3.1 wants both halves form-encoded before base64.
    private static func formEncoded(_ bytes: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        _ = Escaping.form.append(bytes, to: &encoded)
        return encoded
    }
}
