internal import CCurl

/// A TLS start that ends after its first bytes: libcurl loads roots, certificate and key as it will for every connection, so that
/// mistakes in them show at start-up instead of at the first question. Uses loopback only and takes about a millisecond.
enum Rehearsal {
    /// What is wrong with the credentials of that profile.
    static func problems(of profile: CheckedProfile) -> [InvalidProfile.Problem] {
        guard let line = Line(profile: profile, watch: nil) else {
            return [.init(.environment, "libcurl does not take our options")]
        }
        let code = line.rehearse()
        let words = line.errorWords
        let reason = words.isEmpty ? CurlCode(rawValue: code.rawValue).words : words
        switch code {
        case CURLE_SSL_CACERT_BADFILE: return [.init(.caFile, reason)]
        case CURLE_SSL_CERTPROBLEM:
            let aboutKey = reason.contains("rivate key")
            return [.init(aboutKey ? .clientKeyFile : .clientCertificateFile, reason)]
        case CURLE_SSL_CONNECT_ERROR, CURLE_SEND_ERROR, CURLE_RECV_ERROR: return []
        default: return [.init(.environment, reason)]
        }
    }
}
