import StrictJSON

/// As much of JSON Schema as `openapi.json` uses for answers: `$ref`, `type`, `enum`, `const`, `properties`, `required`,
/// `additionalProperties: false`, `items`, `anyOf`.
struct SchemaChecker {
    let document: JSON

    /// Where and why the value is not of that schema.
    func mistakes(of value: JSON, against name: String) -> [String] {
        mistakes(of: value, against: ["$ref": .string("#/components/schemas/" + name)], at: "")
    }

    private func mistakes(of value: JSON, against schema: JSON, at pointer: String) -> [String] {
        if let reference = schema["$ref"]?.text {
            guard let name = reference.split(separator: "/").last, let target = document["components"]?["schemas"]?[String(name)] else {
                return ["\(pointer): no \(reference)"]
            }
            return mistakes(of: value, against: target, at: pointer)
        }
        if let choices = schema["anyOf"]?.elements {
            let all = choices.map { mistakes(of: value, against: $0, at: pointer) }
            return all.contains { $0.isEmpty } ? [] : all.min { $0.count < $1.count } ?? []
        }
        var found: [String] = []
        if let words = schema["enum"]?.elements, !words.contains(value) { found.append("\(pointer): not one of the list") }
        if let constant = schema["const"], constant != value { found.append("\(pointer): not the constant") }
        if let type = schema["type"], !types(type).contains(where: { value.isOf(type: $0) }) { found.append("\(pointer): is \(value.kind)") }
        return found + members(of: value, against: schema, at: pointer) + elements(of: value, against: schema, at: pointer)
    }

    private func types(_ type: JSON) -> [String] { type.text.map { [$0] } ?? type.elements?.compactMap(\.text) ?? [] }

    private func members(of value: JSON, against schema: JSON, at pointer: String) -> [String] {
        guard let members = value.members else { return [] }
        let missing = (schema["required"]?.elements ?? []).compactMap(\.text).filter { value[$0] == nil }.map { "\(pointer)/\($0): missing" }
        return missing
            + members.flatMap { member -> [String] in
                if let known = schema["properties"]?[member.name] {
                    return mistakes(of: member.value, against: known, at: pointer + "/" + member.name)
                }
                return schema["additionalProperties"] == false ? ["\(pointer)/\(member.name): unknown"] : []
            }
    }

    private func elements(of value: JSON, against schema: JSON, at pointer: String) -> [String] {
        guard let elements = value.elements, let items = schema["items"] else { return [] }
        return elements.enumerated().flatMap { mistakes(of: $0.element, against: items, at: pointer + "/\($0.offset)") }
    }
}

extension JSON {
    fileprivate func isOf(type: String) -> Bool {
        switch self {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number: type == "number" || type == "integer" && integer != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
