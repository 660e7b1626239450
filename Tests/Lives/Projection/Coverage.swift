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
        switch registry {
        // Median 9 days, three of a hundred more than 90.
        case .population: dice.percent(3) ? dice.number(91...400) : dice.number(1...17)
        case .courtJudgment: dice.number(0...45)
        case .deathCertificate: dice.number(0...7)
        case .marriage, .adoption, .crimeRecord, .exitEntry: dice.number(0...2)
        case .birth, .fertility: dice.number(0...30)
        case .socialInsurance, .employment, .tax, .payroll: dice.number(0...20)
        default: dice.number(0...10)
        }
    }
}
