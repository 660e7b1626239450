internal import Glibc

/// A value behind a POSIX mutex: held for a few instructions, never over a wait. (`Synchronization.Mutex` would do, were its locks visible to
/// Thread Sanitizer on Linux.)
///
/// `@unchecked Sendable` because the compiler cannot see that `value` is touched with `mutex` held only; `withLock` is its one accessor.
@safe final class Locked<Value: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    init(_ value: Value) {
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        self.value = value
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Runs the body while nobody else can see or change the value.
    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body(&value)
    }
}
