import Glibc

/// A mutual exclusion that Thread Sanitizer understands on Linux (`Synchronization.Mutex` gives false alarms there, `stack.md` section 3),
/// with a condition to wait for. Hold it only for a few instructions.
final class Lock: @unchecked Sendable {
    // Both cells are made in init, freed in deinit, and touched by nothing but the pthread calls below, which are made for sharing.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Gives the lock back until somebody signals; call it with the lock held, in a loop that checks what is waited for.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// Wakes everybody who waits.
    func signal() { pthread_cond_broadcast(condition) }
}
