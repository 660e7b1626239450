package import StrictJSON
package import Verification

/// Somebody of the staff has looked at a receipt.
package struct ReceiptReadRecord: EntryRecord {
    package static let kind = EntryKind.receiptRead
    /// Who looked: an account or a client by its name here.
    package let reader: String
    /// The receipt's code.
    package let code: ReceiptCode
    /// What for, in the reader's words.
    package let reason: String?

    package init(reader: String, code: ReceiptCode, reason: String?) {
        self.reader = reader
        self.code = code
        self.reason = reason
    }

    package func write(to writer: inout JSONWriter) {
        writer.text("reader", reader)
        writer.text("code", code.text)
        writer.text("reason", reason)
    }

    package init?(from reader: ObjectReader) {
        let who = reader.text("reader")
        let code = reader.receiptCode("code")
        reason = reader.optionalText("reason")
        guard let who, let code else { return nil }
        self.reader = who
        self.code = code
    }
}

/// Somebody has searched the ledger for a person.
package struct PersonSearchRecord: EntryRecord {
    package static let kind = EntryKind.personSearch
    /// Who searched: an account by its name here.
    package let searcher: String
    /// Whom for.
    package let about: Identifier
    /// On what ground, in the searcher's words.
    package let reason: String
    /// How many entries were found.
    package let found: Int

    package init(searcher: String, about: Identifier, reason: String, found: Int) {
        self.searcher = searcher
        self.about = about
        self.reason = reason
        self.found = found
    }

    package var identifiers: [Identifier] { [about] }

    package func write(to writer: inout JSONWriter) {
        writer.text("searcher", searcher)
        writer.object("about", about) { $0.identifierMembers($1) }
        writer.text("reason", reason)
        writer.number("found", found)
    }

    package init?(from reader: ObjectReader) {
        let searcher = reader.text("searcher")
        let about = reader.object("about") { $0.identifier() }
        let reason = reader.text("reason")
        let found = reader.integer("found", in: 0...Int.max)
        guard let searcher, let about, let reason, let found else { return nil }
        self.init(searcher: searcher, about: about, reason: reason, found: found)
    }
}

/// A person was told who had asked about him or her.
package struct AccessReportRecord: EntryRecord {
    package static let kind = EntryKind.accessReport
    /// Through whom the person asked.
    package let client: RecordedClient
    /// Who asked about himself or herself.
    package let subject: Person
    /// How many inquiries were told.
    package let told: Int
    /// How many a law keeps secret still.
    package let hidden: Int

    package init(client: RecordedClient, subject: Person, told: Int, hidden: Int) {
        self.client = client
        self.subject = subject
        self.told = told
        self.hidden = hidden
    }

    package var identifiers: [Identifier] { [subject.identifier] }

    package func write(to writer: inout JSONWriter) {
        writer.object("client", client) { $1.write(to: &$0) }
        writer.object("subject", subject) { $0.personMembers($1) }
        writer.number("told", told)
        writer.number("hidden", hidden)
    }

    package init?(from reader: ObjectReader) {
        let client = reader.object("client") { RecordedClient(from: $0) }
        let subject = reader.object("subject") { $0.person() }
        let told = reader.integer("told", in: 0...Int.max)
        let hidden = reader.integer("hidden", in: 0...Int.max)
        guard let client, let subject, let told, let hidden else { return nil }
        self.init(client: client, subject: subject, told: told, hidden: hidden)
    }
}
