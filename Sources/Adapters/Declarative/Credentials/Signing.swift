import AdapterKit
import ShangMi
import StrictJSON

/// A signature over a text of parts.
struct Signing: Sendable {
    enum Algorithm: String, Sendable, CaseIterable {
        case hmacSHA256 = "hmac-sha256"
        case hmacSM3 = "hmac-sm3"
        /// A digest without a key; the secret stands in the text itself.
        case sha256, sm3, md5

        var hasKey: Bool { self == .hmacSHA256 || self == .hmacSM3 }
    }

    enum Encoding: String, Sendable, CaseIterable {
        case hex
        case upperHex = "upper-hex"
        case base64
    }

    enum Key: Sendable {
        case none
        case fixed(Secret)
        /// What the registry lent us.
        case lent
    }

    let algorithm: Algorithm
    let key: Key
    let over: Template
    let encoding: Encoding

    /// True when the text holds parts of the request itself, which must exist before.
    var coversRequest: Bool { !over.families.isDisjoint(with: .message) }

    /// The signature as text.
    func value(in scope: borrowing Scope) throws(Unanswerable) -> String {
        let text = try over.bytes(in: scope)
        let key: [UInt8] =
            switch self.key {
            case .none: []
            case .fixed(let secret): secret.bytes
            case .lent: scope.token?.bytes ?? []
            }
        let bytes =
            switch algorithm {
            case .hmacSHA256: MessageCode.hmacSHA256(key: key, text)
            case .hmacSM3: MessageCode.hmacSM3(key: key, text)
            case .sha256: Digest.sha256(text)
            case .sm3: Digest.sm3(text)
            case .md5: Digest.md5(text)
            }
        return switch encoding {
        case .hex: Hexadecimal.text(of: bytes)
        case .upperHex: Hexadecimal.text(of: bytes, upperCase: true)
        case .base64: Base64.text(of: bytes)
        }
    }
}

extension Signing {
    /// Reads `{algorithm?, secret?, over, encode?}`; `algorithm` is known where the kind of authentication names it, and the key is what the
    /// registry lends unless `secret` names another.
    static func reading(_ reader: ObjectReader, _ known: Algorithm?, isKeyLent: Bool, _ entry: EntryReader) -> Signing? {
        let algorithm = known ?? reader.word("algorithm", of: Algorithm.self)
        var key: Key? = isKeyLent ? .lent : Key.none
        if reader.has("secret") || (algorithm?.hasKey ?? false) && !isKeyLent { key = entry.secret("secret", of: reader).map { .fixed($0) } }
        if let algorithm, !algorithm.hasKey {
            if reader.has("secret") { reader.report("secret", "invalid", "a digest has no key; put {secret.NAME} into over") }
            key = Key.none
        }
        let over = entry.template("over", of: reader, for: entry.adapted(.signed))
        let encoding = reader.optionalWord("encode", of: Encoding.self) ?? .hex
        guard let algorithm, let key, let over else { return nil }
        return Signing(algorithm: algorithm, key: key, over: over, encoding: encoding)
    }
}
