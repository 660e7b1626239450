import AdapterKit
import Adapters
import ShangMi
import StrictJSON
import Testing
import Verification

/// Rarer turns of the language: kinds by a word of the row, several mappings of one list, units, facts, incomplete lists, signed inner documents.
@Suite("Rarer turns of described entries")
struct RichEntryTests {
    private func ask(
        _ dataset: RegistryID, _ operation: String, _ body: String, authentication: String = #"{ "kind": "none" }"#, tables: String = "{}"
    ) async throws -> (reply: Reply, request: OutboundRequest) {
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(body) }
        let operation = dataset.holdsPlaces ? operation.replacingFirst("{subject.number}", by: "{place.name}") : operation
        let entry =
            #"{ "authority": "x", "tables": \#(tables), "authentication": \#(authentication), "operations": { "\#(dataset)": \#(operation) } }"#
        let reply = try await DeclarativeRig.adapter(entry, registry).ask(
            dataset.holdsPlaces
                ? Question(registry: dataset, topic: .place(Place(name: "示例市样板路1号"), for: DeclarativeRig.subject))
                : Question(dataset, about: DeclarativeRig.subject), context: DeclarativeRig.context)
        return (reply, try #require(registry.requests.first))
    }

    private static let request =
        #""request": { "path": "/q", "body": { "json": { "id": "{subject.number}" } } }, "success": [ { "at": "/ok", "is": ["1"] } ]"#

    @Test("the kind may stand in the row")
    func kinds() async throws {
        let operation = """
            { \(Self.request), "about": "/z", "records": [ { "each": "/rows", "kind": { "at": "/t", "table": "kinds" },
              "fields": { "owner.number": { "at": "/z" }, "tenant.number": { "at": "/z" }, "right": { "at": "/t", "table": "rights" }, "address": { "at": "/a" }, "from": { "at": "/d", "date": "millis" } } } ] }
            """
        let tables = #"{ "kinds": { "1": "right", "2": "right", "9": "lease" }, "rights": { "1": "ownership", "2": "use" } }"#
        let body = #"{"ok":1,"rows":[{"t":"2","z":"449901198512040025","a":"A","d":1772294400000},{"t":9,"z":"449901198512040025","a":"B"}]}"#
        let reply = try await ask("real-estate", operation, body, tables: tables).reply
        guard case .records(let facts) = reply.statement, case .record(let right) = facts[0], case .record(let lease) = facts[1] else {
            Issue.record("no records")
            return
        }
        #expect(right.text("right") == "use")
        #expect(right.date("from")?.description == "2026-03-01")
        #expect(lease.kind.word == "lease" && lease.text("address") == "B")
        await #expect(throws: AdapterFailure.self) {
            try await ask("real-estate", operation, body.replacingFirst("\"t\":9", by: "\"t\":8"), tables: tables)
        }
    }

    @Test("marriage rows become the fact that the native adapter makes")
    func typed() async throws {
        let operation = """
            { \(Self.request), "about": ["/z1", "/z2"], "outcomes": [ { "at": "/rows/0/note", "is": ["不一致"], "means": "identity-mismatch" } ],
              "records": [ { "each": "/rows", "unless": [ { "at": "/note", "is": ["未查询到"] } ], "kind": { "at": "/op", "table": "op" },
              "fields": { "a.number": { "at": "/z1" }, "a.name": { "at": "/x1" }, "b.number": { "at": "/z2" }, "b.name": { "at": "/x2" }, "date": { "at": "/d" }, "original": { "at": "/o" } } } ] }
            """
        let tables = #"{ "op": { "IA": "marriage", "IB": "divorce", "ICA": "reissued-marriage" } }"#
        let row = #"{"op":"IA","z1":"449901198303170018","x1":"黄立诚","z2":"449901198512040025","x2":"陈安然","d":"2010-05-20"}"#
        let reply = try await ask("ca-marriage", operation, #"{"ok":1,"rows":[\#(row)]}"#, tables: tables).reply
        let date = try #require(CalendarDate("2010-05-20"))
        #expect(
            reply.statement
                == .records([
                    .marital(
                        MaritalEntry(
                            kind: .marriage, a: Party(name: "黄立诚", number: "449901198303170018"), b: Party(name: "陈安然", number: "449901198512040025"),
                            date: date))
                ]))
        #expect(try await ask("ca-marriage", operation, #"{"ok":1,"rows":[{"note":"未查询到"}]}"#, tables: tables).reply.statement == .noRecord)
        #expect(try await ask("ca-marriage", operation, #"{"ok":1,"rows":[{"note":"不一致"}]}"#, tables: tables).reply.statement == .identityMismatch)
    }

    @Test("rows of one list go to the mapping that takes them; one that none takes is not read over")
    func several() async throws {
        let operation = """
            { \(Self.request), "about": false, "records": [
              { "each": "/rows", "when": [ { "at": "/k", "is": ["1"] } ], "kind": "rename", "fields": { "from": { "at": "/old/0" }, "to": { "at": "/new/0" } } },
              { "each": "/rows", "when": [ { "at": "/k", "is": ["2"] } ], "kind": "split", "fields": { "from": { "at": "/old/0" }, "to": { "each": "/new", "at": "" }, "date": { "at": "/d", "date": "yyyy.MM.dd" } } } ] }
            """
        let body = #"{"ok":"1","rows":[{"k":1,"old":["A"],"new":["B"]},{"k":2,"old":["B"],"new":["C","D"],"d":"2020.01.02"}]}"#
        let reply = try await ask("ps-doorplate", operation, body).reply
        guard case .records(let facts) = reply.statement, case .record(let split) = facts[1] else {
            Issue.record("no records")
            return
        }
        #expect(split.texts("to") == ["C", "D"])
        let failure = await #expect(throws: AdapterFailure.self) {
            try await ask("ps-doorplate", operation, body.replacingFirst("\"k\":2", by: "\"k\":3"))
        }
        #expect(failure?.detail == "/rows/1 is a row that the entry does not map")
    }

    @Test("facts of a file, amounts in fen, members of a household")
    func shapes() async throws {
        let file = try await ask(
            "archive-custodian",
            #"{ \#(Self.request), "about": "/z", "records": [ { "each": "/rows", "kind": "file", "fields": { "person.number": { "at": "/z" }, "custodian": { "at": "/c" }, "facts": { "members": "/f" } } } ] }"#,
            #"{"ok":1,"rows":[{"z":"449901198512040025","c":"C","f":{"入党时间":"2001","学历":"本科"}}]}"#
        ).reply
        guard case .records(let facts) = file.statement, case .record(let record) = facts[0] else {
            Issue.record("no records")
            return
        }
        #expect(record.facts("facts") == [StatedFact(name: "入党时间", text: "2001"), StatedFact(name: "学历", text: "本科")])
        let household = try await ask(
            "ps-hukou-archive",
            #"{ \#(Self.request), "about": ["/m/0/z", "/m/1/z"], "records": [ { "each": "/rows", "kind": "household", "fields": { "address": { "at": "/a" }, "members": { "each": "/m", "number": { "at": "/z" }, "relation": { "at": "/r" }, "from": { "at": "/d", "date": "yyyyMMdd" } } } } ] }"#,
            #"{"ok":1,"rows":[{"a":"A","m":[{"z":"449901198303170018","r":"02"},{"z":"449901198512040025","r":"12","d":"19860101"}]}]}"#
        ).reply
        guard case .records(let lines) = household.statement, case .record(let family) = lines[0] else {
            Issue.record("no records")
            return
        }
        #expect(family.members.map(\.relation) == ["02", "12"])
        #expect(family.members[1].from?.description == "1986-01-01")
    }

    @Test("a list that says itself incomplete is no answer; documents inside JSON are read")
    func incomplete() async throws {
        let operation = """
            { \(Self.request), "reply": { "unwrap": [ { "at": "/data", "decode": ["base64"] } ] }, "about": "/id",
              "outcomes": [ { "any": "/data/brokers", "at": "/replied", "is": ["false"], "means": "error" } ],
              "records": [ { "each": "/data/rows", "kind": "holding", "fields": { "person.number": { "at": "/id" }, "amount": { "at": "/fen", "unit": "fen" } } } ] }
            """
        func body(_ replied: Bool) -> String {
            let inner = #"{"brokers":[{"replied":true},{"replied":\#(replied)}],"rows":[{"id":"449901198512040025","fen":12345}]}"#
            return #"{"ok":1,"data":"\#(Base64.text(of: Array(inner.utf8)))"}"#
        }
        let reply = try await ask("csrc", operation, body(true)).reply
        guard case .records(let facts) = reply.statement, case .record(let record) = facts[0] else {
            Issue.record("no records")
            return
        }
        #expect(record.decimal("amount")?.description == "123.45")
        let failure = await #expect(throws: AdapterFailure.self) { try await ask("csrc", operation, body(false)) }
        #expect(failure?.kind == .registryError)
        let garbage = await #expect(throws: AdapterFailure.self) { try await ask("csrc", operation, #"{"ok":1,"data":"%%"}"#) }
        #expect(garbage?.detail == "/data is not base64")
    }

    @Test("a signature over the document inside stands in the body around it")
    func innerSignature() async throws {
        let operation = """
            { "service": "getBirth", "request": { "path": "/ws", "body": { "form": { "sign": "{signature}", "biz": "{inner}" }, "inner": { "json": { "id": "{subject.number}", "q": "\\"{subject.name}\\"" } }, "wrap": ["base64"] } },
              "success": [ { "at": "/ok", "is": ["1"] } ], "about": { "reply": "/id" },
              "records": [ { "one": "/row", "kind": "birth", "fields": { "child.number": { "at": "/c" }, "mother.number": { "asked": "number" }, "date": { "at": "/t", "date": ["yyyy-MM-dd HH:mm", "yyyyMMdd"] } } } ] }
            """
        let (reply, request) = try await ask(
            "hc-birth", operation, #"{"ok":1,"id":"449901198512040025","row":{"c":"449901201106200067","t":"20110620"}}"#,
            authentication: #"{ "kind": "hmac-sha256", "secret": "key", "over": "{service}\n{inner}" }"#)
        let inner = Base64.text(of: Array(#"{"id":"449901198512040025","q":"\"陈安然\""}"#.utf8))
        let sign = Hexadecimal.text(of: MessageCode.hmacSHA256(key: Array("demo-secret".utf8), Array("getBirth\n\(inner)".utf8)))
        #expect(request.bodyText == "sign=\(sign)&biz=\(inner.split(separator: "=", omittingEmptySubsequences: false).joined(separator: "%3D"))")
        guard case .records(let facts) = reply.statement, case .record(let birth) = facts[0] else {
            Issue.record("no records")
            return
        }
        #expect(birth.party("mother")?.number == "449901198512040025")
        #expect(birth.date("date")?.description == "2011-06-20")
    }
}
