/// Reads the logs on a few threads of its own, each with a session, so that nobody's reading blocks the threads that run tasks.
package final class LedgerReader: Sendable {
    private let queue: ReaderQueue

    /// Starts the threads; throws when there are none to be had.
    package init(storage: any LedgerStorage, limits: LedgerLimits = LedgerLimits()) throws(LedgerFailure) {
        let queue = ReaderQueue(capacity: limits.waitingReadsMaximum)
        self.queue = queue
        for number in 0..<max(1, limits.readerCount) {
            queue.began()
            guard LedgerThread.start("ledger-read-\(number)", { Self.run(queue, storage) }) else {
                queue.ended()
                queue.close {}
                throw .notWritten("there is no thread to be had for the ledger's readers")
            }
        }
    }

    deinit { queue.close {} }

    /// Does some reading on one of the threads. Throws what the work throws, ``LedgerFailure/overloaded`` when too much waits,
    /// ``LedgerFailure/storage(_:)`` when the storage cannot be opened, and ``LedgerFailure/ended(_:)`` after ``stop()``.
    package func read<Value: Sendable>(_ work: @escaping @Sendable (any LedgerReading) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { (reply: CheckedContinuation<Value, any Error>) in
            queue.submit { opened in
                do {
                    reply.resume(returning: try work(try opened.get()))
                    return nil
                } catch {
                    reply.resume(throwing: error)
                    return error as? StorageFailure
                }
            }
        }
    }

    /// Lets what waits be read, and takes nothing more. Returns when every session is closed.
    package func stop() async {
        await withCheckedContinuation { reply in queue.close { reply.resume() } }
    }

    private static func run(_ queue: ReaderQueue, _ storage: any LedgerStorage) {
        defer { queue.ended() }
        var session: (any LedgerReading)?
        defer { session = nil }
        while let work = queue.take() {
            do throws(StorageFailure) {
                let open = if let session { session } else { try storage.reading() }
                // A session that failed is not asked again.
                session = work(.success(open)) == nil ? open : nil
            } catch {
                _ = work(.failure(.storage(error)))
            }
        }
    }
}

/// What waits for readers: bounded.
private final class ReaderQueue: @unchecked Sendable {
    /// Reads and answers; tells how the storage failed, if it did.
    typealias Work = @Sendable (Result<any LedgerReading, LedgerFailure>) -> StorageFailure?

    // Everything mutable is touched with `monitor` held only.
    private let monitor = Monitor()
    private let capacity: Int
    private var waiting: [Work] = []
    private var head = 0
    private var isClosed = false
    private var threads = 0
    private var onEnd: [@Sendable () -> Void] = []

    init(capacity: Int) { self.capacity = capacity }

    func submit(_ work: @escaping Work) {
        let refusal = monitor.withLock { () -> LedgerFailure? in
            if isClosed { return .ended(.stopped) }
            if waiting.count - head >= capacity { return .overloaded }
            waiting.append(work)
            monitor.signal()
            return nil
        }
        if let refusal { _ = work(.failure(refusal)) }
    }

    /// The next piece of work; nil when there will be none any more.
    func take() -> Work? {
        monitor.withLock {
            while head == waiting.count {
                if isClosed { return nil }
                monitor.wait()
            }
            defer {
                head += 1
                // What was taken is let go of, now and then.
                if head == waiting.count || head == 512 {
                    waiting.removeFirst(head)
                    head = 0
                }
            }
            return waiting[head]
        }
    }

    /// Takes nothing more; `onEnd` is called when the last thread has ended.
    func close(_ onEnd: @escaping @Sendable () -> Void) {
        let isOver = monitor.withLock { () -> Bool in
            isClosed = true
            monitor.signal()
            if threads > 0 { self.onEnd.append(onEnd) }
            return threads == 0
        }
        if isOver { onEnd() }
    }

    /// A thread is about to take work.
    func began() { monitor.withLock { threads += 1 } }

    /// A thread takes no more work.
    func ended() {
        let waiting = monitor.withLock { () -> [@Sendable () -> Void] in
            threads -= 1
            guard threads == 0 else { return [] }
            defer { onEnd = [] }
            return onEnd
        }
        for call in waiting { call() }
    }
}
