import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

extension Caller {
    static let payroll = Caller(
        type: PayrollDepartment.self, dataset: .payroll, secrets: ["app-secret": "demo-payroll"],
        record: #"{"kind":"income","person":"A","period":"2025-12","amount":1250.07}"#, stranger: "bad-signature", hourAhead: "stale-timestamp"
    ) { caller, party, now, send in
        var fields = [
            ("appkey", "gatewayd-demo"), ("format", "json"), ("method", "payroll.query"), ("sfzh", party.number ?? ""),
            ("timestamp", compactChinaTime(now)), ("v", "1.0"), ("xm", party.name ?? ""),
        ]
        let signed = fields.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
        let code = MessageCode.hmacSHA256(key: caller.secret("app-secret"), Array(signed.utf8))
        fields.append(("sign", Hexadecimal.text(of: code, upperCase: true)))
        return send(request("/gzff/service.do", [("content-type", "application/x-www-form-urlencoded")], body: form(fields), at: now))
    }

    static func compactChinaTime(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1_000 + 8 * 3_600
        let two = { (value: Int64) in (value < 10 ? "0" : "") + "\(value)" }
        let rest = seconds % 86_400
        return CalendarDate(dayNumber: Int32(seconds / 86_400)).compact + two(rest / 3_600) + two(rest / 60 % 60) + two(rest % 60)
    }
}

/// Public payroll: amounts in fen, months in Chinese, nothing is an empty list.
@Suite struct PayrollTests {
    @Test func rows() throws {
        let reply = try Caller.payroll.json()
        #expect(reply["res_code"] == 200 && reply.at("res_data/count") == 1 && reply.at("res_data/sjrq") == "2026/3/1")
        #expect(reply.at("res_data/list/0/FFNY") == "2025年12月" && reply.at("res_data/list/0/YFGZ") == 125_007)
        #expect(try Caller.payroll.json(about: Worlds.partyB).at("res_data/list") == [])
    }

    @Test func timesAreChinas() {
        #expect(Caller.compactChinaTime(1_772_330_400_000) == "20260301100000")
    }
}
