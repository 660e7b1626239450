import Verification

/// Why a register that was asked has not been heard; the strongest reason counts (A.4.2, A.4.5: pending before denied or unavailable).
enum Block: Int, Sendable, Hashable, Comparable {
    case unavailable
    case denied
    case pending

    static func < (left: Block, right: Block) -> Bool { left.rawValue < right.rawValue }

    /// The verdict that follows where the register's word is needed. Unavailable is never absent (P2).
    var verdict: Verdict { self == .pending ? .pending : .inconclusive }

    /// The reason, where the register is one of those that the claim rests on.
    var reason: ReasonCode {
        switch self {
        case .unavailable: .sourceUnavailable
        case .denied: .sourceDenied
        case .pending: .sourcePending
        }
    }

    /// The reason, where the register could undo a positive that stands already (P7).
    var reasonAsDefeater: ReasonCode { self == .unavailable ? .defeaterUnavailable : reason }
}

/// Whether records count whose name may be a variant writing of the person's name.
enum Weighing: Sendable, Hashable {
    /// They are left out (P3).
    case strict
    /// They count; only to see whether it would make a difference.
    case lenient
}
