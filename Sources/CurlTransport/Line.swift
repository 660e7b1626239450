internal import AdapterKit
internal import CCurl

/// One connection to the department: libcurl resolves, connects, verifies and encrypts it (`CURLOPT_CONNECT_ONLY`), and one request after the
/// other goes over it. It lives on the pool's thread. After any failure it is closed, not used again.
///
/// libcurl never sees a request, so it can neither repeat one on another connection nor take an unasked answer for the next one's
/// (decision 15).
@safe final class Line {
    /// What came of a look at the connection.
    enum Progress {
        /// There is more to be read; others come first.
        case unfinished
        /// The other side must do something first: take more of the request, or send more of the answer.
        case waiting(toWrite: Bool)
        case answered(OutboundResponse, mayStay: Bool)
        /// What came is no answer.
        case refused(OutboundFailure.Kind, String)
        /// The other side ended the connection.
        case ended
        /// libcurl could not write or read.
        case broken(CURLcode)
    }

    let easy: UnsafeMutableRawPointer
    let errorText: UnsafeMutablePointer<CChar>
    /// libcurl's list of places to connect to instead; it must live as long as the handle.
    private var detour: UnsafeMutablePointer<curl_slist>?
    private let request = RequestText()
    private var reader: AnswerReader
    /// The transfer that it works for.
    var job: Job?
    /// Its index among the pool's busy lines.
    var place = 0
    /// Its socket; negative until it is connected.
    private(set) var socket: Int32 = -1
    /// When libcurl had connected it.
    private var connectedAt: ContinuousClock.Instant?
    /// When its last answer came.
    private(set) var idleSince: ContinuousClock.Instant?
    /// Whether the request at hand, or its beginning, went out.
    private(set) var hasSent = false

    /// Makes a line for that profile, not connected; nil if libcurl does not take one of the options.
    init?(profile: CheckedProfile, watch: SocketWatch?) {
        guard let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = unsafe easy
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        reader = AnswerReader(headerLimitBytes: profile.settings.headerLimitBytes, bodyLimitBytes: profile.settings.bodyLimitBytes)
        guard setConnectionOptions(profile), setTrustOptions(profile), setCallbacks(watch), setDetour(profile) else { return nil }
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe curl_slist_free_all(detour)
        unsafe errorText.deallocate()
    }

    /// Connects to where the profile says instead of the base address, if it says so; nothing else changes.
    private func setDetour(_ profile: CheckedProfile) -> Bool {
        guard let place = profile.settings.connectTo else { return true }
        // Whatever host and port the address has.
        unsafe detour = curl_slist_append(nil, "::" + place)
        guard let list = unsafe detour else { return false }
        return unsafe ccurl_set_pointer(easy, CURLOPT_CONNECT_TO, list) == CURLE_OK
    }

    /// The line whose handle libcurl's message names.
    static func of(_ easy: UnsafeMutableRawPointer) -> Line? {
        unsafe ccurl_get_private(easy).map { unsafe Unmanaged<Line>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Lets libcurl connect, within what is left until the transfer's deadline; false if it takes no more.
    func connect(by multi: UnsafeMutableRawPointer, timeoutMilliseconds: Int) -> Bool {
        set(CURLOPT_TIMEOUT_MS, timeoutMilliseconds)
        return unsafe curl_multi_add_handle(multi, easy) == CURLM_OK
    }

    /// libcurl has connected it; false if there is no socket to be seen.
    func noteConnected(at now: ContinuousClock.Instant) -> Bool {
        connectedAt = now
        socket = unsafe ccurl_get_socket(easy)
        return socket >= 0
    }

    /// Closes the connection, if there is one.
    func close(_ multi: UnsafeMutableRawPointer) {
        _ = unsafe curl_multi_remove_handle(multi, easy)
        socket = -1
    }

    /// Whether another request may go out on it: it is neither too old nor too long idle.
    func isFresh(at now: ContinuousClock.Instant, _ settings: DepartmentProfile) -> Bool {
        guard let connectedAt, let idleSince else { return false }
        return connectedAt.duration(to: now) < .seconds(settings.connectionLifetimeSeconds)
            && idleSince.duration(to: now) < .seconds(settings.connectionIdleSeconds)
    }

    /// Whether the other side is there and has said nothing since the last answer. What it said unasked (a good-bye, or an answer that would
    /// be taken for that to the next question) lies in the socket or, read ahead, in OpenSSL.
    var isQuiet: Bool { unsafe ccurl_is_quiet(socket) != 0 && ccurl_has_unread(easy) == 0 }

    /// Writes the request of its job down; ``proceed(canRead:into:)`` sends it.
    func begin(to base: BaseURL) {
        hasSent = false
        reader.reset()
        if let job { request.write(job.transfer.request, to: base) }
    }

    /// Sends what is left of the request; then, if anything may have come, reads what there is of the answer.
    func proceed(canRead: Bool, into buffer: UnsafeMutableRawBufferPointer) -> Progress {
        var failure: CURLcode?
        while !request.isSent, failure == nil {
            hasSent = true
            let piece = unsafe request.next
            var count = 0
            let code = unsafe curl_easy_send(easy, piece.baseAddress, piece.count, &count)
            if code == CURLE_AGAIN { break }
            if code == CURLE_OK { request.take(count) } else { failure = code }
        }
        guard canRead || failure != nil else { return .waiting(toWrite: !request.isSent) }
        // A department that refuses a request, or us, may say so and hang up before it has read everything.
        let progress = unsafe read(into: buffer)
        if let failure, case .waiting = progress { return .broken(failure) }
        return progress
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Progress {
        for _ in 0..<Self.readsPerVisit {
            var count = 0
            let code = unsafe curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count)
            if code == CURLE_AGAIN { return .waiting(toWrite: !request.isSent) }
            guard code == CURLE_OK else { return .broken(code) }
            guard count > 0 else { return .ended }
            switch unsafe reader.take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
            case .more: continue
            case .whole(let response, let mayStay): return .answered(response, mayStay: mayStay && request.isSent)
            case .refused(let kind, let detail): return .refused(kind, detail)
            }
        }
        return .unfinished
    }

    /// After so many records the other lines of the pool have their turn, whoever sends how fast: 256 KiB.
    private static let readsPerVisit = 16

    /// Whether any of an answer came in.
    var answerHasBegun: Bool { reader.hasBegun }

    /// Whether it has carried an answer before.
    var isKept: Bool { idleSince != nil }

    /// Ends its job; it may be used again.
    func rest(at now: ContinuousClock.Instant) {
        job = nil
        idleSince = now
    }

    /// Connections that libcurl opened for it.
    var openedConnections: Int { unsafe ccurl_get_long(easy, CURLINFO_NUM_CONNECTS) }

    /// libcurl's description of what went wrong; may hold addresses and bytes of the answer.
    var errorWords: String { unsafe String(cString: errorText) }

    /// Begins TLS with somebody on loopback who hangs up: the result is an error of the connection if certificate, key and roots could be
    /// loaded, otherwise what is wrong with them. (libcurl loads the roots after its first bytes only, so it must come that far.)
    func rehearse() -> CURLcode {
        let listener = ccurl_open_deaf_listener()
        guard listener != CURL_SOCKET_BAD else { return CURLE_COULDNT_CONNECT }
        defer { _ = ccurl_close_socket(listener) }
        guard unsafe ccurl_set_pointer(easy, CURLOPT_CONNECT_TO, nil) == CURLE_OK,
            unsafe ccurl_set_shut_listener(easy, listener) == CURLE_OK, set(CURLOPT_URL, "https://127.0.0.1:\(ccurl_local_port(listener))/"),
            set(CURLOPT_TIMEOUT_MS, 5_000)
        else { return CURLE_FAILED_INIT }
        return unsafe curl_easy_perform(easy)
    }
}
