package import StrictJSON

/// A person as he or she was read from a request.
package struct PersonReading: Sendable, Hashable {
    package let person: Person
    /// What was put right in name and number.
    package let normalised: [Normalisation]
}

extension Person {
    /// Reads `{name, identifier: {type, number}}` strictly; nil when something is wrong, all of it recorded.
    ///
    /// `today` bounds the birth date that a number states.
    package static func read(_ reader: ObjectReader, today: CalendarDate? = nil) -> PersonReading? {
        let name = readName(reader)
        let identifier = reader.object("identifier").flatMap { readIdentifier($0, today) }
        reader.finish()
        guard let name, let identifier else { return nil }
        let old = identifier.normalised.contains(.fifteenDigitNumber) ? identifier.identifier.fifteenDigitForm : nil
        return PersonReading(
            person: Person(name: name.name, identifier: identifier.identifier, oldNumber: old), normalised: identifier.normalised + name.normalised)
    }

    private static func readName(_ reader: ObjectReader) -> PersonNameReading? {
        guard let text = reader.string("name", length: 0...4096) else { return nil }
        switch PersonName.reading(text) {
        case .success(let reading): return reading
        case .failure(let mistake):
            reader.report("name", mistake.code.rawValue, mistake.reason)
            return nil
        }
    }

    private static func readIdentifier(_ reader: ObjectReader, _ today: CalendarDate?) -> IdentifierReading? {
        let type = reader.word("type", of: IdentifierType.self)
        let number = reader.string("number", length: 0...4096)
        reader.finish()
        guard let type, let number else { return nil }
        switch Identifier.reading(number, as: type, today: today) {
        case .success(let reading): return reading
        case .failure(let mistake):
            reader.report("number", mistake.code.rawValue, mistake.reason)
            return nil
        }
    }
}
