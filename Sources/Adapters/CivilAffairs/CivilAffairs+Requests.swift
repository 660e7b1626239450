import AdapterKit
import StrictJSON
import Verification

extension CivilAffairsAdapter {
    /// Where the exchange takes questions for all services; the service stands in a header.
    static let questionPath = "/httpproxy"
    /// Where it hands out secrets.
    static let refreshPath = "/sysapi/auth/refreshappsecret"

    /// The request for everything that a register holds under a person's number.
    func request(
        to service: CivilAffairsService, about person: Person, context: ExchangeContext, secret: Secret, at time: Int64
    ) -> OutboundRequest {
        let signature = CivilAffairsSignature(
            serviceID: settings.serviceID(of: service), callerID: settings.callerID, timeMilliseconds: time)
        let sign = signature.value(key: secret)
        var form = FormBody()
        form.add("access_key", settings.accessKey.bytes)
        form.add("format", Array("json".utf8))
        form.add("request_id", Array(context.exchangeID.utf8))
        form.add("sign", Array(sign.utf8))
        form.add("timestamp", Array(signature.time.utf8))
        form.add("version", Array("1.0".utf8))
        form.add("biz_content", service.condition(about: person, context: context))
        var headers = signature.headers(signed: sign)
        headers.append(OutboundRequest.Header("content-type", FormBody.contentType))
        headers.append(OutboundRequest.Header("accept", "application/json"))
        if let traceparent = context.traceparent { headers.append(OutboundRequest.Header("traceparent", traceparent)) }
        return OutboundRequest(.post, Self.questionPath, headers: headers, body: form.bytes)
    }

    /// The request for the secret of the hour; the headers stand in the form, too, as the exchange wants it.
    func refreshRequest(at time: Int64) -> OutboundRequest {
        let signature = CivilAffairsSignature(serviceID: nil, callerID: settings.callerID, timeMilliseconds: time)
        let headers = signature.headers(signed: signature.value(key: settings.appKey))
        var form = FormBody()
        for header in headers { form.add(header.name, Array(header.value.utf8)) }
        return OutboundRequest(
            .post, Self.refreshPath,
            headers: headers + [
                OutboundRequest.Header("content-type", FormBody.contentType), OutboundRequest.Header("accept", "application/json"),
            ], body: form.bytes)
    }
}

extension CivilAffairsService {
    /// `biz_content`, JSON inside a form field. The marriage register wants one person under `name_man` and `cert_num_man`, whatever the
    /// sex. For what it is asked (matter, case, unit) is ours.
    func condition(about person: Person, context: ExchangeContext) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        switch self {
        case .marriage:
            writer.name("name_man")
            writer.string(person.name.text)
            writer.name("cert_num_man")
            writer.string(person.identifier.number)
        case .funeral:
            writer.name("name")
            writer.string(person.name.text)
            writer.name("id_card")
            writer.string(person.identifier.number)
        }
        writer.name("matter_code")
        writer.string(context.matterCode)
        writer.name("case_no")
        writer.string(context.caseNumber)
        writer.name("unit_code")
        writer.string(context.unitCode)
        writer.endObject()
        return writer.bytes
    }
}

/// An `application/x-www-form-urlencoded` body (WHATWG URL, section 5.2).
struct FormBody {
    static let contentType = "application/x-www-form-urlencoded; charset=utf-8"
    private(set) var bytes: [UInt8] = []

    mutating func add(_ name: String, _ value: [UInt8]) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        append(Array(name.utf8))
        bytes.append(UInt8(ascii: "="))
        append(value)
    }

    private mutating func append(_ value: [UInt8]) {
        let digits: StaticString = "0123456789ABCDEF"
        for byte in value {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                bytes.append(byte)
            case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits.utf8Start[Int(byte >> 4)])
                bytes.append(digits.utf8Start[Int(byte & 15)])
            }
        }
    }
}
