/// One element of a document that was read strictly: no document type, no comment, no processing instruction, no text beside elements.
struct XMLTree: Sendable {
    /// Everything of one element. A class: whoever hands an element on counts one thing, not five.
    private final class Content: Sendable {
        let name: String
        let namespace: String
        let attributes: [String: String]
        let children: [XMLTree]
        let text: String

        init(name: String, namespace: String, attributes: [String: String], children: [XMLTree], text: String) {
            self.name = name
            self.namespace = namespace
            self.attributes = attributes
            self.children = children
            self.text = text
        }
    }

    private let content: Content

    init(name: String, namespace: String, attributes: [String: String], children: [XMLTree], text: String) {
        content = Content(name: name, namespace: namespace, attributes: attributes, children: children, text: text)
    }

    /// The local name.
    var name: String { content.name }
    /// The namespace's name, "" for none.
    var namespace: String { content.namespace }
    /// By qualified name as written, namespace declarations left out.
    var attributes: [String: String] { content.attributes }
    var children: [XMLTree] { content.children }
    /// The character data of an element without children, exactly as written; "" for an element with children.
    var text: String { content.text }
}

/// What a document may cost before it is refused.
struct XMLLimits: Sendable {
    /// Bytes of the whole document.
    var bytes = 1 << 20
    /// Elements inside one another.
    var depth = 16
    /// Elements of the whole document.
    var elements = 20_000
    /// Attributes of one element.
    var attributes = 8
    /// Bytes of one attribute's value.
    var attributeBytes = 1_024
}

/// Why a document cannot be believed: where, and what is wrong, without any of the document's own text.
struct XMLMistake: Error, Sendable, Hashable {
    /// A path of element names that we know, or a line and column.
    let place: String
    let reason: String

    init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }
}

/// The first line of a document, `<?xml version="1.0" encoding="…"?>`, read from bytes before their character set is known.
struct XMLDeclaration: Sendable, Hashable {
    /// As written, upper-cased; nil when the document does not say it.
    let encoding: String?
    /// Where the document goes on after the declaration.
    let end: Int

    /// Reads the declaration of a document in any character set that contains ASCII. A document without one is in UTF-8 (XML 1.0, 4.3.3).
    init(of document: [UInt8]) throws(XMLMistake) {
        guard document.starts(with: Array("<?xml ".utf8)) else {
            encoding = nil
            end = 0
            return
        }
        let head = document.prefix(128)
        guard let close = head.indices.dropLast().first(where: { head[$0] == UInt8(ascii: "?") && head[$0 + 1] == UInt8(ascii: ">") }) else {
            throw XMLMistake("XML declaration", "does not end")
        }
        // Every byte up to here is looked at as ASCII; anything else makes a name that is not known.
        let words = document[6..<close].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
            .map { String(decoding: $0, as: UTF8.self).replacingQuotes }
        guard words.first == "version=\"1.0\"" else { throw XMLMistake("XML declaration", "must begin with version 1.0") }
        var declared: String?
        for (index, word) in words.enumerated().dropFirst() {
            if index == 1, word.hasPrefix("encoding=\""), word.hasSuffix("\""), word.utf8.count > 11 {
                declared = String(word.dropFirst(10).dropLast()).uppercased()
            } else if word != "standalone=\"yes\"" || index != words.count - 1 {
                throw XMLMistake("XML declaration", "holds something unknown")
            }
        }
        encoding = declared
        end = close + 2
    }
}

extension String {
    /// The same with double quotation marks for single ones: XML lets a writer choose.
    fileprivate var replacingQuotes: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == "'" ? "\"" : $0 }))
    }
}
