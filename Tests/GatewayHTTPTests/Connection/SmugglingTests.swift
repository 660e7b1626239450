import Testing

@testable import GatewayHTTP

/// Payloads in the spirit of the public request-smuggling collections: each has a second request hidden in it, or framing that two parsers
/// may read in two ways. None may be answered with success, none may yield an answer after the refusal, and each ends the connection.
@Suite("smuggling and framing")
struct SmugglingTests {
    struct Payload: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }

        init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    private static let post = "POST /healthz HTTP/1.1\r\nHost: a\r\n"
    private static let poison = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

    static let payloads: [Payload] = [
        Payload("length and chunks", post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("chunks and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n" + poison),
        Payload("two lengths that differ", post + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + poison),
        Payload("two lengths that agree", post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + poison),
        Payload("a list of lengths", post + "Content-Length: 0, 0\r\n\r\n" + poison),
        Payload("length with a plus", post + "Content-Length: +0\r\n\r\n" + poison),
        Payload("length with a minus", post + "Content-Length: -1\r\n\r\n" + poison),
        Payload("length with leading zeros", post + "Content-Length: 010\r\n\r\n0123456789" + poison),
        Payload("hexadecimal length", post + "Content-Length: 0x0\r\n\r\n" + poison),
        Payload("length of 2^64", post + "Content-Length: 18446744073709551616\r\n\r\n" + poison),
        Payload("length of 2^63", post + "Content-Length: 9223372036854775808\r\n\r\n" + poison),
        Payload("empty length", post + "Content-Length: \r\n\r\n" + poison),
        Payload("length with a blank inside", post + "Content-Length: 0 0\r\n\r\n" + poison),
        Payload("blank before the colon of the length", post + "Content-Length : 0\r\n\r\n" + poison),
        Payload("blank before the colon of the coding", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("coding after a comma", post + "Transfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("coding twice in one field", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("coding in two fields", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("identity after chunked", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + poison),
        Payload("identity before chunked", post + "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("an unknown coding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("compressed chunks", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("vertical tab before the coding", post + "Transfer-Encoding: \u{0B}chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("folded coding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("folded field", post + "X-A: b\r\n c\r\n\r\n" + poison),
        Payload("bare line feeds", "POST /healthz HTTP/1.1\nHost: a\nContent-Length: 0\n\n" + poison),
        Payload("bare line feed in the head", post + "X-A: b\nContent-Length: 0\r\n\r\n" + poison),
        Payload("bare carriage return in a value", post + "X-A: b\rContent-Length: 3\r\n\r\n" + poison),
        Payload("U+0000 in a value", post + "X-A: b\u{0}c\r\n\r\n" + poison),
        Payload("U+0000 in a name", post + "X\u{0}A: b\r\n\r\n" + poison),
        Payload("a name with a blank", post + "X A: b\r\n\r\n" + poison),
        Payload("a line without a colon", post + "XA\r\n\r\n" + poison),
        Payload("an empty name", post + ": b\r\n\r\n" + poison),
        Payload("a name with an underscore", post + "Content_Length: 3\r\n\r\n" + poison),
        Payload("bytes above ASCII in a value", post + "X-A: é\r\n\r\n" + poison),
        Payload("blank before the first field", "POST /healthz HTTP/1.1\r\n Host: a\r\n\r\n" + poison),
        Payload("chunk size with a plus", post + "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n" + poison),
        Payload("chunk size with a prefix", post + "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n" + poison),
        Payload("chunk size beyond 64 bits", post + "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\nA\r\n0\r\n\r\n" + poison),
        Payload("chunk size with a blank before", post + "Transfer-Encoding: chunked\r\n\r\n 0\r\n\r\n" + poison),
        Payload("chunk ended by a bare line feed", post + "Transfer-Encoding: chunked\r\n\r\n1\nA\r\n0\r\n\r\n" + poison),
        Payload("chunk longer than it says", post + "Transfer-Encoding: chunked\r\n\r\n1\r\nAB\r\n0\r\n\r\n" + poison),
        Payload("chunk without its line end", post + "Transfer-Encoding: chunked\r\n\r\n1\r\nA0\r\n\r\n" + poison),
        Payload("a bad field in the trailer", post + "Transfer-Encoding: chunked\r\n\r\n0\r\nX A: b\r\n\r\n" + poison),
        Payload("chunks in HTTP/1.0", "POST /healthz HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + poison),
        Payload("HTTP/0.9", "GET /healthz\r\n\r\n"),
        Payload("HTTP/1.2", "GET /healthz HTTP/1.2\r\nHost: a\r\n\r\n" + poison),
        Payload("HTTP/2.0", "GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n" + poison),
        Payload("the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Payload("lower-case version", "GET /healthz http/1.1\r\nHost: a\r\n\r\n" + poison),
        Payload("a tab in the request line", "GET\t/healthz HTTP/1.1\r\nHost: a\r\n\r\n" + poison),
        Payload("a blank after the version", "GET /healthz HTTP/1.1 \r\nHost: a\r\n\r\n" + poison),
        Payload("a blank in the target", "GET /health z HTTP/1.1\r\nHost: a\r\n\r\n" + poison),
        Payload("lower-case method", "get /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + poison),
        Payload("an unknown method", "STEAL /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + poison),
        Payload("nonsense", "\u{1}\u{2}\u{3}\r\n\r\n" + poison),
    ]

    @Test(arguments: payloads) func isRefusedAndEndsTheConnection(_ payload: Payload) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            await wire.trySend(payload.text)
            let received = await wire.receive()
            #expect(received.isClosed, "\(received.text)")
            #expect(received.statuses.count == 1 && received.statuses.allSatisfy { (400..<500).contains($0) }, "\(received.text)")
            #expect(received.text.contains("Connection: close"))
        }
    }

    @Test func aFramingErrorAfterAValidHeadIsAProblem() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send(Self.post + "Transfer-Encoding: chunked\r\n\r\nZ\r\n")
            let reply = try await wire.response()
            #expect(reply.status == 400)
            #expect(reply["content-type"] == "application/problem+json")
            #expect(reply.code == "malformed-request")
            #expect(await wire.receive().isClosed)
        }
    }
}
