package import Verification

/// The health commission's registers as SOAP services: death certificates, encounters, birth certificates and fertility registrations.
///
/// Checks caller, licence, clock and signature as the real service would; answers in GB 18030 within a UTF-8 envelope. Everything in its
/// dialect that was not seen in the wild is marked in `Tests/AdaptersTests/Health/Fixtures/README.md`.
package struct HealthDepartment: MockDepartment {
    package static let authority = "health"
    package static let datasets: [RegistryID] = HealthOperation.allCases.map(\.registry)

    /// How far a caller's clock may be off.
    static let toleranceMilliseconds: Int64 = 180_000

    private let licenceKey: [UInt8]
    private let callerID: String

    /// Knows the secret `licence-key`, and the one caller it admits as `caller-id` ("gatewayd-demo" unless given).
    package init(credentials: MockCredentials) {
        licenceKey = Array((credentials.secrets["licence-key"] ?? "").utf8)
        callerID = credentials.secrets["caller-id"] ?? "gatewayd-demo"
    }

    package func dataset(of request: MockRequest) -> RegistryID? { HealthOperation(path: request.path)?.registry }

    package func respond(to request: MockRequest, world: any World) -> MockResponse {
        answer(request, world: world, clock: request.receivedAt) { operation, call in
            HealthReply(to: call, facts: call.facts(of: operation, in: world), operation: operation, world: world).response
        }
    }

    package func respond(to request: MockRequest, with fault: DialectFault, world: any World) -> MockResponse {
        switch fault {
        case .clockSkew(let seconds):
            return answer(request, world: world, clock: request.receivedAt + Int64(seconds) * 1_000) { operation, call in
                HealthReply(to: call, facts: call.facts(of: operation, in: world), operation: operation, world: world).response
            }
        case .expiredSecret:
            return .soapFault("Client.Authentication.LicenceExpired", "许可已过期", validation: "expired-secret")
        case .closedHours:
            return .soapFault("Server.Closed", "服务时间：工作日八时三十分至十七时三十分", validation: "ok")
        case .emptySuccess:
            return answer(request, world: world, clock: request.receivedAt) { operation, call in
                HealthReply(to: call, facts: [], operation: operation, world: world).response
            }
        case .businessError:
            return answer(request, world: world, clock: request.receivedAt) { operation, call in
                HealthReply(errorCode: "-1", message: "系统繁忙", to: call, operation: operation, world: world).response
            }
        case .wrongCharset:
            return answer(request, world: world, clock: request.receivedAt) { operation, call in
                var reply = HealthReply(
                    to: call, facts: call.facts(of: operation, in: world), operation: operation, world: world)
                reply.liesAboutCharset = true
                return reply.response
            }
        }
    }

    /// Checks the request the way a stranger's would be checked, then lets `reply` speak.
    private func answer(
        _ request: MockRequest, world: any World, clock: Int64, reply: (HealthOperation, HealthCall) -> MockResponse
    ) -> MockResponse {
        guard let operation = HealthOperation(path: request.path), request.method == "POST" else {
            return .soapFault("Client", "没有这个服务", validation: "unknown-path")
        }
        guard request.header("soapaction") == "\"urn:health:medical-certificates/\(operation.name)\"" else {
            return .soapFault("Client", "SOAPAction 不正确", validation: "malformed")
        }
        guard let call = HealthCall(reading: request.body, operation: operation) else {
            return .soapFault("Client", "请求报文不正确", validation: "malformed")
        }
        guard call.callerID == callerID else {
            return .soapFault("Client.Authentication.UnknownCaller", "未登记的调用方", validation: "unknown-caller")
        }
        guard call.isSigned(with: licenceKey, operation: operation) else {
            return .soapFault("Client.Authentication.Signature", "签名不正确", validation: "bad-signature")
        }
        guard abs(clock - call.timestamp) <= Self.toleranceMilliseconds else {
            return .soapFault("Client.Authentication.Timestamp", "时间戳超出允许范围", validation: "stale-timestamp")
        }
        return reply(operation, call)
    }
}

/// One of the department's services.
enum HealthOperation: CaseIterable {
    case death, encounters, birth, fertility

    init?(path: String) {
        guard let operation = Self.allCases.first(where: { $0.path == path }) else { return nil }
        self = operation
    }

    var path: String {
        switch self {
        case .death: "/services/swyxzm"
        case .encounters: "/services/jzxx"
        case .birth: "/services/csyxzm"
        case .fertility: "/services/sydj"
        }
    }

    var name: String {
        switch self {
        case .death: "getSwyxzmInfo"
        case .encounters: "getJzxxInfo"
        case .birth: "getBirthInfo"
        case .fertility: "getFertilityInfo"
        }
    }

    var registry: RegistryID {
        switch self {
        case .death: .deathCertificate
        case .encounters: .healthService
        case .birth: .birth
        case .fertility: .fertility
        }
    }
}
