/// A value behind a lock.
final class Guarded<Value: Sendable>: @unchecked Sendable {
    // `value` is touched only with the lock held.
    private var value: Value
    private let lock = Lock()

    init(_ value: Value) {
        self.value = value
    }

    func read<Result>(_ body: (Value) throws -> Result) rethrows -> Result { try lock.withLock { try body(value) } }

    func change<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result { try lock.withLock { try body(&value) } }
}
