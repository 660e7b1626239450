import ShangMi
import StrictJSON
package import Verification

/// Market regulation: HMAC-SHA256 in base64 over lines of method, path and body digest; two lists in one reply.
///
/// Secrets: `app-secret`; optionally `app-id` (else `gatewayd-demo`).
package struct MarketRegulationDepartment: TabledDepartment {
    package static let authority = "samr"
    package static let datasets: [RegistryID] = [.marketEntities]

    private static let path = "/gateway/market/entity/v3"
    private static let entities: [String: [Column]] = [
        "entity": [
            .text("uniscid", "creditCode"), .text("entname", "name"), .name("lerep", of: "legalRepresentative"),
            .number("lerepcerno", of: "legalRepresentative"), .text("regstate", "status"),
        ]
    ]
    private static let shares: [String: [Column]] = [
        "share": [
            .name("inv", of: "person"), .number("cerno", of: "person"), .text("uniscid", "creditCode"), .amount("conprop", "percent", .percent),
        ]
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "4004", "接口不存在"), .unknownCaller: (401, "4001", "appid无效"), .badSignature: (401, "4002", "签名不一致"),
            .staleTimestamp: (401, "4003", "时间戳过期"), .expiredSecret: (401, "4005", "密钥已过期"), .businessError: (200, "5000", "业务处理失败"),
            .closed: (200, "5003", "服务未开放"),
        ],
        other: (400, "4000", "请求参数错误"))

    private let appID: String
    private let secret: [UInt8]

    package init(credentials: MockCredentials) {
        appID = credentials.secrets["app-id"] ?? "gatewayd-demo"
        secret = Array((credentials.secrets["app-secret"] ?? "").utf8)
    }

    struct Call { let number: String }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .marketEntities : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard request.header("appid") == appID else { throw .unknownCaller }
        guard let stamp = request.header("ts"), let seconds = Check.integer(stamp) else { throw .malformed }
        guard seconds < 1_000_000_000_000, Check.isFresh(seconds * 1_000, at: clock, within: 180_000) else { throw .staleTimestamp }
        let digest = Hexadecimal.text(of: Digest.sha256(request.body))
        let signed = [appID, stamp, request.method, request.path, digest].joined(separator: "\n")
        let expected = Base64.text(of: MessageCode.hmacSHA256(key: secret, Array(signed.utf8)))
        guard Check.areEqual(request.header("sign"), expected) else { throw .badSignature }
        guard let body = try? JSON(parsing: request.body, limits: .request), let number = body["cerno"]?.text, !number.isEmpty,
            body["inv"]?.text?.isEmpty == false, body["certype"]?.text != nil
        else { throw .malformed }
        return Call(number: number)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let records = visit.records(in: .marketEntities, under: call.number)
        return reply(
            "2000", "查询成功",
            data: [
                "entities": .array(records.rows(Self.entities, absent: .empty)), "shares": .array(records.rows(Self.shares, absent: .empty)),
                "datadate": DateForm.dashed.written(visit.world.dataAsOf(.marketEntities)),
            ])
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        reply(words.code, words.message, data: .null, status: words.status, validation: validation)
    }

    private func reply(_ code: String, _ message: String, data: JSON, status: Int = 200, validation: String = "ok") -> MockResponse {
        .json(status, ["code": .string(code), "msg": .string(message), "data": data], validation: validation)
    }
}
