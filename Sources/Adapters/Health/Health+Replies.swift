import AdapterKit
import Charsets
import ShangMi
import Verification

extension HealthAdapter {
    /// What the department replied, or why that is no answer.
    ///
    /// Strict: an element that is unknown, missing or repeated, a wrong character set, a row about another number or a reply to another
    /// exchange makes the whole reply unreadable, with the place.
    static func reply(
        from response: OutboundResponse, of service: HealthService, about identifier: Identifier, exchangeID: String
    ) throws(AdapterFailure) -> Reply {
        switch response.status {
        case 200: break
        case 401, 403: throw AdapterFailure(.credentialsRefused, detail: "http \(response.status)")
        case 500:
            // A fault comes with 500 (SOAP 1.1 section 6.2); anything else with 500 is a broken server.
            if let fault = try? fault(in: response) { return try reply(to: fault) }
            throw AdapterFailure(.registryError, detail: "http 500")
        default: throw AdapterFailure(.registryError, detail: "http \(response.status)")
        }
        do {
            let body = try soapBody(of: response)
            if let fault = try body.optionalChild("Fault", in: HealthNamespace.soap) { return try reply(to: FaultCode(in: fault)) }
            let document = try HealthDocument(in: body, of: service)
            if let code = document.errorCode { throw AdapterFailure(.registryError, detail: "code \(code)") }
            return try document.reply(of: service, about: identifier, exchangeID: exchangeID)
        } catch let failure as AdapterFailure {
            throw failure
        } catch let mistake as XMLMistake {
            throw AdapterFailure(.unreadable, detail: "\(mistake.place): \(mistake.reason)")
        } catch {
            throw AdapterFailure(.unreadable, detail: "the reply cannot be read")
        }
    }

    /// The only body of a SOAP 1.1 envelope in UTF-8.
    private static func soapBody(of response: OutboundResponse) throws -> XMLElementReader {
        try requireXML(response.header("Content-Type"))
        let declaration = try XMLDeclaration(of: response.body)
        guard declaration.encoding.map({ $0.hasSameBytes(as: "UTF-8") }) ?? true else {
            throw XMLMistake("envelope", "declares another character set than UTF-8")
        }
        let text = response.body[declaration.end...].drop { $0 == 0x0A || $0 == 0x0D }
        let envelope = try XMLElementReader(root: XMLTree(parsing: text), named: "Envelope", in: HealthNamespace.soap)
        if let header = try envelope.optionalChild("Header", in: HealthNamespace.soap),
            header.element.children.contains(where: { $0.attributes.keys.contains { $0.hasSuffix("mustUnderstand") } })
        {
            // SOAP 1.1 section 4.2.3: whoever does not understand such an entry must not go on.
            throw XMLMistake("/Envelope/Header", "demands to be understood")
        }
        return try envelope.child("Body", in: HealthNamespace.soap)
    }

    /// `text/xml`, with no other charset than UTF-8: a page of a proxy is no reply.
    private static func requireXML(_ contentType: String?) throws(XMLMistake) {
        let parts = (contentType ?? "").lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
        guard parts.first == "text/xml", parts.dropFirst().allSatisfy({ !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }) else {
            throw XMLMistake("Content-Type", "is not text/xml in UTF-8")
        }
    }
}

/// The dotted code of a SOAP fault (SOAP 1.1 section 4.4.1), without its prefix; the fault's own words are not repeated anywhere.
private struct FaultCode {
    /// "Client.Authentication", …; "unknown" for anything but letters and dots.
    let text: String

    init(in fault: XMLElementReader) throws(XMLMistake) {
        let code = try fault.child("faultcode").text()
        let local = code.split(separator: ":").last.map(String.init) ?? ""
        let isPlain =
            (1...60).contains(local.utf8.count) && local.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
        text = isPlain ? local : "unknown"
    }

    func isOrRefines(_ code: String) -> Bool { text == code || text.hasPrefix(code + ".") }
}

extension HealthAdapter {
    private static func fault(in response: OutboundResponse) throws -> FaultCode {
        try FaultCode(in: soapBody(of: response).child("Fault", in: HealthNamespace.soap))
    }

    /// What a fault means. `Client.Authentication` is SOAP's own example; `Client.Authorization` and `Server.Closed` are ours.
    private static func reply(to fault: FaultCode) throws(AdapterFailure) -> Reply {
        let detail = "soap fault \(fault.text)"
        if fault.isOrRefines("Client.Authorization") { return Reply(.denied) }
        if fault.isOrRefines("Client.Authentication") { throw AdapterFailure(.credentialsRefused, detail: detail) }
        if fault.isOrRefines("Server.Closed") { throw AdapterFailure(.closed, detail: detail) }
        throw AdapterFailure(.registryError, detail: detail)
    }
}
