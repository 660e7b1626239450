import Foundation
import FoundationXML

extension XMLTree {
    /// Reads one document that is UTF-8 and whose declaration has been taken off (``XMLDeclaration``).
    ///
    /// Refuses every markup declaration and processing instruction before the parser sees a byte, so that there are no entities to expand
    /// and nothing to fetch; refuses whatever the parser calls an error, also those that it would recover from.
    init(parsing utf8: some Collection<UInt8>, limits: XMLLimits = XMLLimits()) throws(XMLMistake) {
        let bytes = Array(utf8)
        guard bytes.count <= limits.bytes else { throw XMLMistake("document", "is larger than \(limits.bytes) bytes") }
        guard bytes.first == UInt8(ascii: "<") else { throw XMLMistake("byte 0", "no element begins here") }
        try Self.refuseDeclarations(in: bytes)
        let parser = XMLParser(data: Data(bytes))
        let builder = TreeBuilder(limits: limits)
        parser.delegate = builder
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        let succeeded = parser.parse()
        if let mistake = builder.mistake { throw mistake }
        guard succeeded, parser.parserError == nil, let root = builder.root else {
            throw XMLMistake("line \(parser.lineNumber), column \(parser.columnNumber)", "the document ends too early")
        }
        self = root
    }

    private static func refuseDeclarations(in bytes: [UInt8]) throws(XMLMistake) {
        let section = Array("![CDATA[".utf8)
        for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "<") {
            switch bytes[index + 1] {
            case UInt8(ascii: "?"): throw XMLMistake("byte \(index)", "a processing instruction is not allowed")
            case UInt8(ascii: "!") where !bytes[(index + 1)...].starts(with: section):
                throw XMLMistake("byte \(index)", "a document type, other declaration or comment is not allowed")
            default: break
            }
        }
    }
}

/// Collects the parser's events into elements and stops it at the first mistake.
private final class TreeBuilder: NSObject, XMLParserDelegate {
    private struct Frame {
        let name: String
        let namespace: String
        let attributes: [String: String]
        var children: [XMLTree] = []
        var text = ""
    }

    private let limits: XMLLimits
    private var open: [Frame] = []
    private var elements = 0
    private(set) var root: XMLTree?
    private(set) var mistake: XMLMistake?

    init(limits: XMLLimits) { self.limits = limits }

    private func stop(_ parser: XMLParser, _ reason: String) {
        guard mistake == nil else { return }
        mistake = XMLMistake("line \(parser.lineNumber), column \(parser.columnNumber)", reason)
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String] = [:]
    ) {
        guard mistake == nil else { return }
        elements += 1
        if root != nil { return stop(parser, "a second root element") }
        if open.count == limits.depth { return stop(parser, "elements are nested deeper than \(limits.depth)") }
        if elements > limits.elements { return stop(parser, "more than \(limits.elements) elements") }
        if attributeDict.count > limits.attributes { return stop(parser, "more than \(limits.attributes) attributes") }
        if attributeDict.values.contains(where: { $0.utf8.count > limits.attributeBytes }) {
            return stop(parser, "an attribute is longer than \(limits.attributeBytes) bytes")
        }
        open.append(Frame(name: elementName, namespace: namespaceURI ?? "", attributes: attributeDict))
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?) {
        guard mistake == nil, let frame = open.popLast() else { return }
        let isBlank = frame.text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        if !frame.children.isEmpty, !isBlank { return stop(parser, "text stands beside elements") }
        let element = XMLTree(
            name: frame.name, namespace: frame.namespace, attributes: frame.attributes, children: frame.children,
            text: frame.children.isEmpty ? frame.text : "")
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { append(string) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { append(String(decoding: block, as: UTF8.self)) }

    private func append(_ text: String) {
        guard mistake == nil, !open.isEmpty else { return }
        open[open.count - 1].text += text
    }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        stop(parser, "not well-formed (libxml2 error \((parseError as NSError).code))")
    }
}
