import ShangMi
import StrictJSON

/// One short text, number or truth value of an answer in JSON or XML, in whatever layer it lies, with a way to put another in its place.
struct ReplyScalar: Sendable {
    /// Keys, elements and positions from the outermost layer on; the same place in two answers has the same text.
    let place: String
    /// What stands there; texts of XML are strings.
    let value: JSON
    /// Whether it lies in a list, or beside the number asked in an object of its own: then it belongs to a record.
    let isOfRow: Bool
    /// The whole body with another value there; nil where the charset cannot write it.
    let replaced: @Sendable (JSON) -> [UInt8]?

    /// Longer texts are no codes.
    private static let longestBytes = 64
    private static let deepest = 4

    /// Every such value of a body in the order of the text; none for what is neither JSON nor XML. `keys` are number and name of the person,
    /// which are no codes.
    static func all(in body: [UInt8], without keys: [String]) -> [ReplyScalar] {
        let all = layer(body, at: "", depth: 0, isOfRow: false, keys: keys) { $0 }
        return all.filter { scalar in
            let text = scalar.value.scalarText
            return !text.utf8.isEmpty && text.utf8.count <= longestBytes && !keys.contains { $0.utf8.elementsEqual(text.utf8) }
        }
    }

    private static func layer(
        _ bytes: [UInt8], at place: String, depth: Int, isOfRow: Bool, keys: [String], wrap: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) -> [ReplyScalar] {
        guard depth < deepest, let (text, charset) = Layers.text(of: bytes) else { return [] }
        let utf8 = Array(text.utf8)
        let leaves: [ReplyLeaf]
        if let json = try? JSON(parsing: utf8, limits: .file) {
            leaves = ReplyLeaf.all(in: json)
        } else {
            leaves = ReplyLeaf.all(inXML: utf8)
        }
        let rows = Set(
            leaves.filter { leaf in leaf.depth > 1 && keys.contains { $0.utf8.elementsEqual(leaf.value.scalarText.utf8) } }.map(\.parent))
        var found: [ReplyScalar] = []
        for leaf in leaves {
            let replaced: @Sendable (JSON) -> [UInt8]? = { value in
                charset.bytes(of: String(decoding: leaf.replaced(value), as: UTF8.self)).flatMap(wrap)
            }
            let isRow = isOfRow || leaf.isInList || rows.contains { leaf.parent.hasPrefix($0) }
            let inner = Array(leaf.value.scalarText.utf8)
            if let first = inner.first, "{[<".utf8.contains(first) {
                found += layer(inner, at: place + leaf.place, depth: depth + 1, isOfRow: isRow, keys: keys) {
                    replaced(.string(String(decoding: $0, as: UTF8.self)))
                }
            } else if let run = Layers.base64Runs(in: inner, structured: true).first, run.range == inner.indices {
                found += layer(run.content, at: place + leaf.place, depth: depth + 1, isOfRow: isRow, keys: keys) {
                    replaced(.string(Base64.text(of: $0)))
                }
            } else {
                found.append(ReplyScalar(place: place + leaf.place, value: leaf.value, isOfRow: isRow, replaced: replaced))
            }
        }
        return found
    }
}

/// A value at the end of a path in one layer.
private struct ReplyLeaf: Sendable {
    /// The path of what holds it.
    let parent: String
    let name: String
    let depth: Int
    let isInList: Bool
    let value: JSON
    /// The layer's text with another value.
    let replaced: @Sendable (JSON) -> [UInt8]

    var place: String { parent + "/" + name }

    static func all(in json: JSON) -> [ReplyLeaf] { leaves(of: json, parent: "", depth: 1, isInList: false) { $0 } }

    private static func leaves(
        of json: JSON, parent: String, depth: Int, isInList: Bool, wrap: @escaping @Sendable (JSON) -> JSON
    ) -> [ReplyLeaf] {
        var found: [ReplyLeaf] = []
        func visit(_ name: String, _ value: JSON, _ isInList: Bool, _ put: @escaping @Sendable (JSON) -> JSON) {
            switch value {
            case .object, .array: found += leaves(of: value, parent: parent + "/" + name, depth: depth + 1, isInList: isInList, wrap: put)
            case .null: break
            case .bool, .number, .string:
                found.append(
                    ReplyLeaf(parent: parent, name: name, depth: depth, isInList: isInList, value: value, replaced: { put($0).encoded() }))
            }
        }
        switch json {
        case .object(let members):
            for (index, member) in members.enumerated() {
                visit(member.name, member.value, isInList) { value in
                    var changed = members
                    changed[index] = JSON.Member(member.name, value)
                    return wrap(.object(changed))
                }
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                visit(String(index), element, true) { value in
                    var changed = elements
                    changed[index] = value
                    return wrap(.array(changed))
                }
            }
        default: break
        }
        return found
    }

    /// Texts of elements without children, and attributes. What is not well-formed brings what was found before it.
    static func all(inXML text: [UInt8]) -> [ReplyLeaf] {
        var scanner = XMLLeafScanner(text)
        return scanner.run().map { leaf in
            let before = Array(text[..<leaf.range.lowerBound])
            let after = Array(text[leaf.range.upperBound...])
            return ReplyLeaf(
                parent: leaf.parent, name: leaf.name, depth: leaf.depth, isInList: leaf.isRepeated,
                value: .string(String(decoding: text[leaf.content], as: UTF8.self)),
                replaced: { before + leaf.open + Self.escaped($0.scalarText, isPlain: !leaf.open.isEmpty) + leaf.close + after })
        }
    }

    private static func escaped(_ text: String, isPlain: Bool) -> [UInt8] {
        if isPlain { return Array(text.utf8) }
        return text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "<"): Array("&lt;".utf8)
            case UInt8(ascii: "&"): Array("&amp;".utf8)
            case UInt8(ascii: "\""): Array("&quot;".utf8)
            default: [byte]
            }
        }
    }
}

extension JSON {
    /// A string's text, a number as written, `true` or `false`; empty for everything else.
    var scalarText: String {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        default: ""
        }
    }
}
