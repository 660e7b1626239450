import Glibc

/// A mutual exclusion with a condition to wait for, as Thread Sanitizer understands it on Linux (`Synchronization.Mutex` gives false alarms
/// there, and has no condition). Waited for by the ledger's own threads only.
final class Monitor: @unchecked Sendable {
    // Both cells are made in init, freed in deinit, and touched by nothing but the pthread calls below, which are made for sharing.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // Waiting is measured by a clock that nobody sets.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs the body while nobody else runs one.
    func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Gives the lock back until somebody signals; call it with the lock held, in a loop that checks what is waited for.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// The same until that moment of the monotonic clock at the latest.
    func wait(untilNanoseconds moment: UInt64) {
        var limit = timespec(tv_sec: Int(moment / 1_000_000_000), tv_nsec: Int(moment % 1_000_000_000))
        pthread_cond_timedwait(condition, mutex, &limit)
    }

    /// Wakes everybody who waits.
    func signal() { pthread_cond_broadcast(condition) }

    /// The monotonic clock's time.
    static var nowNanoseconds: UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }
}
