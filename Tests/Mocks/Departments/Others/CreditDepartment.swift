import ShangMi
import StrictJSON
package import Verification

/// Public credit information: a secret is fetched with a key, lives five minutes, and signs each query.
///
/// Secrets: `client-key`; optionally `client-id` (else `gatewayd-demo`).
package struct CreditDepartment: TabledDepartment {
    package static let authority = "credit"
    package static let datasets: [RegistryID] = [.credit]

    private static let secretPath = "/credit/api/auth/secret"
    private static let path = "/credit/api/record/query"
    private static let columns: [String: [Column]] = [
        "false-commitment": [
            .name("xyztmc", of: "person"), .number("xyztdm", of: "person"), .date("rdrq", "date", .compact),
            Column(name: "xfzt") { record in record.boolean("repaired").map { .string($0 ? "1" : "0") } },
            .date("xfrq", "repaired", .compact),
        ]
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "40400", "接口不存在"), .unknownCaller: (200, "40013", "客户端无效"), .badSignature: (200, "40015", "签名无效"),
            .staleTimestamp: (200, "40016", "时间戳无效"), .expiredSecret: (200, "40014", "密钥已过期"),
            .businessError: (200, "50000", "系统错误"), .closed: (200, "50300", "非服务时间"),
        ],
        other: (200, "47001", "参数错误"))

    private let clientID: String
    private let clientKey: String
    private let secrets: WindowedSecret

    package init(credentials: MockCredentials) {
        clientID = credentials.secrets["client-id"] ?? "gatewayd-demo"
        clientKey = credentials.secrets["client-key"] ?? ""
        secrets = WindowedSecret(key: Array(clientKey.utf8), windowSeconds: 300)
    }

    enum Call {
        case secret
        case query(number: String)
    }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .credit : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path || request.path == Self.secretPath else { throw .unknownPath }
        guard request.header("x-client-id") == clientID else { throw .unknownCaller }
        if request.path == Self.secretPath {
            guard Check.areEqual(request.header("x-client-key"), clientKey) else { throw .unknownCaller }
            return .secret
        }
        guard let stamp = request.header("x-stamp"), let seconds = Check.integer(stamp) else { throw .malformed }
        guard seconds < 1_000_000_000_000, Check.isFresh(seconds * 1_000, at: clock) else { throw .staleTimestamp }
        // The department's clock may be wrong, but it knows which secret it lent.
        guard secrets.accepted(at: request.receivedAt).contains(where: { isSigned(request, stamp, with: $0) }) else {
            throw secrets.expired(at: request.receivedAt).contains { isSigned(request, stamp, with: $0) } ? .expiredSecret : .badSignature
        }
        guard let body = try? JSON(parsing: request.body, limits: .request), let number = body["xyztdm"]?.text, !number.isEmpty,
            body["xyztmc"]?.text?.isEmpty == false, body["cxyy"]?.text?.isEmpty == false
        else { throw .malformed }
        return .query(number: number)
    }

    private func isSigned(_ request: MockRequest, _ stamp: String, with secret: String) -> Bool {
        let code = MessageCode.hmacSHA256(key: Array(secret.utf8), Array("\(clientID)\(stamp)".utf8) + request.body)
        return Check.areEqual(request.header("x-token"), Hexadecimal.text(of: code))
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        switch call {
        case .secret:
            let loan = secrets.loan(at: request.receivedAt)
            return reply(
                "0", "成功", [JSON.Member("secret", .string(loan.secret)), JSON.Member("expires_in", .integer(loan.livesSeconds))])
        case .query(let number):
            let rows = visit.records(in: .credit, under: number).rows(Self.columns)
            let updated = JSON.Member("update_time", DateForm.seconds.written(visit.world.dataAsOf(.credit)))
            if rows.isEmpty, !visit.isEmptied { return reply("44000", "无失信承诺记录", [updated]) }
            return reply("0", "成功", [JSON.Member("records", .array(rows)), updated])
        }
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        reply(words.code, words.message, [], status: words.status, validation: validation)
    }

    private func reply(
        _ code: String, _ message: String, _ members: [JSON.Member], status: Int = 200, validation: String = "ok"
    ) -> MockResponse {
        .json(
            status, .object([JSON.Member("errcode", .number(code)), JSON.Member("errmsg", .string(message))] + members), validation: validation)
    }
}
