import Verification

/// What the registers say about a person's death in fact, as opposed to a declared one (`domain.md` A.4.7).
struct BiologicalDeath: Sendable {
    /// Days on medical certificates; nil where the certificate's data lack it.
    private(set) var certificates: [CalendarDate?] = []
    /// Days of household registrations cancelled for death; no other cancellation is a death record.
    private(set) var cancellations: [CalendarDate?] = []
    /// Days of death that cremation records tell, else the day of cremation.
    private(set) var cremations: [CalendarDate] = []

    /// Takes deaths up to a day, and those without a day where that is today: for an earlier day nobody can tell whether they were known.
    mutating func take(_ testimony: Testimony, until last: CalendarDate, orUndated takesUndated: Bool) {
        for fact in testimony.facts {
            switch fact {
            case .death(let certificate) where certificate.date.map({ $0 <= last }) ?? takesUndated: certificates.append(certificate.date)
            case .registration(let entry):
                if case .cancelled(.death, let date) = entry.status, date.map({ $0 <= last }) ?? takesUndated { cancellations.append(date) }
            case .cremation(let cremation) where (cremation.died ?? cremation.date) <= last: cremations.append(cremation.died ?? cremation.date)
            default: continue
            }
        }
    }

    /// One of the registers holds a death record.
    var isRecorded: Bool { !certificates.isEmpty || !cancellations.isEmpty || !cremations.isEmpty }

    /// All days of death that any register tells.
    private var days: [CalendarDate] { certificates.compactMap { $0 } + cancellations.compactMap { $0 } + cremations }

    var earliest: CalendarDate? { days.min() }

    /// Two certificates tell different days: the death stands, its day does not.
    var certificatesDisagree: Bool { Set(certificates.compactMap { $0 }).count > 1 }

    /// The day by the priority of Civil Code 15: certificate, then household registration, then other evidence.
    var date: CalendarDate? { certificates.compactMap { $0 }.min() ?? cancellations.compactMap { $0 }.min() ?? cremations.min() }

    /// The register by which ``date`` goes.
    var dateRegistry: RegistryID? {
        if certificates.contains(where: { $0 != nil }) { return .deathCertificate }
        if cancellations.contains(where: { $0 != nil }) { return .population }
        return cremations.isEmpty ? nil : .funeral
    }

    /// The register that decides that there was a death: rows of A.4.7 from top to bottom.
    var basis: RegistryID? { registries.first }

    /// The registers that hold a death record.
    var registries: [RegistryID] {
        var registries: [RegistryID] = []
        if !certificates.isEmpty { registries.append(.deathCertificate) }
        if !cancellations.isEmpty { registries.append(.population) }
        if !cremations.isEmpty { registries.append(.funeral) }
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
        guard let date else { return day >= today ? .dead(on: nil) : .undated }
        let certified = certificates.compactMap { $0 }
        let deciding = certified.isEmpty ? days : certified
        if deciding.allSatisfy({ $0 <= day }) { return .dead(on: certificatesDisagree ? nil : date) }
        return days.allSatisfy { $0 > day } ? .later(isCertified: !certified.isEmpty) : .disagreeing
    }
}
