internal import CCurl

/// The options of a connection.
extension Line {
    /// Sets a number; false if libcurl does not take it.
    @discardableResult func set(_ option: CURLoption, _ value: Int) -> Bool { unsafe ccurl_set_long(easy, option, value) == CURLE_OK }

    /// Sets a text, or takes it away; libcurl keeps a copy. False if it does not take it.
    @discardableResult func set(_ option: CURLoption, _ value: String?) -> Bool { unsafe ccurl_set_string(easy, option, value) == CURLE_OK }

    /// To this one place, directly, for HTTP/1.1 over TLS.
    func setConnectionOptions(_ profile: CheckedProfile) -> Bool {
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_CONNECT_ONLY, 1),
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_NOPROGRESS, 1),
            // A name that is still being looked up must not hold the thread when its transfer ends.
            (CURLOPT_QUICK_EXIT, 1),
            // What is offered by ALPN.
            (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            (CURLOPT_CONNECTTIMEOUT_MS, profile.settings.connectTimeoutMilliseconds),
        ]
        // Without the two proxy options libcurl obeys the environment (`reliability.md` M15).
        let texts: [(CURLoption, String)] = [
            (CURLOPT_URL, profile.base.text), (CURLOPT_PROTOCOLS_STR, "https"), (CURLOPT_PROXY, ""), (CURLOPT_NOPROXY, "*"),
        ]
        return numbers.allSatisfy { set($0.0, $0.1) } && texts.allSatisfy { set($0.0, $0.1) }
            && (unsafe ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText) == CURLE_OK)
    }

    /// Whom to trust, and who we are.
    func setTrustOptions(_ profile: CheckedProfile) -> Bool {
        func setPEM(_ option: CURLoption, _ bytes: [UInt8]) -> Bool {
            unsafe bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return false }
                return unsafe ccurl_set_blob(easy, option, start, buffer.count) == CURLE_OK
            }
        }
        // Debian's libcurl trusts the system's roots beside ours unless both of its defaults are taken away.
        var accepted =
            set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)) && set(CURLOPT_SSL_VERIFYPEER, 1) && set(CURLOPT_SSL_VERIFYHOST, 2)
            && set(CURLOPT_CAPATH, nil) && set(CURLOPT_CAINFO, nil) && setPEM(CURLOPT_CAINFO_BLOB, profile.roots)
            && (unsafe ccurl_set_keep_buffers(easy) == CURLE_OK)
        if let identity = profile.identity {
            // An encrypted key must fail, not ask for its password on the terminal.
            accepted =
                accepted && setPEM(CURLOPT_SSLCERT_BLOB, identity.certificate) && setPEM(CURLOPT_SSLKEY_BLOB, identity.key)
                && set(CURLOPT_SSLCERTTYPE, "PEM") && set(CURLOPT_SSLKEYTYPE, "PEM") && set(CURLOPT_KEYPASSWD, "")
        }
        if let pin = profile.settings.pinnedPublicKey { accepted = accepted && set(CURLOPT_PINNEDPUBLICKEY, pin) }
        return accepted
    }

    /// What libcurl calls, and with what.
    func setCallbacks(_ watch: SocketWatch?) -> Bool {
        let here = unsafe Unmanaged.passUnretained(self).toOpaque()
        let watching = unsafe watch.map { unsafe Unmanaged.passUnretained($0).toOpaque() }
        return (unsafe ccurl_set_pointer(easy, CURLOPT_PRIVATE, here) == CURLE_OK)
            && (unsafe ccurl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, watching) == CURLE_OK)
            && (unsafe ccurl_set_pointer(easy, CURLOPT_CLOSESOCKETDATA, watching) == CURLE_OK)
            && (unsafe ccurl_set_open(easy, Callbacks.open) == CURLE_OK) && (unsafe ccurl_set_close(easy, Callbacks.close) == CURLE_OK)
    }
}
