import StrictJSON
package import Verification

/// Street offices, community treatment and rehabilitation: the office compares the name itself and says whether person and number match; who
/// is not known gets a row that says so.
///
/// Secret: `token`.
package struct StreetOfficeDepartment: TabledDepartment {
    package static let authority = "street-rehab"
    package static let datasets: [RegistryID] = [.rehabilitation]

    private static let path = "/sqjd/query"
    private static let columns: [String: [Column]] = [
        "agreement": [
            .name("name", of: "person"), .number("idcard", of: "person"), .text("organ", "institution"), .text("measure", "measure"),
            .date("begin", "from", .dotted), .date("end", "until", .dotted), .text("performance", "performance"), .fixed("note", "在册"),
        ]
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "404", "接口不存在"), .unknownCaller: (200, "401", "token错误"), .expiredSecret: (200, "402", "token已过期"),
            .businessError: (200, "500", "服务异常"), .closed: (200, "503", "不在服务时间"),
        ],
        other: (200, "400", "参数错误"))

    private let token: String

    package init(credentials: MockCredentials) {
        token = credentials.secrets["token"] ?? ""
    }

    struct Call {
        let name: String
        let number: String
    }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .rehabilitation : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard Check.areEqual(request.header("token"), token) else { throw .unknownCaller }
        guard let body = try? JSON(parsing: request.body, limits: .request), let name = body["name"]?.text, !name.isEmpty,
            let number = body["idcard"]?.text, !number.isEmpty, body["reason"]?.text?.isEmpty == false
        else { throw .malformed }
        return Call(name: name, number: number)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let records = visit.records(in: .rehabilitation, under: call.number)
        let named = records.filter { $0.party("person")?.name.map { $0.utf8.elementsEqual(call.name.utf8) } ?? true }
        if !records.isEmpty, named.isEmpty { return found("E", [["note": "姓名与证件号码不符"]], visit) }
        if named.isEmpty, !visit.isEmptied { return found("N", [["note": "查无此人"]], visit) }
        return found("Y", named.rows(Self.columns, absent: .empty), visit)
    }

    private func found(_ matched: String, _ rows: [JSON], _ visit: Visit) -> MockResponse {
        let asOf = DateForm.dotted.written(visit.world.dataAsOf(.rehabilitation))
        return .json(
            200,
            [
                "success": true, "errorCode": "", "errorMsg": "", "result": ["matched": .string(matched), "rows": .array(rows), "date": asOf],
                "sign": "某某街道办事处",
            ])
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        .json(
            words.status, ["success": false, "errorCode": .string(words.code), "errorMsg": .string(words.message), "result": .null],
            validation: validation)
    }
}
