package import Verification

/// One record of a registry, as the population file writes it.
package struct ProjectedRecord: Sendable {
    /// The word of its ``RecordKind``.
    package let kind: String
    package internal(set) var fields: [(name: String, value: Value)]
    /// How persons are written in it where that is not their present name and number.
    package internal(set) var writings: [Writing]

    /// What stands in a field. Persons are named by their places in ``Society/lives``.
    package enum Value: Sendable {
        case person(Int)
        case persons([Int])
        /// Somebody written out.
        case stranger(name: String, number: String)
        case members([(person: Int, stay: Stay)])
        case date(CalendarDate)
        case text(String)
        case texts([String])
        /// A month of a year, or the whole year.
        case period(year: Int, month: Int?)
        /// Whole yuan, or any other whole number.
        case integer(Int)
        case flag(Bool)
        case facts([(name: String, value: String)])
    }

    /// A person's name or number in this record.
    package struct Writing: Sendable {
        package let person: Int
        package internal(set) var name: String?
        package internal(set) var number: String?
        /// The kind of document whose number it is, where it is none of a person.
        package internal(set) var type: String?
    }

    /// Everybody whom it names by id, each once, in order.
    var persons: [Int] {
        var persons: [Int] = []
        for field in fields {
            let named: [Int] =
                switch field.value {
                case .person(let person): [person]
                case .persons(let list): list
                case .members(let members): members.map(\.person)
                default: []
                }
            for person in named where !persons.contains(person) { persons.append(person) }
        }
        return persons
    }
}

/// Something that happened and that a registry does not show.
package struct HiddenEvent: Sendable {
    package let registry: RegistryID
    /// The kind that its record would have.
    package let kind: String
    package let date: CalendarDate?
    package let cause: Cause
    package let persons: [Int]

    /// Why it is not shown.
    package enum Cause: String, Sendable, CaseIterable {
        /// It lies before the registry's time, outside of its area, or was never digitised.
        case coverage
        /// It will be shown later.
        case lag
        /// The authority does not pass it on.
        case neverShared = "never-shared"
    }
}

/// A mistake that was put into a registry on purpose.
package struct DefectLabel: Sendable {
    package let kind: DefectClass
    package let registry: RegistryID
    /// Place in the registry's `records`; nil where it is in the persons' own entries.
    package let record: Int?
    /// Whom it concerns.
    package let persons: [Int]
}
