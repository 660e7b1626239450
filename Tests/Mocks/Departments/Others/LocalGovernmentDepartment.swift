import StrictJSON
package import Verification

/// Local government, premises: rows are arrays whose columns are told by place, as exported spreadsheets are.
///
/// Secret: `api-key`.
package struct LocalGovernmentDepartment: TabledDepartment {
    package static let authority = "local-gov"
    package static let datasets: [RegistryID] = [.localGovernment]

    private static let path = "/onegov/premises/find"
    private static let columns: [Column] = [
        .name("applicant", of: "applicant"), .number("number", of: "applicant"), .text("address", "address"), .date("date", "date", .dateTime),
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "-404", "接口不存在"), .unknownCaller: (401, "-401", "未授权"), .expiredSecret: (401, "-402", "授权码已过期"),
            .businessError: (200, "-500", "内部错误"), .closed: (200, "-503", "系统已关闭"),
        ],
        other: (200, "-400", "参数错误"))

    private let authorization: String

    package init(credentials: MockCredentials) {
        authorization = "ApiKey " + (credentials.secrets["api-key"] ?? "")
    }

    struct Call { let number: String }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .localGovernment : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard Check.areEqual(request.header("authorization"), authorization) else { throw .unknownCaller }
        guard let body = try? JSON(parsing: request.body, limits: .request), let applicant = body["applicant"]?.elements, applicant.count == 3,
            applicant.allSatisfy({ $0.text?.isEmpty == false }), let number = applicant[2].text
        else { throw .malformed }
        return Call(number: number)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let rows = visit.records(in: .localGovernment, under: call.number).map { record in
            JSON.array(Self.columns.map { $0.value(record) ?? .null })
        }
        return .json(
            200,
            [
                "ret": 0, "retMsg": "成功", "count": .integer(rows.count), "columns": .array(Self.columns.map { .string($0.name) }),
                "items": .array(rows), "dataTime": DateForm.dateTime.written(visit.world.dataAsOf(.localGovernment)),
            ])
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        .json(words.status, ["ret": .number(words.code), "retMsg": .string(words.message)], validation: validation)
    }
}
