import AdapterKit
import StrictJSON
import Verification

extension PublicSecurityAdapter {
    /// The request with its signature. Who is asked about stands in the body only.
    func request(
        to service: PublicSecurityService, body: [UInt8], signature: PublicSecuritySignature, traceparent: String?
    ) -> OutboundRequest {
        var headers = [
            OutboundRequest.Header("content-type", "application/json; charset=utf-8"), OutboundRequest.Header("accept", "application/json"),
            OutboundRequest.Header("x-tif-paasid", settings.callerID), OutboundRequest.Header("x-tif-timestamp", signature.timestamp),
            OutboundRequest.Header("x-tif-nonce", signature.nonce),
            OutboundRequest.Header("x-tif-signature", signature.value(token: settings.token)),
            OutboundRequest.Header("x-tif-serviceid", settings.serviceID(of: service)),
        ]
        if let traceparent { headers.append(OutboundRequest.Header("traceparent", traceparent)) }
        return OutboundRequest(.post, service.path, headers: headers, body: body)
    }
}

extension PublicSecurityService {
    /// The body: `cxtj` (condition) and `cxsy` (purpose). Nil when the register cannot be asked that way.
    ///
    /// Population and criminal records are kept under citizen numbers (`gmsfzh`), also former and linked ones; exit and entry under the
    /// number of any document (`zjhm`), either its holder's (`cxfs` 1: everything of the holder) or its own (`cxfs` 2: that document).
    func condition(for topic: Question.Topic, context: ExchangeContext) -> [UInt8]? {
        var writer = JSONWriter(capacity: 384)
        writer.beginObject()
        writer.name("cxtj")
        writer.beginObject()
        switch (self, topic) {
        case (.population, .person(let person)), (.crimeRecord, .person(let person)):
            writer.name("gmsfzh")
            writer.string(person.identifier.number)
            writer.name("xm")
            writer.string(person.name.text)
        case (.exitEntry, .person(let person)):
            guard let code = PublicSecurityCode.document(of: person.identifier.type) else { return nil }
            writer.documentCondition(way: "1", type: code, number: person.identifier.number, name: person.name.text)
        case (.exitEntry, .document(let holder, let type, let number)):
            guard let code = PublicSecurityCode.document(named: type) else { return nil }
            writer.documentCondition(way: "2", type: code, number: number, name: holder.name.text)
        case (.population, .document), (.crimeRecord, .document), (_, .place): return nil
        }
        writer.endObject()
        writer.purpose(context)
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func documentCondition(way: String, type: String, number: String, name: String) {
        self.name("cxfs")
        string(way)
        self.name("zjlx")
        string(type)
        self.name("zjhm")
        string(number)
        self.name("xm")
        string(name)
    }

    /// For what the register is asked, for its own log: matter, case, asking unit, our number of the exchange.
    fileprivate mutating func purpose(_ context: ExchangeContext) {
        name("cxsy")
        beginObject()
        name("sxbm")
        string(context.matterCode)
        name("bjbh")
        string(context.caseNumber)
        name("dwdm")
        string(context.unitCode)
        name("lsh")
        string(context.exchangeID)
        endObject()
    }
}
