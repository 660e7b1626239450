import AdapterKit
import ShangMi

/// The proof in the caller header that the request is ours and fresh. Ours, not seen in the wild.
///
/// base64 of HMAC-SHA256 with the licence key over caller, milliseconds since 1970, exchange number, operation and the document in base64,
/// one below the other (LF between). None of them can hold a line feed, so no two requests have the same text.
struct HealthSignature: Sendable, Hashable {
    let callerID: String
    let timestampMilliseconds: Int64
    let exchangeID: String
    let operation: String
    let document: String

    /// What goes into the header.
    func value(key: Secret) -> String {
        let text = [callerID, String(timestampMilliseconds), exchangeID, operation, document].joined(separator: "\n")
        return Base64.text(of: MessageCode.hmacSHA256(key: key.bytes, Array(text.utf8)))
    }
}
