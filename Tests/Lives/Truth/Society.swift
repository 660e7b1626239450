package import Verification

/// Everything that is true: the people and what they share.
package struct Society: Sendable {
    package private(set) var plan: Plan
    package internal(set) var lives: [Life]
    package internal(set) var unions: [Union]
    package internal(set) var households: [Household]
    package let places: PlaceTable
    package internal(set) var enterprises: [Enterprise]

    package var today: CalendarDate { plan.today }

    /// An employer, known to market regulation or on the public payroll.
    package struct Enterprise: Sendable {
        package let creditCode: String
        package let name: String
        /// Pays wages out of public funds.
        package let isPublic: Bool
        package internal(set) var legalRepresentative: Int?
        package let isClosed: Bool
    }

    /// The same lives, told to registries that spoil and delay otherwise.
    package func told(defects: DefectRates, lag: Plan.Lag) -> Society {
        var society = self
        society.plan = plan.with(defects: defects, lag: lag)
        return society
    }

    /// The key of a person in files: `P` and seven digits.
    package static func id(_ person: Int) -> String { "P" + NumberIssuer.padded(person + 1, 7) }
}

extension Society {
    /// Dead on that day, by nature. Somebody who disappeared is not.
    package func isDead(_ person: Int, on day: CalendarDate) -> Bool { lives[person].death.map { $0.date <= day } ?? false }

    /// Declared dead on that day and the declaration not revoked by then.
    package func isDeclaredDead(_ person: Int, on day: CalendarDate) -> Bool {
        lives[person].declarations.last { $0.date <= day && ($0.kind == .dead || $0.kind == .deadRevoked) }?.kind == .dead
    }

    /// Declared missing on that day; a declaration of death takes its place.
    package func isDeclaredMissing(_ person: Int, on day: CalendarDate) -> Bool {
        lives[person].declarations.last { $0.date <= day }?.kind == .missing
    }

    /// Without a trace on that day: nobody knows whether alive.
    package func isAbsent(_ person: Int, on day: CalendarDate) -> Bool { lives[person].absences.contains { $0.covers(day) } }

    /// The legal marital status: the last term in force among the marriages that are not void, as known today. The day of a registration and
    /// the day of an end count. Nil for whoever is dead or declared dead on that day.
    package func marital(_ person: Int, on day: CalendarDate) -> MaritalTruth? {
        if isDead(person, on: day) || isDeclaredDead(person, on: day) { return nil }
        var last: Union.Term.Ending?
        for place in lives[person].unions where unions[place].voided == nil {
            for term in unions[place].terms where term.from <= day {
                guard let ended = term.ended, ended.date <= day else {
                    return MaritalTruth(status: .married, since: term.from, spouse: unions[place].partner(of: person))
                }
                if last.map({ $0.date <= ended.date }) ?? true { last = ended }
            }
        }
        guard let last else { return MaritalTruth(status: .neverMarried, since: nil, spouse: nil) }
        let status: MaritalTruth.Status =
            switch last.cause {
            case .registration, .judgment: .divorced
            case .death: .widowed
            case .declaration(let lost): isDeclaredDead(lost, on: day) ? .widowed : .dissolvedByDeclaration
            }
        return MaritalTruth(status: status, since: last.date, spouse: nil)
    }

    /// Married to each other on that day.
    package func areMarried(_ one: Int, _ other: Int, on day: CalendarDate) -> Bool { marital(one, on: day)?.spouse == other }

    /// The legal parents on that day (Civil Code 1111): the adoptive ones instead of the birth parents while an adoption is in force. A father
    /// whom a judgment has found counts from the beginning.
    package func legalParents(of child: Int, on day: CalendarDate) -> [Int] {
        let life = lives[child]
        if let adoption = life.adoptions.last(where: { $0.date <= day && ($0.dissolved.map { day < $0 } ?? true) }) {
            return adoption.parents + [adoption.remaining].compactMap(\.self)
        }
        return [life.mother, life.father].compactMap(\.self)
    }

    /// The household on that day and the relation to its head.
    package func stay(of person: Int, on day: CalendarDate) -> Stay? {
        lives[person].stays.last { $0.from <= day && ($0.until.map { day < $0 } ?? true) }
    }

    /// How the person was called on that day.
    package func name(of person: Int, on day: CalendarDate) -> String {
        lives[person].formerNames.first { day < $0.until }?.text ?? lives[person].name
    }

    /// The number of eighteen characters that the person had on that day.
    package func number(of person: Int, on day: CalendarDate) -> String {
        lives[person].formerNumbers.first { day < $0.until && $0.reason == .numberChange }?.text ?? lives[person].number
    }
}
