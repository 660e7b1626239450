import StrictJSON
package import Verification

/// Custodians of personal files: no secret beside the client certificate, Chinese member names, and HTTP 404 where there is no file.
///
/// Optionally `caller` (else `gatewayd-demo`).
package struct FileCustodianDepartment: TabledDepartment {
    package static let authority = "archive-custodian"
    package static let datasets: [RegistryID] = [.personalFiles]

    private static let path = "/dagl/file/lookup"

    static let words = RefusalWords(
        [
            .unknownPath: (404, "no-such-service", "没有这个服务"), .unknownCaller: (403, "caller-unknown", "调用单位未登记"),
            .expiredSecret: (403, "authorisation-expired", "查档授权已到期"), .businessError: (500, "lookup-failed", "查档失败"),
            .closed: (503, "closed", "非办公时间"),
        ],
        other: (400, "bad-request", "查档条件不完整"))

    private let caller: String

    package init(credentials: MockCredentials) {
        caller = credentials.secrets["caller"] ?? "gatewayd-demo"
    }

    struct Call { let number: String }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .personalFiles : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard request.header("x-caller") == caller else { throw .unknownCaller }
        guard let body = try? JSON(parsing: request.body, limits: .request), let number = body["身份证号"]?.text, !number.isEmpty,
            body["姓名"]?.text?.isEmpty == false, body["查档事由"]?.text?.isEmpty == false
        else { throw .malformed }
        return Call(number: number)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let files = visit.records(in: .personalFiles, under: call.number).map(Self.file)
        let asOf = DateForm.chinese.written(visit.world.dataAsOf(.personalFiles))
        if files.isEmpty, !visit.isEmptied { return .json(404, ["error": "file-not-found", "message": "未保管此人档案", "截止日期": asOf]) }
        return .json(200, ["截止日期": asOf, "档案": .array(files)])
    }

    private static func file(_ record: Record) -> JSON {
        let person = record.party("person")
        return [
            "保管单位": .string(record.text("custodian") ?? ""), "姓名": .string(person?.name ?? ""), "身份证号": .string(person?.number ?? ""),
            "档案内容": .object(record.facts("facts").map { JSON.Member($0.name, .string($0.text)) }),
        ]
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        .json(words.status, ["error": .string(words.code), "message": .string(words.message)], validation: validation)
    }
}
