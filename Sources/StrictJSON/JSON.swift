/// A JSON value (RFC 8259) as this project reads and writes it.
///
/// The reader is stricter than the RFC asks: see ``JSON/init(parsing:limits:)``. Numbers keep their text, so nothing is rounded on the way
/// through. Object members keep their order.
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number exactly as it was written, already checked against the grammar of RFC 8259 section 6.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One name with its value. Two members of one object never have the same name.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON {
    /// An integer as a JSON number.
    package static func integer(_ value: Int) -> JSON { .number(String(value)) }

    /// The member of that name, compared byte by byte (Swift's `==` on strings is canonical equivalence); nil when absent or not an object.
    package subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.isByteIdentical(to: name) }?.value
    }

    /// True for null alone.
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The text of a string value, else nil.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements of an array value, else nil.
    package var elements: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object value, else nil.
    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The value of a bool, else nil.
    package var flag: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The value of a number without fraction or exponent that fits `Int`, else nil.
    package var integer: Int? {
        if case .number(let text) = self { Int(text) } else { nil }
    }

    /// What the value is, for messages: "null", "a boolean", "a number", "a string", "an array", "an object".
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(String(value)) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0.0, $0.1) }) }
}
