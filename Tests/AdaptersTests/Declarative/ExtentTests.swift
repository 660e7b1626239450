import AdapterKit
import Adapters
import Mocks
import Testing
import Verification

/// How far a described answer reaches: areas, institutions, roles, places.
@Suite("Extent of described answers") struct ExtentTests {
    private static let row = #"{"z":"449901198512040025","t":"2025","je":"1"}"#

    /// Asks `tax` by an operation with more parts, and says what came back.
    private func reply(_ more: String, _ body: String, status: Int = 200, about: String = #""/z""#) async throws -> Reply {
        let entry = """
            { "authority": "tax", "operations": { "tax": { "request": { "path": "/q", "body": { "json": { "id": "{subject.number}", "area": "{area}" } } },
              "success": [ { "at": "/ok", "is": ["1"] } ], "outcomes": [ { "at": "/ok", "is": ["0"], "means": "no-record" }, { "status": [404], "at": "/ok", "is": ["0"], "means": "no-record" } ],
              "records": [ { "each": "/rows", "kind": "income", "fields": { "person.number": { "at": "/z" }, "period": { "at": "/t", "date": "yyyy" }, "amount": { "at": "/je" } } } ],
              "about": \(about)\(more) } } }
            """
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(body, status: status) }
        return try await DeclarativeRig.adapter(entry, registry).ask(
            Question("tax", about: DeclarativeRig.subject, in: "449901"), context: DeclarativeRig.context)
    }

    private static let parts = #", "parts": { "each": "/p", "name": { "at": "/n" }, "answered": [ { "at": "/a", "is": ["true"] } ] }"#

    @Test("an institution that has not answered is named; nothing found is then no absence")
    func parts() async throws {
        let silent = #","p":[{"n":"甲","a":true},{"n":"乙","a":false}]}"#
        guard case .incomplete(let facts, let missing) = try await reply(Self.parts, #"{"ok":1,"rows":[\#(Self.row)]"# + silent).statement else {
            Issue.record("not incomplete")
            return
        }
        #expect(facts.count == 1 && missing == ["乙"])
        #expect(try await reply(Self.parts, #"{"ok":1,"rows":[]"# + silent).statement == .incomplete([], missing: ["乙"]))
        // Also where the registry says in words that there is nothing.
        #expect(try await reply(Self.parts, #"{"ok":0"# + silent).statement == .incomplete([], missing: ["乙"]))
        #expect(try await reply(Self.parts, #"{"ok":0}"#).statement == .noRecord)
        #expect(try await reply(Self.parts, #"{"ok":1,"rows":[],"p":[{"n":"甲","a":true}]}"#).statement == .noRecord)
        await #expect(throws: AdapterFailure.self) { try await reply(Self.parts, #"{"ok":1,"rows":[]}"#) }
    }

    @Test("a reply that says that it is not whole is none")
    func complete() async throws {
        let complete = #", "complete": [ { "at": "/whole", "is": ["Y"] } ]"#
        #expect(try await reply(complete, #"{"ok":1,"rows":[],"whole":"N"}"#).statement == .incomplete([], missing: []))
        #expect(try await reply(complete, #"{"ok":1,"rows":[],"whole":"Y"}"#).statement == .noRecord)
        await #expect(throws: AdapterFailure.self) { try await reply(complete, #"{"ok":1,"rows":[]}"#) }
    }

    @Test("an area that the registry does not list, or that is not electronic, is not covered by its silence")
    func areas() async throws {
        let areas = #", "areas": { "each": "/c", "division": { "at": "/d" }, "electronicSince": { "at": "/s" } }"#
        let since = try #require(CalendarDate("2009-01-01"))
        let held = try await reply(areas, #"{"ok":1,"rows":[],"c":[{"d":"449902","s":null},{"d":"449901","s":"2009-01-01"}]}"#)
        #expect(held.statement == .noRecord)
        #expect(held.areas == [CoveredArea(division: "449901", electronicSince: since), CoveredArea(division: "449902", electronicSince: nil)])
        #expect(try await reply(areas, #"{"ok":1,"rows":[],"c":[{"d":"449902","s":"2009-01-01"}]}"#).statement == .notCovered)
        #expect(try await reply(areas, #"{"ok":1,"rows":[],"c":[{"d":"449901"}]}"#).statement == .notCovered)
        // What is on record is on record.
        guard case .records = try await reply(areas, #"{"ok":1,"rows":[\#(Self.row)],"c":[{"d":"449902"}]}"#).statement else {
            Issue.record("no records")
            return
        }
        for broken in ["4499", "44990a", ""] {
            await #expect(throws: AdapterFailure.self) { try await reply(areas, #"{"ok":1,"rows":[],"c":[{"d":"\#(broken)"}]}"#) }
        }
    }

    @Test("day and reference are kept where an outcome says it all, also under another status")
    func outcomes() async throws {
        let more = #", "dataAsOf": { "at": "/d" }, "reference": { "at": "/r" }"#
        for status in [200, 404] {
            let reply = try await reply(more, #"{"ok":0,"d":"2026-02-28","r":"X-1"}"#, status: status)
            #expect(reply.statement == .noRecord && reply.dataAsOf == CalendarDate("2026-02-28") && reply.reference == "X-1", "\(status)")
        }
    }

    @Test("several abouts must all hold; a list of the row may hold the number")
    func abouts() async throws {
        let all = #"{ "all": [ "/z", { "at": "/echo", "equals": "{exchange.id}" } ] }"#
        let right = #"{"ok":1,"echo":"0123456789abcdef0123456789abcdef","rows":[\#(Self.row)]}"#
        guard case .records = try await reply("", right, about: all).statement else {
            Issue.record("no records")
            return
        }
        for wrong in [right.replacingFirst("0123", by: "1123"), right.replacingFirst("0025", by: "0026"), right.replacingFirst("echo", by: "eco")] {
            await #expect(throws: AdapterFailure.self) { try await reply("", wrong, about: all) }
        }
        let listed = #"{ "each": "/l", "at": "/n" }"#
        let row = #"{"ok":1,"rows":[{"z":"x","t":"2025","je":"1","l":[{"n":"1"},{"n":"449901198512040025"}]}]}"#
        guard case .records = try await reply("", row, about: listed).statement else {
            Issue.record("no records")
            return
        }
        let failure = await #expect(throws: AdapterFailure.self) { try await reply("", row.replacingFirst("0025", by: "0026"), about: listed) }
        #expect(failure?.detail == "/rows/0/l is not the number asked about")
    }

    @Test("a place is asked about by name and never in anybody's name; its rows name it")
    func places() async throws {
        let rig = try ShippedRig(try #require(ShippedDataset.all.first { $0.registry == .doorplate }), StubWorld())
        _ = try await rig.ask(.doorplate)
        let sent = await rig.outbound.arrivals.map { String(decoding: $0.request.body, as: UTF8.self) }.joined()
        #expect(sent.contains(ShippedDataset.key(DeclarativeRig.subject, in: .doorplate)))
        #expect(!sent.contains(DeclarativeRig.subject.identifier.number))
        let person = await #expect(throws: AdapterFailure.self) {
            try await rig.adapter.ask(Question(.doorplate, about: DeclarativeRig.subject), context: DeclarativeRig.context)
        }
        #expect(person == AdapterFailure(.registryError, delivery: .didNotHappen, detail: "the dataset cannot be asked about a person"))
        let area = await #expect(throws: AdapterFailure.self) {
            try await rig.adapter.ask(Question(.traffic, about: DeclarativeRig.subject, in: "449901"), context: DeclarativeRig.context)
        }
        #expect(area?.detail == "the dataset cannot be asked about one area")
    }

    @Test("an enterprise is asked for by its code; another kind of document is not covered")
    func enterprise() async throws {
        let dataset = try #require(ShippedDataset.all.first { $0.registry == .marketEntities })
        let code = "91449901MA00000012"
        let world = StubWorld().holding(try dataset.records().map { .record($0) }, in: .marketEntities, under: code)
        let rig = try ShippedRig(dataset, world)
        func ask(_ type: String) async throws -> Reply {
            try await rig.adapter.ask(
                Question(registry: .marketEntities, topic: .document(holder: DeclarativeRig.old, type: type, number: code)),
                context: DeclarativeRig.context)
        }
        // A row about another enterprise is not about this one.
        await #expect(throws: AdapterFailure.self) { try await ask("unified-social-credit-code") }
        #expect(try await ask("passport").statement == .notCovered)
        let own = StubWorld().holding(try dataset.records().prefix(2).map { .record($0) }, in: .marketEntities, under: code)
        guard
            case .records(let facts) = try await ShippedRig(dataset, own).adapter.ask(
                Question(
                    registry: .marketEntities, topic: .document(holder: DeclarativeRig.old, type: "unified-social-credit-code", number: code)),
                context: DeclarativeRig.context
            ).statement
        else {
            Issue.record("no records")
            return
        }
        #expect(facts.count == 2)
    }
}

/// Words of the language that are about single values and replies.
@Suite("Further words of described entries") struct FurtherWordsTests {
    private func reply(_ fields: String, _ row: String, success: String = #"{ "at": "/ok", "is": ["1"] }"#, body: String? = nil) async throws -> Reply
    {
        let entry = """
            { "authority": "x", "operations": { "ps-population": { "request": { "path": "/q", "body": { "json": { "id": "{subject.number}" } } },
              "success": [ \(success) ], "outcomes": [ { "at": "/ok", "is": ["9"], "means": "credentials-refused" } ],
              "records": [ { "each": "/rows", "kind": "registration", "fields": { "person.number": { "at": "/z" }, \(fields) } } ], "about": "/z" } } }
            """
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in
            DeclarativeRig.response(body ?? #"{"ok":1,"rows":[{"z":"449901198512040025",\#(row)}]}"#)
        }
        return try await DeclarativeRig.adapter(entry, registry).ask(
            Question("ps-population", about: DeclarativeRig.subject), context: DeclarativeRig.context)
    }

    private func sex(_ code: String) async throws -> String? {
        let reply = try await reply(#""sex": { "at": "/x", "table": "gbt-2261.1", "nothing": ["0", "9"] }"#, #""x":"\#(code)""#)
        guard case .records(let facts) = reply.statement, case .registration(let registration) = facts[0] else {
            Issue.record("no registration")
            return nil
        }
        return registration.sex
    }

    @Test("codes of a national standard need no table of the entry; a code for nothing is nothing")
    func standards() async throws {
        #expect(try await sex("1") == "male")
        #expect(try await sex("2") == "female")
        #expect(try await sex("9") == nil)
        let failure = await #expect(throws: AdapterFailure.self) { try await sex("3") }
        #expect(failure?.detail == "/rows/0/x is not in the table")
    }

    @Test("every code of the standards has its word", arguments: ["gbt-2261.1", "gbt-2261.1-code", "gbt-2261.2", "gbt-4761"])
    func tables(name: String) throws {
        let entry = BrokenEntryTests.sound.replacingFirst("table:types", by: "table:\(name)")
        #expect(try DeclarativeRig.problems(entry) == [])
        let own = BrokenEntryTests.sound.replacingFirst("\"types\":", by: "\"\(name).x\":")
        #expect(try !DeclarativeRig.problems(own).isEmpty)
    }

    @Test("success may be that no error is said and something else is there")
    func absence() async throws {
        let success = #"{ "at": "/error", "present": false }, { "at": "/rows", "present": true }"#
        guard case .records = try await reply(#""sex": { "at": "/x" }"#, #""x":"male""#, success: success).statement else {
            Issue.record("no records")
            return
        }
        let said = await #expect(throws: AdapterFailure.self) {
            try await reply(#""sex": { "at": "/x" }"#, "", success: success, body: #"{"error":"E1","rows":[]}"#)
        }
        #expect(said?.kind == .registryError)
        let empty = await #expect(throws: AdapterFailure.self) {
            try await reply(#""sex": { "at": "/x" }"#, "", success: success, body: "{}")
        }
        #expect(empty?.kind == .unreadable)
    }

    @Test("refused credentials may come with status 200")
    func refused() async throws {
        let failure = await #expect(throws: AdapterFailure.self) { try await reply(#""sex": { "at": "/x" }"#, "", body: #"{"ok":9}"#) }
        #expect(failure?.kind == .credentialsRefused && failure?.delivery == .didNotHappen)
    }
}
