package import AdapterKit
internal import CCurl
internal import Verification

/// What was seen of a transfer that failed, beside libcurl's code for it.
package struct TransferEvidence: Sendable, Hashable {
    /// A limit of ours that an answer went beyond.
    package enum Excess: Sendable, Hashable { case header, body }

    /// Whether the request, or the beginning of it, went out.
    package var sent = false
    /// Whether a part of an answer came in.
    package var answerBegan = false
    /// Whether libcurl wanted to send the request once more, which is never allowed (`reliability.md` M4).
    package var resendRefused = false
    package var excess: Excess?
    /// Whether the caller's deadline is reached; without it a time-out is that of connecting.
    package var deadlinePassed = false
    /// libcurl's own description, with which some codes are told apart; it is not passed on.
    package var words = ""

    package init() {}
}

/// A `CURLcode` (libcurl 7.88.1) by its number.
package struct CurlCode: RawRepresentable, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// What that code means to us. The delivery is `didNotHappen` exactly if no request went out: resolving, connecting and TLS come before.
    package func failure(_ evidence: TransferEvidence) -> OutboundFailure {
        OutboundFailure(kind(evidence), delivery: evidence.sent ? .mayHaveHappened : .didNotHappen, detail: detail(evidence))
    }

    /// Fixed words only: libcurl's description of the code, never the description of the case, which may hold addresses or the answer's bytes.
    private func detail(_ evidence: TransferEvidence) -> String {
        switch evidence.excess {
        case .header: return "the header is larger than allowed"
        case .body: return "the body is larger than allowed"
        case nil: break
        }
        if evidence.resendRefused { return "the connection closed before an answer; not sent again" }
        let words = unsafe curl_easy_strerror(CURLcode(rawValue)).map { unsafe String(cString: $0) } ?? ""
        return "curl \(rawValue): \(words)"
    }

    private func kind(_ evidence: TransferEvidence) -> OutboundFailure.Kind {
        if evidence.excess != nil { return .tooLarge }
        if evidence.resendRefused { return .reset }
        switch CURLcode(rawValue) {
        case CURLE_OPERATION_TIMEDOUT: return evidence.deadlinePassed || evidence.sent ? .timeout : .connect
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .resolve
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_NO_CONNECTION_AVAILABLE: return .connect
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            return .certificate
        case CURLE_SSL_CONNECT_ERROR: return evidence.isAboutCertificates ? .certificate : .tls
        case CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_SSL_ENGINE_INITFAILED:
            return .tls
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: return brokenKind(evidence)
        case CURLE_PARTIAL_FILE: return .truncated
        case CURLE_FILESIZE_EXCEEDED: return .tooLarge
        // libcurl's own limit for one header line ends as "out of memory".
        case CURLE_OUT_OF_MEMORY: return evidence.sent ? .tooLarge : .overloaded
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR,
            CURLE_HTTP2, CURLE_TOO_MANY_REDIRECTS:
            return .malformed
        case CURLE_ABORTED_BY_CALLBACK: return .reset
        default: return evidence.sent ? .reset : .connect
        }
    }

    /// A connection that broke: at the handshake, before the answer, or within it. With TLS 1.3 a refusal of our certificate comes here too.
    private func brokenKind(_ evidence: TransferEvidence) -> OutboundFailure.Kind {
        if evidence.isAboutCertificates { return .certificate }
        if !evidence.sent { return .connect }
        if evidence.words.contains("chunk") { return .malformed }
        return evidence.answerBegan ? .truncated : .reset
    }
}

extension TransferEvidence {
    /// Whether the department ended TLS with an alert about a certificate, ours as a rule (RFC 8446 section 6.2).
    fileprivate var isAboutCertificates: Bool {
        words.contains("alert") && (words.contains("certificate") || words.contains("unknown ca") || words.contains("access denied"))
    }
}
