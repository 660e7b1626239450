/// How the front door listens and what it tolerates.
package struct FrontDoorConfiguration: Sendable {
    /// The address to listen on.
    package var host: String
    /// The port to listen on; 0 takes any free one.
    package var port: Int
    /// Threads that serve connections; the handlers of one connection stay on one of them. Nil means half of the processors (at least one):
    /// the other half is for the threads of libcurl, which do about as much (decision 14).
    package var eventLoops: Int?
    package var tls: TLSFiles
    package var limits: FrontDoorLimits

    /// PEM files of the listener.
    package struct TLSFiles: Sendable {
        /// The server's certificate chain, leaf first.
        package var certificatePath: String
        /// The private key of the leaf.
        package var keyPath: String
        /// The authorities that client certificates must come from.
        package var clientAuthorityPath: String

        package init(certificatePath: String, keyPath: String, clientAuthorityPath: String) {
            self.certificatePath = certificatePath
            self.keyPath = keyPath
            self.clientAuthorityPath = clientAuthorityPath
        }
    }

    package init(
        host: String, port: Int, eventLoops: Int? = nil, tls: TLSFiles, limits: FrontDoorLimits = FrontDoorLimits()
    ) {
        self.host = host
        self.port = port
        self.eventLoops = eventLoops
        self.tls = tls
        self.limits = limits
    }
}

/// What one connection and all of them together may cost (`reliability.md` M7–M10). Each time is a total from its start, not a pause between bytes.
package struct FrontDoorLimits: Sendable {
    /// Connections at once; one more is closed as soon as it is accepted.
    package var connections = 1024
    /// All field names and values of a head, and the request target, in bytes.
    package var headBytes = 32 << 10
    /// Fields of a head.
    package var headFields = 100
    /// The request target in bytes.
    package var targetBytes = 8 << 10
    /// A request body in bytes, after removal of the chunk framing.
    package var bodyBytes = 64 << 10
    /// From accepting the connection to the end of the TLS handshake.
    package var handshake: Duration = .seconds(10)
    /// From the first byte of a request to the end of its head.
    package var head: Duration = .seconds(10)
    /// From the end of the head to the end of the body.
    package var body: Duration = .seconds(30)
    /// Between two requests.
    package var idle: Duration = .seconds(60)
    /// From the end of a request to the moment at which its answer has left: longer than the longest wait that a client may ask for.
    package var answer: Duration = .seconds(60)
    /// How long the connection goes on reading, to nobody, after the last answer, so that the answer is not lost by a reset.
    package var linger: Duration = .seconds(2)

    package init() {}
}
