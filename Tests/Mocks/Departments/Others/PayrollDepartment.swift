import ShangMi
import StrictJSON
package import Verification

/// Finance, public payroll: a form gateway of the older kind. One path, `method` says which service; HMAC-SHA256 over the sorted fields.
///
/// Secrets: `app-secret`; optionally `app-key` (else `gatewayd-demo`).
package struct PayrollDepartment: TabledDepartment {
    package static let authority = "finance-payroll"
    package static let datasets: [RegistryID] = [.payroll]

    private static let path = "/gzff/service.do"
    /// In the order of their names, as they are signed.
    private static let signedFields = ["appkey", "format", "method", "sfzh", "timestamp", "v", "xm"]
    private static let columns: [String: [Column]] = [
        "income": [
            .name("XM", of: "person"), .number("SFZH", of: "person"), .period("FFNY", "period", .chinese), .amount("YFGZ", "amount", .fen),
        ]
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "404", "服务不存在"), .unknownCaller: (200, "401", "appkey无效"), .badSignature: (200, "402", "签名校验失败"),
            .staleTimestamp: (200, "403", "时间戳失效"), .expiredSecret: (200, "405", "密钥已停用"), .businessError: (200, "500", "系统内部错误"),
            .closed: (200, "503", "服务时间为工作日八时至十八时"),
        ],
        other: (200, "400", "参数不完整"))

    private let appKey: String
    private let secret: [UInt8]

    package init(credentials: MockCredentials) {
        appKey = credentials.secrets["app-key"] ?? "gatewayd-demo"
        secret = Array((credentials.secrets["app-secret"] ?? "").utf8)
    }

    struct Call { let number: String }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .payroll : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard request.header("content-type")?.hasPrefix("application/x-www-form-urlencoded") == true else { throw .malformed }
        let form = FormFields(request.body)
        guard let key = form["appkey"], key == appKey else { throw .unknownCaller }
        guard form["method"] == "payroll.query", form["format"] == "json", form["v"] == "1.0", let number = form["sfzh"], !number.isEmpty,
            form["xm"]?.isEmpty == false, let time = form["timestamp"].flatMap(ChinaTime.milliseconds)
        else { throw .malformed }
        guard Check.isFresh(time, at: clock) else { throw .staleTimestamp }
        let signed = Self.signedFields.map { "\($0)=\(form[$0] ?? "")" }.joined(separator: "&")
        let expected = Hexadecimal.text(of: MessageCode.hmacSHA256(key: secret, Array(signed.utf8)), upperCase: true)
        guard Check.areEqual(form["sign"], expected) else { throw .badSignature }
        return Call(number: number)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let rows = visit.records(in: .payroll, under: call.number).rows(Self.columns)
        return .json(
            200,
            [
                "res_code": 200, "res_error": "", "res_desc": "查询成功",
                "res_data": ["list": .array(rows), "count": .integer(rows.count), "sjrq": DateForm.slashed.written(visit.world.dataAsOf(.payroll))],
            ])
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        .json(words.status, ["res_code": .number(words.code), "res_error": .string(words.message), "res_data": .null], validation: validation)
    }
}
