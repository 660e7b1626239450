import NIOHTTP1
import StrictJSON

/// What the header fields of a request say about the form of what is sent and wanted (RFC 9110 sections 8 and 12).
enum Negotiation {
    /// The body must be uncompressed JSON in UTF-8.
    static func requireJSONBody(_ head: HTTPRequestHead) throws(Problem) {
        let hasLength = head.headers.contains(name: "content-length") || head.headers.contains(name: "transfer-encoding")
        if !hasLength { throw Problem(.lengthRequired, detail: "State Content-Length or send the body in chunks") }
        for coding in head.headers[canonicalForm: "content-encoding"] where coding.lowercased() != "identity" {
            throw Problem(.unsupportedContentCoding, detail: "Send the body without Content-Encoding")
        }
        let types = head.headers["content-type"]
        guard types.count == 1, isJSON(types[0]) else {
            throw Problem(.unsupportedMediaType, detail: "Send one Content-Type, application/json")
        }
    }

    /// `application/json` is what there is; a client that excludes it is told so.
    static func requireAcceptsJSON(_ head: HTTPRequestHead) throws(Problem) {
        let fields = head.headers["accept"]
        guard let first = fields.first else { return }
        // What nearly every client sends.
        if fields.count == 1, first.isByteIdentical(to: "application/json") || first.isByteIdentical(to: "*/*") { return }
        let ranges = head.headers[canonicalForm: "accept"].map { MediaRange(String($0)) }
        let wanted =
            ranges.last { $0.matches("application/json") }
            ?? ranges.last { $0.matches("application/*") }
            ?? ranges.last { $0.matches("*/*") }
        guard let wanted, wanted.isAcceptable else {
            throw Problem(.notAcceptable, detail: "Accept application/json")
        }
    }

    /// `application/json`, perhaps with `charset=utf-8`.
    static func isJSON(_ contentType: String) -> Bool {
        // What nearly every client sends.
        if contentType.isByteIdentical(to: "application/json") || contentType.isByteIdentical(to: "application/json; charset=utf-8") { return true }
        let range = MediaRange(contentType)
        guard range.matches("application/json") else { return false }
        return range.parameters.allSatisfy { name, value in name == "charset" && (value == "utf-8" || value == "utf8") }
    }
}

/// One element of `Accept`, or a media type: a type with parameters, in lower case.
private struct MediaRange {
    let type: String
    let parameters: [(name: String, value: String)]

    init(_ text: String) {
        let pieces = text.lowercased().split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmed }
        type = pieces[0]
        parameters = pieces.dropFirst().filter { !$0.isEmpty }.map { piece in
            let pair = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmed }
            return (pair[0], pair.count == 2 ? pair[1].unquoted : "")
        }
    }

    func matches(_ other: String) -> Bool { type.isByteIdentical(to: other) }

    /// False for a weight of zero, however it is written.
    var isAcceptable: Bool {
        guard let weight = parameters.first(where: { $0.name == "q" })?.value else { return true }
        return !weight.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    var trimmed: String {
        let bytes = utf8.drop { $0 == 0x20 || $0 == 0x09 }
        let kept = bytes.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
        return String(decoding: Array(kept), as: UTF8.self)
    }
}

extension String {
    /// Without the double quotes of an RFC 9110 quoted-string.
    fileprivate var unquoted: String {
        utf8.count >= 2 && utf8.first == UInt8(ascii: "\"") && utf8.last == UInt8(ascii: "\"") ? String(dropFirst().dropLast()) : self
    }
}
