import Verification

/// What registries can know, and how late they know it (`domain.md` C.2.2).
enum Coverage {
    /// Before the day so many of a hundred records are missing.
    static func gap(in registry: RegistryID) -> (before: CalendarDate, percent: Int)? {
        switch registry {
        case .marriage: (CalendarDate(1990, 1, 1), 40)
        case .birth: (CalendarDate(1996, 1, 1), 100)
        case .deathCertificate: (CalendarDate(2014, 1, 1), 100)
        case .healthService: (CalendarDate(2010, 1, 1), 100)
        case .fertility: (CalendarDate(1985, 1, 1), 100)
        case .funeral: (CalendarDate(1985, 1, 1), 100)
        default: nil
        }
    }

    /// What the file states as `coverageFrom`.
    static func from(_ registry: RegistryID, _ plan: Plan) -> CalendarDate? {
        switch registry {
        case .socialInsurance: firstInsuredMonth(plan)
        case .tax, .payroll: CalendarDate(firstTaxYear(plan), 1, 1)
        default: gap(in: registry)?.before
        }
    }

    /// The first month of contributions that the register holds.
    static func firstInsuredMonth(_ plan: Plan) -> CalendarDate { plan.today.firstOfMonth(adding: -plan.insuranceMonths) }

    /// The first year of income that tax and payroll hold.
    static func firstTaxYear(_ plan: Plan) -> Int { plan.today.year - 2 }

    /// Since when the division's real-estate register is electronic; nil where it is not yet.
    static func electronicSince(_ division: Int) -> CalendarDate? {
        division == PlaceTable.divisionCount ? nil : CalendarDate(2009 + division % 7, 1, 1)
    }

    /// The areas of a registry that is kept area by area.
    static func areas(of registry: RegistryID) -> [CoveredArea] {
        guard registry == .realEstate else { return [] }
        return (1...PlaceTable.divisionCount).map { CoveredArea(division: PlaceTable.code(of: $0), electronicSince: electronicSince($0)) }
    }

    /// The day by which everything has arrived that will, with the plan's lag.
    static func until(_ registry: RegistryID, _ plan: Plan) -> CalendarDate {
        plan.lag == .none ? plan.today : plan.today.adding(days: -longestLag(of: registry))
    }

    /// Clerks type names and numbers there; the population register is what they type from.
    static func isTyped(_ registry: RegistryID) -> Bool {
        switch registry {
        case .population, .hukouArchive, .exitEntry, .crimeRecord, .traffic, .doorplate, .placename: false
        default: true
        }
    }

    /// Keeps the name and number of the day; the household registers and current lists are brought up to date.
    static func writesAsOfTheTime(_ registry: RegistryID) -> Bool { registry != .population && registry != .hukouArchive }

    /// Days until the registry shows it, with the standard lag.
    static func lag(of registry: RegistryID, _ dice: inout Dice) -> Int {
        // Median 9 days, three of a hundred more than 90.
        if registry == .population { return dice.percent(3) ? dice.number(91...longestLag(of: registry)) : dice.number(1...17) }
        return dice.number(0...longestLag(of: registry))
    }

    private static func longestLag(of registry: RegistryID) -> Int {
        switch registry {
        case .population: 400
        case .courtJudgment: 45
        case .deathCertificate: 7
        case .marriage, .adoption, .crimeRecord, .exitEntry: 2
        case .birth, .fertility: 30
        case .socialInsurance, .employment, .tax, .payroll: 20
        default: 10
        }
    }
}
