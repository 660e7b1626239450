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
    package let records: [PopulationRecord]
}

/// One record: its kind, its checked fields, and how persons are written in it.
package struct PopulationRecord: Sendable {
    package let kind: String
    let fields: [(name: String, value: FieldValue)]
    /// Overrides of `as`, by person index.
    let writtenAs: [(person: Int, writing: Writing)]

    /// How a person is written in one record, where that differs from the truth.
    struct Writing: Sendable {
        let name: String?
        let number: String?
        /// The identifier type that the record states for the number.
        let type: String?
    }
}

/// A checked value of one field of a record.
enum FieldValue: Sendable {
    case person(Int)
    case party(PartyReference)
    case persons([Int])
    case date(CalendarDate)
    case text(String)
    case texts([String])
    case flag(Bool)
    /// A number as it was written.
    case number(String)
    case members([HouseholdMember])
    /// Checked and kept for a department that does not stand yet.
    case facts([(name: String, value: String)])
}

/// Somebody named by person id, or written out.
enum PartyReference: Sendable {
    case person(Int)
    case written(name: String, number: String)
}

/// One person of a household.
struct HouseholdMember: Sendable {
    let person: Int
    /// GB/T 4761 code.
    let relation: String?
    let from: CalendarDate?
    let until: CalendarDate?
}

extension PopulationRecord {
    private func value(_ name: String) -> FieldValue? { fields.first { $0.name == name }?.value }

    func date(_ name: String) -> CalendarDate? {
        if case .date(let date) = value(name) { date } else { nil }
    }

    func text(_ name: String) -> String? {
        if case .text(let text) = value(name) { text } else { nil }
    }

    func flag(_ name: String) -> Bool? {
        if case .flag(let flag) = value(name) { flag } else { nil }
    }

    func person(_ name: String) -> Int? {
        if case .person(let index) = value(name) { index } else { nil }
    }

    func party(_ name: String) -> PartyReference? {
        if case .party(let reference) = value(name) { reference } else { nil }
    }

    var members: [HouseholdMember] {
        if case .members(let members) = value("members") { members } else { [] }
    }

    func writing(of person: Int) -> Writing? { writtenAs.first { $0.person == person }?.writing }
}
