internal import CCurl

/// The sockets of a pool, so that a kept connection can be looked at just before a request goes out on it.
///
/// libcurl 7.88.1 takes a kept connection for alive although the department has said good-bye on it (a TLS `close_notify` is a readable
/// byte to it), and also although unasked bytes wait there, which it would take for the answer to the next question. Here a connection on
/// which anything waits is not used again.
final class OpenSockets {
    private struct Entry {
        let socket: curl_socket_t
        /// 0 while not known.
        var localPort: Int32
        /// Whether a request went out on it before.
        var used: Bool
    }

    private var entries: [Entry] = []
    /// Told when a socket ends; nil where nobody waits for readiness.
    private let watch: SocketWatch?

    init(watch: SocketWatch? = nil) { self.watch = watch }

    func opened(_ socket: curl_socket_t) { entries.append(Entry(socket: socket, localPort: 0, used: false)) }

    func closed(_ socket: curl_socket_t) {
        entries.removeAll { $0.socket == socket }
        watch?.closed(socket)
    }

    /// Whether a request may go out on the connection with that port on our side: it is new, or kept and quiet. Notes that it is used.
    /// (Should two connections from different addresses of ours have the same port, both must be quiet.)
    func mayUse(localPort: Int32) -> Bool {
        var usable = true
        for index in entries.indices {
            if entries[index].localPort == 0 { entries[index].localPort = ccurl_local_port(entries[index].socket) }
            guard entries[index].localPort == localPort else { continue }
            if entries[index].used, ccurl_is_quiet(entries[index].socket) == 0 { usable = false }
            entries[index].used = true
        }
        return usable
    }
}
