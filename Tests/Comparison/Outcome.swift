import Lives

extension Campaign.Mischief {
    /// Some of these mistakes leave no trace in any answer, see ``Outcome``.
    package var canBeUndetectable: Bool {
        switch self {
        case .neverShared, .spoilt(.transposedDigits), .spoilt(.fifteenDigitNumber), .spoilt(.falseDeath): true
        case .spoilt: false
        }
    }
}

/// How a finding that is not so looks to whoever reads it.
package enum Outcome: String, Sendable, CaseIterable {
    /// It warns: a caution, or a hint that a registry's data need checking.
    case flagged
    /// Undetectable by construction: the record that would tell is written under a number that is nobody's, or never arrived, so that all
    /// answers are those of an honest province in which the opposite is true.
    case unseen = "undetectable-unseen"
    /// Undetectable by construction: a record that agrees with everything else states what never happened.
    case consistentLie = "undetectable-lie"
    /// Neither: the gateway was wrong and could have known.
    case silent
}

extension Disagreement {
    /// Which of them this is, in a world with one kind of mischief.
    package func outcome(of mischief: Campaign.Mischief) -> Outcome {
        if isFlagged { return .flagged }
        switch mischief {
        case .neverShared: return hidden.contains(.neverShared) ? .unseen : .silent
        case .spoilt(.transposedDigits), .spoilt(.fifteenDigitNumber): return seen.isEmpty ? .unseen : .silent
        case .spoilt(.falseDeath): return seen.contains(.falseDeath) ? .consistentLie : .silent
        case .spoilt: return .silent
        }
    }
}
