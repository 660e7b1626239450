import Charsets
import ShangMi
import Verification

/// One reply of the service, in its own words.
struct HealthReply {
    private let document: String
    private let operation: HealthOperation
    /// Says GB 18030 and sends UTF-8.
    var liesAboutCharset = false

    /// Success with the rows on record, which may be none.
    init(to call: HealthCall, facts: [Fact], operation: HealthOperation, world: any World) {
        let rows = facts.compactMap { Self.row($0, operation) }
        self.init(
            code: "0", message: "查询成功", count: rows.count, body: "<body>\(rows.joined())</body>", call: call, operation: operation, world: world)
    }

    /// An error of the service itself.
    init(errorCode: String, message: String, to call: HealthCall, operation: HealthOperation, world: any World) {
        self.init(code: errorCode, message: message, count: 0, body: "", call: call, operation: operation, world: world)
    }

    private init(code: String, message: String, count: Int, body: String, call: HealthCall, operation: HealthOperation, world: any World) {
        document = """
            <MDEML><resultinfo><success>\(code)</success><message>\(message)</message><HZJY>汉字校验</HZJY>\
            <QQLSH>\(call.exchangeID.escaped)</QQLSH><FWLSH>\(Self.serial(of: call))</FWLSH>\
            <SJJZRQ>\(world.dataAsOf(operation.registry).compact)</SJJZRQ><ZS>\(count)</ZS></resultinfo>\(body)</MDEML>
            """
        self.operation = operation
    }

    var response: MockResponse {
        let text = "<?xml version=\"1.0\" encoding=\"GB18030\"?>\n" + document
        let inGB18030 = try? GB18030.bytes(from: text)
        guard let bytes = liesAboutCharset ? Array(text.utf8) : inGB18030 else {
            return .soapFault("Server", "报文不能用 GB 18030 表示", validation: "ok")
        }
        return .soap(
            "<\(operation.name)Response xmlns=\"urn:health:medical-certificates\"><return>\(Base64.text(of: bytes))</return></\(operation.name)Response>"
        )
    }

    /// Twenty digits that depend on the exchange only, so that replies can be compared.
    private static func serial(of call: HealthCall) -> String {
        Digest.sha256(Array(call.exchangeID.utf8)).prefix(20).map { String($0 % 10) }.joined()
    }

    private static func row(_ fact: Fact, _ operation: HealthOperation) -> String? {
        switch (operation, fact) {
        case (.death, .death(let certificate)):
            return """
                <data>\(holder(certificate.holder))<XBDM>\(sexCode(certificate.holder.number))</XBDM><MZDM></MZDM><SWYY></SWYY>\
                <SWRQ>\(certificate.date?.compact ?? "")</SWRQ><ZMBH>\((certificate.certificateNumber ?? "").escaped)</ZMBH></data>
                """
        case (.encounters, .encounter(let encounter)):
            let visit = ["outpatient": "1", "emergency": "2", "admission": "3"][encounter.visit] ?? "9"
            return "<data>\(holder(encounter.holder))<JZRQ>\(encounter.date.compact)</JZRQ><JZLX>\(visit)</JZLX></data>"
        case (.birth, .record(let record)):
            let mother = record.party("mother")
            let father = record.party("father")
            return "<data>" + child(record) + element("birthArea", record.text("place")) + element("birthCode", record.text("certificate"))
                + element("momName", mother?.name) + element("momIdCode", mother?.number) + element("dadName", father?.name)
                + element("dadIdCode", father?.number) + "</data>"
        case (.fertility, .record(let record)):
            let mother = record.party("mother")
            return "<data>" + element("momName", mother?.name) + element("momIdCode", mother?.number) + child(record) + "</data>"
        default: return nil
        }
    }

    private static func child(_ record: Record) -> String {
        let child = record.party("child")
        return element("babyName", child?.name) + element("babyIdCode", child?.number) + element("babySexCode", child.map { sexCode($0.number) })
            + element("birthTime", record.date("date")?.compact)
    }

    private static func element(_ name: String, _ text: String?) -> String { XMLText.element(name, text ?? "") }

    private static func holder(_ holder: Party) -> String {
        "<GMSFHM>\((holder.number ?? "").escaped)</GMSFHM><XM>\((holder.name ?? "").escaped)</XM>"
    }

    /// GB/T 2261.1 by the parity of an 18-character number's seventeenth digit; "9" (not stated) for any other.
    private static func sexCode(_ number: String?) -> String {
        let digits = Array((number ?? "").utf8)
        guard digits.count == 18, (0x30...0x39).contains(digits[16]) else { return "9" }
        return digits[16] % 2 == 1 ? "1" : "2"
    }
}

extension String {
    fileprivate var escaped: String {
        let references: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "\r": "&#13;"]
        return unicodeScalars.map { references[$0] ?? String($0) }.joined()
    }
}

extension MockResponse {
    /// A SOAP 1.1 envelope with HTTP 200.
    fileprivate static func soap(_ body: String, status: Int = 200, validation: String = "ok") -> MockResponse {
        let envelope = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\(body)</soap:Body></soap:Envelope>
            """
        return MockResponse(
            status: status, headers: [("Content-Type", "text/xml; charset=utf-8")], body: Array(envelope.utf8), validation: validation)
    }

    /// A SOAP fault, which comes with HTTP 500 (SOAP 1.1 section 6.2).
    static func soapFault(_ code: String, _ words: String, validation: String) -> MockResponse {
        soap(
            "<soap:Fault><faultcode>soap:\(code)</faultcode><faultstring>\(words)</faultstring></soap:Fault>", status: 500, validation: validation)
    }
}
