package import AdapterKit
internal import CCurl
internal import Verification

/// What was seen of a transfer that failed, beside libcurl's code for it.
package struct TransferEvidence: Sendable, Hashable {
    /// Whether the request, or the beginning of it, went out.
    package var sent = false
    /// Whether a part of an answer came in.
    package var answerBegan = false
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
        // Fixed words only: never the description of the case, which may hold addresses or the answer's bytes.
        OutboundFailure(kind(evidence), delivery: evidence.sent ? .mayHaveHappened : .didNotHappen, detail: "curl \(rawValue): \(words)")
    }

    /// libcurl's fixed description of the code.
    var words: String { unsafe curl_easy_strerror(CURLcode(rawValue)).map { unsafe String(cString: $0) } ?? "" }

    private func kind(_ evidence: TransferEvidence) -> OutboundFailure.Kind {
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
        case CURLE_OUT_OF_MEMORY: return .overloaded
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: return .malformed
        default: return evidence.sent ? .reset : .connect
        }
    }

    /// A connection that broke: at the handshake, before the answer, or within it. With TLS 1.3 a refusal of our certificate comes here too.
    private func brokenKind(_ evidence: TransferEvidence) -> OutboundFailure.Kind {
        if evidence.isAboutCertificates { return .certificate }
        if !evidence.sent { return .connect }
        return evidence.answerBegan ? .truncated : .reset
    }
}

extension TransferEvidence {
    /// Whether the department ended TLS with an alert about a certificate, ours as a rule (RFC 8446 section 6.2).
    fileprivate var isAboutCertificates: Bool {
        words.contains("alert") && (words.contains("certificate") || words.contains("unknown ca") || words.contains("access denied"))
    }
}
