import Verification

/// `marital.separated`: did the two live apart? (Civil Code 1079: separation is a fact that a court weighs in a divorce; founding document,
/// item 8 with its alias 分居证明; `domain.md` A.3, `not-verifiable`.)
///
/// No authority registers separation, so nobody is asked and nothing is concluded. The couple's own declaration stands for it, and what a court
/// has found counts.
enum MaritalSeparated {
    static func conclude() -> Conclusion { Conclusion(.inconclusive, .noRegisterExists) }
}
