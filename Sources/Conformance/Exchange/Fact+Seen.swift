import Verification

extension Fact {
    /// Everybody who stands in it.
    var parties: [Party] {
        let parties: [Party?] =
            switch self {
            case .registration(let fact): [fact.holder]
            case .document(let fact): [fact.holder]
            case .crossing(let fact): [fact.holder]
            case .criminalJudgment(let fact): [fact.holder]
            case .marital(let fact): [fact.a, fact.b]
            case .cremation(let fact): [fact.holder]
            case .death(let fact): [fact.holder]
            case .encounter(let fact): [fact.holder]
            case .decision(let fact): fact.parties
            case .record(let record): record.everybody
            }
        return parties.compactMap { $0 }
    }

    /// Every number that names somebody in it.
    var numbers: [String] {
        var numbers = parties.compactMap(\.number)
        if case .registration(let fact) = self { numbers += fact.links.map(\.identifier.number) }
        if case .document(let fact) = self { numbers.append(fact.number) }
        return numbers
    }

    /// Every name in it.
    var names: [String] {
        var names = parties.compactMap(\.name)
        if case .registration(let fact) = self { names += fact.formerNames.map(\.name) + fact.links.compactMap(\.name) }
        return names
    }

    /// Whether it is about that number, also in the form of fifteen digits. A fact without any number is about nobody, so about nobody else.
    func concerns(_ number: String) -> Bool {
        let numbers = numbers
        return numbers.isEmpty || numbers.contains { Self.isSame($0, number) }
    }

    /// Whether a number in a record is the one asked, also in the form of fifteen digits.
    static func isSame(_ written: String, _ asked: String) -> Bool {
        written.uppercased().utf8.elementsEqual(asked.uppercased().utf8) || written.utf8.elementsEqual(fifteenDigits(asked).utf8)
    }

    /// What kind it is and which of its fields have a value: all that a report says of it.
    package var shape: FactShape {
        switch self {
        case .record(let record): FactShape(kind: record.kind.word, fields: record.fields.map(\.name).sorted())
        case .marital(let fact): FactShape(kind: fact.kind.rawValue, fields: Self.filled(fact))
        case .decision(let fact): FactShape(kind: fact.kind.rawValue, fields: Self.filled(fact))
        case .registration(let fact): FactShape(kind: "registration", fields: Self.filled(fact))
        case .document(let fact): FactShape(kind: "document", fields: Self.filled(fact))
        case .crossing(let fact): FactShape(kind: "crossing", fields: Self.filled(fact))
        case .criminalJudgment(let fact): FactShape(kind: "judgment", fields: Self.filled(fact))
        case .cremation(let fact): FactShape(kind: "cremation", fields: Self.filled(fact))
        case .death(let fact): FactShape(kind: "death", fields: Self.filled(fact))
        case .encounter(let fact): FactShape(kind: "encounter", fields: Self.filled(fact))
        }
    }

    /// The stored properties that are neither nil nor empty.
    private static func filled(_ value: some Any) -> [String] {
        Mirror(reflecting: value).children.compactMap { child in
            let mirror = Mirror(reflecting: child.value)
            let isEmpty = (mirror.displayStyle == .optional || mirror.displayStyle == .collection) && mirror.children.isEmpty
            return isEmpty ? nil : child.label
        }.sorted()
    }

    private static func fifteenDigits(_ number: String) -> String {
        let bytes = Array(number.utf8)
        return bytes.count == 18 ? String(decoding: bytes[..<6] + bytes[8..<17], as: UTF8.self) : number
    }
}

/// The kind of a fact and its fields that have a value.
package struct FactShape: Sendable, Hashable {
    package let kind: String
    /// Sorted by name.
    package let fields: [String]

    package init(kind: String, fields: [String]) {
        self.kind = kind
        self.fields = fields
    }
}
