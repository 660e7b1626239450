import AdapterKit
import Adapters
import StrictJSON
import Synchronization
import Verification

/// The other side of a described registry: answers each request by a closure and keeps what came.
final class DescribedRegistry: Outbound {
    typealias Answer = @Sendable (OutboundRequest, Int) throws(OutboundFailure) -> OutboundResponse

    private let kept = Mutex<[OutboundRequest]>([])
    private let answer: Answer

    init(_ answer: @escaping Answer) { self.answer = answer }

    var requests: [OutboundRequest] { kept.withLock { $0 } }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        let index = kept.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        return try answer(request, index)
    }
}

/// What the tests of described registries have in common.
enum DeclarativeRig {
    /// 2026-03-01 10:20:30.123 in Shanghai (a Sunday).
    static let now: Int64 = 1_772_331_630_123
    static let subject = person("陈安然", "449901198512040025")
    /// A dotted name.
    static let dotted = person("阿依古丽·买买提", "449906199007270029")
    /// Has a number in the old form: 449902630501003.
    static let old = person("欧阳建国", "449902196305010031")
    static let secrets = ["key": "demo-secret", "token": "demo-token", "wrapped": "demo-app-key"]
    static let context = ExchangeContext(
        deadline: .now + .seconds(600), exchangeID: "0123456789abcdef0123456789abcdef", matterCode: "440199001", caseNumber: "CASE-2026-0001",
        unitCode: "11449900MB00000197", traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")

    static func person(_ name: String, _ number: String, _ type: IdentifierType = .residentID) -> Person {
        Person(name: PersonName(text: name, original: name), identifier: Identifier(type: type, number: number))
    }

    static func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8), limits: .file) }

    static func settings(_ text: String) throws -> AdapterSettings {
        AdapterSettings(json: try json(text), pointer: "/s", secrets: secrets.mapValues { Secret(Array($0.utf8)) })
    }

    static func adapter(
        _ text: String, _ outbound: any Outbound, clock: @escaping @Sendable () -> Int64 = { now },
        pause: @escaping DeclarativeAdapter.Pause = { _ in }
    ) throws -> DeclarativeAdapter {
        try DeclarativeAdapter(
            settings: settings(text),
            environment: AdapterEnvironment(outbound: outbound, wallClock: clock, randomBytes: { [UInt8](repeating: 0xAB, count: $0) }),
            pause: pause)
    }

    static func response(_ body: String, status: Int = 200, headers: [(String, String)] = []) -> OutboundResponse {
        OutboundResponse(status: status, headers: headers.map { OutboundRequest.Header($0.0, $0.1) }, body: Array(body.utf8))
    }

    /// The problems of settings, none when they compile.
    static func problems(_ text: String) throws -> [JSONProblem] {
        do {
            _ = try adapter(text, DescribedRegistry { _, _ throws(OutboundFailure) in response("") })
            return []
        } catch let error as InvalidSettings {
            return error.problems
        }
    }
}

extension OutboundRequest {
    var bodyText: String { String(decoding: body, as: UTF8.self) }

    func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
}
