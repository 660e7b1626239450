import AdapterKit
import StrictJSON

extension Authentication {
    /// The kinds that an entry can name.
    enum Kind: String, Sendable, CaseIterable {
        case none
        case staticKey = "static-key"
        case basic
        case oauth2
        case hmacSHA256 = "hmac-sha256"
        case hmacSM3 = "hmac-sm3"
        case sha256, sm3, md5
        case xTIF = "x-tif"
        case nationalExchange = "gjgxjhpt"
        case expiringSecret = "expiring-secret"
    }

    /// Reads `authentication`; an absent object is `none` (mutual TLS is the connection's). Tells `entry` what templates may use from here on.
    static func reading(_ reader: ObjectReader?, _ entry: EntryReader) -> Authentication {
        guard let reader else { return Authentication() }
        defer { reader.finish() }
        switch reader.word("kind", of: Kind.self) {
        case nil:
            _ = reader.allMembers()
            return Authentication()
        case .some(.none): return Authentication()
        case .staticKey: return headersOnly(reader, entry)
        case .basic: return basic(reader, entry)
        case .oauth2: return oauth2(reader, entry)
        case .hmacSHA256: return signed(reader, .hmacSHA256, entry)
        case .hmacSM3: return signed(reader, .hmacSM3, entry)
        case .sha256: return signed(reader, .sha256, entry)
        case .sm3: return signed(reader, .sm3, entry)
        case .md5: return signed(reader, .md5, entry)
        case .xTIF: return xTIF(reader, entry)
        case .nationalExchange: return nationalExchange(reader, entry)
        case .expiringSecret: return expiringSecret(reader, entry)
        }
    }

    private static func headersOnly(_ reader: ObjectReader, _ entry: EntryReader) -> Authentication {
        let headers = entry.headers(reader.object("headers"), for: entry.adapted(.authentication))
        if headers.isEmpty, reader.has("headers") { reader.report("headers", "wrong-count", "must have a header") }
        return Authentication(applied: AppliedAuthentication(headers: headers))
    }

    /// HTTP Basic (RFC 7617).
    private static func basic(_ reader: ObjectReader, _ entry: EntryReader) -> Authentication {
        let user = reader.string("user", length: 1...256)
        let password = entry.secret("password", of: reader)
        if let user, user.utf8.contains(UInt8(ascii: ":")) { reader.report("user", "invalid", "a user's name has no colon") }
        guard let user, let password else { return Authentication() }
        return Authentication(applied: AppliedAuthentication(headers: [("Authorization", .basic(Array(user.utf8), password.bytes))]))
    }

    private static func signed(_ reader: ObjectReader, _ algorithm: Signing.Algorithm, _ entry: EntryReader) -> Authentication {
        let signing = Signing.reading(reader, algorithm, isKeyLent: false, entry)
        return Authentication(applied: applied(signing, reader, entry, isSigned: true))
    }

    /// Reads the headers that carry a signature, and tells the entry where else it may stand.
    static func applied(_ signing: Signing?, _ reader: ObjectReader, _ entry: EntryReader, isSigned: Bool) -> AppliedAuthentication {
        let place = !isSigned ? entry.adapted(.authentication).removing(.signature) : entry.adapted(.authentication)
        let headers = entry.headers(reader.optionalObject("headers"), for: place)
        // A signature that could not be read is one mistake, not one at every place that uses it.
        if isSigned { entry.signature = .early }
        if let signing {
            entry.signature = signing.coversRequest ? .late : .early
            let isUsed = headers.contains { $0.template.families.contains(.signature) }
            if signing.coversRequest, !isUsed { reader.report("headers", "missing-signature", "no header holds {signature}") }
        }
        return AppliedAuthentication(headers: headers, signing: signing)
    }
}

extension Template {
    /// The value of `Authorization` for a user and a password.
    static func basic(_ user: [UInt8], _ password: [UInt8]) -> Template {
        let filters: [TemplateFilter] = [.base64]
        let secret = Secret(user + [UInt8(ascii: ":")] + password)
        return Template(
            segments: [.literal(Array("Basic ".utf8)), .insertion(Insertion(source: .secret(secret), filters: filters))], escaping: .none,
            families: .secrets, headers: [], isInteger: false, absentIsEmpty: false)
    }

    /// A form value that is known when the entry is read.
    static func form(_ value: [UInt8]) -> Template {
        Template(
            segments: [.insertion(Insertion(source: .secret(Secret(value)), filters: []))], escaping: .form, families: .secrets, headers: [],
            isInteger: false, absentIsEmpty: false)
    }
}
