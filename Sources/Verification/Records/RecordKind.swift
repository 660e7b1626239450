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
        /// The names of its own fields and the common ones, by place: looked through for each value that a rule reads.
        let names: [String]
        let judged: JudgedKind?
        let places: FieldPlaces

        init(word: String, registries: [RegistryID], fields: [RecordField]) {
            self.word = word
            self.registries = registries
            self.fields = fields
            requiredPlaces = fields.indices.filter { fields[$0].isRequired }
            names = (fields + RecordKind.common).map(\.name)
            places = FieldPlaces(names)
            judged = registries.first.flatMap { JudgedKind($0, word) }
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

    /// The first place of a record that must have a value and has none.
    func requiredPlace(missingIn values: [RecordValue?]) -> Int? {
        definition.requiredPlaces.withUnsafeBufferPointer { places in places.first { values[$0] == nil } }
    }

    /// So many values a record has room for: its own fields, then the common ones.
    package var placeCount: Int { definition.names.count }

    /// How records of this kind become typed facts; nil for those that stay records.
    var judged: JudgedKind? { definition.judged }

    /// Where the fields of typed facts stand.
    var places: FieldPlaces { definition.places }

    /// The field of that name, own or common.
    package func field(_ name: String) -> RecordField? { place(of: name).map(field) }

    /// The field whose value stands there in a record.
    func field(at place: Int) -> RecordField { place < fields.count ? fields[place] : Self.common[place - fields.count] }

    /// Where the field's value stands in a record: own fields first.
    func place(of name: String) -> Int? {
        definition.names.withUnsafeBufferPointer { names in names.indices.first { names[$0].isByteIdentical(to: name) } }
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
