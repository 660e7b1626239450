package import Verification

/// What to generate. The same plan always gives the same bytes.
package struct Plan: Sendable, Hashable {
    /// Everybody who ever stands in the file, the dead included.
    package let persons: Int
    package let seed: UInt64
    package let today: CalendarDate
    package let defects: DefectRates
    package let lag: Lag
    /// Months of social insurance contributions that the register holds, the last one before today's month.
    package let insuranceMonths: Int

    /// How late registries hear of what happened.
    package enum Lag: String, Sendable, CaseIterable {
        case none
        /// Every registry hears of things some days later, and of everything in the end.
        case delays
        /// Delays, and eight of a hundred court decisions never arrive.
        case standard
    }

    package static let personRange = 1...1_000_000
    package static let insuranceMonthRange = 0...36

    /// Up to this many people have a year of contributions each, more have a quarter, which keeps files loadable.
    package static let yearOfContributionsUpTo = 50_000

    /// The same people before other registries.
    package func with(defects: DefectRates, lag: Lag) -> Plan {
        Plan(persons: persons, seed: seed, today: today, defects: defects, lag: lag, insuranceMonths: insuranceMonths)
    }

    package init(
        persons: Int, seed: UInt64, today: CalendarDate, defects: DefectRates = .none, lag: Lag = .none, insuranceMonths: Int? = nil
    ) {
        self.persons = min(max(persons, Self.personRange.lowerBound), Self.personRange.upperBound)
        self.seed = seed
        self.today = today
        self.defects = defects
        self.lag = lag
        let months = insuranceMonths ?? (persons <= Self.yearOfContributionsUpTo ? 12 : 3)
        self.insuranceMonths = min(max(months, Self.insuranceMonthRange.lowerBound), Self.insuranceMonthRange.upperBound)
    }
}
