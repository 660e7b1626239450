import AdapterKit
import Testing

@testable import CurlTransport

/// What the reader makes of bytes, however they are cut.
@Suite struct AnswerReaderTests {
    /// The last outcome when the bytes come in pieces of that size.
    private func read(_ text: String, pieces: Int, headerLimit: Int = 400, bodyLimit: Int = 100) -> AnswerReader.Outcome {
        var reader = AnswerReader(headerLimitBytes: headerLimit, bodyLimitBytes: bodyLimit)
        let bytes = Array(text.utf8)
        var outcome = AnswerReader.Outcome.more
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            outcome = bytes[start..<min(start + pieces, bytes.count)].withUnsafeBytes { reader.take($0) }
            guard case .more = outcome else { return outcome }
        }
        return outcome
    }

    /// Piece sizes at which every line and body is cut somewhere.
    private static let sizes = [1, 2, 3, 7, 64, 10_000]

    @Test(arguments: sizes) func anAnswerWithALength(_ pieces: Int) throws {
        let text = "HTTP/1.1 200 OK\r\nA: 1\r\nContent-Length: 5\r\n\r\nhello"
        guard case .whole(let response, let mayStay) = read(text, pieces: pieces) else { return #expect(Bool(false)) }
        #expect(response == OutboundResponse(status: 200, headers: [.init("A", "1"), .init("Content-Length", "5")], body: Array("hello".utf8)))
        #expect(mayStay)
    }

    @Test(arguments: sizes) func anAnswerInChunksAfterInterimOnes(_ pieces: Int) throws {
        let text =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nX: 1\r\n\r\nHTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2;name=value\r\nok\r\nA\r\n0123456789\r\n000\r\nTrailer: 1\r\n\r\n"
        guard case .whole(let response, let mayStay) = read(text, pieces: pieces) else { return #expect(Bool(false)) }
        #expect(response.status == 201)
        #expect(response.headers == [.init("Transfer-Encoding", "chunked")])
        #expect(response.body == Array("ok0123456789".utf8))
        #expect(mayStay)
    }

    @Test(
        arguments: sizes,
        [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", "HTT",
        ])
    func whatIsCutIsNotWhole(_ pieces: Int, _ text: String) {
        guard case .more = read(text, pieces: pieces) else { return #expect(Bool(false), "\(text)") }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nconnection: x, Close\r\nContent-Length: 0\r\n\r\n",
    ])
    func aConnectionThatMustNotBeKept(_ text: String) {
        guard case .whole(_, let mayStay) = read(text, pieces: 10_000) else { return #expect(Bool(false)) }
        #expect(!mayStay)
    }

    @Test(
        arguments: sizes,
        [
            ("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", .tooLarge),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n", .tooLarge),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n32\r\n" + String(repeating: "x", count: 50) + "\r\n33\r\n", .tooLarge),
            ("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 400), .tooLarge),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + String(repeating: "x", count: 400) + "\r\n", .tooLarge),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay\r\n", .malformed),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n", .malformed),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2 junk\r\n", .malformed),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\rjunk\n", .malformed),
            ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\rX: 1\r\n\r\n", .malformed),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", .malformed),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0000000000000001\r\n", .malformed),
            ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", .malformed),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + String(repeating: "1;" + String(repeating: "x", count: 90) + "\r\n1\r\n", count: 9), .tooLarge
            ), ("HTTP/1.1 200 OK\r\n\r\nuntil the end", .truncated), ("<html>\n", .malformed),
        ] as [(String, OutboundFailure.Kind)])
    func whatCannotBeBelieved(_ pieces: Int, _ hostile: (text: String, kind: OutboundFailure.Kind)) {
        guard case .refused(let kind, _) = read(hostile.text, pieces: pieces) else { return #expect(Bool(false), "\(hostile.text)") }
        #expect(kind == hostile.kind)
    }
}
