package import Verification

/// What is so about one claim.
package enum Truth: Sendable, Hashable {
    case yes, no
    /// It is so, and this is the value (value claims).
    case value(FindingValue)
    /// Nobody can know, or the law leaves it open: whoever says yes or no says too much.
    case unknowable

    init(_ isSo: Bool) { self = isSo ? .yes : .no }

    /// Nil stands for what nobody can know.
    init(knowing isSo: Bool?) { self = isSo.map { $0 ? .yes : .no } ?? .unknowable }

    /// All of them.
    static func all(_ parts: [Truth]) -> Truth {
        if parts.contains(.no) { return .no }
        return parts.contains(.unknowable) ? .unknowable : .yes
    }
}

/// A claim as somebody puts it at a hall, with what is true about it.
package struct Posed: Sendable {
    package let claim: Claim
    /// The subject as it is stated, which need not be how the register writes it.
    package let subject: Person
    /// Everybody whose life the answer depends on, the subject first, by places in the society.
    package let people: [Int]
    package let truth: Truth
    /// The same on other days, for claims whose answers may be given for a day before the one asked about; nil for others.
    var truthOn: (@Sendable (CalendarDate) -> Truth)?
}

/// What a finding is worth beside the truth.
package enum Judgement: String, Sendable, CaseIterable {
    /// A verdict, and it is so.
    case right
    /// A verdict, and it is not so.
    case wrong
    /// A verdict where nobody can know.
    case unfounded
    /// No yes and no no.
    case silent
}

extension Posed {
    /// Compares a finding's verdict and value with the truth on the day that the finding names; nil for the day asked about.
    package func judge(_ verdict: Verdict, _ value: FindingValue?, asOf day: CalendarDate? = nil) -> Judgement {
        let truth = day.flatMap { day in truthOn.map { $0(day) } } ?? truth
        if claim.kind == .addressSame, case .value(let relation) = truth {
            if verdict == .refuted { return relation == .word("same") || value.map { $0 != relation } ?? false ? .wrong : .right }
            if verdict == .confirmed { return (value ?? .word("same")) == relation ? .right : .wrong }
        }
        return switch (verdict, truth) {
        case (.confirmed, .yes), (.refuted, .no): .right
        case (.confirmed, .value(let known)): value == known ? .right : .wrong
        case (.confirmed, .no), (.refuted, .yes), (.refuted, .value): .wrong
        case (.confirmed, .unknowable), (.refuted, .unknowable): .unfounded
        // Where the claim is about who somebody is, a mismatch is the answer no.
        case (.identityMismatch, .yes) where claim.kind.isAboutIdentity: .wrong
        case (.identityMismatch, .no) where claim.kind.isAboutIdentity: .right
        case (.noRecord, _), (.conflict, _), (.inconclusive, _), (.identityMismatch, _), (.pending, _), (.referred, _), (.notRequired, _),
            (.exempt, _):
            .silent
        }
    }
}
