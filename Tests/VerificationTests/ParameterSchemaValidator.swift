import StrictJSON
import Verification

/// As much of JSON Schema 2020-12 as the parameter schemas use; a keyword that it does not know counts as broken.
struct ParameterSchemaValidator {
    func accepts(_ value: JSON, _ schema: JSON) -> Bool {
        guard let keywords = schema.members else { return schema == true }
        return keywords.allSatisfy { accepts(value, $0, of: schema) }
    }

    private func accepts(_ value: JSON, _ keyword: JSON.Member, of schema: JSON) -> Bool {
        let wanted = keyword.value
        switch keyword.name {
        case "$schema", "description", "then": return true
        case "type": return value.kind.hasSuffix(wanted == "integer" ? "number" : wanted.text ?? "") && (wanted != "integer" || value.integer != nil)
        case "enum": return wanted.elements?.contains(value) == true
        case "const": return value == wanted
        case "minLength": return value.text.map { $0.unicodeScalars.count >= wanted.integer ?? 0 } ?? true
        case "maxLength": return value.text.map { $0.unicodeScalars.count <= wanted.integer ?? 0 } ?? true
        case "minimum": return value.integer.map { $0 >= wanted.integer ?? 0 } ?? true
        case "maximum": return value.integer.map { $0 <= wanted.integer ?? 0 } ?? true
        case "minItems": return value.elements.map { $0.count >= wanted.integer ?? 0 } ?? true
        case "maxItems": return value.elements.map { $0.count <= wanted.integer ?? 0 } ?? true
        case "minProperties": return value.members.map { $0.count >= wanted.integer ?? 0 } ?? true
        case "uniqueItems": return value.elements.map { Set($0).count == $0.count } ?? true
        case "format": return value.text.map { CalendarDate($0) != nil } ?? true
        case "pattern": return value.text.map { matches($0, wanted.text ?? "") } ?? true
        case "items": return (value.elements ?? []).allSatisfy { accepts($0, wanted) }
        case "required": return value.members == nil || (wanted.elements ?? []).allSatisfy { value[$0.text ?? ""] != nil }
        case "properties":
            return (wanted.members ?? []).allSatisfy { member in value[member.name].map { accepts($0, member.value) } ?? true }
        case "additionalProperties": return (value.members ?? []).allSatisfy { schema["properties"]?[$0.name] != nil }
        case "oneOf": return (wanted.elements ?? []).count { accepts(value, $0) } == 1
        case "allOf": return (wanted.elements ?? []).allSatisfy { accepts(value, $0) }
        case "not": return !accepts(value, wanted)
        case "if": return !accepts(value, wanted) || schema["then"].map { accepts(value, $0) } ?? true
        default: return false
        }
    }

    private func matches(_ text: String, _ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return false }
        return (try? expression.firstMatch(in: text)) != nil
    }
}
