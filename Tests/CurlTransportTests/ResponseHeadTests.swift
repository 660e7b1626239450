import AdapterKit
import Testing
import Verification

@testable import CurlTransport

@Suite struct ResponseHeadTests {
    private func taken(_ lines: [String], limit: Int = 1_000) -> ResponseHead? {
        var head = ResponseHead()
        for line in lines {
            guard Array(line.utf8).withUnsafeBytes({ head.take($0, limit: limit) }) else { return nil }
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

    @Test(
        arguments: [
            ([], Framing.untilClose), ([("Content-Length", "3")], .definite), ([("CONTENT-length", "3"), ("content-length", "3")], .definite),
            ([("Content-Length", "3"), ("Content-Length", "03")], .contradictory), ([("Transfer-Encoding", "Chunked")], .definite),
            ([("Transfer-Encoding", "gzip, chunked")], .contradictory), ([("Transfer-Encoding", "identity")], .contradictory),
            ([("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")], .contradictory),
            ([("Transfer-Encoding", "chunked"), ("Content-Length", "3")], .contradictory), ([("X-Content-Length", "3")], .untilClose),
        ] as [([(String, String)], Framing)])
    func tellsHowTheBodyEnds(_ fields: [(String, String)], _ framing: Framing) {
        #expect(Framing(fields.map { .init($0.0, $0.1) }) == framing)
    }

    @Test func onlyAnAnswerWithoutABodyNeedsNoLength() throws {
        var seen = Sighting()
        seen.head = try #require(taken(["HTTP/1.1 204 No Content\r\n", "\r\n"]))
        #expect(try seen.response(status: 204).get().status == 204)
        #expect(throws: OutboundFailure(.truncated, delivery: .mayHaveHappened, detail: "the header does not say where the body ends")) {
            try seen.response(status: 200).get()
        }
    }
}
