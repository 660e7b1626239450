import StrictJSON
package import Verification

/// Housing: contracts and leases. A query is submitted and fetched by ticket, both by POST; the state is a code in the envelope.
///
/// Secret: `api-key`.
package struct HousingDepartment: TabledDepartment {
    package static let authority = "housing"
    package static let datasets: [RegistryID] = [.housing]

    private static let submitPath = "/zjfw/query/submit"
    private static let fetchPath = "/zjfw/query/fetch"
    private static let rights = ["ownership": "买卖", "use": "使用", "mortgage": "抵押"]
    private static let dates: [Column] = [.date("signDate", "from", .slashed), .date("endDate", "until", .slashed)]
    private static let columns: [String: [Column]] = [
        "right": [
            .group("party", [.name("name", of: "owner"), .number("certNo", of: "owner")]), .text("kind", "right", codes: rights),
            .text("location", "address"), .text("cityCode", "area"),
        ] + dates,
        "lease": [
            .group("party", [.name("name", of: "tenant"), .number("certNo", of: "tenant")]), .fixed("kind", "租赁"), .text("location", "address"),
        ] + dates,
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "9404", "接口不存在"), .unknownCaller: (200, "9401", "apikey无效"), .unknownTicket: (200, "9002", "查询编号不存在"),
            .notCovered: (200, "1100", "该城市未接入"), .expiredSecret: (200, "9403", "apikey已过期"), .businessError: (200, "9500", "系统异常"),
            .closed: (200, "9503", "系统维护时段"),
        ],
        other: (200, "9001", "参数校验不通过"))

    private let apiKey: String
    private let ledger = CaseLedger()

    package init(credentials: MockCredentials) {
        apiKey = credentials.secrets["api-key"] ?? ""
    }

    enum Call {
        case submit(name: String, number: String, area: String?)
        case fetch(ticket: String)
    }

    package func dataset(of request: MockRequest) -> RegistryID? {
        request.path == Self.submitPath || request.path == Self.fetchPath ? .housing : nil
    }

    package func area(of request: MockRequest) -> String? {
        guard let body = try? JSON(parsing: request.body, limits: .request) else { return nil }
        return body["cityCode"]?.text ?? body["queryTicket"]?.text.flatMap(ledger.area)
    }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.submitPath || request.path == Self.fetchPath else { throw .unknownPath }
        guard Check.areEqual(request.header("apikey"), apiKey) else { throw .unknownCaller }
        guard let body = try? JSON(parsing: request.body, limits: .request) else { throw .malformed }
        if request.path == Self.fetchPath {
            guard let ticket = body["queryTicket"]?.text else { throw .malformed }
            return .fetch(ticket: ticket)
        }
        guard let name = body["personName"]?.text, !name.isEmpty, let number = body["certNo"]?.text, !number.isEmpty,
            body["certType"]?.text != nil
        else { throw .malformed }
        let area = body["cityCode"]?.text
        guard area.map(\.isAreaCode) ?? true else { throw .malformed }
        return .submit(name: name, number: number, area: area)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) throws(Refusal) -> MockResponse {
        switch call {
        case .submit(let name, let number, let area):
            let ticket = ledger.submit(CaseLedger.Case(name: name, number: number, area: area, isEmptied: visit.isEmptied), prefix: "ZF-")
            return reply("0000", "提交成功", ["queryTicket": .string(ticket), "estimateSeconds": 1])
        case .fetch(let ticket):
            guard let (subject, isReady) = ledger.look(at: ticket) else { throw .unknownTicket }
            guard isReady else { return reply("0001", "正在处理", .null) }
            let areas = visit.world.areas(of: .housing)
            if let area = subject.area, !areas.isEmpty, !areas.contains(where: { $0.division == area }) { throw .notCovered }
            let all = subject.isEmptied ? [] : visit.records(in: .housing, under: subject.number)
            let coverage = areas.map { area -> JSON in
                ["cityCode": .string(area.division), "since": area.electronicSince.map(DateForm.slashed.written) ?? ""]
            }
            return reply(
                "0000", "查询完成",
                [
                    "contracts": .array(all.filter { $0.isAbout(area: subject.area) }.rows(Self.columns, absent: .empty)),
                    "cities": .array(coverage), "updateDate": DateForm.slashed.written(visit.world.dataAsOf(.housing)),
                ])
        }
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        reply(words.code, words.message, .null, status: words.status, validation: validation)
    }

    private func reply(_ code: String, _ message: String, _ data: JSON, status: Int = 200, validation: String = "ok") -> MockResponse {
        .json(status, ["resCode": .string(code), "resMsg": .string(message), "data": data], validation: validation)
    }
}
