import Charsets
import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

/// The datasets of the native departments that no native adapter reads, in their departments' dialects.
@Suite struct NativeRecordsTests {
    private static let now = Caller.now

    // MARK: Public security

    private static func police(_ path: String, _ service: String, _ condition: JSON, _ dataset: String, _ records: String) throws -> JSON {
        let department = PublicSecurityDepartment(credentials: MockCredentials(secrets: ["token": "demo-token"]))
        let stamp = "\(now / 1_000)"
        let signature = Hexadecimal.text(of: Digest.sha256(Array("\(stamp)demo-tokennonce-0001\(stamp)".utf8)))
        let headers = [
            ("x-tif-paasid", "gatewayd-demo"), ("x-tif-timestamp", stamp), ("x-tif-nonce", "nonce-0001"), ("x-tif-signature", signature),
            ("x-tif-serviceid", service),
        ]
        let request = Caller.post(
            path, headers.map { (name: $0.0, value: $0.1) }, ["cxtj": condition, "cxsy": ["sxbm": "1"]], at: now)
        #expect(department.dataset(of: request)?.rawValue == dataset)
        let response = department.respond(to: request, world: try Worlds.world(persons: Worlds.couple, [dataset: records]))
        #expect(response.validation == "ok")
        let reply = try JSON(parsing: response.body, limits: .registryAnswer)
        #expect(reply.at("head/status") == "0" && reply.at("data/sjjzrq") == "20260301")
        return reply
    }

    private static func person(_ party: Party) -> JSON { ["gmsfzh": .string(party.number ?? ""), "xm": .string(party.name ?? "")] }

    @Test func historicHouseholdsComeWhole() throws {
        let records = #"""
            {"kind":"household","id":"H1","division":"449901","address":"示例村1号","members":[
              {"person":"B","relation":"02","from":"1983-04-01"},{"person":"A","relation":"12","from":"2010-06-01","until":"2019-07-01"}]}
            """#
        for party in [Worlds.partyA, Worlds.partyB] {
            let reply = try Self.police("/ebus/gdga/lshjcx", "svc-lshjcx", Self.person(party), "ps-hukou-archive", records)
            #expect(reply.at("data/cxjg/0/hh") == "H1" && reply.at("data/cxjg/0/cy")?.elements?.count == 2)
            #expect(reply.at("data/cxjg/0/cy/1/yhzgx") == "12" && reply.at("data/cxjg/0/cy/1/qcrq") == "20190701")
        }
    }

    @Test func vehiclesHaveOwners() throws {
        let records = #"{"kind":"vehicle","owner":"A","plate":"粤Z99001","vehicle":"示例牌","from":"2020-01-31"}"#
        let reply = try Self.police("/ebus/gdga/jdccx", "svc-jdccx", Self.person(Worlds.partyA), "ps-traffic", records)
        #expect(reply.at("data/cxjg/0/hphm") == "粤Z99001" && reply.at("data/cxjg/0/djrq") == "20200131" && reply.at("data/cxjg/0/zxrq") == nil)
        #expect(try Self.police("/ebus/gdga/jdccx", "svc-jdccx", Self.person(Worlds.partyB), "ps-traffic", records).at("data/cxjg") == [])
    }

    @Test func doorPlatesAreAskedByPlace() throws {
        let records = #"{"kind":"rename","from":"旧街1号","to":"新街1号","date":"2015-05-01"},{"kind":"address","name":"新街1号"}"#
        let reply = try Self.police("/ebus/gdga/mlpcx", "svc-mlpcx", ["dzmc": "新街1号"], "ps-doorplate", records)
        #expect(reply.at("data/cxjg")?.elements?.map { $0["bglx"] } == ["1", "0"])
        #expect(reply.at("data/cxjg/0/ydz") == ["旧街1号"] && reply.at("data/cxjg/0/bgrq") == "20150501")
        #expect(try Self.police("/ebus/gdga/mlpcx", "svc-mlpcx", ["dzmc": "旧街1号"], "ps-doorplate", records).at("data/cxjg")?.elements?.count == 1)
    }

    // MARK: Civil affairs

    private static func civil(_ service: String, _ condition: JSON, _ dataset: String, _ records: String) throws -> JSON {
        let department = CivilAffairsDepartment(credentials: MockCredentials(secrets: ["app-key": "demo-app-key", "access-key": "demo-access"]))
        let world = try Worlds.world(persons: Worlds.couple, [dataset: records])
        func exchange(_ path: String, _ signed: String, key: [UInt8], _ more: [(String, String)], _ fields: [(String, String)]) -> MockResponse {
            let sign = Base64.text(of: MessageCode.hmacSHA256(key: key, Array(signed.utf8)))
            let headers = [("gjgxjhpt_rid", "gatewayd-demo"), ("gjgxjhpt_rtime", "\(now)"), ("gjgxjhpt_sign", sign)] + more
            let request = Caller.request(
                path, headers.map { (name: $0.0, value: $0.1) }, body: Caller.form(fields.map { ($0.0, $0.1 == "SIGN" ? sign : $0.1) }), at: now)
            if path == "/httpproxy" { #expect(department.dataset(of: request)?.rawValue == dataset) }
            return department.respond(to: request, world: world)
        }
        let appKey = Array("demo-app-key".utf8)
        let lent = exchange("/sysapi/auth/refreshappsecret", "gatewayd-demo\(now)", key: appKey, [], [])
        let wrapped = try #require(try JSON(parsing: lent.body, limits: .request).at("data/secret")?.text.flatMap { Base64.bytes(of: $0) })
        let cipher = try #require(AES128(key: Array(Digest.sha256(appKey).prefix(16))))
        let secret = try #require(cipher.decrypted(Array(wrapped.dropFirst(16)), initialisationVector: Array(wrapped.prefix(16))))
        let response = exchange(
            "/httpproxy", "\(service)gatewayd-demo\(now)", key: secret, [("gjgxjhpt_sid", service)],
            [
                ("access_key", "demo-access"), ("format", "json"), ("request_id", "r1"), ("sign", "SIGN"), ("timestamp", "\(now)"),
                ("version", "1.0"), ("biz_content", String(decoding: condition.encoded(), as: UTF8.self)),
            ])
        #expect(response.validation == "ok")
        let reply = try JSON(parsing: response.body, limits: .registryAnswer)
        #expect(reply["code"] == "1" && reply.at("biz_data/data_as_of") == "2026-03-01")
        return reply
    }

    @Test func adoptionsAreAskedByTheChildOrAnAdopter() throws {
        let records = #"{"kind":"adoption","child":"A","parents":["B"],"date":"2012-09-03"}"#
        func asked(_ type: String, _ party: Party) throws -> JSON? {
            let condition: JSON = ["querytype": .string(type), "name": .string(party.name ?? ""), "cert_num": .string(party.number ?? "")]
            return try Self.civil("s_demo_adoption", condition, "ca-adoption", records).at("biz_data/result/0/op_type")
        }
        #expect(try asked("1", Worlds.partyA) == "SJA" && asked("2", Worlds.partyB) == "SJA" && asked("3", Worlds.partyB) == "SJA")
        // Nothing is a row that says so.
        #expect(try asked("1", Worlds.partyB) == "" && asked("2", Worlds.partyA) == "")
    }

    @Test func aDissolutionTellsWhetherTheBirthParentsResume() throws {
        let records = #"{"kind":"dissolution","child":"A","parents":["B"],"date":"2020-01-31","birthParentsResume":true}"#
        let condition: JSON = ["querytype": "1", "name": "x", "cert_num": .string(Worlds.numberA)]
        let row = try #require(try Self.civil("s_demo_adoption", condition, "ca-adoption", records).at("biz_data/result/0"))
        #expect(row["op_type"] == "SJB" && row["birth_parents_resume"] == "1" && row["adopt_cert_num_man"] == .string(Worlds.numberB))
        #expect(row["adopt_name_woman"] == "" && row["baby_name"] == "陈安然")
    }

    @Test func placeNamesKeepTheirChanges() throws {
        let records = #"{"kind":"merge","from":["甲村","乙村"],"to":"样板村","date":"2004-12-31"}"#
        let reply = try Self.civil("s_demo_placename", ["place_name": "乙村"], "ca-placename", records)
        #expect(reply.at("biz_data/rows/0/CHANGE_TYPE") == "合并" && reply.at("biz_data/rows/0/OLD_NAME") == ["甲村", "乙村"])
        #expect(reply.at("biz_data/rows/0/NEW_NAME") == ["样板村"] && reply.at("biz_data/rows/0/CHANGE_TIME") == "2004-12-31 00:00:00")
    }

    // MARK: Health

    private static func health(_ path: String, _ operation: String, _ fields: String, _ dataset: String, _ records: String) throws -> String {
        let department = HealthDepartment(credentials: MockCredentials(secrets: ["licence-key": "demo-licence"]))
        let document = Base64.text(of: try GB18030.bytes(from: "<?xml version=\"1.0\" encoding=\"GB18030\"?>\n<REQ>\(fields)</REQ>"))
        let signed = "gatewayd-demo\n\(now)\ne1\n\(operation)\n\(document)"
        let signature = Base64.text(of: MessageCode.hmacSHA256(key: Array("demo-licence".utf8), Array(signed.utf8)))
        let envelope = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header><CallerID>gatewayd-demo</CallerID>\
            <Timestamp>\(now)</Timestamp><ExchangeID>e1</ExchangeID><Signature>\(signature)</Signature></soap:Header><soap:Body>\
            <\(operation) xmlns="urn:health:medical-certificates"><request>\(document)</request></\(operation)></soap:Body></soap:Envelope>
            """
        let request = Caller.request(
            path, [("soapaction", "\"urn:health:medical-certificates/\(operation)\"")], body: Array(envelope.utf8), at: now)
        #expect(department.dataset(of: request)?.rawValue == dataset)
        let response = department.respond(to: request, world: try Worlds.world(persons: Worlds.couple, [dataset: records]))
        #expect(response.validation == "ok")
        return response.readable
    }

    @Test func birthsAreAskedByTheMotherOrTheChild() throws {
        let records = #"{"kind":"birth","child":"A","mother":"B","date":"1985-12-04","place":"示例医院","certificate":"G990000001"}"#
        func asked(_ name: String, _ number: String, _ party: Party) throws -> String {
            let fields = "<\(name)>\(party.name ?? "")</\(name)><\(number)>\(party.number ?? "")</\(number)>"
            return try Self.health("/services/csyxzm", "getBirthInfo", fields, "hc-birth", records)
        }
        for reply in [try asked("momName", "momIdCode", Worlds.partyB), try asked("babyName", "babyIdCode", Worlds.partyA)] {
            #expect(reply.contains("<birthCode>G990000001</birthCode>") && reply.contains("<birthTime>19851204</birthTime>"))
            #expect(reply.contains("<babySexCode>2</babySexCode>") && reply.contains("<dadName></dadName>"))
        }
        #expect(try asked("momName", "momIdCode", Worlds.partyA).contains("<ZS>0</ZS>"))
    }

    @Test func fertilityIsAskedByTheMother() throws {
        let fields = "<momName>x</momName><momIdCode>\(Worlds.numberA)</momIdCode>"
        let records = #"{"kind":"child","mother":"A","date":"2020-02-29"},{"kind":"child","mother":"A","child":"B"}"#
        let reply = try Self.health("/services/sydj", "getFertilityInfo", fields, "hc-fertility", records)
        #expect(reply.contains("<ZS>2</ZS>") && reply.contains("<babyName></babyName>") && reply.contains("<babyName>黄立诚</babyName>"))
    }
}
