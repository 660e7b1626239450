import HTTPTypes
import NIOCore
import StrictJSON

/// A refusal on its way to the client as a problem document (RFC 9457).
///
/// Two audiences: the client reads what is in here, which never holds data about a person; whoever runs the gateway finds more in the log
/// under the reference.
struct Problem: Error {
    let code: ProblemCode
    /// What was wrong this time, in words without the request's own text; nil where the title says it all.
    var detail: String?
    /// All mistakes at once, each with its JSON Pointer; a query parameter is written like a member of the document.
    var mistakes: [JSONProblem] = []
    var retryAfterSeconds: Int?
    /// The methods that the resource supports, for ``ProblemCode/methodNotAllowed``.
    var allow: String?

    init(_ code: ProblemCode, detail: String? = nil, mistakes: [JSONProblem] = [], retryAfterSeconds: Int? = nil, allow: String? = nil) {
        self.code = code
        self.detail = detail
        self.mistakes = mistakes
        self.retryAfterSeconds = retryAfterSeconds
        self.allow = allow
    }
}

extension Problem {
    /// The members of every problem document, always all of them, in this order.
    static let members = [
        "type", "title", "status", "detail", "instance", "code", "whoFailed", "say", "safeToRetry", "retryAfterSeconds", "reference",
        "invalidParameters",
    ]

    func answer(reference: String) -> PreparedAnswer {
        var fields = HTTPFields()
        fields[.contentType] = "application/problem+json"
        fields[.cacheControl] = "no-store"
        fields[.xContentTypeOptions] = "nosniff"
        if let retryAfterSeconds { fields[.retryAfter] = String(retryAfterSeconds) }
        if let allow { fields[.allow] = allow }
        return PreparedAnswer(
            status: HTTPResponse.Status(code: code.status), fields: fields, body: ByteBuffer(bytes: encoded(reference: reference)),
            closes: code.closesConnection)
    }

    private func encoded(reference: String) -> [UInt8] {
        var json = JSONWriter(capacity: 768)
        json.beginObject()
        json.name("type")
        json.string("urn:gatewayd:problem:" + code.rawValue)
        json.name("title")
        json.string(code.title)
        json.name("status")
        json.integer(code.status)
        json.name("detail")
        json.string(detail ?? code.title)
        json.name("instance")
        json.string("urn:gatewayd:request:" + reference)
        json.name("code")
        json.string(code.rawValue)
        json.name("whoFailed")
        json.string(code.whoFailed)
        json.name("say")
        json.text(code.say)
        json.name("safeToRetry")
        json.bool(code.isSafeToRetry)
        json.name("retryAfterSeconds")
        if let retryAfterSeconds { json.integer(retryAfterSeconds) } else { json.null() }
        json.name("reference")
        json.string(reference)
        json.name("invalidParameters")
        json.beginArray()
        for mistake in mistakes { json.mistake(mistake) }
        json.endArray()
        json.endObject()
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func mistake(_ mistake: JSONProblem) {
        beginObject()
        name("pointer")
        string(mistake.pointer)
        name("code")
        string(mistake.code)
        name("reason")
        string(mistake.reason)
        endObject()
    }
}
