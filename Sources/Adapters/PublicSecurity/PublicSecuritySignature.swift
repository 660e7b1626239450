import AdapterKit
import ShangMi

/// What the gateway's filter checks: SHA-256 in hexadecimal over timestamp, token, nonce and timestamp, one behind the other
/// (`domain.md` B.4). It covers neither path nor body; those are guarded by TLS alone.
struct PublicSecuritySignature: Sendable, Hashable {
    /// Randomness in a nonce.
    static let nonceByteCount = 8

    let timestamp: String
    let nonce: String

    init(timestamp: String, nonce: String) {
        self.timestamp = timestamp
        self.nonce = nonce
    }

    init(timestampSeconds: Int64, nonce: [UInt8]) {
        self.init(timestamp: String(timestampSeconds), nonce: Hexadecimal.text(of: nonce))
    }

    /// 64 upper-case digits.
    func value(token: Secret) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(timestamp.utf8.count * 2 + token.bytes.count + nonce.utf8.count)
        message.append(contentsOf: timestamp.utf8)
        message.append(contentsOf: token.bytes)
        message.append(contentsOf: nonce.utf8)
        message.append(contentsOf: timestamp.utf8)
        return Hexadecimal.text(of: Digest.sha256(message), upperCase: true)
    }
}
