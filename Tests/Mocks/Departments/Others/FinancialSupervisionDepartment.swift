package import Verification

/// Financial supervision: plain XML with attributes, a static key, and the institutions that have answered so far.
///
/// Secret: `auth-key`.
package struct FinancialSupervisionDepartment: TabledDepartment {
    package static let authority = "nfra"
    package static let datasets: [RegistryID] = [.bankHoldings]

    private static let path = "/jrcx/asset"
    private static let columns: [Column] = [
        .name("CustName", of: "person"), .number("CertNo", of: "person"), .amount("Balance", "amount", .text),
    ]

    static let words = RefusalWords(
        [
            .unknownPath: (404, "900404", "交易不存在"), .unknownCaller: (200, "900401", "密钥错误"), .expiredSecret: (200, "900402", "密钥已过期"),
            .businessError: (200, "900500", "交易失败"), .closed: (200, "900503", "非营业时间"),
        ],
        other: (200, "900400", "报文格式错误"))

    private let key: String

    package init(credentials: MockCredentials) {
        key = credentials.secrets["auth-key"] ?? ""
    }

    struct Call {
        let number: String
        let sequence: String
    }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .bankHoldings : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard Check.areEqual(request.header("x-auth-key"), key) else { throw .unknownCaller }
        guard let text = String(validating: request.body, as: UTF8.self), XMLText.text(of: "TransCode", in: text) == "ASSETQ",
            let sequence = XMLText.text(of: "SeqNo", in: text), !sequence.isEmpty, XMLText.text(of: "ReqTime", in: text)?.utf8.count == 14,
            let number = XMLText.text(of: "CertNo", in: text), !number.isEmpty, XMLText.text(of: "CustName", in: text)?.isEmpty == false,
            XMLText.text(of: "CertType", in: text) != nil
        else { throw .malformed }
        return Call(number: number, sequence: sequence)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let holdings = visit.records(in: .bankHoldings, under: call.number)
        let institutions = visit.world.institutions(of: .bankHoldings)
        let isComplete = institutions.allSatisfy(\.hasAnswered)
        let assets = holdings.map { record in
            let institution = XMLText.escaped(record.text("institution") ?? "")
            let asset = XMLText.escaped(record.text("asset") ?? "")
            return "<Asset inst=\"\(institution)\" type=\"\(asset)\">\(Self.columns.elements(of: record))</Asset>"
        }
        let list = institutions.map { "<Inst name=\"\(XMLText.escaped($0.name))\" answered=\"\($0.hasAnswered ? 1 : 0)\"/>" }
        let asOf = visit.world.dataAsOf(.bankHoldings).compact
        let body =
            XMLText.element("DataDate", asOf) + XMLText.element("Complete", isComplete ? "Y" : "N") + "<InstList>\(list.joined())</InstList>"
            + "<AssetList>\(assets.joined())</AssetList>"
        let isNothing = holdings.isEmpty && isComplete && !visit.isEmptied
        return reply(isNothing ? "100001" : "000000", isNothing ? "无记录" : "交易成功", sequence: call.sequence, body: body)
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        let text = String(decoding: request.body, as: UTF8.self)
        return reply(
            words.code, words.message, sequence: XMLText.text(of: "SeqNo", in: text) ?? "", body: "", status: words.status, validation: validation)
    }

    private func reply(
        _ code: String, _ message: String, sequence: String, body: String, status: Int = 200, validation: String = "ok"
    ) -> MockResponse {
        let head = XMLText.element("RetCode", code) + XMLText.element("RetMsg", message) + XMLText.element("SeqNo", sequence)
        return .xml(
            status, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Head>\(head)</Head><Body>\(body)</Body></Response>",
            validation: validation)
    }
}

extension MockResponse {
    /// A plain XML document in UTF-8.
    static func xml(_ status: Int, _ document: String, type: String = "application/xml", validation: String) -> MockResponse {
        MockResponse(
            status: status, headers: [(name: "Content-Type", value: "\(type);charset=UTF-8")], body: Array(document.utf8), validation: validation)
    }
}
