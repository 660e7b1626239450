import Lives
import Verification

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

/// Why a finding is wrong although no registry made a mistake. Every one of them warns; anything else is a mistake of a rule.
package enum Gap: String, Sendable, CaseIterable {
    /// A marriage outside of the mainland: no register holds it, and whoever asks is told that coverage is limited (decision 19).
    case marriedAbroad = "married-abroad"
    /// Somebody without a household registration died, and no register of the mainland learned of it; the finding says that a spouse's life was
    /// not looked into (`domain.md` A.4.6, m20), or that coverage is limited.
    case deathUnseen = "death-unseen"
    /// It happened within the days by which the register says that it is behind, and the finding says so too.
    case behind
    /// Nothing of that: a mistake.
    case unexplained
}

extension Disagreement {
    /// Which of them this is, where no registry made a mistake.
    package var gap: Gap {
        guard isFlagged else { return .unexplained }
        if isAbroad, claim.isMarital { return .marriedAbroad }
        if hasUnseenDeath, claim.isMarital { return .deathUnseen }
        return hidden.contains(.lag) ? .behind : .unexplained
    }

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

extension ClaimKind {
    /// It depends on who is married to whom.
    fileprivate var isMarital: Bool {
        switch self {
        case .maritalStatus, .maritalIs, .maritalSpouse, .kinshipRelation, .inheritanceFacts: true
        default: false
        }
    }
}
