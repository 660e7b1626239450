import AdapterKit
import Charsets
import ShangMi
import Verification

extension HealthAdapter {
    /// The request for everything that the service holds under a person's number.
    func request(
        to service: HealthService, about person: Person, context: ExchangeContext, at timestamp: Int64
    ) throws(AdapterFailure) -> OutboundRequest {
        let document = Base64.text(of: try Self.document(about: person, context: context))
        let signature = HealthSignature(
            callerID: settings.callerID, timestampMilliseconds: timestamp, exchangeID: context.exchangeID, operation: service.operation,
            document: document)
        var headers = [
            OutboundRequest.Header("Content-Type", "text/xml; charset=utf-8"), OutboundRequest.Header("Accept", "text/xml"),
            OutboundRequest.Header("SOAPAction", "\"\(HealthNamespace.service)/\(service.operation)\""),
        ]
        if let traceparent = context.traceparent { headers.append(OutboundRequest.Header("traceparent", traceparent)) }
        let envelope = try Self.envelope(signature, value: signature.value(key: settings.licenceKey))
        return OutboundRequest(.post, service.path, headers: headers, body: Array(envelope.utf8))
    }

    /// The document inside: number and name under the names seen in the wild (`GMSFZH`, `XM`), the purpose under ours.
    private static func document(about person: Person, context: ExchangeContext) throws(AdapterFailure) -> [UInt8] {
        let text = """
            <?xml version="1.0" encoding="GB18030"?>
            <MDEML><requestinfo>\
            \(try element("DWDM", context.unitCode))\(try element("SXBM", context.matterCode))\(try element("BJBH", context.caseNumber))\
            </requestinfo><body><data>\
            \(try element("GMSFZH", person.identifier.number))\(try element("XM", person.name.text))\
            </data></body></MDEML>
            """
        do {
            return try GB18030.bytes(from: text)
        } catch {
            throw AdapterFailure(.unreadable, delivery: .didNotHappen, detail: "the question has a character that GB 18030 cannot carry")
        }
    }

    private static func envelope(_ signature: HealthSignature, value: String) throws(AdapterFailure) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenv="\(HealthNamespace.soap)"><soapenv:Header>\
        <Caller xmlns="\(HealthNamespace.caller)">\(try element("CallerID", signature.callerID))\
        \(try element("Timestamp", String(signature.timestampMilliseconds)))\(try element("ExchangeID", signature.exchangeID))\
        \(try element("Signature", value))</Caller></soapenv:Header><soapenv:Body>\
        <\(signature.operation) xmlns="\(HealthNamespace.service)">\(try element("request", signature.document))</\(signature.operation)>\
        </soapenv:Body></soapenv:Envelope>
        """
    }

    private static func element(_ name: String, _ text: String) throws(AdapterFailure) -> String {
        guard let element = XMLText.element(name, text) else {
            throw AdapterFailure(.unreadable, delivery: .didNotHappen, detail: "the question has a character that XML cannot carry")
        }
        return element
    }
}
