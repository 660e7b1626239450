import StrictJSON
import Verification

extension JSONWriter {
    /// A claim's parameters as they were understood, in the order of its specification; other persons are masked like the subject.
    mutating func parameters(_ parameters: [Claim.Parameter]) {
        beginObject()
        for parameter in parameters {
            name(escaping: parameter.name)
            value(parameter.value)
        }
        endObject()
    }

    /// Name and identifier of a person, masked (`api.md`: of a name the first character and the last of three or more, of a number the first
    /// four and the last four).
    mutating func personMembers(_ person: Person) {
        name("name")
        string(Redaction.name(person.name.text))
        name("identifier")
        beginObject()
        name("type")
        string(person.identifier.type.rawValue)
        name("number")
        string(Redaction.number(person.identifier.number))
        endObject()
    }

    private mutating func value(_ value: Claim.Value) {
        switch value {
        case .date(let date): string(date.description)
        case .month(let year, let month): string(Self.month(year, month))
        case .text(let text): string(text)
        case .integer(let number): integer(number)
        case .flag(let flag): bool(flag)
        case .words(let words):
            beginArray()
            for word in words { string(word) }
            endArray()
        case .person(let person): self.person(person)
        case .persons(let persons):
            beginArray()
            for person in persons { self.person(person) }
            endArray()
        case .claimants(let claimants):
            beginArray()
            for claimant in claimants { self.claimant(claimant) }
            endArray()
        case .period(let from, let to): period(from, to)
        }
    }

    private mutating func person(_ person: Person) {
        beginObject()
        personMembers(person)
        endObject()
    }

    private mutating func claimant(_ claimant: Claim.Claimant) {
        beginObject()
        name("person")
        person(claimant.person)
        name("relation")
        string(claimant.relation)
        endObject()
    }

    private mutating func period(_ from: CalendarDate?, _ to: CalendarDate?) {
        beginObject()
        if let from {
            name("from")
            string(from.description)
        }
        if let to {
            name("to")
            string(to.description)
        }
        endObject()
    }

    /// `YYYY-MM`.
    private static func month(_ year: Int, _ month: Int) -> String {
        let years = String(year)
        return String(repeating: "0", count: max(0, 4 - years.utf8.count)) + years + (month < 10 ? "-0" : "-") + String(month)
    }
}
