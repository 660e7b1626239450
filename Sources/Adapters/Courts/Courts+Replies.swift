import AdapterKit
import StrictJSON
import Verification

extension CourtsAdapter {
    /// What the courts say to an application.
    enum Application: Sendable, Hashable {
        case accepted(Receipt)
        /// The client may not ask for this purpose.
        case denied
    }

    /// An accepted application.
    struct Receipt: Sendable, Hashable {
        /// 8 digits of date, 6 of division, 6 of serial number.
        let queryNumber: String
        /// How long the courts want us to wait before the first look.
        let retryAfter: Duration?
    }

    /// What the courts say to a look.
    enum Look: Sendable, Hashable {
        case notReady(retryAfter: Duration?)
        case ready(Reply)
    }

    /// Reads the response to an application. The exchange that the courts repeat must be ours.
    static func application(from response: OutboundResponse, exchangeID: String) throws(AdapterFailure) -> Application {
        if CourtsToken.isInsufficient(in: response) { return .denied }
        let body = try successfulBody(of: response)
        guard response.status == 202 else { throw AdapterFailure(.unreadable, detail: "an application must be answered by 202") }
        guard try body.text("exchange").hasSameBytes(as: exchangeID) else {
            throw body.problem("exchange", "is not the number of this exchange")
        }
        return .accepted(Receipt(queryNumber: try queryNumber(in: body), retryAfter: retryAfter(in: response)))
    }

    /// Reads the response to a look. The query number and the person's number that the courts repeat must be those asked about.
    static func look(from response: OutboundResponse, at queryNumber: String, about identifier: Identifier) throws(AdapterFailure) -> Look {
        if CourtsToken.isInsufficient(in: response) { return .ready(Reply(.denied)) }
        let body = try successfulBody(of: response)
        guard try self.queryNumber(in: body).hasSameBytes(as: queryNumber) else {
            throw body.problem("queryNumber", "is not the number asked for")
        }
        guard response.status == 200 else { return .notReady(retryAfter: retryAfter(in: response)) }
        guard try body.text("idNumber").isSameNumber(as: identifier.number) else { throw body.problem("idNumber", "is not the number asked about") }
        guard let dataAsOf = try body.optionalDate("dataAsOf") else { throw body.problem("dataAsOf", "is missing") }
        let decisions = try body.objects("decisions").mapStrictly { row throws(AdapterFailure) in try decision(from: row, about: identifier) }
        guard try body.count("count") == decisions.count else { throw body.problem("count", "is not the number of decisions") }
        return .ready(
            Reply(decisions.isEmpty ? .noRecord : .records(decisions.map(Fact.decision)), dataAsOf: dataAsOf, reference: queryNumber))
    }

    /// The body of a 200 or 202 whose `code` is "0", which is success here; any other code is an error of the courts.
    private static func successfulBody(of response: OutboundResponse) throws(AdapterFailure) -> ReplyObject {
        if isClosed(response) { throw AdapterFailure(.closed, detail: "http \(response.status)") }
        if response.status != 202 { try response.requireSuccess() }
        try requireJSON(response.header("Content-Type"))
        let body = try ReplyObject(parsing: response.body)
        let code = try body.text("code")
        guard code.hasSameBytes(as: "0") else { throw AdapterFailure(.registryError, detail: "code \(plain(code))") }
        return body
    }

    /// Ours: 503 with the code `SERVICE_CLOSED` outside opening hours.
    private static func isClosed(_ response: OutboundResponse) -> Bool {
        guard response.status == 503, let body = try? JSON(parsing: response.body, limits: .registryAnswer) else { return false }
        return body["code"]?.text?.hasSameBytes(as: "SERVICE_CLOSED") ?? false
    }

    /// A page of a proxy is no reply, whatever its status.
    private static func requireJSON(_ contentType: String?) throws(AdapterFailure) {
        let parts = (contentType ?? "").lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\"" } }
        guard parts.first == "application/json", parts.dropFirst().allSatisfy({ !$0.hasPrefix("charset=") || $0 == "charset=utf-8" }) else {
            throw AdapterFailure(.unreadable, detail: "Content-Type is not application/json in UTF-8")
        }
    }

    private static func queryNumber(in body: ReplyObject) throws(AdapterFailure) -> String {
        let number = try body.text("queryNumber")
        guard number.utf8.count == 20, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw body.problem("queryNumber", "must be 20 digits")
        }
        return number
    }

    /// `Retry-After-Ms` in milliseconds (ours), else `Retry-After` in seconds (RFC 9110 section 10.2.3); a date counts as absent.
    private static func retryAfter(in response: OutboundResponse) -> Duration? {
        func number(_ name: String) -> Int? {
            guard let text = response.header(name), (1...6).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return Int(text)
        }
        return number("Retry-After-Ms").map { .milliseconds($0) } ?? number("Retry-After").map { .seconds($0) }
    }

    /// A code fit for a log: a few letters, digits, hyphens and underscores, else "unknown". Twelve are too few for anybody's number.
    private static func plain(_ code: String) -> String {
        let isPlain =
            code.utf8.count <= 12
            && code.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || (0x61...0x7A).contains(byte | 0x20)
            }
        return isPlain ? code : "unknown"
    }
}
