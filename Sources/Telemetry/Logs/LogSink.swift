import Glibc

/// Where log lines go: a file descriptor behind a thread of its own, so that a slow or stalled reader never holds up who logs.
///
/// Lines are gathered for a moment and written together. Beyond ``maximumBytes`` waiting, lines are dropped and their number is written
/// as soon as there is room again.
package final class LogSink: @unchecked Sendable {
    // Everything below is touched only with the lock held, but the descriptor, which never changes.
    private let descriptor: Int32
    private let maximumBytes: Int
    private let lock = Lock()
    private var waiting: [UInt8] = []
    private var dropped = 0
    private var isWriting = false
    private var hasThread = false

    /// - Parameter descriptor: An open file descriptor, 1 or 2 as a rule; not closed here.
    package init(descriptor: Int32, maximumBytes: Int = 4 << 20) {
        self.descriptor = descriptor
        self.maximumBytes = maximumBytes
    }

    /// Takes one line without its line feed.
    func append(_ line: [UInt8]) {
        lock.withLock {
            guard waiting.count + line.count < maximumBytes else {
                dropped += 1
                return
            }
            waiting.append(contentsOf: line)
            waiting.append(UInt8(ascii: "\n"))
            startThread()
            if !isWriting { lock.signal() }
        }
    }

    /// Returns when everything that was appended before has been written, or could not be.
    package func flush() {
        lock.withLock {
            while hasThread, isWriting || !waiting.isEmpty { lock.wait() }
        }
    }

    private func startThread() {
        if hasThread { return }
        var thread = pthread_t()
        let sink = Unmanaged.passRetained(self)
        let error = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<LogSink>.fromOpaque(argument).takeRetainedValue().write() }
                return nil
            }, sink.toOpaque())
        guard error == 0 else { return sink.release() }
        pthread_detach(thread)
        hasThread = true
    }

    /// The thread's whole life; the process ends it.
    private func write() {
        while true {
            let (lines, lost) = lock.withLock {
                while waiting.isEmpty { lock.wait() }
                isWriting = true
                defer {
                    waiting = []
                    dropped = 0
                }
                return (waiting, dropped)
            }
            put(lines)
            if lost > 0 { put(Array("{\"severity\":\"warning\",\"message\":\"log lines dropped\",\"count\":\(lost)}\n".utf8)) }
            usleep(5_000)
            lock.withLock {
                isWriting = false
                lock.signal()
            }
        }
    }

    private func put(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                usleep(10_000)
            } else if errno != EINTR {
                return
            }
        }
    }
}
