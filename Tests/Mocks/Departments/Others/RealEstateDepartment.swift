import StrictJSON
package import Verification

/// Natural resources, real-estate register: a case is opened, worked on, and then read. Times are milliseconds; what is not kept in an area is
/// said per area.
///
/// No secret beside the client certificate; optionally `client-id` (else `gatewayd-demo`).
package struct RealEstateDepartment: TabledDepartment {
    package static let authority = "real-estate"
    package static let datasets: [RegistryID] = [.realEstate]

    private static let cases = "/bdc/api/v3/cases"
    private static let columns: [String: [Column]] = [
        "right": [
            .name("qlrmc", of: "owner"), .number("qlrzjh", of: "owner"),
            .text("qllx", "right", codes: ["ownership": "1", "use": "2", "mortgage": "3"]), .text("zl", "address"), .text("xzqdm", "area"),
            .date("djsj", "from", .milliseconds), .date("zxsj", "until", .milliseconds),
        ],
        "lease": [
            .name("qlrmc", of: "tenant"), .number("qlrzjh", of: "tenant"), .fixed("qllx", "9"), .text("zl", "address"),
            .fixed("xzqdm", .null), .date("djsj", "from", .milliseconds), .date("zxsj", "until", .milliseconds),
        ],
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "NO_SUCH_RESOURCE", "资源不存在"), .unknownCaller: (403, "CLIENT_UNKNOWN", "调用方未登记"),
            .unknownTicket: (404, "NO_SUCH_CASE", "案件不存在"), .notCovered: (200, "AREA_NOT_COVERED", "该行政区登记簿未电子化"),
            .expiredSecret: (403, "AUTHORISATION_EXPIRED", "授权已到期"), .businessError: (200, "FAILED", "查询失败"),
            .closed: (503, "CLOSED", "非服务时间"),
        ],
        other: (422, "INVALID", "请求内容不正确"))

    private let clientID: String
    private let ledger = CaseLedger()

    package init(credentials: MockCredentials) {
        clientID = credentials.secrets["client-id"] ?? "gatewayd-demo"
    }

    enum Call {
        case open(name: String, number: String, area: String?)
        case read(ticket: String)
    }

    package func dataset(of request: MockRequest) -> RegistryID? {
        request.path == Self.cases || Self.ticket(in: request.path) != nil ? .realEstate : nil
    }

    package func area(of request: MockRequest) -> String? {
        if let ticket = Self.ticket(in: request.path) { return ledger.area(of: ticket) }
        return (try? JSON(parsing: request.body, limits: .request))?["xzqdm"]?.text
    }

    private static func ticket(in path: String) -> String? {
        guard path.hasPrefix(cases + "/"), path.hasSuffix("/result") else { return nil }
        return String(path.dropFirst(cases.count + 1).dropLast(7))
    }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        let ticket = Self.ticket(in: request.path)
        guard request.method == (ticket == nil ? "POST" : "GET"), ticket != nil || request.path == Self.cases else { throw .unknownPath }
        guard request.header("x-client-id") == clientID else { throw .unknownCaller }
        if let ticket { return .read(ticket: ticket) }
        guard let body = try? JSON(parsing: request.body, limits: .request), let name = body["qlr"]?["mc"]?.text, !name.isEmpty,
            let number = body["qlr"]?["zjh"]?.text, !number.isEmpty, body["qlr"]?["zjzl"]?.text != nil, body["cxmd"]?.text?.isEmpty == false
        else { throw .malformed }
        let area = body["xzqdm"]?.text
        guard area.map(\.isAreaCode) ?? true else { throw .malformed }
        return .open(name: name, number: number, area: area)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) throws(Refusal) -> MockResponse {
        switch call {
        case .open(let name, let number, let area):
            let ticket = ledger.submit(
                CaseLedger.Case(name: name, number: number, area: area, isEmptied: visit.isEmptied), prefix: "BDC\(visit.world.today.compact)")
            return .json(
                201, ["caseNo": .string(ticket), "state": "ACCEPTED", "stateText": "已受理"], headers: [("Location", "\(Self.cases)/\(ticket)/result")])
        case .read(let ticket):
            guard let (subject, isReady) = ledger.look(at: ticket) else { throw .unknownTicket }
            guard isReady else { return .json(200, ["caseNo": .string(ticket), "state": "PROCESSING", "stateText": "办理中"]) }
            return try result(of: subject, ticket: ticket, visit)
        }
    }

    private func result(of subject: CaseLedger.Case, ticket: String, _ visit: Visit) throws(Refusal) -> MockResponse {
        let areas = visit.world.areas(of: .realEstate)
        if let area = subject.area, !areas.isEmpty, areas.first(where: { $0.division == area })?.electronicSince == nil { throw .notCovered }
        let all = subject.isEmptied ? [] : visit.records(in: .realEstate, under: subject.number)
        let rows = all.filter { $0.isAbout(area: subject.area) }.rows(Self.columns, absent: .null)
        let coverage = areas.filter { subject.area == nil || $0.division == subject.area }.map { area -> JSON in
            ["xzqdm": .string(area.division), "qssj": area.electronicSince.map(DateForm.milliseconds.written) ?? .null]
        }
        return .json(
            200,
            [
                "caseNo": .string(ticket), "state": "DONE", "stateText": "已办结", "total": .integer(rows.count), "rights": .array(rows),
                "coverage": .array(coverage), "sjsj": DateForm.milliseconds.written(visit.world.dataAsOf(.realEstate)),
            ])
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        .json(words.status, ["state": .string(words.code), "stateText": .string(words.message)], validation: validation)
    }
}

extension Record {
    /// True when the record lies in the area, says none, or no area is asked about.
    func isAbout(area: String?) -> Bool {
        guard let area, let own = text("area") else { return true }
        return own.utf8.elementsEqual(area.utf8)
    }
}
