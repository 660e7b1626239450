/// What may stand in one field of a record. Readers of population files, mappings of adapters and the published schema all follow from it.
package enum FieldType: Sendable, Hashable {
    /// Somebody: name, number, or both.
    case party
    /// One or two of them.
    case parties
    /// The members of a household, each with relation and time.
    case members
    /// An existing day.
    case date
    /// A month of a year.
    case month
    /// A month of a year, or a whole year.
    case period
    case text
    /// So many texts or more.
    case texts(atLeast: Int)
    /// One of a closed list.
    case word([String])
    /// An amount in yuan, exact to the hundredth.
    case decimal
    /// From 0 to 100, exact to the hundredth.
    case percent
    case integer
    case boolean
    /// True or false, or the day since when it is true.
    case booleanOrDate
    /// Statements of a file by their names: texts that this vocabulary does not know.
    case facts
}

/// One field that a record of some kind has.
package struct RecordField: Sendable, Hashable {
    /// Lower camel case, as the population file writes it.
    package let name: String
    package let type: FieldType
    package let isRequired: Bool

    package init(_ name: String, _ type: FieldType, isRequired: Bool) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
    }

    static func needs(_ name: String, _ type: FieldType) -> RecordField { RecordField(name, type, isRequired: true) }
    static func may(_ name: String, _ type: FieldType) -> RecordField { RecordField(name, type, isRequired: false) }
}
