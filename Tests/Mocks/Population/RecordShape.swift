/// What may stand in one field of a record. The reader, the projection and the published JSON Schema all follow from it.
enum FieldType {
    /// A person id.
    case person
    /// A person id, or `{name, number}`.
    case party
    /// One or two person ids.
    case persons
    /// `YYYY-MM-DD`.
    case date
    /// `YYYY-MM`.
    case month
    /// `YYYY-MM`, or `YYYY`.
    case period
    case text
    /// Two or more texts.
    case texts
    /// One of a closed list.
    case word([String])
    case flag
    /// True or false, or the day since when it is true.
    case flagOrDate
    /// A number that is not negative, with an upper bound if given.
    case number(upTo: Int?)
    /// A text or a whole number: codes that people write both ways.
    case code
    /// Members of a household.
    case members
    /// An object of texts, numbers and flags.
    case facts
}

/// One field that a record of some kind has.
struct RecordField {
    let name: String
    let type: FieldType
    let isRequired: Bool

    static func needs(_ name: String, _ type: FieldType) -> RecordField { RecordField(name: name, type: type, isRequired: true) }
    static func may(_ name: String, _ type: FieldType) -> RecordField { RecordField(name: name, type: type, isRequired: false) }
}

/// One kind of record and its fields.
struct RecordShape {
    let kind: String
    let fields: [RecordField]
    /// True where `a` and `b` must be two different persons.
    var namesCouple: Bool { fields.contains { $0.name == "a" } && fields.contains { $0.name == "b" } }

    init(_ kind: String, _ fields: RecordField...) { self.init(kind, fields) }

    init(_ kind: String, _ fields: [RecordField]) {
        self.kind = kind
        self.fields = fields
    }

    /// What every record may have besides.
    static let common: [RecordField] = [.may("case", .text), .may("reference", .text), .may("note", .text)]
}

/// What a dataset may hold.
struct DatasetShape {
    let id: String
    let records: [RecordShape]
    /// May say per area since when its register is electronic; its faults may name an area.
    let hasAreas: Bool
    /// May list the institutions that were asked.
    let hasInstitutions: Bool

    init(_ id: String, hasAreas: Bool = false, hasInstitutions: Bool = false, _ records: RecordShape...) {
        self.init(id, hasAreas: hasAreas, hasInstitutions: hasInstitutions, records)
    }

    init(_ id: String, hasAreas: Bool = false, hasInstitutions: Bool = false, _ records: [RecordShape]) {
        self.id = id
        self.records = records
        self.hasAreas = hasAreas
        self.hasInstitutions = hasInstitutions
    }

    static func named(_ id: String) -> DatasetShape? { all.first { $0.id.utf8.elementsEqual(id.utf8) } }
}
