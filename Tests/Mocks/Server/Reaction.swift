/// What the server does about one request: the whole list of things that can happen on a connection.
package enum Reaction: Sendable {
    case answer(MockResponse)
    case answerLater(MockResponse, milliseconds: Int)
    /// Nothing, until the other side goes away.
    case silence
    /// Closes without an answer.
    case hangUp
    /// Closes with TCP RST.
    case reset
    /// Promises the whole answer, sends half of its body and closes.
    case cutShort(MockResponse)
    /// Sends bytes that are no HTTP and closes.
    case nonsense
    case drip(MockResponse, bytesPerSecond: Int)
    /// A success of that many mebibytes of blanks.
    case flood(mebibytes: Int)
}

extension Reaction {
    /// What one fault makes of the right answer. `answer` is only called where there is one to send.
    static func to(_ fault: Fault, answer: () -> MockResponse, inDialect: (DialectFault) -> MockResponse) -> Reaction {
        switch fault {
        case .timeout: .silence
        case .slow(let milliseconds): .answerLater(answer(), milliseconds: milliseconds)
        case .status(let code): .answer(.plain(status: code, "mock fault: status \(code)\n", validation: notChecked))
        case .refuse, .wrongCertificate: .hangUp
        case .reset: .reset
        case .truncate: .cutShort(answer())
        case .garbage: .nonsense
        case .wrongCharset: .answer(inDialect(.wrongCharset))
        case .emptySuccess: .answer(inDialect(.emptySuccess))
        case .businessError: .answer(inDialect(.businessError))
        case .expiredSecret: .answer(inDialect(.expiredSecret))
        case .clockSkew(let seconds): .answer(inDialect(.clockSkew(seconds: seconds)))
        case .closedHours: .answer(inDialect(.closedHours))
        case .drip(let bytesPerSecond): .drip(answer(), bytesPerSecond: bytesPerSecond)
        case .oversize(let mebibytes): .flood(mebibytes: mebibytes)
        }
    }

    /// The verdict on a request that no department has looked at.
    static let notChecked = "not-checked"

    /// The response that is on its way, if any.
    var response: MockResponse? {
        switch self {
        case .answer(let response), .answerLater(let response, _), .cutShort(let response), .drip(let response, _): response
        case .silence, .hangUp, .reset, .nonsense, .flood: nil
        }
    }
}

extension MockResponse {
    /// A plain text in English: what the server itself says.
    static func plain(status: Int, _ text: String, validation: String) -> MockResponse {
        MockResponse(
            status: status, headers: [("Content-Type", "text/plain; charset=utf-8")], body: Array(text.utf8), validation: validation)
    }
}
