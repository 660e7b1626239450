import StrictJSON

/// The body of a request: JSON, a form or XML, in a character set, perhaps with a document inside.
struct BodyTemplate: Sendable {
    enum Content: Sendable {
        case json(JSONTemplate)
        case xml(Template)
        /// Names are encoded.
        case form([(name: [UInt8], value: Template)])
    }

    /// A document that stands in the body as `{inner}`, wrapped in layers from the inside out.
    struct Inner: Sendable {
        let content: Content
        let layers: [Layer]
    }

    let content: Content
    let inner: Inner?
    let charset: Charset
    let contentType: String

    /// Makes the document inside, once, so that a signature can cover it before the body is made.
    func prepareInner(in scope: inout Scope) throws(Unanswerable) {
        guard let inner, scope.inner == nil else { return }
        var bytes = try Self.bytes(of: inner.content, .utf8, in: scope)
        for layer in inner.layers {
            guard let wrapped = layer.added(to: bytes) else { throw .unsendable }
            bytes = wrapped
        }
        scope.inner = bytes
    }

    /// The bytes of the body; sets `scope.inner` on the way.
    func bytes(in scope: inout Scope) throws(Unanswerable) -> [UInt8] {
        try prepareInner(in: &scope)
        return try Self.bytes(of: content, charset, in: scope)
    }

    private static func bytes(of content: Content, _ charset: Charset, in scope: borrowing Scope) throws(Unanswerable) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        switch content {
        case .json(let json): try json.append(to: &bytes, in: scope)
        case .xml(let template): try template.append(to: &bytes, in: scope)
        case .form(let fields):
            for field in fields { try append(field.name, field.value, charset, to: &bytes, in: scope) }
            return bytes
        }
        if charset == .utf8 { return bytes }
        guard let converted = Layer.gb18030.added(to: bytes) else { throw .unsendable }
        return converted
    }

    private static func append(
        _ name: [UInt8], _ value: Template, _ charset: Charset, to bytes: inout [UInt8], in scope: borrowing Scope
    ) throws(Unanswerable) {
        guard var text = try value.optionalBytes(in: scope) else { return }
        if charset == .gb18030 {
            // Such a value was not escaped yet: percent signs stand for bytes of the character set.
            guard let converted = Layer.gb18030.added(to: text) else { throw .unsendable }
            text = []
            _ = Escaping.form.append(converted, to: &text)
        }
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        bytes.append(contentsOf: name)
        bytes.append(UInt8(ascii: "="))
        bytes.append(contentsOf: text)
    }
}

extension BodyTemplate {
    /// Reads `{json | form | xml, inner?, wrap?, charset?, contentType?}`.
    static func reading(_ reader: ObjectReader, adding families: TemplateFamily, _ entry: EntryReader) -> BodyTemplate? {
        let charset = reader.optionalWord("charset", of: Charset.self) ?? .utf8
        let inner = reader.optionalObject("inner").flatMap { readingInner($0, of: reader, families, entry) }
        if inner == nil, reader.has("wrap") { reader.report("wrap", "invalid", "there is no inner document to wrap") }
        let place: TemplateFamily = reader.has("inner") ? families.union(.inner) : families
        let content = content(reader, charset, place, hasInner: reader.has("inner"), entry)
        let contentType = reader.optionalString("contentType", length: 1...128)
        if let contentType, !contentType.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            reader.report("contentType", "invalid", "must be ASCII without line ends")
        }
        reader.finish()
        guard let content else { return nil }
        return BodyTemplate(content: content, inner: inner, charset: charset, contentType: contentType ?? content.contentType(charset))
    }

    private static func content(
        _ reader: ObjectReader, _ charset: Charset, _ families: TemplateFamily, hasInner: Bool, _ entry: EntryReader
    ) -> Content? {
        func adapted(_ place: TemplatePlace) -> TemplatePlace {
            let adapted = entry.adapted(place, mayHoldSignature: true).adding(families)
            return hasInner ? adapted : adapted.removing(.inner)
        }
        let given = ["json", "form", "xml"].filter { reader.has($0) }
        guard given.count == 1 else {
            _ = (reader.optional("json"), reader.optional("form"), reader.optional("xml"))
            reader.problems.add(reader.pointer, "wrong-count", "needs exactly one of json, form and xml")
            return nil
        }
        if let json = reader.optional("json") {
            return JSONTemplate.reading(json, at: reader.pointer(to: "json"), for: adapted(.json), entry).map { .json($0) }
        }
        if let form = reader.optionalObject("form") {
            var place = adapted(.form)
            if charset == .gb18030 { place = TemplatePlace(name: place.name, escaping: .none, families: place.families) }
            let fields = entry.templates(form, for: place)
            if fields.isEmpty { form.problems.add(form.pointer, "wrong-count", "must have a field") }
            return .form(
                fields.map { field in
                    var name: [UInt8] = []
                    _ = Escaping.form.append(field.name.utf8, to: &name)
                    return (name, field.template)
                })
        }
        return xml("xml", of: reader, for: adapted(.xml), entry).map { .xml($0) }
    }

    private static func readingInner(
        _ reader: ObjectReader, of body: ObjectReader, _ families: TemplateFamily, _ entry: EntryReader
    ) -> Inner? {
        var layers: [Layer] = []
        for element in body.array("wrap", required: false, count: 1...4) {
            if let layer = element.json.text.flatMap({ Layer(rawValue: $0) }) {
                layers.append(layer)
            } else {
                body.problems.add(element.pointer, "unknown-value", "must be one of: \(Layer.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        if layers.contains(.gb18030), layers.last == .gb18030 || layers.first != .gb18030 {
            body.report("wrap", "invalid", "gb18030 comes first, and base64 or hex behind it, or a text cannot carry the document")
        }
        let content = content(reader, .utf8, families, hasInner: false, entry)
        reader.finish()
        return content.map { Inner(content: $0, layers: layers) }
    }

    /// A text template that is well-formed XML whatever is put in.
    private static func xml(_ key: String, of reader: ObjectReader, for place: TemplatePlace, _ entry: EntryReader) -> Template? {
        guard let template = entry.template(key, of: reader, for: place) else { return nil }
        let sample = template.segments.flatMap { segment -> [UInt8] in if case .literal(let bytes) = segment { bytes } else { [UInt8(ascii: "0")] } }
        do throws(XMLMistake) {
            let declaration = try XMLDeclaration(of: sample)
            _ = try XMLTree(parsing: sample[declaration.end...].drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 })
        } catch {
            reader.report(key, "not-xml", "\(error.place): \(error.reason)")
        }
        return template
    }
}

extension BodyTemplate.Content {
    fileprivate func contentType(_ charset: Charset) -> String {
        let name = charset == .utf8 ? "utf-8" : "GB18030"
        switch self {
        case .json: return "application/json; charset=\(name)"
        case .xml: return "text/xml; charset=\(name)"
        case .form: return "application/x-www-form-urlencoded; charset=\(name)"
        }
    }
}
