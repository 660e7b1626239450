import AdapterKit
import Adapters
import StrictJSON
import Testing
import Verification

/// Whatever a described registry sends, only its own well-formed word is an answer; no failure repeats what it sent.
@Suite("Hostile replies of described registries")
struct DescribedHostileTests {
    private static let question = Question("tax", about: DeclarativeRig.subject)

    private static func outcome(
        _ responses: [OutboundResponse], entry: String = DescribedWireTests.paged
    ) async throws -> Result<Reply, AdapterFailure> {
        let registry = DescribedRegistry { _, index throws(OutboundFailure) in responses[min(index, responses.count - 1)] }
        let adapter = try DeclarativeRig.adapter(entry, registry)
        do throws(AdapterFailure) {
            return .success(try await adapter.ask(question, context: DeclarativeRig.context))
        } catch {
            #expect(!error.detail.contains("449901") && !error.detail.contains("陈"), "personal data in a failure")
            return .failure(error)
        }
    }

    private static let row = #"{"xm":"陈安然","zjhm":"449901198512040025","ssq":"202601","je":"1"}"#
    private static func rows(_ rows: String, total: Int = 1) -> String {
        #"{"code":"0","data":{"asOf":"2026-02-28","total":\#(total),"rows":[\#(rows)]}}"#
    }

    /// A body, and what must become of it.
    static let bodies: [(String, FailureKind, String)] = [
        ("", .unreadable, "the reply"), ("null", .unreadable, "/code is missing"), ("{}", .unreadable, "/code is missing"),
        ("[]", .unreadable, "/code is missing"), ("<html>ok</html>", .unreadable, "the reply is not JSON"),
        ("{\"code\":\"0\"", .unreadable, "the reply"),
        (#"{"code":{}}"#, .unreadable, "/code must be a single value"), (#"{"code":"1"}"#, .registryError, "/code is not what success says"),
        (#"{"code":"0"}"#, .unreadable, "/data/rows is missing"), (#"{"code":"0","data":{"rows":{}}}"#, .unreadable, "/data/rows must be an array"),
        (#"{"code":"0","data":{"asOf":"2026-02-28","rows":[]}}"#, .unreadable, "/data/total is missing"),
        (#"{"code":"0","data":{"asOf":"2026-02-28","rows":[],"total":-1}}"#, .unreadable, "/data/total must be a whole number"),
        (#"{"code":"0","data":{"asOf":"2026-02-28","rows":[],"total":4}}"#, .unreadable, "/data/total says that rows are missing"),
        (rows("null"), .unreadable, "/data/rows/0/zjhm is missing"), (rows("7"), .unreadable, "/data/rows/0/zjhm is missing"),
        (rows(row, total: 0), .unreadable, "/data/total is less than the number of rows"),
        (rows(row.replacingFirst("449901198512040025", by: "449901198303170018")), .unreadable, "/data/rows/0/zjhm is not the number asked about"),
        (rows(row.replacingFirst("\"449901198512040025\"", by: "[]")), .unreadable, "/data/rows/0/zjhm must be a single value"),
        (rows(row.replacingFirst("202601", by: "202613")), .unreadable, "/data/rows/0/ssq is not written as the date form says"),
        (rows(row.replacingFirst("202601", by: "陈安然")), .unreadable, "/data/rows/0/ssq is not written as the date form says"),
        (rows(row.replacingFirst("\"1\"", by: "\"1,000\"")), .unreadable, "/data/rows/0/je is not a decimal"),
        (rows(row.replacingFirst("\"1\"", by: "1e3")), .unreadable, "/data/rows/0/je is not a decimal"),
        (rows(row.replacingFirst("\"1\"", by: "\"\"")), .unreadable, "/data/rows/0/je is missing"),
        (rows(row + "," + row.replacingFirst("\"1\"", by: "null"), total: 2), .unreadable, "/data/rows/1/je is missing"),
        (#"{"code":"0","data":{"asOf":"31.12.2025","total":0,"rows":[]}}"#, .unreadable, "/data/asOf is not written as the date form says"),
        (#"{"code":"0","lsh":"449901198512040025","data":{"asOf":"2026-02-28","total":0,"rows":[]}}"#, .unreadable, "/lsh must be at most 64"),
        (#"{"code":"0","lsh":"449901851204002","data":{"asOf":"2026-02-28","total":0,"rows":[]}}"#, .unreadable, "/lsh must be at most 64"),
        (#"{"code":"0","lsh":"..","data":{"asOf":"2026-02-28","total":0,"rows":[]}}"#, .unreadable, "/lsh must be at most 64"),
        (#"{"code":"0","data":{"total":0,"rows":[]}}"#, .unreadable, "/data/asOf is missing"),
        (#"{"code":"0","data":{"asOf":"","total":0,"rows":[]}}"#, .unreadable, "/data/asOf is missing"),
        (#"{"code":"4040","data":{"total":1,"rows":[\#(row)]}}"#, .unreadable, "/data/rows/0 is a record beside a word that there is none"),
        (#"{"code":"4040","data":{"total":3}}"#, .unreadable, "the list counts rows beside a word that there are none"),
        (
            #"{"code":"4040","data":{"rows":[{"zjhm":"449901198303170018"}]}}"#, .unreadable, "/data/rows/0/zjhm is not the number asked about"
        ),
        (rows(#"{"flag":"N","zjhm":"449901198303170018"}"#), .unreadable, "/data/rows/0/zjhm is not the number asked about"),
        (#"{"code":"9"}"#, .overloaded, "/code means too many requests"),
    ]

    @Test("a body that is no answer is a failure with its place", arguments: bodies)
    func failures(body: String, kind: FailureKind, detail: String) async throws {
        guard case .failure(let failure) = try await Self.outcome([DeclarativeRig.response(body)]) else {
            Issue.record("answered \(body)")
            return
        }
        #expect(failure.kind == kind)
        #expect(failure.detail.hasPrefix(detail), "\(failure.detail)")
    }

    @Test(
        "what the registry says itself is an answer",
        arguments: [
            (#"{"code":"4040"}"#, 200, Reply.Statement.noRecord), (#"{"code":"9001"}"#, 200, .denied), (#"{"code":"4041"}"#, 404, .notCovered),
            (rows("", total: 0), 200, .noRecord),
            (rows(#"{"flag":"N"}"#), 200, .noRecord), (rows(#"{"flag":"N","zjhm":"449901198512040025"}"#), 200, .noRecord),
            (#"{"code":"4040","data":{"total":0,"rows":[{"flag":"N"}]}}"#, 200, .noRecord),
        ])
    func answers(body: String, status: Int, statement: Reply.Statement) async throws {
        #expect(try await Self.outcome([DeclarativeRig.response(body, status: status)]).get().statement == statement)
    }

    @Test("a status that nobody expects is a failure", arguments: [204, 301, 400, 401, 403, 404, 429, 500, 503])
    func statuses(status: Int) async throws {
        for body in [Self.rows(Self.row), "", "<html>", #"{"code":"4040"}"#] {
            guard case .failure(let failure) = try await Self.outcome([DeclarativeRig.response(body, status: status)]) else {
                Issue.record("answered \(status)")
                continue
            }
            #expect(failure.kind == (status == 401 || status == 403 ? .credentialsRefused : .registryError))
        }
    }

    @Test("a list whose end is not reached is no answer")
    func truncated() async throws {
        let page = DescribedWireTests.page(["1", "2"], total: 7)
        let others = [["3", "4"], ["5", "6"]].map { DescribedWireTests.page($0, total: 7) }
        for (pages, detail) in [
            ([page] + others, "the list has more than 3 pages"), ([page], "page 2 is page 1 once more"),
            ([page, DescribedWireTests.page(["3"], total: 3)], "page 2 is not what the first page said of all"),
        ] {
            guard case .failure(let failure) = try await Self.outcome(pages.map { DeclarativeRig.response($0) }) else {
                Issue.record("answered")
                return
            }
            #expect(failure.detail == detail)
        }
        guard case .failure(let second) = try await Self.outcome([DeclarativeRig.response(page), DeclarativeRig.response(#"{"code":"4040"}"#)]) else {
            Issue.record("answered")
            return
        }
        #expect(second.detail == "page 2 is no part of the list")
    }

    @Test("a number in its old form is the same number, another one is not")
    func linkedForms() async throws {
        let question = Question("tax", about: DeclarativeRig.old)
        for (number, isAnswer) in [("449902630501003", true), ("449902196305010031", true), ("449902630501004", false)] {
            let registry = DescribedRegistry { _, _ throws(OutboundFailure) in
                DeclarativeRig.response(DescribedWireTests.page(["1"], total: 1, number: number))
            }
            let reply = try? await DeclarativeRig.adapter(DescribedWireTests.paged, registry).ask(question, context: DeclarativeRig.context)
            #expect((reply != nil) == isAnswer)
        }
    }

    /// Flips, cuts and inserts bytes in genuine replies of JSON and XML.
    @Test("thousands of spoilt replies never become no record")
    func mutations() async throws {
        let inner = "<D><head code=\"10\" n=\"1\"/><rows><row><LX>1</LX><ZH>449901198512040025</ZH><ZJ>A1</ZJ></row></rows></D>"
        let genuine: [(String, RegistryID, OutboundResponse)] = [
            (DescribedWireTests.paged, "tax", DeclarativeRig.response(DescribedWireTests.page(["1", "2"], total: 2))),
            (DescribedWireTests.soap, "dpf", try DescribedWireTests.soapReply(inner)),
        ]
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for (entry, registry, response) in genuine {
            for _ in 0..<1_000 {
                var body = response.body
                for _ in 0...random(3) {
                    let place = random(body.count)
                    switch random(3) {
                    case 0: body[place] = UInt8(random(256))
                    case 1: body.removeSubrange(place..<min(body.count, place + random(8)))
                    default: body.insert(UInt8(random(128)), at: place)
                    }
                    if body.isEmpty { body = [0] }
                }
                let spoilt = OutboundResponse(status: 200, headers: [], body: body)
                let other = DescribedRegistry { _, _ throws(OutboundFailure) in spoilt }
                let adapter = try DeclarativeRig.adapter(entry, other)
                let reply = try? await adapter.ask(Question(registry, about: DeclarativeRig.subject), context: DeclarativeRig.context)
                #expect(reply?.statement != .noRecord)
            }
        }
    }
}
