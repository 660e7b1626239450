import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

private let holding = #"{"kind":"holding","person":"A","institution":"示例<银行>","asset":"存款","amount":12.5}"#

extension Caller {
    static let bankHoldings = Caller(
        type: FinancialSupervisionDepartment.self, dataset: .bankHoldings, secrets: ["auth-key": "demo-nfra"], record: holding,
        stranger: "unknown-caller"
    ) { caller, party, now, send in
        let document = """
            <?xml version="1.0" encoding="UTF-8"?><Request><Head><TransCode>ASSETQ</TransCode><SeqNo>S1</SeqNo>\
            <ReqTime>\(compactChinaTime(now))</ReqTime></Head><Body><CustName>\(party.name ?? "")</CustName><CertType>10</CertType>\
            <CertNo>\(party.number ?? "")</CertNo></Body></Request>
            """
        return send(request("/jrcx/asset", [("x-auth-key", caller.secrets["auth-key"] ?? "")], body: Array(document.utf8), at: now))
    }

    static let securities = Caller(
        type: SecuritiesDepartment.self, dataset: .securities, secrets: ["password": "demo-csrc"], record: holding, stranger: "unknown-caller"
    ) { caller, party, now, send in
        let credentials = Base64.text(of: Array("gatewayd-demo:".utf8) + caller.secret("password"))
        let investor: JSON = ["name": .string(party.name ?? ""), "idCode": .string(party.number ?? ""), "idKind": "ID"]
        return send(post("/securities/v1/positions", [("authorization", "Basic \(credentials)")], ["investor": investor], at: now))
    }
}

/// Holdings: institutions that have not answered keep silence from being "nothing".
@Suite struct HoldingsTests {
    private static func world(_ dataset: String, answered: Bool, _ records: String = "") throws -> PopulationWorld {
        let text = #"""
            {"today":"2026-03-01","persons":{\#(Worlds.couple)},"registries":{"\#(dataset)":{
              "institutions":[{"name":"示例银行"},{"name":"样板银行","answered":\#(answered)}],"records":[\#(records)]}}}
            """#
        return PopulationWorld(try Population(parsing: Array(text.utf8), defaultToday: Worlds.today))
    }

    @Test func xmlRowsCarryAttributes() throws {
        let text = try Caller.bankHoldings.reply(world: Self.world("nfra", answered: true, holding)).readable
        #expect(text.contains(#"<Asset inst="示例&lt;银行&gt;" type="存款"><CustName>陈安然</CustName>"#))
        #expect(text.contains("<Balance>12.50</Balance>") && text.contains("<DataDate>20260301</DataDate><Complete>Y</Complete>"))
        #expect(text.contains(#"<Inst name="样板银行" answered="1"/>"#) && text.contains("<RetCode>000000</RetCode>"))
    }

    @Test func nothingIsSaidOnlyWhenAllHaveAnswered() throws {
        #expect(try Caller.bankHoldings.reply(world: Self.world("nfra", answered: true)).readable.contains("<RetCode>100001</RetCode>"))
        let open = try Caller.bankHoldings.reply(world: Self.world("nfra", answered: false)).readable
        #expect(open.contains("<RetCode>000000</RetCode>") && open.contains("<Complete>N</Complete>"))
        #expect(try Caller.securities.json(world: Self.world("csrc", answered: true))["status"] == "NOT_FOUND")
        let brokers = try Caller.securities.json(world: Self.world("csrc", answered: false))
        #expect(brokers["status"] == "OK" && brokers.at("brokers/1/replied") == false && brokers["positions"] == [])
    }

    @Test func securitiesAreNumbersAndDaysComeFirst() throws {
        let reply = try Caller.securities.json()
        #expect(reply.at("positions/0/marketValue") == .number("12.50") && reply["asOfDate"] == "01.03.2026")
    }
}
