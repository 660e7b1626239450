import AdapterKit
import Testing
import Verification

@testable import CurlTransport

@Suite struct ResponseHeadTests {
    private func taken(_ lines: [String], limit: Int = 1_000) -> ResponseHead? {
        var head = ResponseHead()
        for line in lines {
            guard Array(line.utf8).withUnsafeBytes({ head.take($0, limit: limit) }) == .fine else { return nil }
        }
        return head
    }

    @Test func keepsTheFinalAnswersFieldsOnly() throws {
        let head = try #require(
            taken(["HTTP/1.1 100 Continue\r\n", "A: 1\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "B:  2\t\r\n", "C:\r\n", "\r\n", "D: trailer\r\n", "\r\n"])
        )
        #expect(head.isComplete)
        #expect(head.fields() == [.init("B", "2"), .init("C", "")])
    }

    @Test func aTrailerCannotBeginTheAnswerAnew() throws {
        let head = try #require(taken(["HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "B: 2\r\n", "\r\n"]))
        #expect(head.fields() == [.init("A", "1")])
    }

    @Test func isCompleteWithTheEmptyLineOnly() throws {
        #expect(try #require(taken(["HTTP/1.1 200 OK\r\n", "A: 1\r\n"])).isComplete == false)
        #expect(try #require(taken(["HTTP/1.1 103 Hints\r\n", "\r\n"])).isComplete == false)
        #expect(try #require(taken(["HTTP/1.1 200 OK\n", "\n"])).isComplete)
    }

    @Test func countsAllLinesAgainstTheLimit() {
        let lines = ["HTTP/1.1 100 Continue\r\n", "A: 1\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "\r\n", "T: trailer\r\n"]
        let total = lines.reduce(0) { $0 + $1.utf8.count }
        #expect(taken(lines, limit: total) != nil)
        #expect(taken(lines, limit: total - 1) == nil)
    }

    @Test(arguments: ["nonsense", ": empty", "A : 1", " folded: 1", "A\t: 1", "\u{4E2D}: 1", "A\u{7F}: 1"])
    func refusesWhatIsNotAField(_ line: String) throws {
        #expect(try #require(taken(["HTTP/1.1 200 OK\r\n", line + "\r\n", "\r\n"])).fields() == nil)
    }

    @Test(arguments: [
        "HTTP/2 200 OK", "HTTP/1.2 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1  200", "HTTP/1.1 600 Hm", "HTTP/1.1 099 Hm",
        "http/1.1 200 OK",
        "HTTP/1.1 101 Switching Protocols", " HTTP/1.1 200 OK", "",
    ])
    func refusesWhatIsNoStatusLine(_ line: String) { #expect(taken([line + "\r\n"]) == nil) }

    @Test func readsTheStatus() throws {
        let head = try #require(taken(["HTTP/1.1 404 Not Found\r\n", "\r\n"]))
        #expect(head.status == 404)
        #expect(head.isHTTP11)
        #expect(try #require(taken(["HTTP/1.0 200\r\n"])).isHTTP11 == false)
    }

    @Test(
        arguments: [
            ([], Framing.untilClose), ([("Content-Length", "3")], .length(3)), ([("CONTENT-length", "3"), ("content-length", "3")], .length(3)),
            ([("Content-Length", "3"), ("Content-Length", "4")], .invalid), ([("Content-Length", "-3")], .invalid),
            ([("Content-Length", "+3")], .invalid), ([("Content-Length", "3, 3")], .invalid), ([("Content-Length", "")], .invalid),
            ([("Content-Length", "1000000000000000")], .invalid), ([("Content-Length", "0x3")], .invalid),
            ([("Transfer-Encoding", "Chunked")], .chunked), ([("Transfer-Encoding", "gzip, chunked")], .invalid),
            ([("Transfer-Encoding", "identity")], .invalid), ([("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")], .invalid),
            ([("Transfer-Encoding", "chunked"), ("Content-Length", "3")], .invalid), ([("X-Content-Length", "3")], .untilClose),
        ] as [([(String, String)], Framing)])
    func tellsHowTheBodyEnds(_ fields: [(String, String)], _ framing: Framing) {
        #expect(Framing(fields.map { .init($0.0, $0.1) }, status: 200) == framing)
    }

    @Test func onlyAnAnswerWithoutABodyNeedsNoLength() {
        #expect(Framing([], status: 204) == .length(0))
        #expect(Framing([.init("Content-Length", "5")], status: 304) == .length(0))
        #expect(Framing([], status: 200) == .untilClose)
    }
}
