import StrictJSON

/// JSON as a person reads it: two blanks a level, and short values on one line.
enum PrettyJSON {
    private static let lineLength = 120

    static func text(_ value: JSON, indent: String = "") -> String {
        let compact = oneLine(value)
        if compact.utf8.count + indent.utf8.count <= lineLength { return compact }
        let inner = indent + "  "
        switch value {
        case .object(let members):
            let lines = members.map { "\(inner)\(oneLine(.string($0.name))): \(text($0.value, indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let elements):
            let lines = elements.map { inner + text($0, indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        default: return compact
        }
    }

    private static func oneLine(_ value: JSON) -> String {
        switch value {
        case .object(let members) where !members.isEmpty:
            "{ " + members.map { "\(oneLine(.string($0.name))): \(oneLine($0.value))" }.joined(separator: ", ") + " }"
        case .array(let elements) where !elements.isEmpty: "[" + elements.map(oneLine).joined(separator: ", ") + "]"
        default: String(decoding: value.encoded(), as: UTF8.self)
        }
    }
}
