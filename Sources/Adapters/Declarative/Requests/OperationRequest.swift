import AdapterKit
import StrictJSON

/// One request of an entry, compiled: what goes out for a question.
final class OperationRequest: Sendable {
    let method: OutboundRequest.Method
    let path: Template
    /// Names are encoded.
    let query: [(name: [UInt8], template: Template)]
    let headers: [(name: String, template: Template)]
    let body: BodyTemplate?
    /// False when the type of the body has to be added.
    private let saysContentType: Bool

    init(
        method: OutboundRequest.Method, path: Template, query: [(name: [UInt8], template: Template)], headers: [(name: String, template: Template)],
        body: BodyTemplate?
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        saysContentType = headers.contains { $0.name.lowercased() == "content-type" }
    }

    /// The request, without what the authentication adds.
    func outbound(in scope: inout Scope) throws(Unanswerable) -> OutboundRequest {
        var outbound = OutboundRequest(method, try target(in: scope))
        outbound.headers.reserveCapacity(headers.count + 8)
        for header in headers { try Self.append(header.name, header.template, to: &outbound, in: scope) }
        if let body {
            if !saysContentType { outbound.headers.append(OutboundRequest.Header("Content-Type", body.contentType)) }
            outbound.body = try body.bytes(in: &scope)
        }
        return outbound
    }

    /// The path with the query.
    private func target(in scope: borrowing Scope) throws(Unanswerable) -> String {
        let written: String
        do throws(Unanswerable) {
            written = try path.text(in: scope)
        } catch {
            throw error == .omitted ? .unsendable : error
        }
        if query.isEmpty { return written }
        var target = Array(written.utf8)
        var separator = UInt8(ascii: "?")
        for item in query {
            guard let value = try item.template.optionalBytes(in: scope) else { continue }
            target.append(separator)
            target.append(contentsOf: item.name)
            target.append(UInt8(ascii: "="))
            target.append(contentsOf: value)
            separator = UInt8(ascii: "&")
        }
        return String(decoding: target, as: UTF8.self)
    }

    /// Adds a header unless it lacks a value that may be lacking.
    static func append(
        _ name: String, _ template: Template, to outbound: inout OutboundRequest, in scope: borrowing Scope
    ) throws(Unanswerable) {
        guard let value = try template.optionalText(in: scope) else { return }
        guard value.isVisibleASCII else { throw .unsendable }
        outbound.headers.append(OutboundRequest.Header(name, value))
    }
}

/// The methods that a request of an entry may have.
private enum MethodWord: String, CaseIterable {
    case get = "GET"
    case post = "POST"
}

extension OperationRequest {
    /// Reads `{method?, path, query?, headers?, body?}`. `families` are names that this request knows besides those of its places; those that
    /// tell something of the person are kept out of path, query and headers.
    static func reading(_ reader: ObjectReader, adding families: TemplateFamily, _ entry: EntryReader) -> OperationRequest? {
        let outside = families.subtracting(.personal)
        let body = reader.optionalObject("body").flatMap { BodyTemplate.reading($0, adding: families, entry) }
        let method = reader.optionalWord("method", of: MethodWord.self) ?? (reader.has("body") ? .post : .get)
        if method == .get, reader.has("body") { reader.report("body", "invalid", "a GET has no body") }
        let path = entry.template("path", of: reader, for: entry.adapted(.path).adding(outside))
        if let path { check(path, reader) }
        let query = entry.templates(
            reader.optionalObject("query"), for: entry.adapted(.query, mayHoldSignature: true).adding(outside))
        let headers = entry.headers(reader.optionalObject("headers"), for: entry.adapted(.header, mayHoldSignature: true).adding(outside))
        reader.finish()
        guard let path else { return nil }
        return OperationRequest(
            method: method == .get ? .get : .post, path: path,
            query: query.map { item in
                var name: [UInt8] = []
                _ = Escaping.form.append(item.name.utf8, to: &name)
                return (name, item.template)
            }, headers: headers, body: body)
    }

    private static func check(_ path: Template, _ reader: ObjectReader) {
        let written = path.segments.flatMap { segment -> [UInt8] in if case .literal(let bytes) = segment { bytes } else { [UInt8(ascii: "0")] } }
        if written.first != UInt8(ascii: "/") || written.starts(with: Array("//".utf8)) {
            reader.report("path", "invalid", "must begin with one slash")
        } else if !written.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }) {
            reader.report("path", "invalid", "must be visible ASCII without ? and #; a query stands in query, other characters as %XX")
        } else if String(decoding: written, as: UTF8.self).split(separator: "/").contains(where: { $0 == ".." || $0 == "." }) {
            reader.report("path", "invalid", "must not climb")
        }
    }
}

extension String {
    /// Letters, digits, signs and spaces only: what a header may hold.
    fileprivate var isVisibleASCII: Bool {
        let isVisible = utf8.withContiguousStorageIfAvailable { bytes in
            for byte in bytes where byte < 0x20 || byte > 0x7E { return false }
            return true
        }
        return isVisible ?? utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
