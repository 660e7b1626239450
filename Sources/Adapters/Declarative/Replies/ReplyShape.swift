import Charsets
import ShangMi
import StrictJSON

/// One layer around a document.
enum Layer: String, Sendable, CaseIterable {
    case base64, hex, gb18030

    /// The bytes inside; nil when they are not in this layer's form.
    func removed(from bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .base64: Base64.bytes(of: bytes.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 })
        case .hex: Hexadecimal.bytes(of: String(decoding: bytes, as: UTF8.self))
        case .gb18030: try? GB18030.utf8(from: bytes)
        }
    }

    /// The bytes with this layer around them; nil when a character cannot be carried.
    func added(to bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .base64: Array(Base64.text(of: bytes).utf8)
        case .hex: Array(Hexadecimal.text(of: bytes).utf8)
        case .gb18030: try? GB18030.bytes(from: String(decoding: bytes, as: UTF8.self))
        }
    }
}

/// A character set of a body.
enum Charset: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case gb18030
}

/// How a reply is put together: its own format and character set, and documents inside it.
struct ReplyShape: Sendable {
    struct Inner: Sendable {
        let host: LocatedPath
        let layers: [Layer]
        let format: DocumentFormat
        /// The beginning of every path into it.
        let prefix: String
    }

    let format: DocumentFormat
    let charset: Charset
    private(set) var inner: [Inner] = []

    init(format: DocumentFormat = .json, charset: Charset = .utf8) {
        self.format = format
        self.charset = charset
    }

    /// The document and the way in it that a path from the top means.
    func locate(_ text: String) throws(ReplyMistake) -> LocatedPath {
        let written = format == .xml && !text.hasPrefix("/") ? "/" + text : text
        let hosts = inner.enumerated().filter { written.utf8.count > $0.element.prefix.utf8.count + 1 && written.hasPrefix($0.element.prefix + "/") }
        guard let (index, host) = hosts.max(by: { $0.element.prefix.utf8.count < $1.element.prefix.utf8.count }) else {
            return LocatedPath(document: 0, prefix: "", path: try ReplyPath(text, in: format), format: format)
        }
        let rest = String(written.dropFirst(host.prefix.count))
        return LocatedPath(document: index + 1, prefix: host.prefix, path: try ReplyPath(rest, in: host.format), format: host.format)
    }

    mutating func add(_ text: String, layers: [Layer], format inner: DocumentFormat) throws(ReplyMistake) {
        let prefix = format == .xml && !text.hasPrefix("/") ? "/" + text : text
        self.inner.append(Inner(host: try locate(text), layers: layers, format: inner, prefix: prefix))
    }
}

/// A path from the top of a reply: which of its documents, and the way in it.
final class LocatedPath: Sendable {
    let document: Int
    /// Where the document itself stands.
    let prefix: String
    let path: ReplyPath
    let format: DocumentFormat

    init(document: Int, prefix: String, path: ReplyPath, format: DocumentFormat) {
        self.document = document
        self.prefix = prefix
        self.path = path
        self.format = format
    }

    var place: String { prefix + path.text }
}

/// A reply's documents, read; a document inside that cannot be read is a mistake only for who looks into it.
struct ReplyDocuments: Sendable {
    private var nodes: [Result<ReplyNode?, ReplyMistake>] = []

    private static let jsonLimits = JSONLimits(bytes: 16 << 20, values: 500_000)
    private static let xmlLimits = XMLLimits(bytes: 16 << 20, depth: 32, elements: 300_000, attributes: 16, attributeBytes: 4_096)

    /// Reads a body. Throws when it is not in the registry's language at all.
    init(_ body: [UInt8], as shape: ReplyShape) throws(ReplyMistake) {
        var bytes = body
        if shape.charset == .gb18030 {
            guard let converted = Layer.gb18030.removed(from: body) else { throw ReplyMistake("is not GB 18030", at: "the reply") }
            bytes = converted
        }
        nodes = [.success(try Self.node(bytes, shape.format, isGB18030: shape.charset == .gb18030, at: "the reply"))]
        for inner in shape.inner { nodes.append(result(inner)) }
    }

    /// What stands at a path; nil when nothing does.
    func find(_ located: LocatedPath) throws(ReplyMistake) -> ReplyNode? {
        guard let node = try nodes[located.document].get() else { return nil }
        do throws(ReplyMistake) {
            return try located.path.find(in: node)
        } catch {
            throw ReplyMistake(error.reason, at: located.place)
        }
    }

    /// The text at a path; nil when there is none.
    func text(_ located: LocatedPath) throws(ReplyMistake) -> String? {
        guard let node = try nodes[located.document].get() else { return nil }
        do throws(ReplyMistake) {
            return try located.path.text(in: node)
        } catch {
            throw ReplyMistake(error.reason, at: located.place)
        }
    }

    /// The rows at a path; nil when there is no list.
    func list(_ located: LocatedPath) throws(ReplyMistake) -> ReplyRows? {
        guard let node = try nodes[located.document].get() else { return nil }
        do throws(ReplyMistake) {
            return try located.path.list(in: node)
        } catch {
            throw ReplyMistake(error.reason, at: located.place)
        }
    }

    private func result(_ inner: ReplyShape.Inner) -> Result<ReplyNode?, ReplyMistake> {
        do throws(ReplyMistake) {
            guard var bytes = try text(inner.host).map({ Array($0.utf8) }) else { return .success(nil) }
            for layer in inner.layers {
                guard let next = layer.removed(from: bytes) else { return .failure(ReplyMistake("is not \(layer.rawValue)", at: inner.prefix)) }
                bytes = next
            }
            return .success(try Self.node(bytes, inner.format, isGB18030: inner.layers.contains(.gb18030), at: inner.prefix))
        } catch {
            return .failure(error)
        }
    }

    private static func node(_ bytes: [UInt8], _ format: DocumentFormat, isGB18030: Bool, at place: String) throws(ReplyMistake) -> ReplyNode {
        switch format {
        case .json:
            do throws(JSONSyntaxError) {
                let document = try JSONDocument(parsing: bytes, limits: jsonLimits)
                return .json(document, document.root)
            } catch {
                throw ReplyMistake("is not JSON: \(error.description)", at: place)
            }
        case .xml:
            do throws(XMLMistake) {
                let declaration = try XMLDeclaration(of: bytes)
                let known = isGB18030 ? ["GB18030", "GBK", "GB2312"] : ["UTF-8"]
                guard declaration.encoding.map({ encoding in known.contains { $0.isByteIdentical(to: encoding) } }) ?? true else {
                    throw XMLMistake("XML declaration", "names another character set")
                }
                let content = bytes[declaration.end...].drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }
                // A document is the parent of its root, so that paths begin with the root's name.
                return .xml(XMLTree(name: "", namespace: "", attributes: [:], children: [try XMLTree(parsing: content, limits: xmlLimits)], text: ""))
            } catch {
                throw ReplyMistake("is not XML: \(error.place), \(error.reason)", at: place)
            }
        }
    }
}
