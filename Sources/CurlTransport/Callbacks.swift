internal import CCurl

/// What libcurl calls. Each of them records and returns; the loop acts later.
enum Callbacks {
    /// One header line. Anything but its length as the result ends the transfer.
    static let header: ccurl_receive = { bytes, size, count, context in
        guard let bytes = unsafe bytes, let handle = unsafe EasyHandle.from(context) else { return 0 }
        let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        guard unsafe handle.seen.head.take(line, limit: handle.headerLimitBytes) else {
            handle.seen.excess = .header
            return 0
        }
        return line.count
    }

    /// A piece of the body.
    static let body: ccurl_receive = { bytes, size, count, context in
        guard let bytes = unsafe bytes, let handle = unsafe EasyHandle.from(context) else { return 0 }
        let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
        guard handle.seen.body.count + piece.count <= handle.bodyLimitBytes else {
            handle.seen.excess = .body
            return 0
        }
        unsafe handle.seen.body.append(contentsOf: piece)
        return piece.count
    }

    /// A connection is there and the request is about to go out on it: once only, and only if nothing waits on a kept connection.
    static let beforeRequest: ccurl_before_request = { context, _, _, _, localPort in
        guard let handle = unsafe EasyHandle.from(context) else { return CURL_PREREQFUNC_ABORT }
        if handle.seen.sent {
            handle.seen.resendRefused = true
            return CURL_PREREQFUNC_ABORT
        }
        guard handle.sockets.mayUse(localPort: localPort) else {
            handle.seen.foundStale = true
            return CURL_PREREQFUNC_ABORT
        }
        handle.seen.sent = true
        return CURL_PREREQFUNC_OK
    }

    /// A socket is wanted.
    static let open: ccurl_open = { context, _, address in
        guard let address = unsafe address, let sockets = unsafe OpenSockets.from(context) else { return CURL_SOCKET_BAD }
        let socket = unsafe ccurl_open_socket(address)
        if socket != CURL_SOCKET_BAD { sockets.opened(socket) }
        return socket
    }

    /// A socket is not wanted any more.
    static let close: ccurl_close = { context, socket in
        unsafe OpenSockets.from(context)?.closed(socket)
        return ccurl_close_socket(socket)
    }
}

extension EasyHandle {
    /// The handle behind a callback's context: it lives as long as its transfer, which is why it is not retained here.
    fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> EasyHandle? {
        unsafe context.map { unsafe Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension OpenSockets {
    /// The table behind a callback's context: it lives as long as its pool's multi handle.
    static func from(_ context: UnsafeMutableRawPointer?) -> OpenSockets? {
        unsafe context.map { unsafe Unmanaged<OpenSockets>.fromOpaque($0).takeUnretainedValue() }
    }
}
