import AdapterKit
import Adapters
import Charsets
import ShangMi
import StrictJSON
import Synchronization
import Testing
import Verification

/// What goes over the wire for described registries of very different manners, and what is made of their replies.
@Suite("Described registries on the wire")
struct DescribedWireTests {
    private func record(_ reply: Reply, _ index: Int = 0) throws -> Record {
        guard case .records(let facts) = reply.statement, facts.indices.contains(index), case .record(let record) = facts[index] else {
            throw Missing()
        }
        return record
    }

    private struct Missing: Error {}

    @Test("a form with HMAC-SHA256 over its parts")
    func form() async throws {
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in
            DeclarativeRig.response(#"{"code":1,"rows":[{"sfzh":"449901198512040025","xm":"陈安然","ffny":"2026年01月","je":"12345.60"}]}"#)
        }
        let adapter = try DeclarativeRig.adapter(
            """
            { "authority": "finance", "values": { "appID": "gate way" },
              "authentication": { "kind": "hmac-sha256", "secret": "key", "over": "{value.appID}\\n{time.unix}\\n{subject.number|lower}", "encode": "base64",
                                  "headers": { "X-App": "{value.appID}" } },
              "operations": { "finance-payroll": {
                "request": { "path": "/pay", "query": { "a b": "x&{exchange.uuid}", "t": "{trace}" },
                             "body": { "form": { "xm": "{subject.name|name:dot}", "xb": "{subject.sex|table:sex}", "csrq": "{subject.birthDate|date:yyyy/MM/dd}", "sj": "{time|date:yyyyMMddHHmmssSSS}", "sign": "{signature}", "n": "{nonce|digits:6}" } } },
                "success": [ { "at": "/code", "is": ["1"] } ],
                "records": [ { "each": "/rows", "kind": "income", "fields": { "person.number": { "at": "/sfzh" }, "person.name": { "at": "/xm" }, "period": { "at": "/ffny", "date": "yyyy年MM月" }, "amount": { "at": "/je" } } } ],
                "about": "/sfzh" } },
              "tables": { "sex": { "male": "1", "female": "2" } } }
            """, registry)
        let reply = try await adapter.ask(Question("finance-payroll", about: DeclarativeRig.subject), context: DeclarativeRig.context)
        let record = try record(reply)
        #expect(record.decimal("amount")?.hundredths == 1_234_560)
        #expect(record.period("period")?.description == "2026-01")
        #expect(record.party("person") == Party(name: "陈安然", number: "449901198512040025"))
        let request = try #require(registry.requests.first)
        #expect(request.method == .post)
        #expect(request.path == "/pay?a+b=x%2601234567-89ab-cdef-0123-456789abcdef&t=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        let mac = MessageCode.hmacSHA256(key: Array("demo-secret".utf8), Array("gate way\n1772331630\n449901198512040025".utf8))
        let sign = Base64.text(of: mac).replacingOccurrences(["+": "%2B", "/": "%2F", "=": "%3D"])
        #expect(request.bodyText == "xm=%E9%99%88%E5%AE%89%E7%84%B6&xb=2&csrq=1985%2F12%2F04&sj=20260301102030123&sign=\(sign)&n=717171")
        #expect(request.value("Content-Type") == "application/x-www-form-urlencoded; charset=utf-8")
        #expect(request.value("X-App") == "gate way")
    }

    static let paged = """
        { "authority": "tax", "values": { "appID": "gatewayd-demo" },
          "authentication": { "kind": "hmac-sm3", "secret": "key", "over": "{method}{path}{value.appID}{time.millis}{nonce}{body}{header.X-App}", "encode": "hex",
                              "headers": { "X-App": "{value.appID}", "X-Digest": "{body.sha256|base64}", "X-Sign": "{signature}" } },
          "operations": { "tax": {
            "request": { "path": "/income", "body": { "json": { "xm": "{subject.name}", "zjhm": "{subject.number}", "page": "{page.number:integer}", "fixed": [1, true, null, "x\\"y"], "t": "{trace}" } } },
            "success": [ { "at": "/code", "is": ["0"] } ],
            "outcomes": [ { "at": "/code", "is": ["4040"], "means": "no-record" }, { "at": "/code", "is": ["9001"], "means": "denied" },
                          { "status": [404], "at": "/code", "is": ["4041"], "means": "not-covered" }, { "at": "/code", "is": ["9"], "means": "throttled" } ],
            "records": [ { "each": "/data/rows", "unless": [ { "at": "/flag", "is": ["N"] } ], "kind": "income",
                           "fields": { "person.name": { "at": "/xm" }, "person.number": { "at": "/zjhm" }, "period": { "at": "/ssq", "date": "yyyyMM" }, "amount": { "at": "/je" } } } ],
            "about": "/zjhm", "dataAsOf": { "at": "/data/asOf", "date": "yyyy-MM-dd" }, "reference": { "at": "/lsh" },
            "paging": { "size": 2, "first": 1, "total": { "at": "/data/total" }, "maximumPages": 3 } } } }
        """

    static func page(_ amounts: [String], total: Int, number: String = "449901198512040025") -> String {
        let rows = amounts.map { #"{"xm":"陈安然","zjhm":"\#(number)","ssq":"202601","je":\#($0)}"# }.joined(separator: ",")
        return #"{"code":"0","lsh":"L-1","data":{"asOf":"2026-02-28","total":\#(total),"rows":[\#(rows)]}}"#
    }

    @Test("JSON with HMAC-SM3 over the request, in pages")
    func pages() async throws {
        let registry = DescribedRegistry { _, index throws(OutboundFailure) in
            DeclarativeRig.response(Self.page(index == 0 ? ["1", "2.5"] : ["3"], total: 3))
        }
        let reply = try await DeclarativeRig.adapter(Self.paged, registry).ask(
            Question("tax", about: DeclarativeRig.subject), context: DeclarativeRig.context)
        #expect(try (0..<3).map { try record(reply, $0).decimal("amount")?.hundredths } == [100, 250, 300])
        #expect(reply.dataAsOf?.description == "2026-02-28")
        #expect(reply.reference == "L-1")
        #expect(registry.requests.count == 2)
        let nonce = String(repeating: "ab", count: 16)
        for (index, request) in registry.requests.enumerated() {
            #expect(
                request.bodyText
                    == #"{"xm":"陈安然","zjhm":"449901198512040025","page":\#(index + 1),"fixed":[1,true,null,"x\"y"],"t":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}"#
            )
            let signed = "POST/incomegatewayd-demo1772331630123" + nonce + request.bodyText + "gatewayd-demo"
            let mac = Hexadecimal.text(of: MessageCode.hmacSM3(key: Array("demo-secret".utf8), Array(signed.utf8)))
            #expect(request.value("X-Sign") == mac)
            #expect(request.value("X-Digest") == Base64.text(of: Digest.sha256(request.body)))
        }
    }

    @Test("OAuth 2.0 with a cursor; the token is kept, and fetched again when it is refused")
    func oauth() async throws {
        let tokens = Mutex(0)
        let registry = DescribedRegistry { request, _ throws(OutboundFailure) in
            if request.path == "/oauth/token" {
                let count = tokens.withLock { tokens in
                    tokens += 1
                    return tokens
                }
                return DeclarativeRig.response(#"{"access_token":"T\#(count)","token_type":"Bearer","expires_in":600}"#)
            }
            if request.value("Authorization") == "Bearer T1", request.path.contains("cursor") {
                return DeclarativeRig.response("", status: 401, headers: [("WWW-Authenticate", "Bearer error=\"invalid_token\"")])
            }
            let next = request.path.contains("cursor=c%2F2") ? "null" : #""c/2""#
            return DeclarativeRig.response(
                #"{"ok":true,"next":\#(next),"items":[{"holder":{"id":"449901198512040025"},"bank":"B","sum":"\#(next.utf8.count)"}]}"#)
        }
        let adapter = try DeclarativeRig.adapter(
            """
            { "authority": "nfra", "authentication": { "kind": "oauth2", "tokenPath": "/oauth/token", "clientID": "gate:way", "clientSecret": "key", "scope": "holdings" },
              "operations": { "nfra": {
                "request": { "method": "POST", "path": "/holdings", "query": { "limit": "{page.size}", "cursor": "{page.cursor}" }, "body": { "json": { "id": "{subject.number}" } } },
                "success": [ { "at": "/ok", "is": ["true"] } ],
                "records": [ { "each": "/items", "kind": "holding", "fields": { "person.number": { "at": "/holder/id" }, "institution": { "at": "/bank" }, "amount": { "at": "/sum" } } } ],
                "about": "/holder/id", "paging": { "size": 1, "next": { "at": "/next" } } } } }
            """, registry)
        let reply = try await adapter.ask(Question("nfra", about: DeclarativeRig.subject), context: DeclarativeRig.context)
        #expect(try record(reply, 1).text("institution") == "B")
        #expect(
            registry.requests.map(\.path) == [
                "/oauth/token", "/holdings?limit=1", "/holdings?limit=1&cursor=c%2F2", "/oauth/token", "/holdings?limit=1&cursor=c%2F2",
            ])
        #expect(registry.requests[0].bodyText == "grant_type=client_credentials&scope=holdings")
        #expect(registry.requests[0].value("Authorization") == "Basic " + Base64.text(of: Array("gate%3Away:demo-secret".utf8)))
        #expect(registry.requests[4].value("Authorization") == "Bearer T2")
        _ = try await adapter.ask(Question("nfra", about: DeclarativeRig.subject), context: DeclarativeRig.context)
        #expect(tokens.withLock { $0 } == 2)
    }

    @Test("a lent token goes into the query where a registry wants nothing else")
    func tokenInQuery() async throws {
        let registry = DescribedRegistry { request, _ throws(OutboundFailure) in
            request.path == "/token"
                ? DeclarativeRig.response(#"{"access_token":"T/1","token_type":"Bearer","expires_in":600}"#)
                : DeclarativeRig.response(#"{"ok":true,"items":[]}"#)
        }
        let adapter = try DeclarativeRig.adapter(
            """
            { "authority": "nfra", "authentication": { "kind": "oauth2", "tokenPath": "/token", "clientID": "x", "clientSecret": "key", "headers": {} },
              "operations": { "nfra": {
                "request": { "path": "/q", "query": { "access_token": "{token}" }, "body": { "json": { "id": "{subject.number}" } } },
                "success": [ { "at": "/ok", "is": ["true"] } ],
                "records": [ { "each": "/items", "kind": "holding", "fields": { "person.number": { "at": "/id" } } } ], "about": "/id" } } }
            """, registry)
        let reply = try await adapter.ask(Question("nfra", about: DeclarativeRig.subject), context: DeclarativeRig.context)
        #expect(reply.statement == .noRecord)
        #expect(registry.requests.map(\.path) == ["/token", "/q?access_token=T%2F1"])
        #expect(registry.requests[1].value("Authorization") == nil)
    }

    @Test("a full page that points nowhere is no whole answer", arguments: [(1, false), (2, true)])
    func pageWithoutPointer(_ size: Int, _ isAnswer: Bool) async throws {
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in
            DeclarativeRig.response(#"{"ok":true,"items":[{"holder":{"id":"449901198512040025"},"bank":"B","sum":"7"}]}"#)
        }
        let adapter = try DeclarativeRig.adapter(
            """
            { "authority": "nfra", "operations": { "nfra": {
                "request": { "method": "POST", "path": "/holdings", "body": { "json": { "id": "{subject.number}", "from": "{page.cursor}" } } },
                "success": [ { "at": "/ok", "is": ["true"] } ],
                "records": [ { "each": "/items", "kind": "holding", "fields": { "person.number": { "at": "/holder/id" }, "institution": { "at": "/bank" }, "amount": { "at": "/sum" } } } ],
                "about": "/holder/id", "paging": { "size": \(size), "next": { "at": "/nextt" } } } } }
            """, registry)
        do throws(AdapterFailure) {
            _ = try await adapter.ask(Question("nfra", about: DeclarativeRig.subject), context: DeclarativeRig.context)
            #expect(isAnswer)
        } catch {
            #expect(!isAnswer)
            #expect(error.kind == .unreadable)
        }
    }

    static let soap = """
        { "authority": "dpf", "tables": { "kinds": { "1": "certificate" } },
          "authentication": { "kind": "basic", "user": "gate", "password": "key" },
          "operations": { "dpf": {
            "request": { "path": "/ws", "headers": { "SOAPAction": "\\"query\\"" },
              "body": { "xml": "<e:Envelope xmlns:e='urn:e'><e:Body><q><id>{exchange.id}</id><doc>{inner}</doc></q></e:Body></e:Envelope>",
                        "inner": { "xml": "<?xml version='1.0' encoding='GB18030'?><R><XM>{subject.name}</XM><ZH>{subject.number15|default:}</ZH></R>" }, "wrap": ["gb18030", "base64"] } },
            "reply": { "format": "xml", "unwrap": [ { "at": "/Envelope/Body/r", "decode": ["base64", "gb18030"], "format": "xml" } ] },
            "success": [ { "at": "/Envelope/Body/r/D/head/@code", "is": ["10"] } ],
            "outcomes": [ { "at": "/Envelope/Body/Fault/faultcode", "present": true, "means": "error" } ],
            "records": [ { "each": "/Envelope/Body/r/D/rows/row", "kind": { "at": "LX", "table": "kinds" },
              "fields": { "person.name": { "at": "XM" }, "person.number": { "at": "ZH" }, "number": { "either": ["ZJ2", "ZJ[1]"] }, "category": { "at": "item[@k='c']/v" }, "validFrom": { "at": "RQ", "date": ["yyyyMMdd", "millis"] } } } ],
            "about": ["ZH"], "count": { "at": "/Envelope/Body/r/D/head/@n" } } } }
        """

    static func soapReply(_ inner: String) throws -> OutboundResponse {
        let document = Base64.text(of: try GB18030.bytes(from: inner))
        return DeclarativeRig.response(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"urn:e\"><s:Body><r>\(document)</r></s:Body></s:Envelope>")
    }

    @Test("SOAP with a document in GB 18030 inside")
    func xml() async throws {
        let inner = """
            <?xml version="1.0" encoding="GB18030"?><D><head code="10" n="2"/><rows>\
            <row><LX>1</LX><XM>䶮文涛&amp;</XM><ZH>449902630501003</ZH><ZJ>A1</ZJ><item k="l"><v>9</v></item><item k="c"><v>3</v></item><RQ>20200229</RQ></row>\
            <row><LX>1</LX><XM/><ZH>449902196305010031</ZH><ZJ2>B</ZJ2><RQ>1772331630123</RQ></row></rows></D>
            """
        let reply = try Self.soapReply(inner)
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in reply }
        let answer = try await DeclarativeRig.adapter(Self.soap, registry).ask(
            Question("dpf", about: DeclarativeRig.old), context: DeclarativeRig.context)
        let first = try record(answer)
        #expect(first.party("person")?.name == "䶮文涛&")
        #expect(first.text("number") == "A1")
        #expect(first.integer("category") == 3)
        #expect(first.date("validFrom")?.description == "2020-02-29")
        #expect(try record(answer, 1).date("validFrom")?.description == "2026-03-01")
        let request = try #require(registry.requests.first)
        let document = try GB18030.bytes(from: "<?xml version='1.0' encoding='GB18030'?><R><XM>欧阳建国</XM><ZH>449902630501003</ZH></R>")
        #expect(
            request.bodyText
                == "<e:Envelope xmlns:e='urn:e'><e:Body><q><id>0123456789abcdef0123456789abcdef</id><doc>\(Base64.text(of: document))</doc></q></e:Body></e:Envelope>"
        )
        #expect(request.value("Authorization") == "Basic " + Base64.text(of: Array("gate:demo-secret".utf8)))
        #expect(request.value("SOAPAction") == "\"query\"")
    }

    static let later = """
        { "authority": "local-gov", "operations": { "local-gov": {
            "request": { "path": "/cases", "body": { "json": { "id": "{subject.number}" } } },
            "later": { "ticket": { "at": "/case" }, "status": [202], "poll": { "path": "/cases/{ticket}" }, "pending": [ { "at": "/state", "is": ["RUNNING"] } ], "pendingStatus": [204], "everyMilliseconds": 10 },
            "success": [ { "at": "/state", "is": ["DONE"] } ],
            "outcomes": [ { "at": "/result", "present": false, "means": "no-record" } ],
            "records": [ { "one": "/result", "kind": "premises", "fields": { "applicant.number": { "asked": "number" }, "address": { "at": "/addr" } } } ],
            "about": { "at": "/echo", "equals": "{exchange.id}" } } } }
        """

    @Test("an answer that comes later is fetched by its ticket")
    func asynchronous() async throws {
        let registry = DescribedRegistry { request, index throws(OutboundFailure) in
            switch index {
            case 0: DeclarativeRig.response(#"{"case":"C/1"}"#, status: 202)
            case 1: DeclarativeRig.response("", status: 204)
            case 2: DeclarativeRig.response(#"{"state":"RUNNING"}"#)
            default: DeclarativeRig.response(#"{"state":"DONE","echo":"0123456789abcdef0123456789abcdef","result":{"addr":"示例路1号"}}"#)
            }
        }
        let question = Question("local-gov", about: DeclarativeRig.subject)
        await #expect(throws: AdapterFailure.self) {
            try await DeclarativeRig.adapter(Self.later, registry).ask(question, context: DeclarativeRig.context)
        }
        let good = DescribedRegistry { request, index throws(OutboundFailure) in
            switch index {
            case 0: DeclarativeRig.response(#"{"case":"C-1"}"#, status: 202)
            case 1: DeclarativeRig.response("", status: 204)
            case 2: DeclarativeRig.response(#"{"state":"RUNNING"}"#)
            default: DeclarativeRig.response(#"{"state":"DONE","echo":"0123456789abcdef0123456789abcdef","result":{"addr":"示例路1号"}}"#)
            }
        }
        let pauses = Mutex<[Duration]>([])
        let adapter = try DeclarativeRig.adapter(Self.later, good, pause: { pause in pauses.withLock { $0.append(pause) } })
        let reply = try await adapter.ask(question, context: DeclarativeRig.context)
        #expect(try record(reply).text("address") == "示例路1号")
        #expect(try record(reply).party("applicant")?.number == "449901198512040025")
        #expect(good.requests.map(\.path) == ["/cases", "/cases/C-1", "/cases/C-1", "/cases/C-1"])
        #expect(good.requests.map(\.method) == [.post, .get, .get, .get])
        #expect(pauses.withLock { $0 } == [Duration](repeating: .milliseconds(10), count: 3))
    }

    @Test("an answer that is never ready becomes a ticket; one that says nothing is no record only after success")
    func tickets() async throws {
        let question = Question("local-gov", about: DeclarativeRig.subject)
        let never = DescribedRegistry { _, index throws(OutboundFailure) in
            index == 0 ? DeclarativeRig.response(#"{"case":"C-1"}"#, status: 202) : DeclarativeRig.response(#"{"state":"RUNNING"}"#)
        }
        let reply = try await DeclarativeRig.adapter(Self.later, never).ask(question, context: DeclarativeRig.context)
        #expect(reply == Reply(.later(Ticket(number: "C-1")), reference: "C-1"))
        for (body, expected) in [
            (#"{"state":"DONE","echo":"0123456789abcdef0123456789abcdef"}"#, Reply.Statement.noRecord), (#"{"state":"DONE","echo":"other"}"#, nil),
            (#"{}"#, nil), (#"{"state":"FAILED"}"#, nil), (#"{"case":"C-1"}"#, nil),
        ] {
            let registry = DescribedRegistry { _, index throws(OutboundFailure) in
                index == 0 ? DeclarativeRig.response(#"{"case":"C-1"}"#, status: 202) : DeclarativeRig.response(body)
            }
            let statement = try? await DeclarativeRig.adapter(Self.later, registry).ask(question, context: DeclarativeRig.context).statement
            #expect(statement == expected, "\(body)")
        }
    }
}

extension String {
    fileprivate func replacingOccurrences(_ table: [Character: String]) -> String { map { table[$0] ?? String($0) }.joined() }
}
