import AdapterKit
import StrictJSON

extension Authentication {
    /// The provincial gateway's header scheme (`domain.md` B.4): SHA-256 over timestamp, token, nonce and timestamp, in upper-case digits.
    /// `{callerID, secret, serviceHeader?}`; the service is the operation's own.
    static func xTIF(_ reader: ObjectReader, _ entry: EntryReader) -> Authentication {
        let caller = entry.template("callerID", of: reader, for: TemplatePlace.header.removing([.token, .secrets]))
        guard let name = reader.string("secret", length: 1...64) else { return Authentication() }
        let pointer = reader.pointer(to: "secret")
        let over = entry.template("{time.unix}{secret.\(name)}{nonce|first:16}{time.unix}", at: pointer, for: .signed)
        let place = TemplatePlace.authentication
        let headers = [
            ("x-tif-timestamp", "{time.unix}"), ("x-tif-nonce", "{nonce|first:16}"), ("x-tif-signature", "{signature}"),
            ("x-tif-serviceid", "{service}"),
        ].compactMap { header in entry.template(header.1, at: reader.pointer, for: place).map { (name: header.0, template: $0) } }
        entry.signature = .early
        guard let caller, let over else { return Authentication() }
        return Authentication(
            applied: AppliedAuthentication(
                headers: [("x-tif-paasid", caller)] + headers,
                signing: Signing(algorithm: .sha256, key: .none, over: over, encoding: .upperHex)))
    }

    /// The two families of header names of the national exchange.
    private enum Prefix: String, CaseIterable {
        case older = "gjgxjhpt"
        case newer = "gjzwfwpt"
    }

    /// The national exchange's header scheme (`domain.md` B.4): base64 of HMAC-SHA256 over service, caller and milliseconds. `{callerID,
    /// prefix?, secret}` with a secret of its own, or `{callerID, prefix?, refresh: {path?, appKey, marginSeconds?}}` with one that expires.
    static func nationalExchange(_ reader: ObjectReader, _ entry: EntryReader) -> Authentication {
        let caller = entry.template("callerID", of: reader, for: TemplatePlace.header.removing([.token, .secrets, .exchange]))
        let prefix = reader.optionalWord("prefix", of: Prefix.self) ?? .older
        guard reader.has("secret") != reader.has("refresh") else {
            _ = (reader.optional("secret"), reader.optional("refresh"))
            reader.problems.add(reader.pointer, "wrong-count", "needs exactly one of secret and refresh")
            return Authentication()
        }
        let refresh = reader.optionalObject("refresh")
        let path = refresh?.optionalString("path", length: 1...256) ?? "/sysapi/auth/refreshappsecret"
        let key = refresh.map { entry.secret("appKey", of: $0) } ?? entry.secret("secret", of: reader)
        let margin = refresh?.optionalInteger("marginSeconds", in: 0...3_600) ?? 30
        refresh?.finish()
        entry.signature = .early
        guard let caller, let key, let name = caller.constant.map({ String(decoding: $0, as: UTF8.self) }) else {
            if caller != nil, caller?.constant == nil { reader.report("callerID", "invalid", "is always the same") }
            return Authentication()
        }
        func signing(_ key: Signing.Key, hasService: Bool) -> Signing? {
            let escaped = name.split(separator: "{", omittingEmptySubsequences: false).joined(separator: "{{")
            return entry.template((hasService ? "{service}" : "") + escaped + "{time.millis}", at: reader.pointer, for: .signed).map {
                Signing(algorithm: .hmacSHA256, key: key, over: $0, encoding: .base64)
            }
        }
        func headers(hasService: Bool) -> [(name: String, template: Template)] {
            var texts = [("_rtime", "{time.millis}"), ("_sign", "{signature}")]
            if hasService { texts.insert(("_sid", "{service}"), at: 0) }
            return [(prefix.rawValue + "_rid", caller)]
                + texts.compactMap { header in
                    entry.template(header.1, at: reader.pointer, for: .authentication).map { (prefix.rawValue + header.0, $0) }
                }
        }
        let isLent = refresh != nil
        var authentication = Authentication(
            applied: AppliedAuthentication(
                headers: headers(hasService: true), signing: signing(isLent ? .lent : .fixed(key), hasService: true)))
        guard isLent else { return authentication }
        let fields = [("_rid", name), ("_rtime", "{time.millis}"), ("_sign", "{signature}")].compactMap { field in
            entry.template(field.1, at: reader.pointer, for: TemplatePlace.form.adding(.signature)).map {
                (name: Array((prefix.rawValue + field.0).utf8), value: $0)
            }
        }
        let reply = ReplyReader(entry, ReplyShape())
        func at(_ text: String) -> ReplyOrigin? { reply.origin(text, at: reader.pointer) }
        guard let code = at("/code"), let secret = at("/data/secret"), let end = at("/data/secretEndTime"), let millis = try? DatePattern("millis"),
            let target = entry.template(path, at: reader.pointer(to: "refresh") + "/path", for: .path)
        else { return authentication }
        authentication.lending = Lending(
            request: OperationRequest(
                method: .post, path: target, query: [], headers: [("Accept", Template(literal: "application/json"))],
                body: BodyTemplate(
                    content: .form(fields), inner: nil, charset: .utf8, contentType: "application/x-www-form-urlencoded; charset=utf-8")),
            authentication: AppliedAuthentication(headers: headers(hasService: false), signing: signing(.fixed(key), hasService: false)),
            gate: ReplyGate(
                statuses: [200], shape: ReplyShape(), outcomes: rejections(code), success: [Condition(origin: code, test: .isOneOf(["200"]), and: [])]
            ),
            value: ReplyValue(origin: .places([secret]), table: nil, dates: [], fallback: nil),
            life: .until(ReplyValue(origin: .places([end]), table: nil, dates: [millis], fallback: nil)), wrappedWith: key,
            margin: Int64(margin) * 1_000)
        return authentication
    }

    /// Codes with which the exchange itself turns a request for a secret down.
    private static func rejections(_ code: ReplyOrigin) -> [ReplyGate.Outcome] {
        let meanings: [([String], Meaning)] = [
            (["api-101", "api-102", "api-103", "api-104", "api-106"], .credentialsRefused), (["api-110"], .closed),
        ]
        return meanings.map { codes, means in
            ReplyGate.Outcome(statuses: [], condition: Condition(origin: code, test: .isOneOf(codes), and: []), means: means)
        }
    }

    /// A secret that the registry hands out and takes back: `{refresh: {request, sign?, headers?, reply?, status?, success?, outcomes?, secret,
    /// until? | lifetime? | lifetimeSeconds?, wrappedWith?, marginSeconds?}, sign?: {algorithm, secret?, over, encode?}, headers}`.
    static func expiringSecret(_ reader: ObjectReader, _ entry: EntryReader) -> Authentication {
        let lending = reader.object("refresh").flatMap { Self.lending($0, entry) }
        entry.signature = .none
        entry.lendsToken = true
        var signing: Signing?
        if let sign = reader.optionalObject("sign") {
            signing = Signing.reading(sign, nil, isKeyLent: true, entry)
            sign.finish()
        }
        if !reader.has("headers"), !reader.has("sign") {
            reader.report("headers", "missing", "must say where the secret stands, or sign must use it")
        }
        return Authentication(applied: applied(signing, reader, entry, isSigned: reader.has("sign")), lending: lending)
    }

    private static func lending(_ reader: ObjectReader, _ entry: EntryReader) -> Lending? {
        defer { reader.finish() }
        var signing: Signing?
        if let sign = reader.optionalObject("sign") {
            signing = Signing.reading(sign, nil, isKeyLent: false, entry)
            sign.finish()
        }
        let applied = applied(signing, reader, entry, isSigned: reader.has("sign"))
        entry.hasService = false
        let request = reader.object("request").flatMap { OperationRequest.reading($0, adding: [], entry) }
        entry.hasService = true
        let reply = ReplyReader(entry, ReplyShape.reading(reader.optionalObject("reply")))
        let gate = ReplyGate.reading(reader, reply, needsSuccess: false)
        let value = reader.object("secret").flatMap { reply.value($0) }
        let given = ["until", "lifetime", "lifetimeSeconds"].filter { reader.has($0) }
        if given.count != 1 { reader.problems.add(reader.pointer, "wrong-count", "needs exactly one of until, lifetime and lifetimeSeconds") }
        let until = reply.value("until", of: reader)
        if let until, until.dates.isEmpty { reader.report("until", "bad-date-form", "needs a date form") }
        let lifetime = reply.value("lifetime", of: reader)
        let seconds = reader.optionalInteger("lifetimeSeconds", in: 1...86_400)
        let wrappedWith = reader.has("wrappedWith") ? entry.secret("wrappedWith", of: reader) : nil
        let margin = reader.optionalInteger("marginSeconds", in: 0...3_600)
        let life = until.map { Lending.Life.until($0) } ?? lifetime.map { .seconds($0) } ?? seconds.map { .fixed(seconds: $0) }
        guard let request, let value, let life else { return nil }
        return Lending(
            request: request, authentication: applied, gate: gate, value: value, life: life, wrappedWith: wrappedWith,
            margin: margin.map { Int64($0) * 1_000 })
    }
}
