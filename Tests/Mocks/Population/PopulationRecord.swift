package import Verification

/// One record: its kind, its checked fields, and how persons are written in it.
package struct PopulationRecord: Sendable {
    package let kind: RecordKind
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

/// A checked value of one field of a record, with persons by their place in the file.
enum FieldValue: Sendable {
    case party(PartyReference)
    case parties([Int])
    case members([MemberReference])
    /// Anything that names nobody.
    case plain(RecordValue)
}

/// Somebody named by person id, or written out.
enum PartyReference: Sendable {
    case person(Int)
    case written(name: String, number: String)
}

/// One person of a household.
struct MemberReference: Sendable {
    let person: Int
    /// GB/T 4761 code.
    let relation: String?
    let from: CalendarDate?
    let until: CalendarDate?
}

extension PopulationRecord {
    private func value(_ name: String) -> FieldValue? { fields.first { $0.name == name }?.value }

    private func plain(_ name: String) -> RecordValue? {
        if case .plain(let value)? = value(name) { value } else { nil }
    }

    func date(_ name: String) -> CalendarDate? {
        if case .date(let date)? = plain(name) { date } else { nil }
    }

    func text(_ name: String) -> String? {
        if case .text(let text)? = plain(name) { text } else { nil }
    }

    func flag(_ name: String) -> Bool? {
        if case .boolean(let flag)? = plain(name) { flag } else { nil }
    }

    /// The person of that field; nil also where somebody is written out.
    func person(_ name: String) -> Int? {
        if case .person(let index)? = party(name) { index } else { nil }
    }

    func party(_ name: String) -> PartyReference? {
        if case .party(let reference)? = value(name) { reference } else { nil }
    }

    var members: [MemberReference] {
        if case .members(let members)? = value("members") { members } else { [] }
    }

    func writing(of person: Int) -> Writing? { writtenAs.first { $0.person == person }?.writing }

    /// Everybody whom the record names by id.
    var personsNamed: [Int] { fields.flatMap(\.value.personsNamed) }
}

extension FieldValue {
    var personsNamed: [Int] {
        switch self {
        case .party(.person(let place)): [place]
        case .parties(let places): places
        case .members(let members): members.map(\.person)
        case .party(.written), .plain: []
        }
    }
}
