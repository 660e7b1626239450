package import StrictJSON

/// As much of JSON Schema 2020-12 as the published schemas of `Config/` use; a keyword that it does not know fails the test that meets it.
package struct SchemaValidator {
    /// The schema as a whole, in which references are looked up.
    package let root: JSON

    package init(root: JSON) { self.root = root }

    /// The pointers at which `value` breaks the schema, each with the keyword; none when it is valid.
    package func violations(_ value: JSON) -> [String] { violations(value, root, "") }

    private static let annotations: Set<String> = ["$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default"]

    private func violations(_ value: JSON, _ schema: JSON, _ pointer: String) -> [String] {
        guard let keywords = schema.members else { return schema == true ? [] : ["\(pointer): not allowed"] }
        return keywords.flatMap { keyword -> [String] in
            Self.annotations.contains(keyword.name) ? [] : check(value, keyword, schema, pointer)
        }
    }

    private func check(_ value: JSON, _ keyword: JSON.Member, _ schema: JSON, _ pointer: String) -> [String] {
        let wanted = keyword.value
        func fails(_ failed: Bool) -> [String] { failed ? ["\(pointer): \(keyword.name)"] : [] }
        switch keyword.name {
        case "type": return fails(!(wanted.elements ?? [wanted]).contains { Self.isOf(value, $0.text ?? "") })
        case "enum": return fails(!(wanted.elements ?? []).contains(value))
        case "const": return fails(wanted != value)
        case "minLength": return fails(value.text.map { $0.unicodeScalars.count < wanted.integer ?? 0 } ?? false)
        case "maxLength": return fails(value.text.map { $0.unicodeScalars.count > wanted.integer ?? 0 } ?? false)
        case "minimum": return fails(value.integer.map { $0 < wanted.integer ?? 0 } ?? false)
        case "maximum": return fails(value.integer.map { $0 > wanted.integer ?? 0 } ?? false)
        case "minItems": return fails(value.elements.map { $0.count < wanted.integer ?? 0 } ?? false)
        case "maxItems": return fails(value.elements.map { $0.count > wanted.integer ?? 0 } ?? false)
        case "maxProperties": return fails(value.members.map { $0.count > wanted.integer ?? 0 } ?? false)
        case "minProperties": return fails(value.members.map { $0.count < wanted.integer ?? 0 } ?? false)
        case "pattern": return fails(value.text.map { !Self.matches($0, wanted.text ?? "") } ?? false)
        case "required": return fails(value.members != nil && (wanted.elements ?? []).contains { value[$0.text ?? ""] == nil })
        case "items":
            return (value.elements ?? []).enumerated().flatMap { violations($0.element, wanted, "\(pointer)/\($0.offset)") }
        case "properties":
            return (wanted.members ?? []).flatMap { member in
                value[member.name].map { violations($0, member.value, "\(pointer)/\(member.name)") } ?? []
            }
        case "additionalProperties":
            let known = Set((schema["properties"]?.members ?? []).map(\.name))
            return (value.members ?? []).filter { !known.contains($0.name) }.flatMap { violations($0.value, wanted, "\(pointer)/\($0.name)") }
        case "propertyNames":
            return (value.members ?? []).flatMap { violations(.string($0.name), wanted, "\(pointer)/\($0.name)") }
        case "anyOf": return fails(!(wanted.elements ?? []).contains { violations(value, $0, pointer).isEmpty })
        case "oneOf": return fails((wanted.elements ?? []).filter { violations(value, $0, pointer).isEmpty }.count != 1)
        case "allOf": return (wanted.elements ?? []).flatMap { violations(value, $0, pointer) }
        case "$ref":
            guard let name = wanted.text?.split(separator: "/").last, let target = root["$defs"]?[String(name)] else {
                return ["\(pointer): dangling $ref"]
            }
            return violations(value, target, pointer)
        default: return ["\(pointer): unknown keyword \(keyword.name)"]
        }
    }

    private static func isOf(_ value: JSON, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number: type == "number" || type == "integer" && value.integer != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return false }
        return (try? expression.firstMatch(in: text)) != nil
    }
}
