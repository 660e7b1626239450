package import StrictJSON
package import Verification

/// Who asks: an organisation as the client file names it.
package struct RecordedClient: Sendable {
    /// The name under which it is known here.
    package let name: String
    /// Its unified social credit code.
    package let unitCode: String
    /// In what capacity it asks.
    package let requesterClass: RequesterClass

    package init(name: String, unitCode: String, requesterClass: RequesterClass) {
        self.name = name
        self.unitCode = unitCode
        self.requesterClass = requesterClass
    }

    func write(to writer: inout JSONWriter) {
        writer.text("name", name)
        writer.text("unitCode", unitCode)
        writer.text("class", requesterClass.rawValue)
    }

    init?(from reader: ObjectReader) {
        let name = reader.text("name")
        let unitCode = reader.text("unitCode")
        let requesterClass = reader.word("class", of: RequesterClass.self)
        guard let name, let unitCode, let requesterClass else { return nil }
        self.init(name: name, unitCode: unitCode, requesterClass: requesterClass)
    }
}

/// A verification that is about to ask: the whole inquiry and who makes it.
package struct IntentRecord: EntryRecord {
    package static let kind = EntryKind.intent
    /// Who asks.
    package let client: RecordedClient
    /// What is asked, of whom, for what.
    package let inquiry: Inquiry
    /// Until when the person is not told of this inquiry, where a law keeps it secret; nil for all others.
    package let hiddenUntil: CalendarDate?

    package init(client: RecordedClient, inquiry: Inquiry, hiddenUntil: CalendarDate? = nil) {
        self.client = client
        self.inquiry = inquiry
        self.hiddenUntil = hiddenUntil
    }

    package var identifiers: [Identifier] {
        (inquiry.subject.map { [$0.identifier] } ?? []) + inquiry.claims.flatMap(\.otherPersons).map(\.identifier)
    }

    package func write(to writer: inout JSONWriter) {
        writer.text("certificate", inquiry.certificate.rawValue)
        writer.object("subject", inquiry.subject) { $0.personMembers($1) }
        writer.texts("normalised", inquiry.normalised.map(\.rawValue))
        writer.list("claims", inquiry.claims) { $0.claim($1) }
        writer.object("purpose", inquiry.purpose) { writer, purpose in
            writer.text("category", purpose.category.rawValue)
            writer.text("matter", purpose.matterCode)
            writer.text("matterName", purpose.matterName)
            writer.text("case", purpose.caseNumber)
            writer.text("legalBasis", purpose.legalBasis)
            writer.text("consent", purpose.consent)
        }
        writer.object("client", client) { $1.write(to: &$0) }
        writer.text("clerk", inquiry.clerk)
        writer.text("whenUnavailable", inquiry.whenUnavailable.rawValue)
        writer.day("hiddenUntil", hiddenUntil)
    }

    package init?(from reader: ObjectReader) {
        let certificate = reader.text("certificate")
        let subject = reader.optionalObject("subject") { $0.person() }
        let normalised = reader.words("normalised", of: Normalisation.self)
        let claims = reader.claims("claims")
        let purpose = reader.object("purpose") { Self.purpose($0) }
        let client = reader.object("client") { RecordedClient(from: $0) }
        let clerk = reader.optionalText("clerk")
        let whenUnavailable = reader.word("whenUnavailable", of: WhenUnavailable.self)
        hiddenUntil = reader.optionalDay("hiddenUntil")
        guard let certificate, let purpose, let client, let whenUnavailable else { return nil }
        self.client = client
        inquiry = Inquiry(
            certificate: CertificateID(rawValue: certificate), subject: subject, normalised: normalised, claims: claims, purpose: purpose,
            clerk: clerk, whenUnavailable: whenUnavailable)
    }

    private static func purpose(_ reader: ObjectReader) -> Purpose? {
        let category = reader.word("category", of: PurposeCategory.self)
        let matter = reader.text("matter")
        let matterName = reader.optionalText("matterName")
        let caseNumber = reader.text("case")
        let legalBasis = reader.optionalText("legalBasis")
        let consent = reader.optionalText("consent")
        guard let category, let matter, let caseNumber else { return nil }
        return Purpose(
            category: category, matterCode: matter, matterName: matterName, caseNumber: caseNumber, legalBasis: legalBasis, consent: consent)
    }
}

extension ObjectReader {
    /// Claims with their parameters. Days of any time are taken: what was today then is past now.
    fileprivate func claims(_ key: String) -> [Claim] {
        guard let endOfTime = CalendarDate(year: 9999, month: 12, day: 31) else { return [] }
        return array(key).compactMap { Claim.read(ObjectReader($0.json, at: $0.pointer, into: problems), today: endOfTime) }
    }
}
