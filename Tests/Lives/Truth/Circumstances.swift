package import Verification

/// What somebody carries, and traces of presence.
package struct Papers: Sendable {
    package internal(set) var documents: [Document] = []
    package internal(set) var crossings: [Crossing] = []
    package internal(set) var encounters: [Encounter] = []

    /// A passport or permit.
    package struct Document: Sendable {
        /// A word of ``RecordKind/documentTypes``.
        package let type: String
        package internal(set) var number: String
        package let validFrom: CalendarDate
        package let validUntil: CalendarDate
        package let isRevoked: Bool
    }

    /// A border crossing with the document at that place of the list.
    package struct Crossing: Sendable {
        package let date: CalendarDate
        package let isEntry: Bool
        package let document: Int
    }

    /// A visit to a health institution.
    package struct Encounter: Sendable {
        package let date: CalendarDate
        /// admission, outpatient or emergency.
        package let visit: String
    }
}

/// Work, income and what stands in for them.
package struct Work: Sendable {
    package internal(set) var jobs: [Job] = []
    package internal(set) var unemployed: [Span] = []
    package internal(set) var hardships: [Span] = []
    package internal(set) var file: File?

    /// A time with one employer.
    package struct Job: Sendable {
        /// Place in ``Society/enterprises``; nil for people who insure themselves.
        package let employer: Int?
        package let span: Span
        /// Whole yuan a month.
        package let wage: Int
    }

    /// Who keeps the personal file, and what it states.
    package struct File: Sendable {
        package let custodian: String
        package let facts: [(name: String, value: String)]
    }

    /// Wages of one month: of every job held on its first day.
    package func wage(inMonthOf first: CalendarDate) -> Int {
        jobs.reduce(0) { $1.span.covers(first) ? $0 + $1.wage : $0 }
    }

    /// Wages of one year as far as it has passed.
    package func income(in year: Int, until today: CalendarDate) -> Int {
        (1...12).reduce(0) { sum, month in
            let first = CalendarDate(year, month, 1)
            return first <= today ? sum + wage(inMonthOf: first) : sum
        }
    }
}

/// What somebody owns or may use.
package struct Wealth: Sendable {
    package internal(set) var rights: [Right] = []
    package internal(set) var leases: [Lease] = []
    package internal(set) var vehicles: [Vehicle] = []
    package internal(set) var deposits: [Holding] = []
    package internal(set) var securities: [Holding] = []
    package internal(set) var shares: [Share] = []
    package internal(set) var premises: [Premises] = []

    /// A right to real estate.
    package struct Right: Sendable {
        /// ownership, use or mortgage.
        package let right: String
        /// 4499xx.
        package let division: Int
        package let address: String
        package let span: Span
        /// True where only the housing office knows of it: a contract that is not registered yet.
        package let isContract: Bool
    }

    /// A lease that was filed.
    package struct Lease: Sendable {
        package let address: String
        package let span: Span
    }

    /// A vehicle.
    package struct Vehicle: Sendable {
        package let plate: String
        package let vehicle: String
        package let span: Span
    }

    /// Money at an institution.
    package struct Holding: Sendable {
        package let institution: String
        package let asset: String
        /// Whole yuan.
        package let amount: Int
    }

    /// A share of an enterprise.
    package struct Share: Sendable {
        package let enterprise: Int
        /// 1 to 100.
        package let percent: Int
    }

    /// A statement of the local government about premises.
    package struct Premises: Sendable {
        package let address: String
        package let date: CalendarDate
    }
}

/// What courts, offices and doctors have found about somebody.
package struct Conduct: Sendable {
    package internal(set) var convictions: [Conviction] = []
    package internal(set) var proceedings: [(date: CalendarDate, stage: String)] = []
    package internal(set) var rehabilitations: [Rehabilitation] = []
    package internal(set) var disability: Disability?
    package internal(set) var falseCommitments: [(date: CalendarDate, repaired: CalendarDate?)] = []

    /// An effective criminal judgment.
    package struct Conviction: Sendable {
        package let offence: CalendarDate
        package let effective: CalendarDate
        /// Offence under 18, sentence of at most five years: sealed.
        package let isSealed: Bool
    }

    /// Community drug treatment or rehabilitation.
    package struct Rehabilitation: Sendable {
        package let institution: String
        package let measure: String
        package let span: Span
        package let performance: String
    }

    /// A disability certificate.
    package struct Disability: Sendable {
        package let number: String
        /// 1 to 7.
        package let category: Int
        /// 1 to 4.
        package let level: Int
        package let validFrom: CalendarDate
        package let validUntil: CalendarDate
    }
}
