import Verification

/// What the population file may say about one dataset. Kinds of records and their fields come from ``RecordKind``, the same table that
/// described registries are mapped by.
struct DatasetShape {
    let id: RegistryID
    let records: [RecordKind]

    /// In the order of ``RecordKind/registries``.
    static let all: [DatasetShape] = RecordKind.registries.map { registry in
        // Registrations are implied by `persons`.
        DatasetShape(id: registry, records: RecordKind.kinds(in: registry).filter { $0 != .registration })
    }

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
