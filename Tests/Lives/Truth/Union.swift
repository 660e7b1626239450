package import Verification

/// A marriage, from its registration to its end.
package struct Union: Sendable {
    /// Husband and wife.
    package let a: Int
    package let b: Int
    package let start: CalendarDate
    /// 4499xx of the office.
    package let division: Int
    package let certificate: String
    package let place: Place
    /// When it was in force. More than one only after a declaration of death was revoked.
    package internal(set) var terms: [Term]
    /// Void from the beginning, known since that day.
    package internal(set) var voided: (date: CalendarDate, kind: Voiding)?
    package internal(set) var reissues: [CalendarDate] = []
    package internal(set) var divorceReissues: [CalendarDate] = []
    /// Divorces applied for at the office, whatever became of them.
    package internal(set) var applications: [CalendarDate] = []
    package internal(set) var suits: [Suit] = []
    /// A spouse's refusal to resume it after the other one came back.
    package internal(set) var refusal: (by: Int, date: CalendarDate)?

    /// Where it was made.
    package enum Place: String, Sendable {
        case office
        /// At an office, with a party from Hong Kong, Macao, Taiwan or abroad.
        case foreignRelated = "foreign-related"
        /// Outside of the mainland: no register here holds it.
        case abroad
    }

    /// What ended it.
    package enum End: Sendable, Hashable {
        case registration, judgment
        case death(of: Int)
        case declaration(of: Int)
    }

    /// A time in force, and what ended it.
    package struct Term: Sendable, Hashable {
        package let from: CalendarDate
        package internal(set) var ended: Ending?

        /// From that day on it was over.
        package struct Ending: Sendable, Hashable {
            package let date: CalendarDate
            package let cause: End
        }
    }

    /// Who voided it.
    package enum Voiding: String, Sendable {
        case nullity, annulment
        /// By the office, until 2003.
        case annulled
    }

    /// A divorce suit that did not end the marriage, or has not yet.
    package struct Suit: Sendable, Hashable {
        package let date: CalendarDate
        package let outcome: CourtDecisionStanding
    }

    package var isOpen: Bool { voided == nil && terms.last?.ended == nil }

    /// What ended it for good, if anything did.
    package var ending: Term.Ending? { terms.last?.ended }

    package func partner(of person: Int) -> Int { person == a ? b : a }
}

/// What somebody's marital status is on a day, and since when.
package struct MaritalTruth: Sendable, Hashable {
    package let status: Status
    package let since: CalendarDate?
    /// The spouse, while married.
    package let spouse: Int?

    /// The raw value is the word that claims use.
    package enum Status: String, Sendable {
        case married, divorced, widowed
        case dissolvedByDeclaration = "dissolved-by-declaration"
        case neverMarried = "never-married"
    }
}
