/// Reads one JSON object strictly and goes on after mistakes, so that all of them are reported together.
///
/// Every key that may occur is asked for once; ``finish()`` then reports the keys nobody asked for, so a typo never passes silently. A
/// required value that is absent or wrong is recorded with its JSON Pointer (RFC 6901) and comes back as nil.
package final class ObjectReader {
    /// The mistakes of the whole document; readers of nested objects share it.
    package let problems: ProblemList
    /// Whose member this object is; nil where ``step`` says it all.
    private let parent: ObjectReader?
    /// The name of that member, or a whole pointer.
    private let step: String
    private let members: [JSON.Member]
    /// The positions of the members that were asked for.
    private var asked = PositionSet()

    /// Takes any value; one that is not an object is a recorded mistake and reads as an empty object.
    package convenience init(_ json: JSON, at pointer: String = "", into problems: ProblemList) {
        self.init(json, pointer, of: nil, problems)
    }

    private init(_ json: JSON, _ step: String, of parent: ObjectReader?, _ problems: ProblemList) {
        self.parent = parent
        self.step = step
        self.problems = problems
        if case .object(let members) = json {
            self.members = members
        } else {
            members = []
            problems.add(pointer, "wrong-type", "must be an object, is \(json.kind)")
        }
    }

    /// Where the object stands in the document, "" for the root. Made when it is wanted: nearly always nothing is wrong.
    package var pointer: String { parent.map { $0.pointer(to: step) } ?? step }

    /// The pointer of one of this object's members.
    package func pointer(to key: String) -> String { pointer + "/" + escapedForPointer(key) }

    /// True when the key is present with a value other than null.
    package func has(_ key: String) -> Bool { position(of: key).map { !members[$0].value.isNull } ?? false }

    /// The names of all members, for objects whose keys are data (person ids, registry ids). Counts as asking for all of them.
    package func allMembers() -> [JSON.Member] {
        for position in members.indices { asked.insert(position) }
        return members
    }

    /// The member's value as it is; nil when absent. Null counts as absent.
    package func optional(_ key: String) -> JSON? {
        guard let position = position(of: key) else { return nil }
        asked.insert(position)
        return members[position].value.isNull ? nil : members[position].value
    }

    /// The member's value as it is; a missing one is a mistake.
    package func required(_ key: String) -> JSON? {
        if let value = optional(key) { return value }
        problems.add(pointer(to: key), "missing", "is required")
        return nil
    }

    package func string(_ key: String, length: ClosedRange<Int> = 1...4096) -> String? {
        required(key).flatMap { string($0, key, length) }
    }

    package func optionalString(_ key: String, length: ClosedRange<Int> = 1...4096) -> String? {
        optional(key).flatMap { string($0, key, length) }
    }

    package func integer(_ key: String, in range: ClosedRange<Int> = Int.min...Int.max) -> Int? {
        required(key).flatMap { integer($0, key, range) }
    }

    package func optionalInteger(_ key: String, in range: ClosedRange<Int> = Int.min...Int.max) -> Int? {
        optional(key).flatMap { integer($0, key, range) }
    }

    package func optionalBool(_ key: String) -> Bool? {
        guard let value = optional(key) else { return nil }
        if let flag = value.flag { return flag }
        wrongType(key, "true or false", value)
        return nil
    }

    /// One word of a closed list.
    package func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Word.Type = Word.self) -> Word? {
        required(key).flatMap { word($0, key) }
    }

    package func optionalWord<Word: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Word.Type = Word.self) -> Word? {
        optional(key).flatMap { word($0, key) }
    }

    package func object(_ key: String) -> ObjectReader? {
        required(key).map { ObjectReader($0, key, of: self, problems) }
    }

    package func optionalObject(_ key: String) -> ObjectReader? {
        optional(key).map { ObjectReader($0, key, of: self, problems) }
    }

    /// The same, but an absent object reads as an empty one.
    package func objectOrEmpty(_ key: String) -> ObjectReader { ObjectReader(optional(key) ?? .object([]), key, of: self, problems) }

    /// The elements of an array with the pointer of each; empty when the member is absent or no array.
    package func array(_ key: String, required isRequired: Bool = true, count: ClosedRange<Int> = 0...1_000_000) -> [(json: JSON, pointer: String)] {
        guard let value = isRequired ? required(key) : optional(key) else { return [] }
        guard let elements = value.elements else {
            wrongType(key, "an array", value)
            return []
        }
        if !count.contains(elements.count) {
            problems.add(pointer(to: key), "wrong-count", "must have \(count.lowerBound) to \(count.upperBound) elements, has \(elements.count)")
            return []
        }
        if elements.isEmpty { return [] }
        let array = pointer(to: key) + "/"
        return elements.enumerated().map { ($0.element, array + String($0.offset)) }
    }

    /// An array of strings.
    package func strings(_ key: String, required isRequired: Bool = true, count: ClosedRange<Int> = 0...1_000_000) -> [String] {
        array(key, required: isRequired, count: count).compactMap { element in
            if let text = element.json.text { return text }
            problems.add(element.pointer, "wrong-type", "must be a string, is \(element.json.kind)")
            return nil
        }
    }

    /// Records a mistake about one of this object's members.
    package func report(_ key: String, _ code: String, _ reason: String) {
        problems.add(pointer(to: key), code, reason)
    }

    /// Reports every member that was never asked for. Call it last.
    package func finish() {
        for position in members.indices where !asked.contains(position) {
            problems.add(pointer(to: members[position].name), "unknown-key", "is not a known key")
        }
    }

    private func position(of key: String) -> Int? {
        members.firstIndex { $0.name.isByteIdentical(to: key) }
    }

    private func wrongType(_ key: String, _ wanted: String, _ value: JSON) {
        problems.add(pointer(to: key), "wrong-type", "must be \(wanted), is \(value.kind)")
    }

    private func string(_ value: JSON, _ key: String, _ length: ClosedRange<Int>) -> String? {
        guard let text = value.text else {
            wrongType(key, "a string", value)
            return nil
        }
        // Bytes bound the characters from above, so short texts need no counting.
        let isShort = length.lowerBound <= 1 && length.contains(text.utf8.count)
        guard isShort || length.contains(text.unicodeScalars.count) else {
            problems.add(pointer(to: key), "wrong-length", "must have \(length.lowerBound) to \(length.upperBound) characters")
            return nil
        }
        return text
    }

    private func integer(_ value: JSON, _ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let number = value.integer else {
            wrongType(key, "a whole number", value)
            return nil
        }
        guard range.contains(number) else {
            problems.add(pointer(to: key), "out-of-range", "must be from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    private func word<Word: RawRepresentable<String> & CaseIterable>(_ value: JSON, _ key: String) -> Word? {
        guard let text = value.text else {
            wrongType(key, "a string", value)
            return nil
        }
        if let word = Word(rawValue: text), word.rawValue.isByteIdentical(to: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        problems.add(pointer(to: key), "unknown-value", "must be one of: \(known)")
        return nil
    }
}

/// Positions in an array. Those below 64, which are nearly all, are bits of one word.
private struct PositionSet {
    private var low: UInt64 = 0
    private var high: Set<Int> = []

    mutating func insert(_ position: Int) {
        if position < 64 { low |= 1 << UInt64(position) } else { high.insert(position) }
    }

    func contains(_ position: Int) -> Bool {
        position < 64 ? low & 1 << UInt64(position) != 0 : high.contains(position)
    }
}

/// One mistake in a document: where (JSON Pointer, RFC 6901), what kind (stable code), and why in words without the document's own text.
package struct JSONProblem: Sendable, Hashable {
    package let pointer: String
    package let code: String
    package let reason: String

    package init(pointer: String, code: String, reason: String) {
        self.pointer = pointer
        self.code = code
        self.reason = reason
    }
}

/// The mistakes found so far, in reading order.
package final class ProblemList {
    package private(set) var all: [JSONProblem] = []

    package init() {}

    package var isEmpty: Bool { all.isEmpty }

    package func add(_ pointer: String, _ code: String, _ reason: String) {
        all.append(JSONProblem(pointer: pointer, code: code, reason: reason))
    }
}

/// "~" and "/" as RFC 6901 section 3 writes them.
private func escapedForPointer(_ key: String) -> String {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
    return key.unicodeScalars.reduce(into: "") { text, scalar in
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
    }
}
