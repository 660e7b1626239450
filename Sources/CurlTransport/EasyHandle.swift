internal import AdapterKit
internal import CCurl

/// One of libcurl's easy handles, with all memory that libcurl touches for it: options that never change are set once, and the handle is
/// used for one transfer after the other. It lives on the pool's thread. After any error it is dropped, not used again.
@safe final class EasyHandle {
    let easy: UnsafeMutableRawPointer
    private let memory = RequestMemory()
    let errorText: UnsafeMutablePointer<CChar>
    let sockets: OpenSockets
    let headerLimitBytes: Int
    let bodyLimitBytes: Int
    /// The transfer that it works for.
    var job: Job?
    /// What libcurl's callbacks saw of this transfer; they change nothing else.
    var seen = Sighting()

    /// Makes a handle for that profile; nil if libcurl does not take one of the options.
    init?(profile: CheckedProfile, sockets: OpenSockets) {
        guard let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = unsafe easy
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        self.sockets = sockets
        headerLimitBytes = profile.settings.headerLimitBytes
        bodyLimitBytes = profile.settings.bodyLimitBytes
        guard setProtocolOptions(profile), setTrustOptions(profile), setCallbacks() else { return nil }
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe errorText.deallocate()
    }

    /// The handle whose raw form this is, as libcurl's messages name it.
    static func of(_ easy: UnsafeMutableRawPointer) -> EasyHandle? {
        unsafe ccurl_get_private(easy).map { unsafe Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Prepares the next transfer. `timeout` is what is left until its deadline.
    func prepare(_ job: Job, base: [UInt8], timeoutMilliseconds: Int) {
        self.job = job
        seen.reset()
        unsafe errorText[0] = 0
        let request = job.transfer.request
        memory.write(request, base: base)
        _ = unsafe ccurl_set_string(easy, CURLOPT_URL, memory.url)
        _ = unsafe ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, memory.headers)
        switch request.method {
        case .get: set(CURLOPT_HTTPGET, 1)
        case .post:
            set(CURLOPT_POST, 1)
            _ = unsafe ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, memory.body.start)
            _ = unsafe ccurl_set_large(easy, CURLOPT_POSTFIELDSIZE_LARGE, Int64(memory.body.count))
        }
        set(CURLOPT_TIMEOUT_MS, timeoutMilliseconds)
    }

    /// Prepares the same transfer again on a connection of its own, after a kept one was found stale. Nothing went out before.
    func prepareAgain(timeoutMilliseconds: Int) {
        seen.reset()
        unsafe errorText[0] = 0
        set(CURLOPT_FRESH_CONNECT, 1)
        set(CURLOPT_TIMEOUT_MS, timeoutMilliseconds)
    }

    /// Makes the handle ready for another transfer after a good one.
    func recycle() {
        job = nil
        set(CURLOPT_FRESH_CONNECT, 0)
        memory.trim()
    }

    func join(_ multi: UnsafeMutableRawPointer) -> Bool { unsafe curl_multi_add_handle(multi, easy) == CURLM_OK }

    func leave(_ multi: UnsafeMutableRawPointer) { _ = unsafe curl_multi_remove_handle(multi, easy) }

    /// The status code of the answer.
    var status: Int { unsafe ccurl_get_long(easy, CURLINFO_RESPONSE_CODE) }

    /// Connections that were opened for this transfer.
    var newConnections: Int { unsafe ccurl_get_long(easy, CURLINFO_NUM_CONNECTS) }

    /// libcurl's description of what went wrong; may hold addresses and bytes of the answer.
    var errorWords: String { unsafe String(cString: errorText) }

    /// libcurl's fixed description of a code.
    func words(for code: CURLcode) -> String { unsafe curl_easy_strerror(code).map { unsafe String(cString: $0) } ?? "" }

    /// Begins TLS with somebody on loopback who hangs up: the result is an error of the connection if certificate, key and roots could be
    /// loaded, otherwise what is wrong with them. (libcurl loads the roots after its first bytes only, so it must come that far.)
    func rehearse() -> CURLcode {
        let listener = ccurl_open_deaf_listener()
        guard listener != CURL_SOCKET_BAD else { return CURLE_COULDNT_CONNECT }
        defer { _ = ccurl_close_socket(listener) }
        guard unsafe ccurl_set_shut_listener(easy, listener) == CURLE_OK, set(CURLOPT_URL, "https://127.0.0.1:\(ccurl_local_port(listener))/"),
            set(CURLOPT_TIMEOUT_MS, 5_000)
        else { return CURLE_FAILED_INIT }
        return unsafe curl_easy_perform(easy)
    }
}
