internal import CCurl
internal import Glibc

/// What a pool's thread is started with.
final class PoolThread {
    private let loop: CurlLoop
    private let inbox: Inbox
    private let name: String

    init(loop: CurlLoop, inbox: Inbox, name: String) {
        self.loop = loop
        self.inbox = inbox
        self.name = name
    }

    /// Hands everything to a new thread, which lets it go before it says that it has ended. False if there is no thread to be had.
    func start() -> Bool {
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(self)
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                let inbox = unsafe PoolThread.live(Unmanaged<PoolThread>.fromOpaque(context).takeRetainedValue())
                inbox.announceClosed()
                return nil
            }, unsafe context.toOpaque())
        guard code == 0 else {
            unsafe context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private static func live(_ thread: PoolThread) -> Inbox {
        unsafe ccurl_settle_thread("curl \(thread.name)")
        thread.loop.run()
        return thread.inbox
    }
}
