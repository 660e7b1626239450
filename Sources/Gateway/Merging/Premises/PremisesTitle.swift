import Verification

/// Something on record that lets the subject use a place on the day, or may do so.
struct PremisesTitle: Sendable {
    let registry: RegistryID
    let address: String?
    let since: CalendarDate?
    /// The record tells no end, so that the register's further word could show one.
    let isOpen: Bool
    /// Why it does not decide by itself; nil where it does.
    let doubt: ReasonCode?

    /// A lease cannot be agreed for longer (Civil Code 705).
    private static let longestLeaseYears = 20

    /// Nil for a record that gives no right to use, or none on that day.
    init?(_ record: Record, of registry: RegistryID, among all: [Record], at day: CalendarDate, today: CalendarDate) {
        self.registry = registry
        address = record.text("address")
        let isStatement = record.isKind("premises")
        // A right is over on the day of its end (Civil Code 214); the last day of a lease's term still counts.
        let span = isStatement ? record.spans(day, from: "date", today: today) : record.spans(day, today: today, endsOnLast: record.isKind("right"))
        guard span != .misses else { return nil }
        since = record.date(isStatement ? "date" : "from")
        // A statement is made once, for good; nothing on the register takes it back.
        isOpen = !isStatement && record.date("until") == nil
        var doubt: ReasonCode? = span == .unknown ? .startUnknown : nil
        if record.isKind("right") {
            guard let right = record.text("right"), !right.hasSameBytes(as: "mortgage") else { return nil }
            // What the housing office holds is a contract, not a right (Civil Code 214, 215).
            if registry != .realEstate { doubt = .recordsAmbiguous }
        } else if record.isKind("lease") {
            if isOpen, let since, day.year - since.year >= Self.longestLeaseYears { doubt = .recordsAmbiguous }
        } else if !isStatement {
            return nil
        }
        let lastDay = record.isKind("right") ? day : day.adding(days: -1)
        if isOpen, all.contains(where: { $0.isEnd(of: record, onOrBefore: lastDay) }) { doubt = .recordsAmbiguous }
        self.doubt = doubt
    }

    /// How its place compares with the stated one: `match`; `normalised` under another name that was the same place's when the title was
    /// registered; `notCompared` where one is a part of the other or that time is not known; `registryLacks` where it names none; else
    /// `mismatch`, for it is another text.
    func place(stated: AddressForm, otherNames: [RenamedPlaces.OtherName]) -> MatchOutcome {
        guard let address else { return .registryLacks }
        let form = AddressForm(address)
        if form == stated { return .match }
        if let name = otherNames.first(where: { $0.form == form }) { return name.isTheirs(on: since) ? .normalised : .notCompared }
        return form.isPart(of: stated) || stated.isPart(of: form) ? .notCompared : .mismatch
    }
}

extension AddressForm {
    /// The text stands inside of the other one.
    fileprivate func isPart(of other: AddressForm) -> Bool {
        guard !scalars.isEmpty, scalars.count < other.scalars.count else { return false }
        return other.scalars.indices.dropLast(scalars.count - 1).contains { other.scalars[$0...].starts(with: scalars) }
    }
}
