import StrictJSON

/// One kind of record that registries hold: the word for it, where it may stand, and its fields.
///
/// The vocabulary of the population file is also the vocabulary of what a described registry's replies are mapped to. A word alone does not
/// tell a kind: `divorce` on the marriage register and `divorce` by a court have different fields.
package struct RecordKind: Sendable {
    /// Out of line: every record carries its kind.
    private let definition: Definition

    private final class Definition: Sendable {
        let word: String
        let registries: [RegistryID]
        let fields: [RecordField]
        let requiredPlaces: [Int]

        init(word: String, registries: [RegistryID], fields: [RecordField]) {
            self.word = word
            self.registries = registries
            self.fields = fields
            requiredPlaces = fields.indices.filter { fields[$0].isRequired }
        }
    }

    package var word: String { definition.word }
    /// The datasets that may hold it.
    package var registries: [RegistryID] { definition.registries }
    /// Its own fields, in the order of the contract; ``common`` ones come beside them.
    package var fields: [RecordField] { definition.fields }

    init(_ word: String, in registries: RegistryID..., of fields: RecordField...) {
        definition = Definition(word: word, registries: registries, fields: fields)
    }

    /// What every record may have besides: the case it was made in and the registry's own number of the record.
    package static let common: [RecordField] = [.may("case", .text), .may("reference", .text)]

    /// Where the values stand in a record that must not be missing.
    var requiredPlaces: [Int] { definition.requiredPlaces }

    /// So many values a record has room for: its own fields, then the common ones.
    package var placeCount: Int { definition.fields.count + Self.common.count }

    /// The field of that name, own or common.
    package func field(_ name: String) -> RecordField? { place(of: name).map(field) }

    /// The field whose value stands there in a record.
    func field(at place: Int) -> RecordField { place < fields.count ? fields[place] : Self.common[place - fields.count] }

    /// Where the field's value stands in a record: own fields first.
    func place(of name: String) -> Int? {
        if let own = fields.firstIndex(where: { $0.name.isByteIdentical(to: name) }) { return own }
        return Self.common.firstIndex { $0.name.isByteIdentical(to: name) }.map { $0 + fields.count }
    }
}

extension RecordKind: Hashable {
    package static func == (left: RecordKind, right: RecordKind) -> Bool {
        left.definition === right.definition || left.word.isByteIdentical(to: right.word) && left.registries == right.registries
    }

    package func hash(into hasher: inout Hasher) { word.hashBytes(into: &hasher) }
}

extension RecordKind {
    /// Every kind of every dataset, in the order of the contract.
    package static let all: [RecordKind] =
        publicSecurity + civilAffairs + health + courts + labourAndIncome + property + market + socialServices + publicCredit

    /// Every dataset that may hold records, in the order of the contract.
    package static let registries: [RegistryID] = all.reduce(into: []) { registries, kind in
        for registry in kind.registries where !registries.contains(registry) { registries.append(registry) }
    }

    /// The kinds that a dataset may hold.
    package static func kinds(in registry: RegistryID) -> [RecordKind] { all.filter { $0.registries.contains(registry) } }

    /// The kind that a word means in a dataset.
    package static func named(_ word: String, in registry: RegistryID) -> RecordKind? {
        all.first { $0.word.isByteIdentical(to: word) && $0.registries.contains(registry) }
    }
}
