import Gateway
import HTTPTypes
import NIOCore
import NIOHTTP1

/// Who answers the requests that a conversation has read.
protocol Reception: Sendable {
    /// The client to whom one of these names of a verified certificate belongs.
    func client(certificateNames: [String]) -> Client?
    /// Answers one whole request. Never fails: an error is an answer too.
    func answer(_ request: ReceivedRequest) async -> PreparedAnswer
    /// The answer to a request that was refused before it was whole; noted in the log.
    func refusal(_ code: ProblemCode, of head: HTTPRequestHead?, client: Client?) -> PreparedAnswer
    /// A connection was refused with a bare status, before there was a valid head.
    func noteBareRefusal(status: Int)
}

/// A request whose last byte has been read.
struct ReceivedRequest: Sendable {
    let head: HTTPRequestHead
    let target: RequestTarget
    let body: ByteBuffer
    /// Known by its certificate; nil on a connection without one, or with a name that nobody has.
    let client: Client?
    let arrivedAt: NIODeadline
}

/// An answer ready to be written.
struct PreparedAnswer: Sendable {
    var status: HTTPResponse.Status
    var fields: HTTPFields
    var body: ByteBuffer
    /// The connection ends with this answer.
    var closes = false
}

extension ReceivedRequest {
    /// The client, for handlers of protected paths: they take one, so none of them can forget to ask who is there.
    func knownClient() throws(Problem) -> Client {
        guard let client else {
            throw Problem(.clientUnknown, detail: "This path needs a client certificate whose name is in the list of clients")
        }
        return client
    }
}

extension PreparedAnswer {
    /// The whole message in one buffer, so that it becomes one TLS record.
    func serialized(isHead: Bool, closes: Bool, date: String, into buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(status.code))
        buffer.writeStaticString(" ")
        buffer.writeString(status.reasonPhrase)
        for field in fields {
            buffer.writeStaticString("\r\n")
            buffer.writeString(field.name.rawName)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
        }
        buffer.writeStaticString("\r\nDate: ")
        buffer.writeString(date)
        buffer.writeStaticString("\r\nContent-Length: ")
        buffer.writeString(String(body.readableBytes))
        buffer.writeString(closes ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n")
        if !isHead { buffer.writeImmutableBuffer(body) }
    }

    /// A message without any content, for when there is no valid head to answer.
    static func bare(status: Int) -> String {
        let status = HTTPResponseStatus(statusCode: status)
        return "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    }
}
