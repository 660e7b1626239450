import Charsets
import ShangMi
import StrictJSON
package import Verification

/// Disabled persons' federation: SOAP 1.1 around a base64 document in GB 18030, both ways; days in Chinese.
///
/// Secret: `licence`.
package struct DisabledPersonsDepartment: TabledDepartment {
    package static let authority = "dpf"
    package static let datasets: [RegistryID] = [.disability]

    private static let path = "/cdpf/services/CertQuery"
    private static let columns: [Column] = [
        .name("XM", of: "person"), .number("SFZH", of: "person"), .text("CJZH", "number"), .code("CJLB", "category"), .code("CJDJ", "level"),
        .date("FZRQ", "validFrom", .chinese), .date("YXQZ", "validUntil", .chinese),
    ]

    /// Codes of the inner document; those with status 500 are SOAP faults.
    static let words = RefusalWords(
        [
            .unknownPath: (500, "Client.NoSuchService", "没有这个服务"), .unknownCaller: (500, "Client.Licence", "许可无效"),
            .expiredSecret: (500, "Client.LicenceExpired", "许可已过期"), .businessError: (200, "-1", "系统繁忙"), .closed: (200, "-2", "非服务时间"),
        ],
        other: (500, "Client.Request", "请求报文不正确"))

    private let licence: String

    package init(credentials: MockCredentials) {
        licence = credentials.secrets["licence"] ?? ""
    }

    struct Call { let number: String }

    package func dataset(of request: MockRequest) -> RegistryID? { request.path == Self.path ? .disability : nil }

    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call {
        guard request.method == "POST", request.path == Self.path else { throw .unknownPath }
        guard Check.areEqual(request.header("x-service-licence"), licence) else { throw .unknownCaller }
        guard request.header("soapaction") == "\"urn:cdpf:queryCert\"", let envelope = String(validating: request.body, as: UTF8.self),
            envelope.contains("queryCert"), let bytes = XMLText.text(of: "reqXml", in: envelope).flatMap({ Base64.bytes(of: $0) }),
            let inner = try? GB18030.text(from: bytes), inner.hasPrefix("<?xml version=\"1.0\" encoding=\"GB18030\"?>"),
            let number = XMLText.text(of: "SFZH", in: inner), !number.isEmpty, XMLText.text(of: "XM", in: inner)?.isEmpty == false
        else { throw .malformed }
        return Call(number: number)
    }

    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) -> MockResponse {
        let certificates = visit.records(in: .disability, under: call.number).map { "<CERT>\(Self.columns.elements(of: $0))</CERT>" }
        let isNothing = certificates.isEmpty && !visit.isEmptied
        let asOf = DateForm.chinese.written(visit.world.dataAsOf(.disability)).text ?? ""
        return reply(
            isNothing ? "0" : "1", isNothing ? "没有查询到残疾人证" : "查询已成功",
            content: XMLText.element("SJRQ", asOf) + "<CERTS>\(certificates.joined())</CERTS>", inUTF8: visit.liesAboutCharset)
    }

    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse {
        words.status == 500
            ? .soapFault(words.code, words.message, validation: validation)
            : reply(words.code, words.message, content: "", inUTF8: false, validation: validation)
    }

    /// An odd number of characters in `message` makes its UTF-8 bytes no GB 18030, so that a lie about the character set shows.
    private func reply(_ code: String, _ message: String, content: String, inUTF8: Bool, validation: String = "ok") -> MockResponse {
        let document =
            "<?xml version=\"1.0\" encoding=\"GB18030\"?>\n<RESULT>" + XMLText.element("CODE", code) + XMLText.element("MSG", message) + content
            + "</RESULT>"
        let inner = inUTF8 ? nil : try? GB18030.bytes(from: document)
        let envelope = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><queryCertResponse xmlns="urn:cdpf">\
            <return>\(Base64.text(of: inner ?? Array(document.utf8)))</return></queryCertResponse></soap:Body></soap:Envelope>
            """
        return .xml(200, envelope, type: "text/xml", validation: validation)
    }
}
