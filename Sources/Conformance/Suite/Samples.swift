package import StrictJSON
package import Verification

/// Whom a check may ask about: what the integrator knows of the registry's holdings (`Config/samples.schema.json`).
package struct Samples: Sendable {
    /// What is known of one registry.
    package struct OfRegistry: Sendable {
        /// The registry holds something about this person.
        package let onRecord: Question.Topic?
        /// Others about whom it holds something.
        package let alsoOnRecord: [Question.Topic]
        /// A name that is not that of the person on record.
        package let otherName: PersonName?
        /// Somebody whose number is well-formed and not on record.
        package let notOnRecord: Question.Topic?
        /// Kinds of records that must be among those of the person on record; empty when it is not said.
        package let kinds: [String]
        /// How many records there must be; nil when it is not said.
        package let count: Int?
    }

    /// The purpose under which a check asks.
    package struct Purpose: Sendable {
        package let matter: String
        package let caseNumber: String
        /// GB 32100 code of the asking unit.
        package let unit: String

        /// For registries that do not look at it.
        package static let usual = Purpose(
            matter: "11449900MB000002721000101001000", caseNumber: "CONFORMANCE-CHECK", unit: "11449900MB00000197")
    }

    package let registries: [RegistryID: OfRegistry]
    package let purpose: Purpose

    /// Nobody.
    package static let none = Samples(registries: [:], purpose: .usual)

    /// Reads the file; all mistakes go to `problems`.
    package static func read(_ json: JSON, into problems: ProblemList) -> Samples {
        let root = ObjectReader(json, into: problems)
        _ = root.optionalString("$schema")
        _ = root.optionalString("note")
        let purpose = root.optionalObject("purpose").map(readPurpose) ?? .usual
        var registries: [RegistryID: OfRegistry] = [:]
        if let object = root.object("registries") {
            for member in object.allMembers() {
                guard let id = RegistryID(rawValue: member.name) else {
                    object.report(member.name, "unknown-value", "is no id of a registry")
                    continue
                }
                registries[id] = readRegistry(ObjectReader(member.value, at: object.pointer(to: member.name), into: problems))
            }
        }
        root.finish()
        return Samples(registries: registries, purpose: purpose)
    }

    private static func readPurpose(_ reader: ObjectReader) -> Purpose {
        let matter = reader.optionalString("matter", length: 1...64)
        let caseNumber = reader.optionalString("case", length: 1...64)
        let unit = reader.optionalString("unit", length: 1...64)
        reader.finish()
        return Purpose(
            matter: matter ?? Purpose.usual.matter, caseNumber: caseNumber ?? Purpose.usual.caseNumber, unit: unit ?? Purpose.usual.unit)
    }

    private static func readRegistry(_ reader: ObjectReader) -> OfRegistry {
        _ = reader.optionalString("note")
        let onRecord = reader.optionalObject("onRecord").flatMap(readTopic)
        let notOnRecord = reader.optionalObject("notOnRecord").flatMap(readTopic)
        let others = reader.array("alsoOnRecord", required: false, count: 0...16).compactMap {
            readTopic(ObjectReader($0.json, at: $0.pointer, into: reader.problems))
        }
        var otherName: PersonName?
        if let text = reader.optionalString("otherName") {
            switch PersonName.reading(text) {
            case .success(let reading): otherName = reading.name
            case .failure(let mistake): reader.report("otherName", mistake.code.rawValue, mistake.reason)
            }
        }
        let records = reader.optionalObject("records")
        let kinds = records?.strings("kinds", required: false) ?? []
        let count = records?.optionalInteger("count", in: 1...1_000_000)
        records?.finish()
        reader.finish()
        return OfRegistry(
            onRecord: onRecord, alsoOnRecord: others, otherName: otherName, notOnRecord: notOnRecord, kinds: kinds, count: count)
    }

    /// A person, `{name, identifier}`; with `document` `{type, number}` beside them the document of that holder is asked about, with `place`
    /// `{name, division}` the place, for that person's sake.
    private static func readTopic(_ reader: ObjectReader) -> Question.Topic? {
        let own = ["document", "place"]
        let members = reader.allMembers().filter { member in !own.contains { $0.isByteIdentical(to: member.name) } }
        guard let holder = Person.read(ObjectReader(.object(members), at: reader.pointer, into: reader.problems))?.person else { return nil }
        if let document = reader.optionalObject("document") {
            let type = document.string("type", length: 1...64)
            let number = document.string("number", length: 1...64)
            document.finish()
            guard let type, let number else { return nil }
            return .document(holder: holder, type: type, number: number)
        }
        if let place = reader.optionalObject("place") {
            let name = place.string("name", length: 1...256)
            let division = place.optionalString("division", length: 6...6)
            place.finish()
            return name.map { .place(Place(name: $0, division: division), for: holder) }
        }
        return .person(holder)
    }
}

extension Question.Topic {
    /// The person asked about, or the document's holder.
    package var person: Person {
        switch self {
        case .person(let person), .document(let person, _, _), .place(_, let person): person
        }
    }

    /// The number that every record in the answer has to be about; of a place its name.
    package var number: String {
        switch self {
        case .person(let person): person.identifier.number
        case .document(_, _, let number): number
        case .place(let place, _): place.name
        }
    }

    /// Whether that fact is about what was asked.
    func isMatter(of fact: Fact) -> Bool {
        guard case .place(let place, _) = self else { return fact.concerns(number) }
        guard case .record(let record) = fact else { return false }
        let names = ["from", "to", "name"].flatMap { record.texts($0) + [record.text($0)].compactMap { $0 } }
        return names.contains { $0.utf8.elementsEqual(place.name.utf8) }
    }

    /// The same question under another name.
    func named(_ name: PersonName) -> Question.Topic {
        let other = Person(name: name, identifier: person.identifier)
        return switch self {
        case .person: .person(other)
        case .document(_, let type, let number): .document(holder: other, type: type, number: number)
        case .place(let place, _): .place(place, for: other)
        }
    }
}
