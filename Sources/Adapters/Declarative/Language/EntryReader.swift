import AdapterKit
import StrictJSON

/// What reading one entry needs everywhere: its vocabulary, what its authentication offers to templates, and the list of mistakes.
final class EntryReader {
    let problems: ProblemList
    let vocabulary: Vocabulary
    /// True when the authentication lends a credential, so that `token` means something.
    var lendsToken = false
    /// When the signature exists: never, before the request is made, or only after it, when it covers the request itself.
    var signature = SignatureStage.none

    /// True while an operation with a `service` of its own is read, and in what is common to all.
    var hasService = true

    /// True while the operation of a dataset of places is read: it is asked about a place, never about a person.
    var isAboutPlaces = false
    /// Whether a template has held `area` since this was set to false.
    var usesArea = false
    /// Whether a template has held what tells one page from another since this was set to false.
    var turnsPages = false

    enum SignatureStage: Sendable { case none, early, late }

    init(problems: ProblemList, vocabulary: Vocabulary) {
        self.problems = problems
        self.vocabulary = vocabulary
    }

    /// The place as this entry's authentication makes it.
    func adapted(_ place: TemplatePlace, mayHoldSignature: Bool = false) -> TemplatePlace {
        var place = place
        if !lendsToken { place = place.removing(.token) }
        if !hasService { place = place.removing(.service) }
        if isAboutPlaces, place.families.contains(.subject) { place = place.removing([.subject, .area]).adding(.place) }
        if mayHoldSignature, signature == .early { place = place.adding(.signature) }
        return place
    }

    /// Compiles a text; a mistake is recorded with the column.
    func template(_ text: String, at pointer: String, for place: TemplatePlace) -> Template? {
        do throws(TemplateMistake) {
            let template = try TemplateParser.template(text, for: place, vocabulary)
            if template.families.contains(.area) { usesArea = true }
            if template.names.contains(where: { [.pageNumber, .pageOffset, .pageCursor].contains($0) }) { turnsPages = true }
            return template
        } catch {
            problems.add(pointer, error.code, "column \(error.column): \(error.reason)")
            return nil
        }
    }

    /// Compiles a required text of an object.
    func template(_ key: String, of reader: ObjectReader, for place: TemplatePlace) -> Template? {
        reader.string(key).flatMap { template($0, at: reader.pointer(to: key), for: place) }
    }

    /// Compiles an object of texts, in order.
    func templates(_ reader: ObjectReader?, for place: TemplatePlace) -> [(name: String, template: Template)] {
        guard let reader else { return [] }
        return reader.allMembers().compactMap { member in
            guard let text = member.value.text else {
                reader.report(member.name, "wrong-type", "must be a string, is \(member.value.kind)")
                return nil
            }
            return template(text, at: reader.pointer(to: member.name), for: place).map { (member.name, $0) }
        }
    }

    /// Compiles an object of headers; names must be tokens that do not belong to the transport, each once.
    func headers(_ reader: ObjectReader?, for place: TemplatePlace) -> [(name: String, template: Template)] {
        let headers = templates(reader, for: place)
        guard let reader else { return [] }
        var seen: [String] = []
        for header in headers {
            let name = header.name.lowercased()
            if !Self.isToken(header.name) {
                reader.report(header.name, "invalid", "is no name of a header")
            } else if Self.ownHeaders.contains(name) {
                reader.report(header.name, "invalid", "belongs to the transport")
            } else if seen.contains(name) {
                reader.report(header.name, "duplicate", "is the name of another header in other letters")
            }
            if let constant = header.template.constant, !constant.allSatisfy({ (0x20...0x7E).contains($0) }) {
                reader.report(header.name, "invalid", "must be ASCII without line ends")
            }
            seen.append(name)
        }
        return headers
    }

    /// A secret by the name that a key holds.
    func secret(_ key: String, of reader: ObjectReader) -> Secret? {
        guard let name = reader.string(key, length: 1...64) else { return nil }
        if let secret = vocabulary.secret(name) { return secret }
        reader.report(key, "missing-secret", "the entry has no secret of that name")
        return nil
    }

    /// A table by the name that a key holds.
    func table(_ key: String, of reader: ObjectReader) -> CodeTable? {
        guard let name = reader.optionalString(key, length: 1...64) else { return nil }
        if let table = vocabulary.table(name) { return table }
        reader.report(key, "unknown-name", "tables has no such name")
        return nil
    }

    private static let ownHeaders = [
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect",
    ]

    private static func isToken(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || Array("!#$%&'*+-.^_`|~".utf8).contains(byte)
            }
    }
}
