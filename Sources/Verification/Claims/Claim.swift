/// A question about the subject with its parameters, checked against the claim's specification (``ClaimKind/parameters``).
package struct Claim: Sendable, Hashable {
    package let kind: ClaimKind
    /// In the order of the specification; only those that were given.
    package let parameters: [Parameter]

    /// One named value.
    package struct Parameter: Sendable, Hashable {
        package let name: String
        package let value: Value

        package init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// A checked value; each case belongs to one ``ParameterType``.
    package enum Value: Sendable, Hashable {
        case date(CalendarDate)
        /// `YYYY-MM`.
        case month(year: Int, month: Int)
        case text(String)
        case integer(Int)
        case flag(Bool)
        case words([String])
        case person(Person)
        case persons([Person])
        case claimants([Claimant])
        case period(from: CalendarDate?, to: CalendarDate?)
    }

    /// A person with the relation that he or she claims.
    package struct Claimant: Sendable, Hashable {
        package let person: Person
        package let relation: String

        package init(person: Person, relation: String) {
            self.person = person
            self.relation = relation
        }
    }

    package init(_ kind: ClaimKind, _ parameters: [Parameter] = []) {
        self.kind = kind
        self.parameters = parameters
    }

    package subscript(_ name: String) -> Value? {
        parameters.first { $0.name == name }?.value
    }

    package func date(_ name: String) -> CalendarDate? {
        if case .date(let date)? = self[name] { date } else { nil }
    }

    package func text(_ name: String) -> String? {
        if case .text(let text)? = self[name] { text } else { nil }
    }

    package func integer(_ name: String) -> Int? {
        if case .integer(let value)? = self[name] { value } else { nil }
    }

    package func person(_ name: String) -> Person? {
        if case .person(let person)? = self[name] { person } else { nil }
    }

    /// The as-of date: `at`, or the legal date of today where it was not given.
    package func at(today: CalendarDate) -> CalendarDate { date("at") ?? today }

    /// The persons whom the claim names besides the subject.
    package var otherPersons: [Person] {
        parameters.flatMap { parameter -> [Person] in
            switch parameter.value {
            case .person(let person): [person]
            case .persons(let persons): persons
            case .claimants(let claimants): claimants.map(\.person)
            default: []
            }
        }
    }
}
