import Charsets
import NIOConcurrencyHelpers
import StrictJSON
package import Verification

/// The people's courts: apply, get a query number, look until the answer is ready.
///
/// Lends tokens by OAuth 2.0 client credentials and checks token, expiry and client as the real service would. Everything in its dialect
/// that was not seen in the wild is marked in `Tests/AdaptersTests/Courts/Fixtures/README.md`.
package struct CourtsDepartment: MockDepartment {
    package static let authority = "courts"
    package static let datasets: [RegistryID] = [.courtJudgment]

    /// How many looks are answered by "not ready" before the answer.
    private let looksUntilReady: Int
    private let registers: NIOLockedValueBox<CourtsRegisters>
    private let client: CourtsClient

    /// Knows the secret `client-secret`, and the one client it admits as `client-id` ("gatewayd-demo" unless given). Answers are ready at
    /// the second look.
    package init(credentials: MockCredentials) {
        self.init(credentials: credentials, looksUntilReady: 1)
    }

    /// The same with another patience, and with tokens of another life.
    package init(credentials: MockCredentials, looksUntilReady: Int, tokenLifetimeSeconds: Int = 180) {
        self.looksUntilReady = looksUntilReady
        client = CourtsClient(id: credentials.secrets["client-id"] ?? "gatewayd-demo", secret: credentials.secrets["client-secret"] ?? "")
        registers = NIOLockedValueBox(CourtsRegisters(tokenLifetimeSeconds: tokenLifetimeSeconds))
    }

    package func dataset(of request: MockRequest) -> RegistryID? {
        switch CourtsRoute(request) {
        case .apply, .look: .courtJudgment
        case .token, nil: nil
        }
    }

    package func respond(to request: MockRequest, world: any World) -> MockResponse {
        respond(to: request, world: world, clock: request.receivedAt)
    }

    package func respond(to request: MockRequest, with fault: DialectFault, world: any World) -> MockResponse {
        switch fault {
        case .emptySuccess: return respond(to: request, world: world, clock: request.receivedAt, isEmptied: true)
        case .clockSkew(let seconds): return respond(to: request, world: world, clock: request.receivedAt + Int64(seconds) * 1_000)
        case .businessError: return .json(200, ["code": "E9001", "message": "系统繁忙"])
        case .expiredSecret:
            return .json(
                401, ["code": "CLIENT_SECRET_EXPIRED", "message": "客户端密钥已过期"], headers: [("WWW-Authenticate", "Bearer realm=\"courts\"")],
                validation: "expired-secret")
        case .closedHours: return .json(503, ["code": "SERVICE_CLOSED", "message": "服务时间：工作日八时三十分至十七时三十分"])
        case .wrongCharset:
            let response = respond(to: request, world: world, clock: request.receivedAt)
            let body = try? GB18030.bytes(from: String(decoding: response.body, as: UTF8.self))
            return MockResponse(status: response.status, headers: response.headers, body: body ?? [], validation: response.validation)
        }
    }

    private func respond(to request: MockRequest, world: any World, clock: Int64, isEmptied: Bool = false) -> MockResponse {
        guard let route = CourtsRoute(request) else { return .json(404, ["code": "NOT_FOUND", "message": "没有这个服务"], validation: "unknown-path") }
        if route == .token { return lendToken(request) }
        let verdict = registers.withLockedValue { $0.check(request.header("authorization"), at: clock) }
        guard verdict == .valid else {
            return .json(
                401, ["code": "INVALID_TOKEN", "message": "令牌无效或已过期"],
                headers: [("WWW-Authenticate", "Bearer realm=\"courts\", error=\"invalid_token\"")], validation: verdict.rawValue)
        }
        if case .look(let number) = route { return look(at: number, world: world, isEmptied: isEmptied) }
        return apply(request, world: world, isEmptied: isEmptied)
    }

    private func lendToken(_ request: MockRequest) -> MockResponse {
        guard client.isAuthenticated(by: request.header("authorization")) else {
            return .json(401, ["error": "invalid_client"], headers: [("WWW-Authenticate", "Basic realm=\"courts\"")], validation: "invalid-client")
        }
        guard request.body.elementsEqual("grant_type=client_credentials".utf8),
            request.header("content-type") == "application/x-www-form-urlencoded"
        else { return .json(400, ["error": "unsupported_grant_type"], validation: "malformed") }
        let token = registers.withLockedValue { $0.lendToken(at: request.receivedAt) }
        return .json(
            200, ["access_token": .string(token.value), "token_type": "Bearer", "expires_in": .integer(token.lifetimeSeconds)],
            headers: [("Cache-Control", "no-store")])
    }

    private func apply(_ request: MockRequest, world: any World, isEmptied: Bool) -> MockResponse {
        guard request.header("content-type") == "application/json", let json = try? JSON(parsing: request.body, limits: .request),
            let exchange = json["exchange"]?.text, json["applicant"]?["unit"]?.text != nil, json["applicant"]?["matter"]?.text != nil,
            json["applicant"]?["case"]?.text != nil, let number = json["person"]?["idNumber"]?.text, json["person"]?["name"]?.text != nil
        else { return .json(400, ["code": "BAD_REQUEST", "message": "申请报文不正确"], validation: "malformed") }
        let application = CourtsRegisters.Application(number: number, isEmptied: isEmptied, looksLeft: looksUntilReady)
        let queryNumber = registers.withLockedValue { $0.file(application, on: world.today) }
        return .json(202, ["code": "0", "message": "已受理", "exchange": .string(exchange), "queryNumber": .string(queryNumber)])
    }

    private func look(at queryNumber: String, world: any World, isEmptied: Bool) -> MockResponse {
        guard let (application, isReady) = registers.withLockedValue({ $0.look(at: queryNumber) }) else {
            return .json(404, ["code": "UNKNOWN_QUERY", "message": "没有这个查询号"], validation: "unknown-query")
        }
        guard isReady else {
            return .json(
                202, ["code": "0", "message": "正在查询", "queryNumber": .string(queryNumber)], headers: [("Retry-After-Ms", "5")])
        }
        let facts = isEmptied || application.isEmptied ? [] : world.facts(in: .courtJudgment, under: application.number)
        let decisions = facts.compactMap(CourtsReply.decision)
        return .json(
            200,
            [
                "code": "0", "message": "查询完毕", "queryNumber": .string(queryNumber), "idNumber": .string(application.number),
                "dataAsOf": .string(world.dataAsOf(.courtJudgment).description), "count": .integer(decisions.count), "decisions": .array(decisions),
            ])
    }
}

/// What can be asked of the courts.
enum CourtsRoute: Hashable {
    case token
    case apply
    case look(String)

    init?(_ request: MockRequest) {
        let applications = "/judgments/applications"
        switch (request.method, request.path) {
        case ("POST", "/oauth/token"): self = .token
        case ("POST", applications): self = .apply
        case ("GET", let path) where path.hasPrefix(applications + "/"): self = .look(String(path.dropFirst(applications.count + 1)))
        default: return nil
        }
    }
}
