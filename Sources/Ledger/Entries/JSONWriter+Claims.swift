import StrictJSON
import Verification

extension JSONWriter {
    /// A claim with its parameters unmasked, in the form in which inquiries state it.
    mutating func claim(_ claim: Claim) {
        beginObject()
        text("claim", claim.kind.rawValue)
        name("parameters")
        parameters(claim.parameters)
        endObject()
    }

    /// The parameters in the order of their specification.
    mutating func parameters(_ parameters: [Claim.Parameter]) {
        beginObject()
        for parameter in parameters {
            name(escaping: parameter.name)
            value(parameter.value)
        }
        endObject()
    }

    private mutating func value(_ value: Claim.Value) {
        switch value {
        case .date(let date): string(date.description)
        case .month(let year, let month):
            let first = CalendarDate(year: year, month: month, day: 1)?.description ?? ""
            string(String(first.prefix(7)))
        case .text(let text): string(text)
        case .integer(let number): integer(number)
        case .flag(let flag): bool(flag)
        case .words(let words): array(words) { $0.string($1) }
        case .person(let person): self.person(person)
        case .persons(let persons): array(persons) { $0.person($1) }
        case .claimants(let claimants):
            array(claimants) { writer, claimant in
                writer.beginObject()
                writer.name("person")
                writer.person(claimant.person)
                writer.text("relation", claimant.relation)
                writer.endObject()
            }
        case .period(let from, let to):
            beginObject()
            if let from { day("from", from) }
            if let to { day("to", to) }
            endObject()
        }
    }

    private mutating func person(_ person: Person) {
        beginObject()
        personMembers(person)
        endObject()
    }

    private mutating func array<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }
}

extension Claim {
    /// The parameters as canonical JSON: what digests of a question are made over.
    package var encodedParameters: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.parameters(parameters)
        return writer.bytes
    }
}
