import StrictJSON
package import Verification

/// The port through which an adapter reaches its department: HTTPS to one base address with one set of credentials.
///
/// An implementation MUST connect only to the address it was made for, MUST verify the other side, MUST NOT follow redirects, use a proxy
/// or send a request twice by itself, MUST give up at the deadline and when the calling task is cancelled (within 100 ms), and MUST NOT
/// block the caller's thread. It MUST say of every failure whether the other side may have heard the request. An adapter MUST NOT keep
/// the port beyond its own life and MUST treat every response as hostile.
package protocol Outbound: Sendable {
    /// Sends one request and returns the whole response, whatever its status code.
    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse
}

/// One HTTP request, relative to the department's base address.
package struct OutboundRequest: Sendable, Hashable {
    package enum Method: String, Sendable { case get = "GET", post = "POST" }

    package var method: Method
    /// Begins with "/"; already percent-encoded, with the query if there is one. Holds no personal data.
    package var path: String
    /// Names and values in ASCII without CR, LF or NUL (RFC 9110 section 5.5); `Host` and `Content-Length` are the transport's.
    package var headers: [Header]
    package var body: [UInt8]

    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ method: Method, _ path: String, headers: [Header] = [], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }
}

/// One HTTP response, complete.
package struct OutboundResponse: Sendable, Hashable {
    package let status: Int
    /// As received, in order; names as the server wrote them.
    package let headers: [OutboundRequest.Header]
    package let body: [UInt8]

    package init(status: Int, headers: [OutboundRequest.Header], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value of that header, names compared without case.
    package func header(_ name: String) -> String? {
        let lowercased = name.lowercased()
        return headers.first { $0.name.isByteIdentical(to: name) || $0.name.lowercased() == lowercased }?.value
    }
}

/// Why there is no response.
package struct OutboundFailure: Error, Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case resolve, connect, tls, certificate, timeout, reset, truncated, tooLarge, malformed, cancelled, overloaded, closed
    }

    package let kind: Kind
    /// Could the registry have heard the request?
    package let delivery: Delivery
    /// For the log: libcurl's own words; no personal data, no credentials.
    package let detail: String

    package init(_ kind: Kind, delivery: Delivery, detail: String) {
        self.kind = kind
        self.delivery = delivery
        self.detail = detail
    }
}
