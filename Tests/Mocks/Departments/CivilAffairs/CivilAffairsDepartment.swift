import Charsets
import ShangMi
import StrictJSON
package import Verification

/// Civil affairs behind the national exchange: the exchange checks `gjgxjhpt_*` headers and lends secrets, the department looks at the form.
///
/// Secrets: `app-key` and `access-key`; optionally `caller-id` (else `gatewayd-demo`).
package struct CivilAffairsDepartment: MockDepartment {
    package static let authority = "civil-affairs"
    package static let datasets: [RegistryID] = Service.allCases.map(\.dataset)
    private static let questionPath = "/httpproxy"
    private static let refreshPath = "/sysapi/auth/refreshappsecret"

    private let callerID: String
    private let accessKey: String
    private let lending: SecretLending

    package init(credentials: MockCredentials) {
        callerID = credentials.secrets["caller-id"] ?? "gatewayd-demo"
        accessKey = credentials.secrets["access-key"] ?? ""
        lending = SecretLending(appKey: Array((credentials.secrets["app-key"] ?? "").utf8))
    }

    package func dataset(of request: MockRequest) -> RegistryID? {
        request.path == Self.questionPath ? request.header("gjgxjhpt_sid").flatMap(Service.init(id:))?.dataset : nil
    }

    package func respond(to request: MockRequest, world: any World) -> MockResponse {
        if request.path == Self.refreshPath { return lend(to: request) }
        return accepted(request) { service, condition in service.answer(to: condition, in: world) }
    }

    package func respond(to request: MockRequest, with fault: DialectFault, world: any World) -> MockResponse {
        switch fault {
        case .clockSkew(let seconds):
            return accepted(request, clockSkewMilliseconds: Int64(seconds) * 1000) { service, condition in
                service.answer(to: condition, in: world)
            }
        case .expiredSecret: return rejection("api-104", "应用密钥已过期", validation: "expired-secret")
        case .emptySuccess: return accepted(request) { service, _ in service.answer(rows: [], asOf: world.dataAsOf(service.dataset)) }
        case .businessError: return accepted(request) { _, _ in .message("业务系统繁忙") }
        case .closedHours: return rejection("api-110", "服务未在开放时间", validation: "ok")
        case .wrongCharset:
            let right = respond(to: request, world: world)
            // Every reply holds Chinese text, so that its GB 18030 bytes are not UTF-8.
            let wrong = (try? GB18030.bytes(from: String(decoding: right.body, as: UTF8.self))) ?? [0xB3, 0xC2]
            return MockResponse(status: right.status, headers: right.headers, body: wrong, validation: right.validation)
        }
    }

    // MARK: The exchange

    /// Runs `serve` for a question that the exchange passes on and the department takes.
    private func accepted(
        _ request: MockRequest, clockSkewMilliseconds: Int64 = 0, serve: (Service, JSON) -> Outcome
    ) -> MockResponse {
        let now = request.receivedAt + clockSkewMilliseconds
        guard request.method == "POST", request.path == Self.questionPath else {
            return rejection("api-404", "接口不存在", validation: "unknown-path")
        }
        if let refusal = refusal(of: request, at: now) { return refusal }
        let serviceID = request.header("gjgxjhpt_sid") ?? ""
        let signed = Array((serviceID + callerID + (request.header("gjgxjhpt_rtime") ?? "")).utf8)
        let sign = Array((request.header("gjgxjhpt_sign") ?? "").utf8)
        // The exchange's clock may be wrong, but it knows which secret it lent.
        guard lending.accepted(at: request.receivedAt).contains(where: { Self.isSigned(signed, sign, with: $0) }) else {
            let wasGood = lending.expired(at: request.receivedAt).contains { Self.isSigned(signed, sign, with: $0) }
            return wasGood
                ? rejection("api-104", "应用密钥已过期", validation: "expired-secret") : rejection("api-101", "签名校验失败", validation: "bad-signature")
        }
        guard let service = Service(id: serviceID) else { return rejection("api-105", "服务不存在或未授权", validation: "unknown-service") }
        let form = FormFields(request.body)
        guard form["format"] == "json", form["version"] == "1.0", form["request_id"]?.isEmpty == false,
            form["timestamp"] == request.header("gjgxjhpt_rtime"), form["sign"] == request.header("gjgxjhpt_sign"),
            let content = form["biz_content"], let condition = try? JSON(parsing: Array(content.utf8), limits: .request),
            service.number(in: condition) != nil
        else { return reply(code: "0", .message("请求参数错误"), to: request, validation: "malformed") }
        guard form["access_key"] == accessKey else {
            return reply(code: "2", .message("access_key无效"), to: request, validation: "unknown-access-key")
        }
        let outcome = serve(service, condition)
        if case .message = outcome { return reply(code: "0", outcome, to: request) }
        return reply(code: "1", outcome, to: request)
    }

    /// What is checked before any signature: caller and clock.
    private func refusal(of request: MockRequest, at now: Int64) -> MockResponse? {
        guard request.header("gjgxjhpt_rid") == callerID else { return rejection("api-103", "请求方不存在", validation: "unknown-caller") }
        guard let text = request.header("gjgxjhpt_rtime"), let time = Int64(text), text.utf8.count <= 15 else {
            return rejection("api-106", "缺少请求头", validation: "malformed")
        }
        guard abs(now - time) <= 180_000 else { return rejection("api-102", "请求时间超出允许范围", validation: "stale-timestamp") }
        return nil
    }

    /// Lends the secret of the hour to whoever has the app key.
    private func lend(to request: MockRequest) -> MockResponse {
        guard request.method == "POST" else { return rejection("api-404", "接口不存在", validation: "wrong-method") }
        if let refusal = refusal(of: request, at: request.receivedAt) { return refusal }
        let signed = Array((callerID + (request.header("gjgxjhpt_rtime") ?? "")).utf8)
        guard Self.isSigned(signed, Array((request.header("gjgxjhpt_sign") ?? "").utf8), with: lending.appKey) else {
            return rejection("api-101", "签名校验失败", validation: "bad-signature")
        }
        let loan = lending.loan(at: request.receivedAt)
        return json(
            ["code": "200", "message": "成功", "data": ["secret": .string(loan.wrapped), "secretEndTime": .string(String(loan.endsAt))]],
            validation: "ok")
    }

    private static func isSigned(_ text: [UInt8], _ sign: [UInt8], with key: [UInt8]) -> Bool {
        SecureBytes.areEqual(Array(Base64.text(of: MessageCode.hmacSHA256(key: key, text)).utf8), sign)
    }

    // MARK: Replies

    private func reply(code: String, _ outcome: Outcome, to request: MockRequest, validation: String = "ok") -> MockResponse {
        let sign = Base64.text(of: Digest.sha256(Array((request.header("gjgxjhpt_sign") ?? "").utf8)))
        switch outcome {
        case .message(let message):
            return json(["code": .string(code), "msg": .string(message), "sign": .string(sign), "biz_data": nil], validation: validation)
        case .found(let content):
            let number = "MZ" + Hexadecimal.text(of: Array(Digest.sha256(Array(sign.utf8)).prefix(8)), upperCase: true)
            return json(
                [
                    "code": .string(code), "msg": "查询成功", "sign": .string(sign),
                    "biz_data": .object(content + [JSON.Member("serial_no", .string(number))]),
                ], validation: validation)
        }
    }

    /// What the exchange says when it passes nothing on.
    private func rejection(_ code: String, _ message: String, validation: String) -> MockResponse {
        json(["code": .string(code), "message": .string(message), "data": nil], validation: validation)
    }

    private func json(_ members: KeyValuePairs<String, JSON?>, validation: String) -> MockResponse {
        let object = JSON.object(members.map { JSON.Member($0.key, $0.value ?? .null) })
        return MockResponse(
            status: 200, headers: [(name: "content-type", value: "application/json;charset=UTF-8")], body: object.encoded(),
            validation: validation)
    }
}

/// The fields of a form body.
struct FormFields {
    private let fields: [(name: String, value: String)]

    init(_ body: [UInt8]) {
        fields = body.split(separator: UInt8(ascii: "&")).map { field in
            let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count < 2 ? "" : Self.decoded(parts[1]))
        }
    }

    /// The value of a field that stands there exactly once.
    subscript(_ name: String) -> String? {
        let found = fields.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let value = Hexadecimal.bytes(of: String(decoding: rest.prefix(2), as: UTF8.self))?.first else { return "" }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
