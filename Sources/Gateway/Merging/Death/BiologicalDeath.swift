import Verification

/// What the registers say about a person's death in fact, as opposed to a declared one (Civil Code 15; `domain.md` A.4.7; decision 25).
///
/// A certificate tells the day of death, and so does a cremation record that states one. The day on which a household registration was cancelled
/// for death, or a body was cremated, is another thing: the person was dead *by* then. The law takes the registered day for the day of death where
/// no certificate tells another (Civil Code 15), so it is given as such; but where it matters what came first, the death may lie before it (1121).
struct BiologicalDeath: Sendable {
    /// Days on medical certificates; nil where the certificate's data lack it.
    private(set) var certificates: [CalendarDate?] = []
    /// Days on which household registrations were cancelled for death; no other cancellation is a death record. Nil for a flag without a day.
    private(set) var cancellations: [CalendarDate?] = []
    /// Days of death that cremation records tell.
    private(set) var deathsOfCremated: [CalendarDate] = []
    /// Days of cremation.
    private(set) var cremations: [CalendarDate] = []

    /// Takes deaths up to a day, and those without a day where that is today: for an earlier day nobody can tell whether they were known.
    mutating func take(_ testimony: Testimony, until last: CalendarDate, orUndated takesUndated: Bool) {
        for fact in testimony.facts {
            switch fact {
            case .death(let certificate) where certificate.date.map({ $0 <= last }) ?? takesUndated: certificates.append(certificate.date)
            case .registration(let entry):
                if case .cancelled(.death, let date) = entry.status, date.map({ $0 <= last }) ?? takesUndated { cancellations.append(date) }
            case .cremation(let cremation) where (cremation.died ?? cremation.date) <= last:
                if let died = cremation.died { deathsOfCremated.append(died) }
                if cremation.date <= last || cremation.died == nil { cremations.append(cremation.date) }
            default: continue
            }
        }
    }

    /// One of the registers holds a death record.
    var isRecorded: Bool { !certificates.isEmpty || !cancellations.isEmpty || !cremations.isEmpty || !deathsOfCremated.isEmpty }

    /// Days of death itself; certificates outweigh other evidence (Civil Code 15).
    private var exactDays: [CalendarDate] {
        let certified = certificates.compactMap { $0 }
        return certified.isEmpty ? deathsOfCremated : certified
    }

    /// Days by which the person was dead.
    private var upperBounds: [CalendarDate] { cancellations.compactMap { $0 } + cremations }

    /// All days of death that any register tells, and days by which the person was dead.
    private var days: [CalendarDate] { certificates.compactMap { $0 } + deathsOfCremated + upperBounds }

    var earliest: CalendarDate? { days.min() }

    /// Two certificates tell different days: the death stands, its day does not.
    var certificatesDisagree: Bool { Set(certificates.compactMap { $0 }).count > 1 }

    /// The day that the law takes for that of the death: certificate, then household registration, then other evidence (Civil Code 15). The day of
    /// a cremation is none.
    var date: CalendarDate? { certificates.compactMap { $0 }.min() ?? cancellations.compactMap { $0 }.min() ?? deathsOfCremated.min() }

    /// The register by which ``date`` goes.
    var dateRegistry: RegistryID? {
        if certificates.contains(where: { $0 != nil }) { return .deathCertificate }
        if cancellations.contains(where: { $0 != nil }) { return .population }
        return deathsOfCremated.isEmpty ? nil : .funeral
    }

    /// A day of death itself is on record, and no other; not only a day by which the person was dead.
    var isDayExact: Bool { Set(exactDays).count == 1 }

    /// A day of death itself is on record, be it one of several.
    var tellsDay: Bool { !exactDays.isEmpty }

    /// The last day on which the death can lie: a day of death itself, else the first day by which the person was dead.
    var latest: CalendarDate? { exactDays.max() ?? upperBounds.min() }

    /// A register says that the person was dead by a day, and a better one tells a later day of death: or a cremation record, where a household
    /// registration was cancelled after it, tells an earlier one than the law would take.
    var isDayDisputed: Bool {
        if let exact = exactDays.min(), let bound = upperBounds.min(), bound < exact { return true }
        return certificates.compactMap({ $0 }).isEmpty && Set((cancellations.compactMap { $0 }.min().map { [$0] } ?? []) + deathsOfCremated).count > 1
    }

    /// Burnt before the certified day of death: no certificate can outweigh that.
    var isCrematedBefore: Bool {
        guard let exact = exactDays.min(), let cremation = cremations.min() else { return false }
        return cremation < exact
    }

    /// The register that decides that there was a death: rows of A.4.7 from top to bottom.
    var basis: RegistryID? { registries.first }

    /// The registers that hold a death record.
    var registries: [RegistryID] {
        var registries: [RegistryID] = []
        if !certificates.isEmpty { registries.append(.deathCertificate) }
        if !cancellations.isEmpty { registries.append(.population) }
        if !cremations.isEmpty || !deathsOfCremated.isEmpty { registries.append(.funeral) }
        return registries
    }

    /// How the death stands to one day.
    enum Position: Sendable, Hashable {
        case none
        /// On or before the day; `on` is nil where the day of death is not known.
        case dead(on: CalendarDate?)
        /// Recorded as later than the day; only a certificate tells the day of death itself.
        case later(isCertified: Bool)
        /// The registers disagree about whether it was before or after the day.
        case disagreeing
        /// Recorded without a day, and the day asked about is past.
        case undated
    }

    /// Where the death lies seen from `day`: on the day itself counts as dead.
    func position(on day: CalendarDate, today: CalendarDate) -> Position {
        guard isRecorded else { return .none }
        guard earliest != nil else { return day >= today ? .dead(on: nil) : .undated }
        let exact = exactDays
        let isDead = exact.isEmpty ? upperBounds.contains { $0 <= day } : exact.allSatisfy { $0 <= day }
        if isDead {
            let isOpen = certificatesDisagree || (isDayDisputed && dateRegistry == .population)
            return .dead(on: isOpen ? nil : date.flatMap { $0 <= day ? $0 : nil })
        }
        return days.allSatisfy { $0 > day } ? .later(isCertified: certificates.contains { $0 != nil }) : .disagreeing
    }

    /// The longest time in which a death is registered by law, counted back from a day by which the person was dead: families in the country have a
    /// month for it (Household Registration Regulation 1958 Art. 8), and nobody is cremated later as a rule.
    static let registrationDays: Int32 = 31

    /// Nothing tells whether the person, dead by a later day, was dead on `day` already.
    func mayPrecede(_ day: CalendarDate) -> Bool {
        guard exactDays.isEmpty, let bound = upperBounds.min(), day < bound else { return false }
        return bound.dayNumber - day.dayNumber <= Self.registrationDays
    }
}
