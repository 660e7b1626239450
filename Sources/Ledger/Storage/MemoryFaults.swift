/// How an effect of a ledger in memory goes wrong on demand, in the pairs that fault tests ask for.
package enum MemoryFault: Sendable, Hashable, CaseIterable {
    /// It fails for certain, and did not persist.
    case failsAndDidNotPersist
    /// It fails for certain, and did not persist, because another process holds the log now.
    case failsBecauseTheLeaseIsLost
    /// It fails with an unknown outcome, and did not persist.
    case unknownAndDidNotPersist
    /// It fails with an unknown outcome, but did persist.
    case unknownButDidPersist

    /// Whether the effect takes place all the same.
    var persists: Bool { self == .unknownButDidPersist }

    /// What is thrown.
    var failure: StorageFailure {
        switch self {
        case .failsAndDidNotPersist: .notWritten("the disk is full")
        case .failsBecauseTheLeaseIsLost: .leaseLost
        case .unknownAndDidNotPersist, .unknownButDidPersist: .outcomeUnknown("the disk did not say")
        }
    }
}

/// What of a ledger in memory can go wrong.
package enum MemoryEffect: Sendable, Hashable, CaseIterable {
    case lease
    case commit
    case publish
    case forget
    case rewrap
}
