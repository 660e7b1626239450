import Verification

/// Two persons of a ``MaritalRegister`` by their places in it, the smaller first: a marriage has no direction.
struct Couple: Sendable, Hashable, Comparable {
    let first: Int
    let second: Int

    init(_ a: Int, _ b: Int) {
        first = min(a, b)
        second = max(a, b)
    }

    func contains(_ person: Int) -> Bool { first == person || second == person }

    /// The other one of the two.
    func partner(of person: Int) -> Int { first == person ? second : first }

    func sharesPerson(with other: Couple) -> Bool { other.contains(first) || other.contains(second) }

    static func < (left: Couple, right: Couple) -> Bool { (left.first, left.second) < (right.first, right.second) }
}

/// One act that bears on marriages, as the marriage office or a court records it, with the persons resolved (`domain.md` A.4.6).
enum MaritalAct: Sendable, Hashable {
    case marriage(Couple, CalendarDate)
    case divorce(Couple, CalendarDate)
    case reissuedMarriage(Couple, CalendarDate, original: CalendarDate?)
    case reissuedDivorce(Couple, CalendarDate, original: CalendarDate?)
    /// Effective divorce judgment or mediation; date nil where the court's data lack it.
    case judgment(Couple, CalendarDate?)
    /// Nullity or annulment by a court, or by the office in former times: void from the beginning (Civil Code 1054).
    case void(Couple, CalendarDate)
    /// A foreign divorce that was presented here.
    case foreignDivorce(Couple, CalendarDate?)
    /// The recognition of a foreign divorce, with its effect, and the day of the foreign decision.
    case recognition(Couple, CalendarDate?, foreign: CalendarDate?)
    case refusal(by: Int, CalendarDate)
    case declaredDead(Int, CalendarDate)
    case revoked(Int, CalendarDate)
    /// A decision about a person's death has effect, and nobody tells since when.
    case undatedDeclaration(Int)
}
