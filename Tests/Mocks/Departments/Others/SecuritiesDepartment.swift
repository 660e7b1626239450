import ShangMi
import StrictJSON
package import Verification

/// Securities supervision: HTTP Basic, English words for states, days written with the day first, amounts as JSON numbers.
///
/// Secrets: `password`; optionally `user` (else `gatewayd-demo`).
package struct SecuritiesDepartment: TabledDepartment {
    package static let authority = "csrc"
    package static let datasets: [RegistryID] = [.securities]

    private static let path = "/securities/v1/positions"
    private static let columns: [String: [Column]] = [
        "holding": [
            .name("holderName", of: "person"), .number("holderId", of: "person"), .text("broker", "institution"), .text("instrument", "asset"),
            .amount("marketValue", "amount", .number),
        ]
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "NO_SUCH_SERVICE", "没有这个服务"), .unknownCaller: (401, "UNAUTHORIZED", "用户名或口令错误"),
            .expiredSecret: (401, "PASSWORD_EXPIRED", "口令已过期"), .businessError: (200, "ERROR", "查询失败"), .closed: (503, "CLOSED", "休市维护"),
        ],
        other: (400, "BAD_REQUEST", "请求内容不正确"))

    private let authorization: String

    package init(credentials: MockCredentials) {
        let user = credentials.secrets["user"] ?? "gatewayd-demo"
        authorization = "Basic " + Base64.text(of: Array("\(user):\(credentials.secrets["password"] ?? "")".utf8))
    }

    struct Call { let number: String }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .securities : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard Check.areEqual(request.header("authorization"), authorization) else { throw .unknownCaller }
        guard let body = try? JSON(parsing: request.body, limits: .request), let investor = body["investor"],
            let number = investor["idCode"]?.text, !number.isEmpty, investor["name"]?.text?.isEmpty == false, investor["idKind"]?.text != nil
        else { throw .malformed }
        return Call(number: number)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let rows = visit.records(in: .securities, under: call.number).rows(Self.columns)
        let brokers = visit.world.institutions(of: .securities)
        let isNothing = rows.isEmpty && brokers.allSatisfy(\.hasAnswered) && !visit.isEmptied
        return .json(
            200,
            [
                "status": isNothing ? "NOT_FOUND" : "OK", "statusText": isNothing ? "没有持仓" : "查询成功", "positions": .array(rows),
                "brokers": .array(brokers.map { ["name": .string($0.name), "replied": .bool($0.hasAnswered)] }),
                "asOfDate": DateForm.dayFirst.written(visit.world.dataAsOf(.securities)),
            ])
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        .json(
            words.status, ["status": .string(words.code), "statusText": .string(words.message)],
            headers: words.status == 401 ? [("WWW-Authenticate", "Basic realm=\"securities\"")] : [], validation: validation)
    }
}
