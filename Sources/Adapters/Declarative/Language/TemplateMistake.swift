/// What is wrong in a template or a date pattern, and where; never the text itself.
struct TemplateMistake: Error, Sendable, Hashable {
    /// Counted in characters from 1.
    let column: Int
    let code: String
    let reason: String

    init(_ column: Int, code: String = "bad-template", _ reason: String) {
        self.column = column
        self.code = code
        self.reason = reason
    }
}

/// A place where a template may stand, and what may be said there.
struct TemplatePlace: Sendable {
    /// For messages: "a path".
    let name: String
    let escaping: Escaping
    var families: TemplateFamily

    /// Whether a lacking value leaves nothing behind instead of taking its item along.
    var absentIsEmpty: Bool { escaping == .xml || name == "a text to sign" }

    private static let anywhere: TemplateFamily = [.purpose, .exchange, .service, .area]

    /// Goes over the wire in clear for every log between here and there: nothing about anybody, no secrets.
    static let path = TemplatePlace(name: "a path", escaping: .path, families: anywhere)
    /// The same, but for a token that was lent for a while: RFC 6750 section 2.3 discourages it, and some registries want nothing else.
    static let query = TemplatePlace(name: "a query", escaping: .form, families: anywhere.union(.token))
    static let header = TemplatePlace(name: "a header", escaping: .none, families: anywhere.union([.secrets, .token]))
    static let json = TemplatePlace(name: "a body", escaping: .json, families: anywhere.union([.subject, .secrets, .token, .inner]))
    static let form = TemplatePlace(name: "a body", escaping: .form, families: anywhere.union([.subject, .secrets, .token, .inner]))
    static let xml = TemplatePlace(name: "a body", escaping: .xml, families: anywhere.union([.subject, .secrets, .token, .inner]))
    /// What is signed.
    static let signed = TemplatePlace(
        name: "a text to sign", escaping: .none,
        families: anywhere.union([.subject, .document, .place, .secrets, .token, .message, .page, .ticket, .inner]))
    /// A header made by the authentication; a digest of the body may stand there.
    static let authentication = TemplatePlace(
        name: "a header", escaping: .none, families: anywhere.union([.secrets, .token, .signature, .message]))

    /// The same place with more names.
    func adding(_ families: TemplateFamily) -> TemplatePlace {
        var place = self
        place.families.formUnion(families)
        return place
    }

    /// The same place with fewer names.
    func removing(_ families: TemplateFamily) -> TemplatePlace {
        var place = self
        place.families.subtract(families)
        return place
    }
}
