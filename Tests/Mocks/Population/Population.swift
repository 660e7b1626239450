package import Verification

/// What is true about some people and what each registry holds about them, as one population file says it.
///
/// The format is `registries.md`, "The population file"; ``PopulationReader`` makes it and has checked all of it.
package struct Population: Sendable {
    /// The day that the data believe it is.
    package let today: CalendarDate
    /// In file order; records refer to them by their place here.
    package let persons: [PopulationPerson]
    /// Only the datasets that the file mentions.
    package let holdings: [RegistryID: RegistryHolding]
    /// The faults that each dataset starts with, in order.
    package let faults: [RegistryID: [FaultRule]]

    /// Takes parts that fit together: every person index in `holdings` lies in `persons`.
    package init(today: CalendarDate, persons: [PopulationPerson], holdings: [RegistryID: RegistryHolding], faults: [RegistryID: [FaultRule]]) {
        self.today = today
        self.persons = persons
        self.holdings = holdings
        self.faults = faults
    }
}

/// One person of the population, as he or she really is.
package struct PopulationPerson: Sendable {
    /// The key under `persons`; records name the person by it.
    package let id: String
    package let name: String
    package let number: String
    package let sex: Sex?
    package let born: CalendarDate?
    /// What most persons do not have; nil when there is none of it.
    package let details: Details?

    /// The sex that a number or the file states (GB/T 2261.1 has more; registries here write these two or nothing).
    package enum Sex: String, Sendable, CaseIterable {
        case male, female
    }

    /// Kept out of line, so that a population of 200 000 ordinary people stays small.
    package final class Details: Sendable {
        package let ethnicity: String?
        package let formerNames: [FormerWriting]
        package let formerNumbers: [FormerWriting]
        package let documents: [HeldDocument]
        /// True keeps the person out of `ps-population`.
        package let isAbsent: Bool

        init(ethnicity: String?, formerNames: [FormerWriting], formerNumbers: [FormerWriting], documents: [HeldDocument], isAbsent: Bool) {
            self.ethnicity = ethnicity
            self.formerNames = formerNames
            self.formerNumbers = formerNumbers
            self.documents = documents
            self.isAbsent = isAbsent
        }
    }

    /// A name or number that the person had until a day.
    package struct FormerWriting: Sendable {
        package let text: String
        package let until: CalendarDate?
        /// False when `ps-population` does not know of it.
        package let isLinked: Bool
    }

    /// A passport or permit that the exit-entry register knows.
    package struct HeldDocument: Sendable {
        package let type: String
        package let number: String
        package let validFrom: CalendarDate?
        package let validUntil: CalendarDate?
        package let isRevoked: Bool
    }
}

/// What one dataset holds.
package struct RegistryHolding: Sendable {
    /// Nil means: up to the population's `today`.
    package let dataAsOf: CalendarDate?
    /// Events before this day may be missing; nil when the file does not say.
    package let coverageFrom: CalendarDate?
    /// Since when which area is electronic; empty where the dataset has no areas or the file does not say.
    package let areas: [AreaCoverage]
    /// The institutions that were asked; empty where the dataset has none or the file does not say.
    package let institutions: [InstitutionAnswer]
    package let records: [PopulationRecord]
}
