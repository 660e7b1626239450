package import StrictJSON

extension ClaimKind {
    /// JSON Schema (2020-12) of the claim's `parameters`, made from the specification that the reader obeys.
    ///
    /// What a schema cannot say stands in its descriptions: days and months up to today, `from` not after `to`, check characters.
    package var parametersSchema: JSON {
        var members: [JSON.Member] = [
            .init("$schema", "https://json-schema.org/draft/2020-12/schema"), .init("type", "object"), .init("additionalProperties", false),
            .init("properties", .object(parameters.map { .init($0.name, $0.type.schema) })),
        ]
        let required = parameters.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { members.append(.init("required", .array(required))) }
        for rule in rules { members.append(contentsOf: rule.schemaMembers) }
        return .object(members)
    }
}

extension ParameterRule {
    fileprivate var schemaMembers: [JSON.Member] {
        switch self {
        case .exactlyOne(let names): [.init("oneOf", .array(names.map { ["required": .array([.string($0)])] }))]
        case .atMostOne(let names): [.init("not", ["required": .array(names.map(JSON.string))])]
        case .ordered(let first, let second): [.init("description", .string("\(first) must not be later than \(second)"))]
        case .valueFitsAttribute:
            [
                .init(
                    "allOf",
                    [
                        Self.when("sex", ["enum": .array(Sex.allCases.map { .string($0.rawValue) })]),
                        Self.when("birth-date", ["type": "string", "format": "date"]),
                    ])
            ]
        case .numberFitsDocumentType: [.init("description", "documentNumber must be well-formed for documentType, check character included")]
        }
    }

    private static func when(_ attribute: String, _ value: JSON) -> JSON {
        [
            "if": ["properties": ["attribute": ["const": .string(attribute)]], "required": ["attribute"]],
            "then": ["properties": ["value": value]],
        ]
    }
}

extension ParameterType {
    /// JSON Schema of one value.
    package var schema: JSON {
        switch self {
        case .date: Self.day
        case .month:
            ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "description": "a month, not after the present one"]
        case .text(let maximumLength): ["type": "string", "minLength": 1, "maxLength": .integer(maximumLength)]
        case .word(let words): ["enum": .array(words.map(JSON.string))]
        case .form(let form): ["type": "string", "pattern": .string(form.pattern)]
        case .integer(let range): ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .onlyTrue: ["const": true]
        case .words(let words):
            ["type": "array", "items": ["enum": .array(words.map(JSON.string))], "minItems": 1, "uniqueItems": true]
        case .person: Self.personSchema
        case .persons(let count):
            ["type": "array", "items": Self.personSchema, "minItems": .integer(count.lowerBound), "maxItems": .integer(count.upperBound)]
        case .claimants(let maximum):
            [
                "type": "array", "minItems": 1, "maxItems": .integer(maximum),
                "items": Self.object(["person": Self.personSchema, "relation": ["enum": .array(ClaimKind.relations.map(JSON.string))]]),
            ]
        case .period:
            [
                "type": "object", "additionalProperties": false, "minProperties": 1, "properties": ["from": Self.day, "to": Self.day],
                "description": "from must not be later than to",
            ]
        }
    }

    /// JSON Schema of a person, the subject's as well.
    package static let personSchema = object([
        "name": ["type": "string", "minLength": 1, "maxLength": .integer(PersonName.maximumLength)],
        "identifier": object([
            "type": ["enum": .array(IdentifierType.allCases.map { .string($0.rawValue) })],
            "number": ["type": "string", "minLength": 1, "maxLength": 128, "description": "well-formed for its type, check character included"],
        ]),
    ])

    private static let day: JSON = ["type": "string", "format": "date", "description": "a day, YYYY-MM-DD, not after today (Asia/Shanghai)"]

    /// An object whose members are all required and that allows no others.
    private static func object(_ properties: JSON) -> JSON {
        [
            "type": "object", "additionalProperties": false, "properties": properties,
            "required": .array((properties.members ?? []).map { .string($0.name) }),
        ]
    }
}
