import Testing
import Verification

@testable import Mocks

/// Small readers of the server: forms, logged paths, times.
@Suite struct RequestReadingTests {
    @Test func formItemsAreDecodedInOrder() {
        let items = FormItems.decode(Array("a=1&name=%E9%99%88+%2b&flag&=x&&b=%zz%4".utf8))
        #expect(items.map(\.name) == ["a", "name", "flag", "", "b"])
        #expect(items.map(\.value) == ["1", "陈 +", "", "x", "%zz%4"])
    }

    @Test func theQueryIsTakenFromTheTarget() {
        let target = RequestTarget("/ebus/x?y=1?2")
        #expect(target.path == "/ebus/x")
        #expect(target.query.map(\.value) == ["1?2"])
        #expect(RequestTarget("/x").query.isEmpty)
    }

    @Test(
        "a logged path names nobody",
        arguments: [
            ("/ebus/population/query", "/ebus/population/query"),
            ("/query/20260301449901000001/result", "/query/20260301449901000001/result"),
            ("/person/449901198512040025", "/person/4499***0025"),
            ("/person/44990619680215009X/x", "/person/4499***009X/x"),
            ("/permit/H99000001", "/permit/H***1"),
            ("/name/%E9%99%88", "/name/*E9*99*88"),
            ("/sysapi/v10/getlist", "/sysapi/v10/getlist"),
        ])
    func loggedPath(path: String, logged: String) {
        #expect(LoggedPath.masked(path) == logged)
    }

    @Test func timesAreWritten() {
        #expect(Timestamp.rfc3339(1_767_225_600_007) == "2026-01-01T00:00:00.007Z")
        #expect(Timestamp.legalDate(1_767_225_600_000 - 8 * 3_600_000).description == "2026-01-01")
        #expect(Timestamp.legalDate(1_767_225_600_000 - 8 * 3_600_000 - 1).description == "2025-12-31")
    }

    @Test(
        "times of day", arguments: [("08:59", false), ("09:00", true), ("16:59", true), ("17:00", false)])
    func openingHours(text: String, isOpen: Bool) {
        #expect(VirtualTime(text)?.isOpeningHour == isOpen)
    }

    @Test("no times of day", arguments: ["", "9:00", "24:00", "12:60", "12:00:00", "１２:００"])
    func noTime(text: String) {
        #expect(VirtualTime(text) == nil)
    }

    @Test func theLogIsBounded() {
        var log = RequestLog()
        for index in 1...RequestLog.capacity + 3 {
            log.add(
                time: Int64(index), event: .request, authority: "health", dataset: nil, method: "GET", path: "/", validation: "ok", fault: nil,
                status: 200)
        }
        #expect(log.entries.count == RequestLog.capacity)
        #expect(log.entries.first?.sequence == 4)
        #expect(log.entries.last?.sequence == RequestLog.capacity + 3)
        #expect(log.dropped == 3)
    }
}
