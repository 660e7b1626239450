import StrictJSON

/// One element with its place, asked strictly: what is missing or repeated is a mistake with a path. Elements that nobody asks for are
/// ignored, because registries add fields without notice.
struct XMLElementReader: Sendable {
    let element: XMLTree
    /// The path from the root, for messages: names that the reader asked for and positions, never the document's own words.
    let place: String

    private init(_ element: XMLTree, at place: String) {
        self.element = element
        self.place = place
    }

    /// Takes a root that must have this name in this namespace.
    init(root: XMLTree, named name: String, in namespace: String = "") throws(XMLMistake) {
        self.init(root, at: "/" + name)
        guard root.isNamed(name, namespace) else { throw mistake("the document has another root") }
    }

    /// A mistake at this element.
    func mistake(_ reason: String) -> XMLMistake { XMLMistake(place, reason) }

    /// The only child of that name.
    func child(_ name: String, in namespace: String = "") throws(XMLMistake) -> XMLElementReader {
        guard let child = try optionalChild(name, in: namespace) else { throw XMLMistake(place + "/" + name, "is missing") }
        return child
    }

    /// The only child of that name, nil when there is none.
    func optionalChild(_ name: String, in namespace: String = "") throws(XMLMistake) -> XMLElementReader? {
        let found = element.children.filter { $0.isNamed(name, namespace) }
        guard found.count <= 1 else { throw XMLMistake(place + "/" + name, "stands there \(found.count) times") }
        return found.first.map { XMLElementReader($0, at: place + "/" + name) }
    }

    /// All children, which must have that name; places count from 1.
    func children(allNamed name: String, in namespace: String = "") throws(XMLMistake) -> [XMLElementReader] {
        guard element.text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else { throw mistake("holds text") }
        var children: [XMLElementReader] = []
        for (index, child) in element.children.enumerated() {
            guard child.isNamed(name, namespace) else { throw XMLMistake(place + "/*[\(index + 1)]", "is an unknown element") }
            children.append(XMLElementReader(child, at: place + "/\(name)[\(index + 1)]"))
        }
        return children
    }

    /// The text of an element without children, exactly as written. An attribute could take the text's meaning away (`xsi:nil`), so there
    /// must be none.
    func text() throws(XMLMistake) -> String {
        guard element.children.isEmpty else { throw mistake("must hold text only") }
        guard element.attributes.isEmpty else { throw mistake("has attributes") }
        return element.text
    }

    /// The text of the only child of that name, which must be there but may be empty: nil then.
    func text(of name: String) throws(XMLMistake) -> String? {
        let text = try child(name).text()
        return text.utf8.isEmpty ? nil : text
    }

    /// The text of the child of that name, nil when it is empty or not there.
    func optionalText(of name: String) throws(XMLMistake) -> String? {
        guard let text = try optionalChild(name)?.text(), !text.utf8.isEmpty else { return nil }
        return text
    }
}

extension XMLTree {
    /// Names are compared byte by byte.
    func isNamed(_ name: String, _ namespace: String) -> Bool {
        self.name.isByteIdentical(to: name) && self.namespace.isByteIdentical(to: namespace)
    }
}
