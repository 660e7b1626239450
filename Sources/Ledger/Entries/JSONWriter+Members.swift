import ShangMi
import StrictJSON
import Verification

// Members as the ledger writes them: one that has no value is null, never left out, unless said otherwise.
extension JSONWriter {
    /// A text or null.
    mutating func text(_ name: StaticString, _ value: String?) {
        self.name(name)
        if let value { string(value) } else { null() }
    }

    /// A whole number or null.
    mutating func number(_ name: StaticString, _ value: Int?) {
        self.name(name)
        if let value { integer(value) } else { null() }
    }

    /// True or false.
    mutating func flag(_ name: StaticString, _ value: Bool) {
        self.name(name)
        bool(value)
    }

    /// A day or null.
    mutating func day(_ name: StaticString, _ value: CalendarDate?) { text(name, value?.description) }

    /// Bytes in base64, or null.
    mutating func bytes(_ name: StaticString, _ value: [UInt8]?) { text(name, value.map { Base64.text(of: $0) }) }

    /// An array.
    mutating func list<Element>(_ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        self.name(name)
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }

    /// An array of texts.
    mutating func texts(_ name: StaticString, _ texts: [String]) { list(name, texts) { $0.string($1) } }

    /// An object, or null when there is nothing to write.
    mutating func object<Value>(_ name: StaticString, _ value: Value?, _ write: (inout JSONWriter, Value) -> Void) {
        self.name(name)
        guard let value else { return null() }
        beginObject()
        write(&self, value)
        endObject()
    }

    /// Type and number of an identifier as members.
    mutating func identifierMembers(_ identifier: Identifier) {
        text("type", identifier.type.rawValue)
        text("number", identifier.number)
    }

    /// A person as he or she was stated: the name as written, and the fifteen digits where those were given.
    mutating func personMembers(_ person: Person) {
        text("name", person.name.original)
        object("identifier", person) { writer, person in
            writer.text("type", person.identifier.type.rawValue)
            writer.text("number", person.oldNumber ?? person.identifier.number)
        }
    }
}
