internal import CCurl

/// Which sockets of a pool can be read or written now, by epoll(7): each pass costs what is ready, not what is open.
///
/// libcurl asks for a socket to be watched while it connects, the pool's loop asks from then on and never lets go until the end, so that a kept
/// connection costs no call for being watched. The record of a socket ends when libcurl lets it go, when it is closed and when its number
/// is opened anew: numbers come again, and not every end is announced.
@safe final class SocketWatch {
    /// What is known of one socket number.
    private struct Record {
        /// `CURL_POLL_*` that is wanted now; 0 for nothing.
        var wanted: Int32 = 0
        /// `CURL_POLL_*` that epoll watches for; 0 when it does not watch.
        var registered: Int32 = 0
    }

    /// Rings in another thread to end a wait here.
    struct Bell: Sendable {
        fileprivate let descriptor: Int32

        func ring() { ccurl_bell_ring(descriptor) }
    }

    let bell: Bell
    private let epoll: Int32
    private var records: [Record] = []
    private let events = UnsafeMutablePointer<ccurl_event>.allocate(capacity: 64)
    private var readyCount = 0
    /// When libcurl wants to be called again without any socket; nil for never.
    private(set) var due: ContinuousClock.Instant?
    private let clock = ContinuousClock()

    /// Nil when the process has no descriptors left.
    init?() {
        epoll = ccurl_epoll_create()
        bell = Bell(descriptor: ccurl_bell_create())
        guard epoll >= 0, bell.descriptor >= 0, ccurl_epoll_watch(epoll, bell.descriptor, CURL_POLL_IN, 1) == 0 else { return nil }
    }

    deinit {
        if bell.descriptor >= 0 { _ = ccurl_close_socket(bell.descriptor) }
        if epoll >= 0 { _ = ccurl_close_socket(epoll) }
        unsafe events.deallocate()
    }

    /// Makes `multi` tell this watch what it waits for. The watch must live as long as `multi`.
    func attach(to multi: UnsafeMutableRawPointer) -> Bool {
        let here = unsafe Unmanaged.passUnretained(self).toOpaque()
        return (unsafe ccurl_multi_set_watch(multi, Callbacks.watch, here) == CURLM_OK)
            && (unsafe ccurl_multi_set_timer(multi, Callbacks.timer, here) == CURLM_OK)
    }

    /// Waits until something is ready, the bell rings or that time is over.
    func wait(milliseconds: Int32) {
        readyCount = Int(unsafe ccurl_epoll_wait(epoll, events, milliseconds))
    }

    /// The next ready socket with `CURL_CSELECT_*` of what can be done; nil when there are no more since the last wait.
    func next() -> (socket: Int32, what: Int32)? {
        while readyCount > 0 {
            readyCount -= 1
            let event = unsafe events[readyCount]
            if event.socket == bell.descriptor {
                ccurl_bell_still(bell.descriptor)
            } else if record(of: event.socket).wanted == 0 {
                letGo(event.socket)
            } else {
                return (event.socket, event.what)
            }
        }
        return nil
    }

    /// True when libcurl's timer is due; it is taken off then.
    func takeDue() -> Bool {
        guard let due, due <= clock.now else { return false }
        self.due = nil
        return true
    }

    /// A socket was opened: whatever was known of its number was about another one. (libcurl opens and closes some, its resolver's pair, without
    /// a word.)
    func opened(_ socket: Int32) { if records.indices.contains(Int(socket)) { records[Int(socket)] = Record() } }

    /// A wish about one socket: `CURL_POLL_IN`, `OUT`, `INOUT` or `REMOVE`.
    ///
    /// False if the kernel does not take it: then nothing on that socket will ever be noticed.
    @discardableResult func want(_ what: Int32, of socket: Int32) -> Bool {
        guard socket >= 0 else { return false }
        while records.count <= Int(socket) { records.append(Record()) }
        guard what != CURL_POLL_REMOVE else {
            // It may be closed already, and its number may come again: nothing of it is kept.
            if records[Int(socket)].registered != 0 { letGo(socket) }
            records[Int(socket)] = Record()
            return true
        }
        records[Int(socket)].wanted = what
        let registered = records[Int(socket)].registered
        if what == registered { return true }
        // Should the record and the kernel disagree, the kernel is right.
        let isNew: Int32 = registered == 0 ? 1 : 0
        guard ccurl_epoll_watch(epoll, socket, what, isNew) == 0 || ccurl_epoll_watch(epoll, socket, what, 1 - isNew) == 0 else { return false }
        records[Int(socket)].registered = what
        return true
    }

    /// libcurl's wish about its timer: so many milliseconds from now, negative for never.
    func wantTimer(milliseconds: Int) {
        due = milliseconds < 0 ? nil : clock.now.advanced(by: .milliseconds(milliseconds))
    }

    /// The socket is about to be closed; the kernel stops watching it by itself.
    func closed(_ socket: Int32) {
        if records.indices.contains(Int(socket)) { records[Int(socket)] = Record() }
    }

    private func record(of socket: Int32) -> Record {
        records.indices.contains(Int(socket)) ? records[Int(socket)] : Record()
    }

    private func letGo(_ socket: Int32) {
        _ = ccurl_epoll_forget(epoll, socket)
        if records.indices.contains(Int(socket)) { records[Int(socket)].registered = 0 }
    }
}
