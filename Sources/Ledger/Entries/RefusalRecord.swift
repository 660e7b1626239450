package import StrictJSON

/// An inquiry that was not answered at all. Says where it was wrong and never what stood there.
package struct RefusalRecord: EntryRecord {
    package static let kind = EntryKind.refusal

    /// One place of the inquiry and what is wrong with it.
    package struct Place: Sendable {
        /// A JSON Pointer (RFC 6901).
        package let pointer: String
        /// A stable word.
        package let code: String

        package init(pointer: String, code: String) {
            self.pointer = pointer
            self.code = code
        }
    }

    /// Who asked.
    package let client: RecordedClient
    /// The clerk's sign, where it could be read.
    package let clerk: String?
    /// The problem's stable code, as the reply bears it.
    package let code: String
    /// Where it was wrong.
    package let places: [Place]

    package init(client: RecordedClient, clerk: String?, code: String, problems: [JSONProblem]) {
        self.client = client
        self.clerk = clerk
        self.code = code
        places = problems.map { Place(pointer: $0.pointer, code: $0.code) }
    }

    package func write(to writer: inout JSONWriter) {
        writer.object("client", client) { $1.write(to: &$0) }
        writer.text("clerk", clerk)
        writer.text("code", code)
        writer.list("places", places) { writer, place in
            writer.beginObject()
            writer.text("pointer", place.pointer)
            writer.text("code", place.code)
            writer.endObject()
        }
    }

    package init?(from reader: ObjectReader) {
        let client = reader.object("client") { RecordedClient(from: $0) }
        clerk = reader.optionalText("clerk")
        let code = reader.text("code")
        places = reader.objects("places") { reader in
            let pointer = reader.text("pointer")
            let code = reader.text("code")
            guard let pointer, let code else { return nil }
            return Place(pointer: pointer, code: code)
        }
        guard let client, let code else { return nil }
        self.client = client
        self.code = code
    }
}
