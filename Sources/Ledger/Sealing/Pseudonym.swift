import ShangMi
import StrictJSON
package import Verification

/// What stands for a person, or for a question about a person, in indexes: 32 bytes of HMAC-SM3 under a key of the ring. Tells nothing
/// without the key, and the same thing always has the same one.
package struct Pseudonym: Sendable, Hashable {
    /// The key that it was made with.
    package let key: KeyName
    /// The 32 bytes.
    package let bytes: [UInt8]

    package init(key: KeyName, bytes: [UInt8]) {
        self.key = key
        self.bytes = bytes
    }
}

extension KeyRing {
    /// Under what a person is recorded now: `HMAC-SM3(key, "person" ‖ 0 ‖ type ‖ 0 ‖ number)`, the number in its normal form, so that the
    /// fifteen and eighteen places of one citizen number are one pseudonym.
    package func pseudonym(of identifier: Identifier) -> Pseudonym {
        guard let key = currentPseudonymKey else { return pseudonyms(of: identifier)[0] }
        return Self.pseudonym(over: Self.message("person", identifier.inNormalForm), currentPseudonym, key)
    }

    /// Under what a person may have been recorded, with each key of the ring, the current one first.
    package func pseudonyms(of identifier: Identifier) -> [Pseudonym] {
        pseudonyms(over: Self.message("person", identifier.inNormalForm))
    }

    /// What stands for one question about a person, to find earlier receipts that answered the same: the claim with its parameters, and the
    /// certificate it was asked for. With each key of the ring, the current one first.
    package func pseudonyms(of claim: Claim, for certificate: CertificateID, about identifier: Identifier) -> [Pseudonym] {
        var writer = JSONWriter(capacity: 256)
        writer.claim(claim)
        return pseudonyms(over: Self.message("question", identifier.inNormalForm) + [0] + Array(certificate.rawValue.utf8) + [0] + writer.bytes)
    }

    /// What stands for the value that was told in answer to a question. With the question's key; nil when the ring lacks it.
    package func pseudonym(ofValue value: String, answering question: Pseudonym) -> Pseudonym? {
        pseudonyms(over: Array("value".utf8) + [0] + question.bytes + Array(value.utf8)).first { $0.key == question.key }
    }

    private func pseudonyms(over message: [UInt8]) -> [Pseudonym] {
        pseudonymKeys().map { Self.pseudonym(over: message, $0.name, $0.key) }
    }

    private static func pseudonym(over message: [UInt8], _ name: KeyName, _ key: SecretBytes) -> Pseudonym {
        var bytes = key.bytes
        defer { SecureBytes.wipe(&bytes) }
        return Pseudonym(key: name, bytes: MessageCode.hmacSM3(key: bytes, message))
    }

    private static func message(_ use: String, _ identifier: Identifier) -> [UInt8] {
        Array(use.utf8) + [0] + Array(identifier.type.rawValue.utf8) + [0] + Array(identifier.number.utf8)
    }
}
