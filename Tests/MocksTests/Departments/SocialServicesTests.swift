import Charsets
import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

extension Caller {
    static let disability = Caller(
        type: DisabledPersonsDepartment.self, dataset: .disability, secrets: ["licence": "demo-dpf"],
        record:
            #"{"kind":"certificate","person":"A","number":"44990119851204002542","category":4,"level":2,"validFrom":"2020-02-29","validUntil":"2030-02-28"}"#,
        stranger: "unknown-caller"
    ) { caller, party, now, send in
        let inner = """
            <?xml version="1.0" encoding="GB18030"?>
            <QUERY><XM>\(party.name ?? "")</XM><SFZH>\(party.number ?? "")</SFZH></QUERY>
            """
        let envelope = """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><queryCert xmlns="urn:cdpf">\
            <reqXml>\(Base64.text(of: try GB18030.bytes(from: inner)))</reqXml></queryCert></soapenv:Body></soapenv:Envelope>
            """
        let headers = [("soapaction", "\"urn:cdpf:queryCert\""), ("x-service-licence", caller.secrets["licence"] ?? "")]
        return send(request("/cdpf/services/CertQuery", headers.map { (name: $0.0, value: $0.1) }, body: Array(envelope.utf8), at: now))
    }

    static let rehabilitation = Caller(
        type: StreetOfficeDepartment.self, dataset: .rehabilitation, secrets: ["token": "demo-street"],
        record: #"{"kind":"agreement","person":"A","institution":"示例街道","measure":"社区康复","from":"2023-01-01","performance":"履行良好"}"#,
        stranger: "unknown-caller", comparesNames: true
    ) { caller, party, now, send in
        let body: JSON = ["name": .string(party.name ?? ""), "idcard": .string(party.number ?? ""), "reason": "测试"]
        return send(post("/sqjd/query", [("token", caller.secrets["token"] ?? "")], body, at: now))
    }

    static let personalFiles = Caller(
        type: FileCustodianDepartment.self, dataset: .personalFiles,
        record: #"{"kind":"file","person":"A","custodian":"示例人才中心","facts":{"参加工作时间":"2008-07","党员":true,"工龄":17}}"#, stranger: nil
    ) { _, party, now, send in
        let body: JSON = ["姓名": .string(party.name ?? ""), "身份证号": .string(party.number ?? ""), "查档事由": "测试"]
        return send(post("/dagl/file/lookup", [("x-caller", "gatewayd-demo")], body, at: now))
    }

    static let localGovernment = Caller(
        type: LocalGovernmentDepartment.self, dataset: .localGovernment, secrets: ["api-key": "demo-local"],
        record: #"{"kind":"premises","applicant":"A","address":"示例市样板路1号"},{"kind":"premises","applicant":"A","address":"2号","date":"2025-01-31"}"#,
        stranger: "unknown-caller"
    ) { caller, party, now, send in
        let body: JSON = ["applicant": [.string(party.name ?? ""), "身份证", .string(party.number ?? "")]]
        return send(post("/onegov/premises/find", [("authorization", "ApiKey \(caller.secrets["api-key"] ?? "")")], body, at: now))
    }
}

/// The departments that keep certificates, agreements, files and statements.
@Suite struct SocialServicesTests {
    @Test func aDisabilityCertificateLiesInTheInnerDocument() throws {
        let inner = try Caller.disability.reply().readable
        #expect(inner.hasPrefix("<?xml version=\"1.0\" encoding=\"GB18030\"?>\n<RESULT><CODE>1</CODE>"))
        #expect(inner.contains("<CJLB>4</CJLB><CJDJ>2</CJDJ><FZRQ>2020年2月29日</FZRQ>") && inner.contains("<SJRQ>2026年3月1日</SJRQ>"))
        #expect(try Caller.disability.reply(about: Worlds.partyB).readable.contains("<CODE>0</CODE>"))
        let fault = try Caller.disability.reply(fault: .expiredSecret)
        #expect(fault.status == 500 && fault.readable.contains("LicenceExpired"))
    }

    @Test func theStreetOfficeSaysWhoDoesNotMatch() throws {
        #expect(try Caller.rehabilitation.json().at("result/matched") == "Y")
        let nobody = try Caller.rehabilitation.json(about: Worlds.partyB)
        #expect(nobody.at("result/matched") == "N" && nobody.at("result/rows/0/note") == "查无此人")
        let other = try Caller.rehabilitation.json(about: Party(name: "陈燃", number: Worlds.numberA))
        #expect(other.at("result/matched") == "E" && other.at("result/rows")?.elements?.count == 1)
        #expect(try Caller.rehabilitation.json().at("result/rows/0/begin") == "2023.01.01")
    }

    @Test func aFileHasItsOwnFacts() throws {
        let reply = try Caller.personalFiles.json()
        #expect(reply.at("档案/0/保管单位") == "示例人才中心" && reply["截止日期"] == "2026年3月1日")
        #expect(reply.at("档案/0/档案内容") == ["参加工作时间": "2008-07", "党员": "true", "工龄": "17"])
        #expect(try Caller.personalFiles.reply(about: Worlds.partyB).status == 404)
        let request = Caller.post("/dagl/file/lookup", [("x-caller", "somebody")], [:], at: Caller.now)
        #expect(Caller.personalFiles.department().respond(to: request, world: try Caller.personalFiles.world()).validation == "unknown-caller")
    }

    @Test func premisesAreRowsWithoutNames() throws {
        let reply = try Caller.localGovernment.json()
        #expect(
            reply["items"] == [
                ["陈安然", .string(Worlds.numberA), "示例市样板路1号", .null], ["陈安然", .string(Worlds.numberA), "2号", "2025-01-31 00:00:00"],
            ])
        #expect(reply["columns"] == ["applicant", "number", "address", "date"] && reply["dataTime"] == "2026-03-01 00:00:00")
    }
}
