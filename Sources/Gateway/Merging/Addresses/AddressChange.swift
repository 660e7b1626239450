import Verification

/// One official act on names of places, as a register records it.
struct AddressChange: Sendable, Hashable {
    enum Kind: Int, Sendable, Hashable { case rename, split, merge }

    let kind: Kind
    let from: [PlaceForm]
    let to: [PlaceForm]
    /// The day of its effect; nil where the register does not tell.
    let date: CalendarDate?

    /// The acts of a register's records up to a day, each once; a current address is no act.
    static func all(in records: [Record], until day: CalendarDate) -> Set<AddressChange> {
        Set(records.compactMap(AddressChange.init)).filter { change in change.date.map { $0 <= day } ?? true }
    }

    private init?(_ record: Record) {
        let kind: Kind? =
            switch record.kind.word {
            case "rename": .rename
            case "split": .split
            case "merge": .merge
            default: nil
            }
        guard let kind else { return nil }
        let names = record.placeNames
        self.kind = kind
        from = Self.sorted(names.from)
        to = Self.sorted(names.to)
        date = record.date("date")
        if from.isEmpty || to.isEmpty { return nil }
    }

    private static func sorted(_ names: [String]) -> [PlaceForm] {
        Set(names.map(PlaceForm.init)).sorted { $0.scalars.lexicographicallyPrecedes($1.scalars) }
    }

    /// Two registers' records of one act that differ in nothing but the day.
    func isSameAct(as other: AddressChange) -> Bool { kind == other.kind && from == other.from && to == other.to }
}

extension Record {
    /// The names of places in a record about places: before, after, and the one that merely stands.
    var placeNames: (from: [String], to: [String], standing: [String]) {
        func names(_ field: String) -> [String] { text(field).map { [$0] } ?? texts(field) }
        return (names("from"), names("to"), names("name"))
    }
}
