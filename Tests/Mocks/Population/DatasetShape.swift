import Verification

/// What the population file may say about one dataset. Kinds of records and their fields come from ``RecordKind``, the same table that
/// described registries are mapped by.
struct DatasetShape {
    let id: RegistryID
    let records: [RecordKind]
    /// The fields that each of them may have in the file, in the same order.
    let writtenFields: [[RecordField]]

    private init(_ id: RegistryID) {
        self.id = id
        // Registrations are implied by `persons`.
        records = RecordKind.kinds(in: id).filter { $0 != .registration }
        writtenFields = records.map(\.writtenFields)
    }

    /// In the order of ``RecordKind/registries``.
    static let all: [DatasetShape] = RecordKind.registries.map { DatasetShape($0) }

    static func named(_ id: String) -> DatasetShape? { all.first { $0.id == RegistryID(rawValue: id) } }

    /// May say per area since when its register is electronic; its faults may name an area.
    var hasAreas: Bool { id == .realEstate || id == .housing }

    /// May list the institutions that were asked.
    var hasInstitutions: Bool { id == .bankHoldings || id == .securities }
}

extension RecordKind {
    /// The fields that a record of the file may have: those of the vocabulary and a note, which nobody reads but people.
    var writtenFields: [RecordField] { fields + Self.common + [RecordField("note", .text, isRequired: false)] }

    /// True where `a` and `b` must be two different persons.
    var namesCouple: Bool { field("a") != nil && field("b") != nil }

    /// True where somebody may stand who is not among `persons`: written out with name and number. Organisations own vehicles and houses.
    func admitsStrangers(in field: RecordField) -> Bool {
        word == "link" || ["owner", "tenant", "legalRepresentative", "applicant"].contains(field.name)
    }
}
