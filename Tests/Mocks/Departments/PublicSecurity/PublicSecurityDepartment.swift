import Charsets
import ShangMi
import StrictJSON
package import Verification

/// Public security behind the provincial gateway: a filter that checks `x-tif-*` headers, and three registers behind it.
///
/// Secrets: `token`; optionally `caller-id` (else `gatewayd-demo`). A nonce may come twice, as with the filter seen in the wild.
package struct PublicSecurityDepartment: MockDepartment {
    package static let authority = "public-security"
    package static let datasets: [RegistryID] = Service.allCases.map(\.dataset)

    private let callerID: String
    private let token: [UInt8]

    package init(credentials: MockCredentials) {
        callerID = credentials.secrets["caller-id"] ?? "gatewayd-demo"
        token = Array((credentials.secrets["token"] ?? "").utf8)
    }

    package func dataset(of request: MockRequest) -> RegistryID? { Service(path: request.path)?.dataset }

    package func respond(to request: MockRequest, world: any World) -> MockResponse {
        accepted(request, clockSkewMilliseconds: 0) { service, condition in
            answer(service.rows(matching: condition, in: world), asOf: world.dataAsOf(service.dataset), to: request)
        }
    }

    package func respond(to request: MockRequest, with fault: DialectFault, world: any World) -> MockResponse {
        switch fault {
        case .clockSkew(let seconds):
            return accepted(request, clockSkewMilliseconds: Int64(seconds) * 1000) { service, condition in
                answer(service.rows(matching: condition, in: world), asOf: world.dataAsOf(service.dataset), to: request)
            }
        case .expiredSecret: return rejection("token已过期", validation: "expired-secret")
        case .emptySuccess: return accepted(request) { service, _ in answer([], asOf: world.dataAsOf(service.dataset), to: request) }
        case .businessError: return accepted(request) { _, _ in refusal(status: "1", "查询服务异常，请稍后再试", to: request) }
        case .closedHours: return accepted(request) { _, _ in refusal(status: "2", "非服务时间", to: request) }
        case .wrongCharset:
            let right = respond(to: request, world: world)
            // Every reply holds Chinese text, so that its GB 18030 bytes are not UTF-8.
            let wrong = (try? GB18030.bytes(from: String(decoding: right.body, as: UTF8.self))) ?? [0xB3, 0xC2]
            return MockResponse(status: right.status, headers: right.headers, body: wrong, validation: right.validation)
        }
    }

    // MARK: The filter

    /// Runs `serve` for a request that the filter lets through, with the condition out of its body.
    private func accepted(
        _ request: MockRequest, clockSkewMilliseconds: Int64 = 0, serve: (Service, Condition) -> MockResponse
    ) -> MockResponse {
        guard let service = Service(path: request.path) else { return plain(404, "{\"code\":404001,\"msg\":\"服务不存在\"}", "unknown-path") }
        guard request.method == "POST" else { return plain(405, "{\"code\":405001,\"msg\":\"仅支持POST\"}", "wrong-method") }
        guard request.header("x-tif-paasid") == callerID else { return rejection("paasid不存在", validation: "unknown-caller") }
        guard let timestamp = request.header("x-tif-timestamp"), let seconds = Int64(timestamp), timestamp.utf8.count <= 12,
            let nonce = request.header("x-tif-nonce"), let signature = request.header("x-tif-signature")
        else { return rejection("缺少签名参数", validation: "malformed") }
        guard abs((request.receivedAt + clockSkewMilliseconds) / 1000 - seconds) <= 180 else {
            return rejection("时间戳超出允许范围", validation: "stale-timestamp")
        }
        let expected = Digest.sha256(Array(timestamp.utf8) + token + Array(nonce.utf8) + Array(timestamp.utf8))
        guard let sent = Hexadecimal.bytes(of: signature), SecureBytes.areEqual(sent, expected) else {
            return rejection("签名校验失败", validation: "bad-signature")
        }
        guard request.header("x-tif-serviceid") == service.id else { return rejection("服务未授权", validation: "unknown-service") }
        guard let json = try? JSON(parsing: request.body, limits: .request), let condition = Condition(json, for: service) else {
            return refusal(status: "1", "请求参数错误", to: request, validation: "malformed")
        }
        return serve(service, condition)
    }

    // MARK: Replies

    private func answer(_ rows: [JSON], asOf: CalendarDate, to request: MockRequest) -> MockResponse {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        head(status: "0", "查询成功", to: request, into: &writer)
        writer.name("data")
        writer.beginObject()
        writer.name("cxjg")
        writer.value(.array(rows))
        writer.name("sjjzrq")
        writer.string(asOf.compact)
        writer.endObject()
        writer.endObject()
        return MockResponse(status: 200, headers: Self.jsonHeaders, body: writer.bytes)
    }

    private func refusal(status: String, _ message: String, to request: MockRequest, validation: String = "ok") -> MockResponse {
        var writer = JSONWriter()
        writer.beginObject()
        head(status: status, message, to: request, into: &writer)
        writer.name("data")
        writer.null()
        writer.endObject()
        return MockResponse(status: 200, headers: Self.jsonHeaders, body: writer.bytes, validation: validation)
    }

    /// `lsh` is the register's own number of the exchange.
    private func head(status: String, _ message: String, to request: MockRequest, into writer: inout JSONWriter) {
        let seed = (request.header("x-tif-nonce") ?? "") + (request.header("x-tif-timestamp") ?? "")
        writer.name("head")
        writer.beginObject()
        writer.name("status")
        writer.string(status)
        writer.name("msg")
        writer.string(message)
        writer.name("lsh")
        writer.string("GA" + Hexadecimal.text(of: Array(Digest.sha256(Array(seed.utf8)).prefix(8)), upperCase: true))
        writer.endObject()
    }

    /// What the filter says when it lets nothing through: HTTP 500 and code 400001, whatever the reason.
    private func rejection(_ message: String, validation: String) -> MockResponse {
        plain(500, "{\"code\":400001,\"msg\":\"\(message)\"}", validation)
    }

    private func plain(_ status: Int, _ body: String, _ validation: String) -> MockResponse {
        MockResponse(status: status, headers: Self.jsonHeaders, body: Array(body.utf8), validation: validation)
    }

    private static let jsonHeaders = [(name: "content-type", value: "application/json;charset=UTF-8")]
}
