import AdapterKit
import StrictJSON
import Verification

/// How a credential is fetched that a registry lends for a time.
struct Lending: Sendable {
    /// How long it may be used.
    enum Life: Sendable {
        /// The reply says the end, milliseconds since 1970 by the form of the value.
        case until(ReplyValue)
        /// The reply says so many seconds.
        case seconds(ReplyValue)
        case fixed(seconds: Int)
    }

    let request: OperationRequest
    /// What proves that the request is ours, if it has to.
    let authentication: AppliedAuthentication
    let gate: ReplyGate
    let value: ReplyValue
    let life: Life
    /// The key that the credential is wrapped with on its way (AES-128-CBC, ``WrappedSecret``).
    let wrappedWith: Secret?
    /// Kept in reserve before the end; nil for a tenth of its life, at most 30 s.
    let margin: Int64?

    /// The request for a credential.
    func outbound(at time: Int64, nonce: [UInt8]) throws(AdapterFailure) -> OutboundRequest {
        var scope = Scope(nil, context: .none, time: time, nonce: nonce)
        do throws(Unanswerable) {
            return try authentication.outbound(request, in: &scope)
        } catch {
            throw AdapterFailure(.credentialsRefused, delivery: .didNotHappen, detail: "credential: its request cannot be written")
        }
    }

    /// The credential in a response, and until when we use it. The question itself was not sent, whatever goes wrong here.
    func grant(from response: OutboundResponse, requestedAt now: Int64) throws(AdapterFailure) -> (value: Secret, until: Int64) {
        do throws(AdapterFailure) {
            // RFC 6749 section 5.2 answers 400 to a client that it does not know.
            if response.status == 400, !gate.statuses.contains(400) { throw AdapterFailure(.credentialsRefused, detail: "http 400") }
            switch try gate.open(response) {
            case .statement: throw AdapterFailure(.credentialsRefused, detail: "the reply holds no credential")
            case .documents(let view): return try readingReply { () throws(ReplyMistake) in try read(view, now) }
            }
        } catch {
            throw AdapterFailure(error.kind, delivery: .didNotHappen, detail: "credential: \(error.detail)")
        }
    }

    private func read(_ view: ReplyView, _ now: Int64) throws(ReplyMistake) -> (value: Secret, until: Int64) {
        guard let found = try value.found(in: view, asked: nil) else { throw value.mistake(nil, in: view, "is missing") }
        var secret = Secret(Array(found.text.utf8))
        if let wrappedWith {
            guard let opened = WrappedSecret.opened(found.text, appKey: wrappedWith) else { throw value.mistake(found, in: view, "cannot be opened") }
            secret = opened
        }
        guard secret.bytes.count <= 4_096, secret.bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw value.mistake(found, in: view, "must be ASCII without spaces")
        }
        let end = try end(view, now)
        return (secret, end - (margin ?? min((end - now) / 10, 30_000)))
    }

    private func end(_ view: ReplyView, _ now: Int64) throws(ReplyMistake) -> Int64 {
        switch life {
        case .fixed(let seconds): return now + Int64(seconds) * 1_000
        case .seconds(let value):
            guard let found = try value.found(in: view, asked: nil) else { throw value.mistake(nil, in: view, "is missing") }
            guard found.text.utf8.count <= 9, let seconds = Int64(found.text), seconds >= 0 else {
                throw value.mistake(found, in: view, "must be a number of seconds")
            }
            return now + seconds * 1_000
        case .until(let value):
            guard let found = try value.found(in: view, asked: nil) else { throw value.mistake(nil, in: view, "is missing") }
            guard let end = value.dates.lazy.compactMap({ $0.moment(found.text) }).first else {
                throw value.mistake(found, in: view, "is not written as the date form says")
            }
            guard end > now else { throw value.mistake(found, in: view, "is over") }
            return end
        }
    }
}

extension ExchangeContext {
    /// For requests that no question stands behind.
    fileprivate static var none: ExchangeContext {
        ExchangeContext(deadline: .now, exchangeID: "", matterCode: "", caseNumber: "", unitCode: "", traceparent: nil)
    }
}
