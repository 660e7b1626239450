import StrictJSON

/// One record of a registry in the words of ``RecordKind``: checked, typed, and as the registry writes it.
package struct Record: Sendable, Hashable {
    package let kind: RecordKind
    /// In the order of the kind's own fields, then the common ones.
    let values: [RecordValue?]

    /// Takes values by field name, each at most once; throws where one does not fit the kind or a required one is missing.
    package init(_ kind: RecordKind, _ named: [(name: String, value: RecordValue)]) throws(RecordMistake) {
        var values = [RecordValue?](repeating: nil, count: kind.placeCount)
        for (name, value) in named {
            guard let place = kind.place(of: name) else { throw RecordMistake(name, .unknownField) }
            guard values[place] == nil else { throw RecordMistake(name, .repeatedField) }
            guard value.fits(kind.field(at: place).type) else { throw RecordMistake(name, .wrongValue) }
            values[place] = value
        }
        try self.init(kind, placed: values)
    }

    /// Takes values in the order of the kind's own fields, then the common ones (``RecordKind/placeCount`` of them), each of which fits its
    /// field; throws where a required one is missing.
    package init(_ kind: RecordKind, placed values: [RecordValue?]) throws(RecordMistake) {
        assert(values.count == kind.placeCount && values.indices.allSatisfy { values[$0]?.fits(kind.field(at: $0).type) ?? true })
        if let place = kind.requiredPlace(missingIn: values) { throw RecordMistake(kind.field(at: place).name, .missing) }
        self.kind = kind
        self.values = values
    }

    /// The value of a field; nil when the record does not have it.
    package subscript(_ name: String) -> RecordValue? { kind.place(of: name).flatMap { values[$0] } }

    /// The fields that have a value, in the order of the kind.
    package var fields: [(name: String, value: RecordValue)] {
        zip(kind.fields + RecordKind.common, values).compactMap { field, value in value.map { (field.name, $0) } }
    }
}

/// Why values make no record of a kind: which field and what is wrong with it, never the value.
package struct RecordMistake: Error, Sendable, Hashable {
    /// What is wrong.
    package enum Code: String, Sendable, CaseIterable {
        case unknownField = "unknown-field"
        case repeatedField = "repeated-field"
        /// Another type, a word outside the list, or a number out of range.
        case wrongValue = "wrong-value"
        case missing
    }

    package let field: String
    package let code: Code

    init(_ field: String, _ code: Code) {
        self.field = field
        self.code = code
    }
}

extension Record {
    package func party(_ name: String) -> Party? {
        if case .party(let party)? = self[name] { party } else { nil }
    }

    /// Empty when the record does not have the field.
    package func parties(_ name: String) -> [Party] {
        if case .parties(let parties)? = self[name] { parties } else { [] }
    }

    /// The members of a household; empty for every other kind.
    package var members: [HouseholdMember] {
        if case .members(let members)? = self["members"] { members } else { [] }
    }

    package func date(_ name: String) -> CalendarDate? {
        if case .date(let date)? = self[name] { date } else { nil }
    }

    package func period(_ name: String) -> RecordPeriod? {
        if case .period(let period)? = self[name] { period } else { nil }
    }

    /// A text, or a word of a closed list.
    package func text(_ name: String) -> String? {
        if case .text(let text)? = self[name] { text } else { nil }
    }

    /// Empty when the record does not have the field.
    package func texts(_ name: String) -> [String] {
        if case .texts(let texts)? = self[name] { texts } else { [] }
    }

    /// An amount or a percentage.
    package func decimal(_ name: String) -> ExactDecimal? {
        if case .decimal(let decimal)? = self[name] { decimal } else { nil }
    }

    package func integer(_ name: String) -> Int? {
        if case .integer(let integer)? = self[name] { integer } else { nil }
    }

    /// True also where the field says since when; ask ``date(_:)`` for the day.
    package func boolean(_ name: String) -> Bool? {
        switch self[name] {
        case .boolean(let flag): flag
        case .date? where kind.field(name)?.type == .booleanOrDate: true
        default: nil
        }
    }

    package func facts(_ name: String) -> [StatedFact] {
        if case .facts(let facts)? = self[name] { facts } else { [] }
    }

    /// Everybody who stands in the record, in the order of its fields.
    package var everybody: [Party] {
        values.flatMap { value -> [Party] in
            switch value {
            case .party(let party): [party]
            case .parties(let parties): parties
            case .members(let members): members.map(\.party)
            default: []
            }
        }
    }
}
