import StrictJSON
import Verification

extension RecordMapping {
    /// Reads `{kind, fields, when?, unless?, about?}` of an object that may hold other keys as well; `about` of the operation counts where the
    /// mapping has none of its own.
    static func reading(
        _ object: ObjectReader, _ reply: ReplyReader, in registry: RegistryID, about: (json: JSON, pointer: String)?
    ) -> RecordMapping? {
        let when = reply.conditions("when", of: object)
        let unless = reply.conditions("unless", of: object)
        for (index, condition) in unless.enumerated() where !condition.namesWords {
            object.problems.add(
                object.pointer(to: "unless") + "/\(index)", "invalid", "that a row is no record is said in words that the entry lists")
        }
        let own = object.optional("about").map { ($0, object.pointer(to: "about")) }
        let about = (own ?? about).flatMap { Aboutness.reading($0.0, at: $0.1, reply) }
        let choice = choice(object, reply, registry)
        guard let choice, let about else { return nil }
        return RecordMapping(choice: choice, when: when, unless: unless, about: about, format: reply.rowFormat ?? .json)
    }

    private static func choice(_ object: ObjectReader, _ reply: ReplyReader, _ registry: RegistryID) -> KindChoice? {
        guard let written = object.required("kind") else {
            _ = object.optional("fields")
            return nil
        }
        let known = RecordKind.kinds(in: registry).map(\.word).joined(separator: ", ")
        if let word = written.text {
            guard let kind = RecordKind.named(word, in: registry) else {
                object.report("kind", "unknown-value", "must be one of: \(known)")
                _ = object.optional("fields")
                return nil
            }
            return object.object("fields").map { .fixed(kind, FieldReader(reply, $0).fields(of: [kind])[0]) }
        }
        let reader = ObjectReader(written, at: object.pointer(to: "kind"), into: object.problems)
        guard let value = reply.value(reader), let fields = object.object("fields") else { return nil }
        guard let table = value.table else {
            reader.report("table", "missing", "a kind that stands in the row needs a table from the registry's words to ours")
            return nil
        }
        var kinds: [RecordKind] = []
        for word in table.targets {
            if let kind = RecordKind.named(word, in: registry) {
                kinds.append(kind)
            } else {
                reader.report("table", "unknown-value", "holds a word that is no kind of this dataset; they are: \(known)")
            }
        }
        let mappings = FieldReader(reply, fields).fields(of: kinds)
        return .byWord(value, zip(kinds, mappings).map { ($0, $1) })
    }
}

extension Aboutness {
    /// Reads a path of the row, `{"each": LIST, "at": PATH}` for one in a list of the row, a list of such, of which one is enough,
    /// `{"reply": PATH}`, `{"at": PATH, "equals": TEMPLATE}`, `{"all": [..]}` of any of these, or `false`.
    static func reading(_ json: JSON, at pointer: String, _ reply: ReplyReader) -> Aboutness? {
        switch json {
        case .bool(false): return .unsaid
        case .string, .array:
            let elements = json.elements.map { $0.enumerated().map { ($0.element, "\(pointer)/\($0.offset)") } } ?? [(json, pointer)]
            if elements.isEmpty { reply.entry.problems.add(pointer, "wrong-count", "must have a path") }
            let places = elements.compactMap { RowPlace.reading($0.0, at: $0.1, reply) }
            return places.count == elements.count && !places.isEmpty ? .rows(places) : nil
        case .object:
            let reader = ObjectReader(json, at: pointer, into: reply.entry.problems)
            if reader.has("each") { return RowPlace.reading(json, at: pointer, reply).map { .rows([$0]) } }
            defer { reader.finish() }
            if reader.has("all") {
                let several = reader.array("all", count: 1...8)
                let read = several.compactMap { element -> Aboutness? in
                    if case .bool = element.json {
                        reader.problems.add(element.pointer, "invalid", "false stands alone")
                        return nil
                    }
                    return reading(element.json, at: element.pointer, reply)
                }
                return read.count == several.count && !read.isEmpty ? .all(read) : nil
            }
            if reader.has("reply") {
                return reader.string("reply", length: 0...512).flatMap { reply.located($0, at: reader.pointer(to: "reply")) }.map { .number($0) }
            }
            let path = reader.string("at", length: 0...512).flatMap { reply.located($0, at: reader.pointer(to: "at")) }
            let place = TemplatePlace(name: "an echo", escaping: .none, families: [.subject, .document, .purpose, .exchange, .service, .area])
            let template = reply.entry.template("equals", of: reader, for: reply.entry.adapted(place))
            guard let path, let template else { return nil }
            return .echo(path, template)
        default:
            reply.entry.problems.add(pointer, "wrong-type", "must be a path, a list of paths, an object or false, is \(json.kind)")
            return nil
        }
    }
}

extension Aboutness.RowPlace {
    /// Reads a path of the row or `{"each": LIST, "at": PATH}`.
    fileprivate static func reading(_ json: JSON, at pointer: String, _ reply: ReplyReader) -> Aboutness.RowPlace? {
        if let text = json.text {
            guard case .row(let path)? = reply.origin(text, at: pointer) else { return nil }
            return .one(path)
        }
        guard json.members != nil else {
            reply.entry.problems.add(pointer, "wrong-type", "must be a path or an object of each and at, is \(json.kind)")
            return nil
        }
        let reader = ObjectReader(json, at: pointer, into: reply.entry.problems)
        let each = reader.string("each", length: 0...512).flatMap { reply.origin($0, at: reader.pointer(to: "each")) }
        let at = reader.string("at", length: 0...512).flatMap { reply.origin($0, at: reader.pointer(to: "at")) }
        reader.finish()
        guard case .row(let list)? = each, case .row(let path)? = at else { return nil }
        return .listed(list, path)
    }
}
