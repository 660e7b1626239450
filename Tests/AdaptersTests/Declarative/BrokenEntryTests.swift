import StrictJSON
import Testing

/// Every way in which an entry can be wrong is refused with the pointer of the place.
@Suite("Broken described entries")
struct BrokenEntryTests {
    /// A sound entry that uses most of the language.
    static let sound = """
        { "authority": "tax", "values": { "appID": "gatewayd-demo", "n": "12" }, "tables": { "types": { "resident-id": "01" }, "pay": { "1": "employer" } },
          "authentication": { "kind": "hmac-sm3", "secret": "key", "over": "{value.appID}{time.millis}{nonce}{body}", "encode": "hex",
                              "headers": { "X-App": "{value.appID}", "X-Sign": "{signature}" } },
          "operations": { "tax": {
            "request": { "method": "POST", "path": "/api/income", "query": { "trace": "{exchange.id}" }, "headers": { "Accept": "application/json" },
                         "body": { "json": { "xm": "{subject.name}", "zjhm": "{subject.number}", "lx": "{subject.type|table:types}", "page": "{page.number:integer}" } } },
            "success": [ { "at": "/code", "is": ["0"] } ],
            "outcomes": [ { "at": "/code", "is": ["4040"], "means": "no-record" } ],
            "records": [ { "each": "/data/rows", "unless": [ { "at": "/flag", "is": ["N"] } ], "kind": "income",
                           "fields": { "person.name": { "at": "/xm" }, "person.number": { "at": "/zjhm" }, "period": { "at": "/ssq", "date": "yyyyMM" }, "amount": { "at": "/je" } } } ],
            "about": "/zjhm", "dataAsOf": { "at": "/data/asOf", "date": "yyyy-MM-dd" }, "reference": { "at": "/lsh" },
            "paging": { "size": 100, "first": 1, "total": { "at": "/data/total" }, "maximumPages": 20 },
            "timeoutMilliseconds": 2000, "concurrency": 8, "perSecond": 50, "openingHours": [ { "days": ["mon"], "from": "08:30", "until": "24:00" } ] } } }
        """

    /// What is replaced in the sound entry, by what, and where the mistake is (several, parted by spaces).
    static let broken: [(String, String, String)] = [
        ("\"authority\": \"tax\", ", "", "/authority"),
        ("\"authority\": \"tax\"", "\"authority\": 7", "/authority"),
        ("\"authority\": \"tax\"", "\"authority\": \"t x\"", "/authority"),
        ("\"authority\": \"tax\"", "\"authority\": \"tax\", \"more\": 1", "/more"),
        ("\"appID\": \"gatewayd-demo\"", "\"appID\": \"gatewayd-demo\", \"b c\": \"x\"", "/values/b c"),
        ("\"n\": \"12\"", "\"n\": true", "/values/n"),
        ("\"resident-id\": \"01\"", "\"resident-id\": 1", "/tables/types/resident-id"),
        ("{ \"1\": \"employer\" }", "{}", "/tables/pay"),
        ("\"kind\": \"hmac-sm3\"", "\"kind\": \"hmac-md4\"", "/authentication/kind"),
        ("\"secret\": \"key\", ", "", "/authentication/secret"),
        ("\"secret\": \"key\"", "\"secret\": \"nokey\"", "/authentication/secret"),
        ("\"over\": \"{value.appID}", "\"over\": \"{value.app}", "/authentication/over"),
        ("{nonce}{body}", "{nonce}{signature}", "/authentication/over"),
        ("{nonce}{body}", "{header.X-None}", "/operations/tax/request"),
        ("{nonce}{body}", "{body.sha256}", "/authentication/over"),
        ("\"encode\": \"hex\"", "\"encode\": \"hexa\"", "/authentication/encode"),
        ("\"encode\": \"hex\"", "\"encode\": \"hex\", \"x\": 1", "/authentication/x"),
        ("\"X-Sign\": \"{signature}\"", "\"X-Sign\": \"{nonce}\"", "/authentication/headers"),
        ("\"X-Sign\": \"{signature}\"", "\"X-Sign\": \"{signature}\", \"Host\": \"a\"", "/authentication/headers/Host"),
        ("\"X-Sign\": \"{signature}\"", "\"X-Sign\": \"{signature}\", \"x-sign\": \"a\"", "/authentication/headers/x-sign"),
        ("\"X-Sign\": \"{signature}\"", "\"X-Sign\": \"{signature}\", \"X B\": \"a\"", "/authentication/headers/X B"),
        ("\"X-Sign\": \"{signature}\"", "\"X-Sign\": \"{signature}\", \"X\": \"{body}\"", "/authentication/headers/X"),
        ("\"X-Sign\": \"{signature}\"", "\"X-Sign\": \"{signature}\", \"X\": \"{subject.name}\"", "/authentication/headers/X"),
        ("\"X-App\": \"{value.appID}\"", "\"X-App\": \"{token}\"", "/authentication/headers/X-App"),
        ("\"X-App\": \"{value.appID}\"", "\"X-App\": \"ä\"", "/authentication/headers/X-App"),
        ("\"tax\": {\n", "\"taxes\": {\n", "/operations/taxes"),
        ("\"method\": \"POST\"", "\"method\": \"PUT\"", "/operations/tax/request/method"),
        ("\"method\": \"POST\"", "\"method\": \"GET\"", "/operations/tax/request/body"),
        ("\"path\": \"/api/income\", ", "", "/operations/tax/request/path"),
        ("\"path\": \"/api/income\"", "\"path\": \"api/income\"", "/operations/tax/request/path"),
        ("\"path\": \"/api/income\"", "\"path\": \"/api?x=1\"", "/operations/tax/request/path"),
        ("\"path\": \"/api/income\"", "\"path\": \"/api/../x\"", "/operations/tax/request/path"),
        ("\"path\": \"/api/income\"", "\"path\": \"/api/{subject.number}\"", "/operations/tax/request/path"),
        ("\"path\": \"/api/income\"", "\"path\": \"/api/{secret.key}\"", "/operations/tax/request/path"),
        ("\"trace\": \"{exchange.id}\"", "\"trace\": \"{subject.number|sha256|hex}\"", "/operations/tax/request/query/trace"),
        ("\"trace\": \"{exchange.id}\"", "\"trace\": \"{document.number}\"", "/operations/tax/request/query/trace"),
        ("\"trace\": \"{exchange.id}\"", "\"trace\": 5", "/operations/tax/request/query/trace"),
        ("\"trace\": \"{exchange.id}\"", "\"trace\": \"{ticket}\"", "/operations/tax/request/query/trace"),
        ("\"trace\": \"{exchange.id}\"", "\"trace\": \"{service}\"", "/operations/tax/request/query/trace"),
        ("\"trace\": \"{exchange.id}\"", "\"trace\": \"{signature}\"", "/operations/tax/request/query/trace"),
        ("\"Accept\": \"application/json\"", "\"Accept\": \"{subject.name}\"", "/operations/tax/request/headers/Accept"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{subject.nam}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{subject.name\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"a}b\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{subject.name|capital}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{subject.name|name:round}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{subject.name|sm3}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{time}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{time|date:yyyyMMddhh}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{nonce|digits:99}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{subject.name|hmac-sm3:none|hex}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{document.number}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{inner}\"", "/operations/tax/request/body/json/xm"),
        ("\"xm\": \"{subject.name}\"", "\"xm\": \"{value.appID:integer}\"", "/operations/tax/request/body/json/xm"),
        ("|table:types", "|table:none", "/operations/tax/request/body/json/lx"),
        ("\"{page.number:integer}\"", "\"p{page.number:integer}\"", "/operations/tax/request/body/json/page"),
        ("\"body\": { \"json\"", "\"body\": { \"form\": {\"a\": \"b\"}, \"json\"", "/operations/tax/request/body"),
        ("\"body\": { \"json\"", "\"body\": { \"charset\": \"gbk\", \"json\"", "/operations/tax/request/body/charset"),
        ("\"body\": { \"json\"", "\"body\": { \"wrap\": [\"base64\"], \"json\"", "/operations/tax/request/body/wrap"),
        ("\"body\": { \"json\"", "\"body\": { \"inner\": {\"xml\": \"<a><b></a>\"}, \"json\"", "/operations/tax/request/body/inner/xml"),
        (
            "\"body\": { \"json\"", "\"body\": { \"inner\": {\"xml\": \"<a/>\"}, \"wrap\": [\"gb18030\"], \"json\"",
            "/operations/tax/request/body/wrap"
        ),
        ("\"success\": [ { \"at\": \"/code\", \"is\": [\"0\"] } ],", "", "/operations/tax/success"),
        ("\"success\": [ { \"at\": \"/code\"", "\"success\": [ { \"at\": \"code\"", "/operations/tax/success/0/at"),
        ("\"success\": [ { \"at\": \"/code\", \"is\": [\"0\"] }", "\"success\": [ { \"at\": \"/code\" }", "/operations/tax/success/0"),
        (
            "\"success\": [ { \"at\": \"/code\", \"is\": [\"0\"] }", "\"success\": [ { \"at\": \"/code\", \"present\": false }",
            "/operations/tax/success/0"
        ),
        ("\"means\": \"no-record\"", "\"means\": \"nothing\"", "/operations/tax/outcomes/0/means"),
        (
            "{ \"at\": \"/code\", \"is\": [\"4040\"], \"means\": \"no-record\" }", "{ \"status\": [404], \"means\": \"no-record\" }",
            "/operations/tax/outcomes/0"
        ),
        ("{ \"at\": \"/code\", \"is\": [\"4040\"]", "{ \"at\": \"/code\", \"is\": [4040]", "/operations/tax/outcomes/0/is/0"),
        ("\"about\": \"/zjhm\", ", "", "/operations/tax/about"),
        ("\"about\": \"/zjhm\"", "\"about\": true", "/operations/tax/about"),
        ("\"about\": \"/zjhm\"", "\"about\": \"/zj~hm\"", "/operations/tax/about"),
        ("\"each\": \"/data/rows\", ", "", "/operations/tax/records/0"),
        ("\"each\": \"/data/rows\"", "\"optional\": true, \"each\": \"/data/rows\"", "/operations/tax/records"),
        ("\"kind\": \"income\"", "\"kind\": \"outcome\"", "/operations/tax/records/0/kind"),
        ("\"kind\": \"income\"", "\"kind\": { \"at\": \"/k\" }", "/operations/tax/records/0/kind/table"),
        ("\"kind\": \"income\"", "\"kind\": { \"at\": \"/k\", \"table\": \"pay\" }", "/operations/tax/records/0/kind/table"),
        (
            "\"amount\": { \"at\": \"/je\" }", "\"amounts\": { \"at\": \"/je\" }",
            "/operations/tax/records/0/fields/amounts /operations/tax/records/0/fields/amount"
        ),
        ("\"amount\": { \"at\": \"/je\" }", "\"amount\": { }", "/operations/tax/records/0/fields/amount"),
        ("\"amount\": { \"at\": \"/je\" }", "\"amount\": { \"at\": \"/je\", \"constant\": \"1\" }", "/operations/tax/records/0/fields/amount"),
        ("\"amount\": { \"at\": \"/je\" }", "\"amount\": { \"constant\": \"much\" }", "/operations/tax/records/0/fields/amount/constant"),
        ("\"amount\": { \"at\": \"/je\" }", "\"amount\": { \"at\": \"/je\", \"date\": \"yyyy\" }", "/operations/tax/records/0/fields/amount/date"),
        ("\"amount\": { \"at\": \"/je\" }", "\"amount\": { \"at\": \"/je\", \"default\": \"x\" }", "/operations/tax/records/0/fields/amount/default"),
        ("\"amount\": { \"at\": \"/je\" }", "\"amount\": { \"at\": \"/je\", \"in\": \"row\" }", "/operations/tax/records/0/fields/amount/in"),
        ("\"person.name\"", "\"person.nick\"", "/operations/tax/records/0/fields/person.nick"),
        ("\"date\": \"yyyyMM\"", "\"date\": \"MM\"", "/operations/tax/records/0/fields/period/date"),
        ("\"date\": \"yyyyMM\"", "\"date\": \"YYYYMM\"", "/operations/tax/records/0/fields/period/date"),
        ("\"date\": \"yyyy-MM-dd\"", "\"date\": \"yyyy-MM\"", "/operations/tax/dataAsOf/date"),
        ("\"size\": 100, ", "", "/operations/tax/paging/size"),
        ("\"total\": { \"at\": \"/data/total\" }", "\"total\": { \"at\": \"data\" }", "/operations/tax/paging/total/at"),
        ("\"total\": { \"at\"", "\"pages\": { \"at\": \"/p\" }, \"total\": { \"at\"", "/operations/tax/paging"),
        ("\"maximumPages\": 20", "\"maximumPages\": 101", "/operations/tax/paging/maximumPages"),
        (
            "\"paging\": {", "\"later\": { }, \"paging\": {",
            "/operations/tax/later/ticket /operations/tax/later/poll /operations/tax/later/pending /operations/tax/paging"
        ),
        ("\"timeoutMilliseconds\": 2000", "\"timeoutMilliseconds\": \"2 s\"", "/operations/tax/timeoutMilliseconds"),
        ("\"concurrency\": 8", "\"concurrency\": 0", "/operations/tax/concurrency"),
        ("\"perSecond\": 50", "\"perSecond\": 0.5", "/operations/tax/perSecond"),
        ("\"days\": [\"mon\"]", "\"days\": [\"monday\"]", "/operations/tax/openingHours/0/days/0"),
        ("\"from\": \"08:30\"", "\"from\": \"8:30\"", "/operations/tax/openingHours/0/from"),
        ("\"until\": \"24:00\"", "\"until\": \"08:30\"", "/operations/tax/openingHours/0/until"),
    ]

    @Test("the sound entry compiles")
    func compiles() throws {
        #expect(try DeclarativeRig.problems(Self.sound) == [])
    }

    @Test("a mistake is named with its pointer", arguments: broken.filter { !$0.2.isEmpty })
    func mistake(old: String, new: String, pointers: String) throws {
        let text = Self.sound.replacingFirst(old, by: new)
        #expect(text != Self.sound, "nothing to replace")
        let found = try DeclarativeRig.problems(text)
        #expect(
            Set(found.map(\.pointer)) == Set(pointers.split(separator: " /").enumerated().map { "/s" + ($0.offset == 0 ? "" : "/") + $0.element }))
        #expect(found.allSatisfy { !$0.reason.isEmpty && !$0.code.isEmpty })
    }

    @Test("the corpus has at least sixty mistakes, and all of them are reported together")
    func together() throws {
        #expect(Self.broken.count > 90)
        let text = Self.sound.replacingFirst("\"authority\": \"tax\"", by: "\"authority\": 7").replacingFirst("{subject.name}", by: "{subject.nam}")
            .replacingFirst("\"amount\"", by: "\"amounts\"")
        #expect(try DeclarativeRig.problems(text).count == 4)
    }

    @Test(
        "templates say the column",
        arguments: [
            ("a{b}", 3, "unknown-name"), ("ab}c", 3, "bad-template"), ("{{}}{subject.name|up}", 19, "unknown-filter"),
            ("{subject.name|name:plain|table:x}", 26, "unknown-name"), ("{time|date:yyyyXX}", 16, "bad-template"), ("陈{", 2, "bad-template"),
            ("{subject.name|upper:3}", 15, "bad-template"), ("{subject.name|default:a|upper}", 25, "bad-template"),
            ("{subject.number|base64|date:yyyy}", 24, "bad-template"),
        ])
    func columns(template: String, column: Int, code: String) throws {
        let text = Self.sound.replacingFirst("\"xm\": \"{subject.name}\"", by: "\"xm\": \"\(template)\"")
        let found = try DeclarativeRig.problems(text)
        #expect(found.map(\.code) == [code])
        #expect(found.first?.reason.hasPrefix("column \(column):") == true, "\(found)")
    }

    @Test("what is too large or too deep is refused")
    func huge() throws {
        let deep = String(repeating: "[", count: 17) + "\"x\"" + String(repeating: "]", count: 17)
        #expect(try DeclarativeRig.problems(Self.sound.replacingFirst("\"{subject.name}\"", by: deep)).map(\.code) == ["too-deep"])
        let long = String(repeating: "x", count: 5_000)
        #expect(try DeclarativeRig.problems(Self.sound.replacingFirst("{subject.name}", by: long)).map(\.code) == ["too-long"])
        #expect(try DeclarativeRig.problems("[]").map(\.pointer).contains("/s"))
        #expect(try DeclarativeRig.problems("{}").map(\.pointer) == ["/s/authority", "/s/operations"])
        #expect(throws: (any Error).self) { try DeclarativeRig.problems("{ \"authority\": \"a\", \"authority\": \"b\" }") }
    }
}

extension String {
    /// The text with the first occurrence replaced; the same when there is none.
    func replacingFirst(_ old: String, by new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
