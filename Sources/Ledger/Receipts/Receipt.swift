import ShangMi
import StrictJSON
package import Verification

/// What was verified, in a form that its holder can show to anybody: says nothing about the person but a salted commitment.
package struct Receipt: Sendable {
    /// One conclusion.
    package struct Conclusion: Sendable {
        /// Nil where the verdict is about the certificate as such.
        package let claim: ClaimKind?
        /// `SHA-256(salt ‖ parameters as canonical JSON)`, salted because parameters may name persons; nil without a claim.
        package let parameters: Commitment?
        package let verdict: Verdict
        package let asOf: CalendarDate
        /// Until when a hall may rely on it; nil where it may not.
        package let validUntil: CalendarDate?
    }

    /// The short code.
    package let code: ReceiptCode
    /// The name of the log that holds it, as the checkpoint's first line has it.
    package let log: String
    package let verification: VerificationID
    package let certificate: CertificateID
    /// What was concluded of each claim.
    package let conclusions: [Conclusion]
    /// The verdict over all of them.
    package let verdict: Verdict
    /// The earliest day for which one of them holds; nil without any.
    package let asOf: CalendarDate?
    /// The first day that ends one of them; nil when nobody may rely on one.
    package let validUntil: CalendarDate?
    /// The registries whose answers the verdict rests on.
    package let sources: [RegistryID]
    /// Who asked: the client's name, and its unified social credit code.
    package let hall: String
    package let hallUnitCode: String
    package let purpose: PurposeCategory
    /// The person, for whoever is shown name, number and salt; nil where nobody was named.
    package let subject: SubjectCommitment?
    package let issuedAt: Timestamp
    /// The receipt whose answer this one replaces.
    package let supersedes: ReceiptCode?

    /// The receipt of a verification. `salt` MUST be 32 fresh random bytes. Nil when the result's id is no UUIDv7.
    package init?(
        _ result: VerificationResult, code: ReceiptCode, log: String, client: RecordedClient, purpose: PurposeCategory, salt: [UInt8],
        issuedAt: Timestamp, supersedes: ReceiptCode? = nil
    ) {
        guard let verification = VerificationID(result.id) else { return nil }
        self.code = code
        self.log = log
        self.verification = verification
        certificate = result.certificate
        conclusions = result.findings.map { finding in
            Conclusion(
                claim: finding.claim?.kind, parameters: finding.claim.map { Commitment(salt: salt, content: $0.encodedParameters) },
                verdict: finding.verdict, asOf: finding.asOf, validUntil: finding.validUntil)
        }
        verdict = result.verdict
        asOf = conclusions.map(\.asOf).min()
        let ends = conclusions.compactMap(\.validUntil)
        validUntil = ends.count == conclusions.count ? ends.min() : nil
        sources = Set(result.findings.flatMap(\.restsOn)).sorted()
        hall = client.name
        hallUnitCode = client.unitCode
        self.purpose = purpose
        subject = result.subject.map { SubjectCommitment(salt: salt, person: $0) }
        self.issuedAt = issuedAt
        self.supersedes = supersedes
    }

    /// Reads exactly the bytes that ``encoded`` writes.
    package init(decoding bytes: [UInt8]) throws(EntryFlaw) {
        self = try CanonicalJSON.decoded(bytes) {
            Receipt(from: $0)
        } writing: {
            $0.encoded
        }
    }
}

extension Receipt {
    /// The receipt's bytes: canonical JSON with a fixed order of members.
    package var encoded: [UInt8] {
        CanonicalJSON.encoded(capacity: 1024) { writer in
            writer.text("code", code.text)
            writer.text("log", log)
            writer.text("verification", verification.text)
            writer.text("certificate", certificate.rawValue)
            writer.list("claims", conclusions) { $0.conclusion($1) }
            writer.text("verdict", verdict.rawValue)
            writer.day("asOf", asOf)
            writer.day("validUntil", validUntil)
            writer.texts("sources", sources.map(\.rawValue))
            writer.object("hall", self) { writer, receipt in
                writer.text("name", receipt.hall)
                writer.text("unitCode", receipt.hallUnitCode)
            }
            writer.text("purpose", purpose.rawValue)
            writer.text("subject", subject?.commitment.base64)
            writer.text("issuedAt", issuedAt.text)
            writer.text("supersedes", supersedes?.text)
        }
    }

    /// SHA-256 of the bytes, which stands in the leaf.
    package var digest: Commitment { Commitment(of: encoded) }

    private init?(from reader: ObjectReader) {
        let code = reader.receiptCode("code")
        let log = reader.text("log")
        let verification = reader.verification("verification")
        let certificate = reader.text("certificate")
        conclusions = reader.objects("claims") { $0.conclusion() }
        let verdict = reader.word("verdict", of: Verdict.self)
        asOf = reader.optionalDay("asOf")
        validUntil = reader.optionalDay("validUntil")
        sources = reader.registries("sources")
        let hall = reader.object("hall") { reader in
            let name = reader.text("name")
            let unitCode = reader.text("unitCode")
            return name.flatMap { name in unitCode.map { (name, $0) } }
        }
        let purpose = reader.word("purpose", of: PurposeCategory.self)
        subject = reader.optionalCommitment("subject").map { SubjectCommitment($0) }
        let issuedAt = reader.timestamp("issuedAt")
        supersedes = reader.has("supersedes") ? reader.receiptCode("supersedes") : nil
        _ = reader.optional("supersedes")
        guard let code, let log, let verification, let certificate, let verdict, let hall, let purpose, let issuedAt else { return nil }
        self.code = code
        self.log = log
        self.verification = verification
        self.certificate = CertificateID(rawValue: certificate)
        self.verdict = verdict
        (self.hall, hallUnitCode) = hall
        self.purpose = purpose
        self.issuedAt = issuedAt
    }
}

/// A receipt as it was given, with what only its holder and the sealed half of the ledger know.
package struct IssuedReceipt: Sendable {
    /// The receipt's bytes as text.
    package let json: String
    /// The salt of its commitments.
    package let salt: [UInt8]
    /// SHA-256 of the receipt's bytes, which stands in the leaf.
    package let digest: Commitment

    package init(json: String, salt: [UInt8]) {
        self.json = json
        self.salt = salt
        digest = Commitment(of: Array(json.utf8))
    }

    /// A receipt and the salt that it was made with.
    package init(_ receipt: Receipt, salt: [UInt8]) {
        self.init(json: String(decoding: receipt.encoded, as: UTF8.self), salt: salt)
    }
}

extension JSONWriter {
    fileprivate mutating func conclusion(_ conclusion: Receipt.Conclusion) {
        beginObject()
        text("claim", conclusion.claim?.rawValue)
        text("parameters", conclusion.parameters?.base64)
        text("verdict", conclusion.verdict.rawValue)
        day("asOf", conclusion.asOf)
        day("validUntil", conclusion.validUntil)
        endObject()
    }
}

extension ObjectReader {
    fileprivate func conclusion() -> Receipt.Conclusion? {
        let claim = optionalWord("claim", of: ClaimKind.self)
        let parameters = optionalCommitment("parameters")
        let verdict = word("verdict", of: Verdict.self)
        let asOf = day("asOf")
        let validUntil = optionalDay("validUntil")
        guard let verdict, let asOf else { return nil }
        return Receipt.Conclusion(claim: claim, parameters: parameters, verdict: verdict, asOf: asOf, validUntil: validUntil)
    }

    /// The code of a receipt in its written form.
    func receiptCode(_ key: String) -> ReceiptCode? {
        guard let text = string(key, length: 1...32) else { return nil }
        let code = ReceiptCode(text)
        if code == nil { report(key, "invalid-code", "must be the code of a receipt, its check symbol fitting the others") }
        return code
    }
}
