import ShangMi
import StrictJSON
package import Verification

/// Tax: JSON with pinyin names, HMAC-SM3 over headers and body, nonces that count once, pages by number.
///
/// Secrets: `app-secret`; optionally `app-id` (else `gatewayd-demo`).
package struct TaxDepartment: TabledDepartment {
    package static let authority = "tax"
    package static let datasets: [RegistryID] = [.tax]

    private static let path = "/api/v2/income/query"
    private static let columns: [String: [Column]] = [
        "income": [
            .name("xm", of: "person"), .number("zjhm", of: "person"), .period("ssq", "period", .compact), .amount("je", "amount", .text),
            .fixed("flag", "Y"),
        ]
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "4041", "接口不存在"), .unknownCaller: (200, "1001", "应用未登记"), .badSignature: (200, "1002", "签名错误"),
            .staleTimestamp: (200, "1003", "时间戳超出允许范围"), .replayedNonce: (200, "1004", "请求重复"), .expiredSecret: (200, "1005", "应用密钥已过期"),
            .businessError: (200, "5000", "系统繁忙"), .closed: (200, "5001", "非服务时间"),
        ],
        other: (200, "2001", "参数错误"))

    private let appID: String
    private let secret: [UInt8]
    private let nonces = NonceLedger()

    package init(credentials: MockCredentials) {
        appID = credentials.secrets["app-id"] ?? "gatewayd-demo"
        secret = Array((credentials.secrets["app-secret"] ?? "").utf8)
    }

    struct Call {
        let number: String
        let page: Int
        let size: Int
    }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .tax : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard let app = request.header("x-app"), app == appID else { throw .unknownCaller }
        guard let stamp = request.header("x-time"), let time = Check.integer(stamp), let nonce = request.header("x-nonce"),
            (8...64).contains(nonce.utf8.count)
        else { throw .malformed }
        guard Check.isFresh(time, at: clock) else { throw .staleTimestamp }
        let expected = MessageCode.hmacSM3(key: secret, Array("\(app)\(stamp)\(nonce)".utf8) + request.body)
        guard Check.areEqual(request.header("x-sign"), Hexadecimal.text(of: expected)) else { throw .badSignature }
        guard nonces.accept(nonce, at: clock) else { throw .replayedNonce }
        guard let body = try? JSON(parsing: request.body, limits: .request), let number = body["zjhm"]?.text, !number.isEmpty,
            body["xm"]?.text?.isEmpty == false, body["zjlx"]?.text?.utf8.count == 2, let page = body["page"]?.integer, page >= 1
        else { throw .malformed }
        let size = body["size"] == nil ? 100 : body["size"]?.integer ?? 0
        guard (1...500).contains(size) else { throw .malformed }
        return Call(number: number, page: page, size: size)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) throws(Refusal) -> MockResponse {
        let rows = visit.records(in: .tax, under: call.number).rows(Self.columns)
        if rows.isEmpty, !visit.isEmptied {
            return reply("4040", "未查询到申报记录", about: call.number, data: .null, to: request, validation: "ok")
        }
        guard let page = rows.page(number: call.page, first: 1, size: call.size) else { throw .malformed }
        return reply(
            "0", "查询成功", about: call.number,
            data: [
                "total": .integer(page.total), "page": .integer(call.page), "rows": .array(Array(page.rows)),
                "asOf": DateForm.dashed.written(visit.world.dataAsOf(.tax)),
            ], to: request, validation: "ok")
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        reply(words.code, words.message, about: nil, data: .null, status: words.status, to: request, validation: validation)
    }

    /// `lsh` is the registry's number of the exchange.
    private func reply(
        _ code: String, _ message: String, about number: String?, data: JSON, status: Int = 200, to request: MockRequest, validation: String
    ) -> MockResponse {
        let serial = Digest.sm3(Array((request.header("x-nonce") ?? "").utf8)).prefix(8)
        return .json(
            status,
            [
                "code": .string(code), "msg": .string(message), "lsh": .string("SW" + Hexadecimal.text(of: Array(serial), upperCase: true)),
                "zjhm": number.map(JSON.string) ?? .null, "data": data,
            ], validation: validation)
    }
}
