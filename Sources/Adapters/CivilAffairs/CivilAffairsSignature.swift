import AdapterKit
import ShangMi

/// What the national exchange checks: base64 of HMAC-SHA256 over service id, caller and time, one behind the other (`domain.md` B.4).
///
/// Questions are signed with the secret of the hour. The request for that secret has no service id and is signed with the app key. The
/// signature does not cover the body; that is guarded by TLS alone.
struct CivilAffairsSignature: Sendable, Hashable {
    /// Nil for the request for a secret.
    let serviceID: String?
    let callerID: String
    /// Milliseconds since 1970, in digits.
    let time: String

    init(serviceID: String?, callerID: String, timeMilliseconds: Int64) {
        self.serviceID = serviceID
        self.callerID = callerID
        self.time = String(timeMilliseconds)
    }

    /// 44 characters.
    func value(key: Secret) -> String {
        Base64.text(of: MessageCode.hmacSHA256(key: key.bytes, Array(((serviceID ?? "") + callerID + time).utf8)))
    }

    /// The exchange's headers (the older names).
    func headers(signed value: String) -> [OutboundRequest.Header] {
        var headers = [OutboundRequest.Header("gjgxjhpt_rid", callerID)]
        if let serviceID { headers.append(OutboundRequest.Header("gjgxjhpt_sid", serviceID)) }
        headers.append(OutboundRequest.Header("gjgxjhpt_rtime", time))
        headers.append(OutboundRequest.Header("gjgxjhpt_sign", value))
        return headers
    }
}

/// How a secret travels: base64 of a fresh initialisation vector and the secret in AES-128-CBC. That it is AES with the app key is seen in
/// the wild; mode, vector and the key's derivation (the first 16 bytes of SHA-256 of the app key) are ours.
enum WrappedSecret {
    /// The secret; nil when the text is no base64, or does not open to 8 to 128 visible characters of ASCII.
    static func opened(_ text: String, appKey: Secret) -> Secret? {
        guard let bytes = Base64.bytes(of: text), bytes.count > AES128.byteCount,
            let cipher = AES128(key: Array(Digest.sha256(appKey.bytes).prefix(AES128.byteCount))),
            let secret = cipher.decrypted(
                Array(bytes.dropFirst(AES128.byteCount)), initialisationVector: Array(bytes.prefix(AES128.byteCount))),
            (8...128).contains(secret.count), secret.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return Secret(secret)
    }
}
