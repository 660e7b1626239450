package import Verification

/// Where somebody's papers come from.
package enum Origin: String, Sendable, CaseIterable {
    case mainland
    case hongKong = "hong-kong"
    case macao, taiwan, foreign
}

/// One person as he or she really was and is: nothing here is a registry's opinion. Persons are named by their places in ``Society/lives``.
package struct Life: Sendable {
    package let sex: Sex
    package let born: CalendarDate
    package let origin: Origin
    /// Biological parents as far as they are people of this society.
    package let mother: Int?
    package internal(set) var father: Int?
    /// The day since when the father is known to the law by a judgment; nil where the birth certificate names him.
    package internal(set) var paternityJudgment: CalendarDate?
    /// Division of birth, 4499xx; nil for people who came from elsewhere.
    package let birthDivision: Int?
    /// Number of the medical certificate of birth; nil for people who came from elsewhere or were born before 1996.
    package let birthCertificate: String?
    package internal(set) var ethnicity: String?
    var given: GivenIdentity
    package internal(set) var number: String
    package internal(set) var formerNames: [Former] = []
    package internal(set) var formerNumbers: [Former] = []
    /// True for people whom the population register does not hold at all.
    package internal(set) var isUnregistered = false

    package internal(set) var death: Death?
    /// Times without any trace; the last may be open.
    package internal(set) var absences: [Span] = []
    package internal(set) var declarations: [Declaration] = []
    /// Since when settled abroad for good, household registration cancelled.
    package internal(set) var emigrated: CalendarDate?
    /// Household registration cancelled for the time of service.
    package internal(set) var service: [Span] = []

    package internal(set) var unions: [Int] = []
    package internal(set) var children: [Int] = []
    package internal(set) var adoptions: [Adoption] = []
    package internal(set) var adoptedChildren: [Int] = []
    package internal(set) var stays: [Stay] = []

    package internal(set) var papers = Papers()
    package internal(set) var work = Work()
    package internal(set) var wealth = Wealth()
    package internal(set) var conduct = Conduct()

    /// The present name.
    package var name: String { given.text }

    /// A name or number that was in use until a day.
    package struct Former: Sendable {
        package let text: String
        package let until: CalendarDate
        package let reason: Reason

        /// Why it is another one now.
        package enum Reason: String, Sendable {
            case nameChange = "name-change"
            case numberChange = "number-change"
            case fifteenDigits = "15-to-18"
            case duplicateCancelled = "duplicate-cancelled"
        }
    }
}

/// From a day until the day before another one, or still.
package struct Span: Sendable, Hashable {
    package let from: CalendarDate
    package internal(set) var until: CalendarDate?

    package func covers(_ day: CalendarDate) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
}

/// How somebody died.
package struct Death: Sendable, Hashable {
    package let date: CalendarDate
    package let manner: Manner
    package let isCremated: Bool

    /// Who certifies it.
    package enum Manner: String, Sendable {
        /// In a hospital or with a doctor's certificate.
        case medical
        /// At home, certified after investigation.
        case home
        /// Accident or crime: public security certifies it.
        case unnatural
    }
}

/// A court's declaration about somebody of whom nothing was heard, or its revocation.
package struct Declaration: Sendable, Hashable {
    package let kind: Kind
    package let date: CalendarDate
    /// The day of the accident, on a declaration of death after one.
    package let accident: CalendarDate?

    /// The raw value is the word of the population file.
    package enum Kind: String, Sendable {
        case missing = "declared-missing"
        case missingRevoked = "declared-missing-revoked"
        case dead = "declared-dead"
        case deadRevoked = "declared-dead-revoked"
    }
}

/// An adoption, seen from the child.
package struct Adoption: Sendable, Hashable {
    package let parents: [Int]
    package let date: CalendarDate
    /// A birth parent who is married to the adopter and stays a legal parent.
    package let remaining: Int?
    package internal(set) var dissolved: CalendarDate?
}

/// Where a household registration was, in time.
package struct Stay: Sendable, Hashable {
    package let household: Int
    /// GB/T 4761 code of the relation to the head.
    package let relation: Int
    package let from: CalendarDate
    package internal(set) var until: CalendarDate?
}

/// A household at one address; whoever moves founds another one.
package struct Household: Sendable {
    /// 4499xx.
    package let division: Int
    package let address: String
    package let founded: CalendarDate
    var head: Int?
    var members: [Int] = []
    /// Everybody who ever belonged to it, each once, in the order of coming.
    package internal(set) var everybody: [Int] = []
}
