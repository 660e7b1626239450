import ShangMi
import StrictJSON
package import Verification

/// Human resources and social security: OAuth 2.0 client credentials in the form, REST in English, pages by cursor, errors by HTTP status.
///
/// Secrets: `client-secret`; optionally `client-id` (else `gatewayd-demo`).
package struct HumanResourcesDepartment: TabledDepartment {
    package static let authority = "hrss"
    package static let datasets: [RegistryID] = [.employment, .socialInsurance]

    private static let services: [String: RegistryID] = [
        "/openapi/v2/unemployment/search": .employment, "/openapi/v2/contributions/search": .socialInsurance,
    ]
    private static let person = Column.group("person", [.name("fullName", of: "person"), .number("idNo", of: "person")], absent: .null)
    private static let spell: [Column] = [
        .kind("category", codes: ["unemployed": "UNEMPLOYED", "hardship": "HARDSHIP"]), person, .date("startDate", "from", .dashed),
        .date("endDate", "until", .dashed),
    ]
    private static let columns: [String: [Column]] = [
        "unemployed": spell, "hardship": spell,
        "contribution": [
            person, .period("month", "period", .dashed), .text("employerName", "employer"), .amount("contributionBase", "base", .text),
            .text("payerType", "payer", codes: ["employer": "E", "flexible": "F"]),
        ],
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "NOT_FOUND", "没有这个服务"), .unknownCaller: (401, "INVALID_CLIENT", "客户端不存在或密钥错误"),
            .unknownToken: (401, "INVALID_TOKEN", "令牌无效"), .expiredSecret: (401, "TOKEN_EXPIRED", "令牌已过期"),
            .businessError: (500, "BACKEND_ERROR", "业务系统异常"), .closed: (503, "OUT_OF_SERVICE_HOURS", "非服务时间"),
        ],
        other: (400, "BAD_REQUEST", "请求参数错误"))

    private let clientID: String
    private let clientSecret: String
    private let token: ExpiringToken
    private let cursor: Cursor

    package init(credentials: MockCredentials) {
        clientID = credentials.secrets["client-id"] ?? "gatewayd-demo"
        clientSecret = credentials.secrets["client-secret"] ?? ""
        token = ExpiringToken(key: Array("hrss \(clientSecret)".utf8), lifetimeSeconds: 600)
        cursor = Cursor(key: Array("hrss cursor \(clientSecret)".utf8))
    }

    enum Call {
        case token
        case search(RegistryID, number: String, limit: Int, offset: Int)
    }

    package func dataset(of request: MockRequest) -> RegistryID? { Self.services[request.path] }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST" else { throw .unknownPath }
        if request.path == "/oauth2/token" { return try tokenCall(request) }
        guard let registry = Self.services[request.path] else { throw .unknownPath }
        guard let authorization = request.header("authorization"), authorization.hasPrefix("Bearer ") else { throw .unknownToken }
        switch token.verdict(on: String(authorization.dropFirst(7)), at: clock) {
        case .unknown: throw .unknownToken
        case .expired: throw .expiredSecret
        case .valid: break
        }
        guard let body = try? JSON(parsing: request.body, limits: .request), let number = body["idNo"]?.text, !number.isEmpty,
            body["fullName"]?.text?.isEmpty == false, body["idType"]?.text != nil
        else { throw .malformed }
        let limit = body["limit"] == nil ? 50 : body["limit"]?.integer ?? 0
        guard (1...200).contains(limit) else { throw .malformed }
        guard let given = body["cursor"], !given.isNull, given != "" else { return .search(registry, number: number, limit: limit, offset: 0) }
        guard let offset = given.text.flatMap(cursor.offset) else { throw .malformed }
        return .search(registry, number: number, limit: limit, offset: offset)
    }

    private func tokenCall(_ request: MockRequest) throws(Refusal) -> Call {
        let form = FormFields(request.body)
        guard form["grant_type"] == "client_credentials", form["scope"] == "hrss.query" else { throw .malformed }
        guard form["client_id"] == clientID, Check.areEqual(form["client_secret"], clientSecret) else { throw .unknownCaller }
        return .token
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        switch call {
        case .token:
            return .json(
                200,
                [
                    "access_token": .string(token.lent(at: request.receivedAt)), "token_type": "bearer",
                    "expires_in": .integer(token.lifetimeSeconds),
                ], headers: [("Cache-Control", "no-store")])
        case .search(let registry, let number, let limit, let offset):
            let page = Page(of: visit.records(in: registry, under: number).rows(Self.columns, absent: .null), from: offset, size: limit)
            return .json(
                200,
                [
                    "message": "查询成功", "items": .array(Array(page.rows)),
                    "nextCursor": page.next.map { .string(cursor.text(at: $0)) } ?? .null,
                    "dataAsOf": DateForm.rfc3339.written(visit.world.dataAsOf(registry)),
                    "requestId": .string(request.header("x-request-id") ?? ""),
                ])
        }
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        .json(words.status, ["error": ["code": .string(words.code), "message": .string(words.message)]], validation: validation)
    }
}
