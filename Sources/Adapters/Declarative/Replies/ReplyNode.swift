import StrictJSON

/// How a document is written.
enum DocumentFormat: String, Sendable, CaseIterable {
    case json, xml
}

/// One value or element of a reply.
enum ReplyNode: Sendable {
    case json(JSONDocument, JSONDocument.Place)
    case xml(XMLTree)
    /// The value of an attribute.
    case attribute(String)

    /// True for JSON's null alone.
    var isNull: Bool { if case .json(let document, let place) = self { document.kind(of: place) == .null } else { false } }

    /// The single value that stands here, as text; nil for null, an empty text, or an element marked as nil.
    func text() throws(ReplyMistake) -> String? {
        switch self {
        case .json(let document, let place):
            switch document.kind(of: place) {
            case .string, .escapedString: return document.isEmptyText(place) ? nil : document.text(of: place)
            case .number, .bool: return document.text(of: place)
            case .null: return nil
            case .array, .object: throw ReplyMistake("must be a single value")
            }
        case .attribute(let text): return text.utf8.isEmpty ? nil : text
        case .xml(let element):
            guard element.children.isEmpty else { throw ReplyMistake("must hold text only") }
            if element.attributes.contains(where: { $0.key.hasSuffix(":nil") && ($0.value == "true" || $0.value == "1") }) { return nil }
            return element.text.utf8.isEmpty ? nil : element.text
        }
    }
}

/// The rows of a list, in order.
enum ReplyRows: Sendable, RandomAccessCollection {
    case json(JSONDocument, [JSONDocument.Place])
    case xml([XMLTree])
    /// A record that stands alone, or nothing.
    case few([ReplyNode])

    var startIndex: Int { 0 }

    var endIndex: Int {
        switch self {
        case .json(_, let places): places.count
        case .xml(let elements): elements.count
        case .few(let nodes): nodes.count
        }
    }

    subscript(index: Int) -> ReplyNode {
        switch self {
        case .json(let document, let places): .json(document, places[index])
        case .xml(let elements): .xml(elements[index])
        case .few(let nodes): nodes[index]
        }
    }
}

/// Why a reply cannot be believed. The place is filled in on the way up; neither ever holds a value of the reply.
struct ReplyMistake: Error, Sendable, Hashable {
    let place: String
    let reason: String

    init(_ reason: String, at place: String = "") {
        self.place = place
        self.reason = reason
    }

    /// The same one level further down.
    func at(_ place: String) -> ReplyMistake { ReplyMistake(reason, at: place + self.place) }
}
