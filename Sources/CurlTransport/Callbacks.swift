internal import CCurl

/// What libcurl calls. Each of them records and returns; the loop acts later.
enum Callbacks {
    /// A socket is wanted.
    static let open: ccurl_open = { context, _, address in
        guard let address = unsafe address else { return CURL_SOCKET_BAD }
        let socket = unsafe ccurl_open_socket(address)
        if socket != CURL_SOCKET_BAD { unsafe SocketWatch.from(context)?.opened(socket) }
        return socket
    }

    /// A socket is not wanted any more.
    static let close: ccurl_close = { context, socket in
        unsafe SocketWatch.from(context)?.closed(socket)
        return ccurl_close_socket(socket)
    }

    /// libcurl wants a socket to be watched, or no more.
    static let watch: ccurl_watch = { _, socket, what, context, _ in
        unsafe SocketWatch.from(context)?.want(what, of: socket)
        return 0
    }

    /// libcurl wants its timer set, or no more.
    static let timer: ccurl_timer = { _, milliseconds, context in
        unsafe SocketWatch.from(context)?.wantTimer(milliseconds: milliseconds)
        return 0
    }
}

extension SocketWatch {
    /// The watch behind a callback's context: it lives as long as its pool's multi handle.
    fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> SocketWatch? {
        unsafe context.map { unsafe Unmanaged<SocketWatch>.fromOpaque($0).takeUnretainedValue() }
    }
}
