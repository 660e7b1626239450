package import StrictJSON
import Verification

/// The JSON Schema (2020-12) of population files, made from the shapes that the reader itself obeys, so that the two cannot say different
/// things. `Config/population.schema.json` is this text; a test compares them.
package enum PopulationSchema {
    package static let document: JSON = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Population of the mock registries",
        "description": .string(
            "Who exists, and what each department's registry holds about them. The reader checks more than a schema can say: that records name "
                + "persons of the file, that days exist, and that fields do not contradict each other."),
        "type": "object",
        "properties": .object([
            .init("$schema", ["type": "string"]),
            .init("note", ref("text")),
            .init("today", ref("date", "The day that the data believe it is; default: today's legal date.")),
            .init("persons", ["type": "object", "description": "By an id that records use.", "additionalProperties": ref("person")]),
            .init("registries", object(DatasetShape.all.map { .init($0.id.rawValue, dataset($0)) })),
            .init("faults", object(DatasetShape.all.map { .init($0.id.rawValue, ref($0.hasAreas ? "faultsWithAreas" : "faults")) })),
        ]),
        "required": ["persons"],
        "additionalProperties": false,
        "$defs": .object(definitions),
    ]

    /// The document as the published file holds it.
    package static var text: String { PrettyJSON.text(document) + "\n" }

    // MARK: Parts

    private static func ref(_ name: String, _ description: String? = nil) -> JSON {
        var members = [JSON.Member("$ref", .string("#/$defs/\(name)"))]
        if let description { members.append(.init("description", .string(description))) }
        return .object(members)
    }

    private static func object(_ properties: [JSON.Member], required: [String] = []) -> JSON {
        var members: [JSON.Member] = [.init("type", "object"), .init("properties", .object(properties))]
        if !required.isEmpty { members.append(.init("required", .array(required.map(JSON.string)))) }
        members.append(.init("additionalProperties", false))
        return .object(members)
    }

    private static func list(of items: JSON) -> JSON { ["type": "array", "items": items] }

    private static func words(_ words: [String]) -> JSON { ["enum": .array(words.map(JSON.string))] }

    private static func dataset(_ shape: DatasetShape) -> JSON {
        var properties: [JSON.Member] = [
            .init("dataAsOf", ref("date", "Up to when the data are complete; default: the population's today.")),
            .init("coverageFrom", ref("date", "Events before this day may be missing.")),
            .init("note", ref("text")),
        ]
        if shape.hasAreas {
            properties.append(
                .init("areas", ["type": "object", "additionalProperties": object([.init("electronicSince", ref("date"))])]))
        }
        if shape.hasInstitutions {
            let institution = object([.init("name", ref("text")), .init("answered", ["type": "boolean"])], required: ["name"])
            properties.append(.init("institutions", list(of: institution)))
        }
        let records = shape.records.map { ref(definitionName($0, in: shape)) }
        properties.append(.init("records", list(of: records.count == 1 ? records[0] : ["anyOf": .array(records)])))
        return object(properties)
    }

    private static func definitionName(_ kind: RecordKind, in dataset: DatasetShape) -> String { "\(dataset.id).\(kind.word)" }

    private static var definitions: [JSON.Member] {
        let parts: [JSON.Member] = [
            .init("text", ["type": "string", "minLength": 1, "maxLength": 4096]),
            .init("name", ["type": "string", "minLength": 1, "maxLength": 100]),
            .init("date", ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]),
            .init("identifierNumber", ["type": "string", "pattern": "^[0-9A-Za-z]{1,32}$"]),
            .init("personId", ["type": "string", "minLength": 1, "maxLength": 4096, "description": "A key of /persons."]),
            .init(
                "party",
                [
                    "anyOf": [
                        ref("personId"),
                        object([.init("name", ref("name")), .init("number", ref("identifierNumber"))], required: ["name", "number"]),
                    ]
                ]),
            .init("person", person),
            .init("member", object(memberFields, required: ["person"])),
            .init("as", ["type": "object", "description": "How persons are written in this record, by person id.", "additionalProperties": writing]),
            .init("faults", list(of: ["anyOf": .array(faults(withArea: false))])),
            .init("faultsWithAreas", list(of: ["anyOf": .array(faults(withArea: true))])),
        ]
        let records = DatasetShape.all.flatMap { dataset in
            dataset.records.map { JSON.Member(definitionName($0, in: dataset), record($0)) }
        }
        return parts + records
    }

    private static let memberFields: [JSON.Member] = [
        .init("person", ref("personId")),
        .init("relation", ["type": "string", "minLength": 1, "maxLength": 20, "description": "GB/T 4761 code."]),
        .init("from", ref("date")), .init("until", ref("date")),
    ]

    private static let writing: JSON = object([
        .init("name", ref("name")), .init("number", ["type": "string", "minLength": 1, "maxLength": 64]),
        .init("type", words(RecordKind.documentTypes)),
    ])

    private static let person: JSON = object(
        [
            .init("name", ref("name")),
            .init("number", ref("identifierNumber")),
            .init("sex", words(PopulationPerson.Sex.allCases.map(\.rawValue))),
            .init("born", ref("date")),
            .init("ethnicity", ["type": "string", "minLength": 1, "maxLength": 50]),
            .init("formerNames", list(of: former("name"))),
            .init("formerNumbers", list(of: former("number"))),
            .init(
                "documents",
                list(
                    of: object(
                        [
                            .init("type", words(RecordKind.documentTypes)), .init("number", ref("identifierNumber")),
                            .init("validFrom", ref("date")), .init("validUntil", ref("date")), .init("revoked", ["type": "boolean"]),
                        ],
                        required: ["type", "number"]))),
            .init("absent", ["type": "boolean", "description": "True keeps the person out of ps-population."]),
            .init("note", ref("text")),
        ],
        required: ["name", "number"])

    private static func former(_ key: String) -> JSON {
        object(
            [
                .init(key, ref(key == "number" ? "identifierNumber" : "name")), .init("until", ref("date")),
                .init("linked", ["type": "boolean", "description": "False keeps it unknown to ps-population."]),
            ],
            required: [key])
    }

    private static func faults(withArea: Bool) -> [JSON] {
        let common: [JSON.Member] = [
            .init("times", ["type": "integer", "minimum": 1, "maximum": 1_000_000_000]),
            .init("after", ["type": "integer", "minimum": 0, "maximum": 1_000_000_000]), .init("note", ref("text")),
        ]
        let area: [JSON.Member] = withArea ? [.init("area", ["type": "string", "pattern": "^[0-9]{6}$"])] : []
        let plain = Fault.Name.allCases.filter { $0.parameter == nil }.map(\.rawValue)
        let simple = object([.init("fault", words(plain))] + common + area, required: ["fault"])
        return [simple]
            + Fault.Name.allCases.compactMap { name in
                guard let (key, range) = name.parameter else { return nil }
                let bounds: JSON = ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
                return object(
                    [.init("fault", ["const": .string(name.rawValue)]), .init(key, bounds)] + common + area, required: ["fault", key])
            }
    }

    private static func record(_ kind: RecordKind) -> JSON {
        let fields = kind.writtenFields.map { JSON.Member($0.name, schema(of: $0, in: kind)) }
        return object(
            [.init("kind", ["const": .string(kind.word)])] + fields + [.init("as", ref("as"))],
            required: ["kind"] + kind.fields.filter(\.isRequired).map(\.name))
    }

    private static func schema(of field: RecordField, in kind: RecordKind) -> JSON {
        switch field.type {
        case .party: ref(kind.admitsStrangers(in: field) ? "party" : "personId")
        case .parties: ["type": "array", "minItems": 1, "maxItems": 2, "items": ref("personId")]
        case .members: ["type": "array", "minItems": 1, "maxItems": 1_000, "items": ref("member")]
        case .date: ref("date")
        case .month: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"]
        case .period: ["type": "string", "pattern": "^[0-9]{4}(-[0-9]{2})?$"]
        case .text: ref("text")
        case .texts(let least): ["type": "array", "minItems": .integer(least), "maxItems": 1_000, "items": ["type": "string"]]
        case .word(let list): words(list)
        case .decimal: ["type": "number", "minimum": 0, "description": "At most two decimals."]
        case .percent: ["type": "number", "minimum": 0, "maximum": 100, "description": "At most two decimals."]
        case .integer: ["type": "integer", "minimum": 0, "maximum": 1_000_000_000]
        case .boolean: ["type": "boolean"]
        case .booleanOrDate: ["anyOf": [["type": "boolean"], ref("date")]]
        case .facts: ["type": "object", "additionalProperties": ["type": ["string", "number", "boolean"]]]
        }
    }
}
