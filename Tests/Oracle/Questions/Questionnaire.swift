import Lives
import Verification

/// Draws claims about people as halls would put them: about today and days of the past, true ones and false ones, with the present name and
/// number or former ones. The same seed asks the same.
///
/// Every life is asked a few things by lot, and everything rare that happened in it, so that a few thousand lives reach every claim.
package struct Questionnaire: Sendable {
    let oracle: Oracle
    var dice: Dice
    /// Streets, their names of all times.
    let streets: [String]

    package init(_ oracle: Oracle) {
        self.oracle = oracle
        dice = Dice(seed: oracle.society.plan.seed &* 31 &+ 11)
        let places = oracle.society.places
        let today = places.streetNames(on: oracle.today).map(\.name)
        streets = today + places.changes.flatMap(\.from)
    }

    /// The claims about one person.
    package mutating func about(_ person: Int) -> [Posed] {
        var posed: [Posed] = []
        askIdentity(person, &posed)
        askDeath(person, &posed)
        askMarriage(person, &posed)
        askFamily(person, &posed)
        askBirth(person, &posed)
        askWork(person, &posed)
        askConduct(person, &posed)
        askWealth(person, &posed)
        askPlaces(person, &posed)
        return posed
    }

    var society: Society { oracle.society }
    var today: CalendarDate { oracle.today }

    func life(_ person: Int) -> Life { oracle.life(person) }

    /// Today, or a day of the person's life up to today, now and then one that something happened on or the one before.
    mutating func someDay(of person: Int, around events: [CalendarDate] = []) -> CalendarDate {
        if dice.percent(35) { return today }
        let events = events.filter { $0 <= today }
        if !events.isEmpty, dice.percent(75) {
            return min(
                today,
                max(life(person).born, dice.element(of: events).adding(days: dice.number(-1...1) * (dice.percent(40) ? 1 : dice.number(0...400)))))
        }
        return today.adding(days: -dice.below(max(1, Int(today.dayNumber - life(person).born.dayNumber))))
    }

    /// Somebody else.
    mutating func somebody(but person: Int) -> Int {
        let other = dice.below(society.lives.count)
        return other == person ? (person + 1) % society.lives.count : other
    }

    /// The parameter `at`, left out for today.
    func at(_ day: CalendarDate) -> [Claim.Parameter] { day == today ? [] : [.init("at", .date(day))] }

    /// A claim about a person who is stated in one of the ways in which that can be right.
    mutating func pose(
        _ person: Int, _ kind: ClaimKind, _ parameters: [Claim.Parameter], with others: [Int] = [], _ truth: Truth
    ) -> Posed {
        Posed(claim: Claim(kind, parameters), subject: stated(person), people: [person] + others.filter { $0 != person }, truth: truth)
    }

    /// The same for a day, where the answer may be given for an earlier one.
    mutating func pose(
        _ person: Int, _ kind: ClaimKind, _ parameters: [Claim.Parameter], with others: [Int] = [], on day: CalendarDate,
        _ truthOn: @escaping @Sendable (CalendarDate) -> Truth
    ) -> Posed {
        var posed = pose(person, kind, parameters, with: others, truthOn(day))
        posed.truthOn = truthOn
        return posed
    }

    /// The person under the present name and the present number or, at times, one of the former ones.
    mutating func stated(_ person: Int) -> Person {
        let life = life(person)
        guard !life.formerNumbers.isEmpty, dice.percent(15) else { return written(life.name, life.number, life.origin) }
        return written(life.name, dice.element(of: life.formerNumbers).text, life.origin)
    }

    /// A name and number as a hall would type them; fifteen digits are read as the eighteen that they stand for.
    func written(_ name: String, _ number: String, _ origin: Origin) -> Person {
        let type: IdentifierType =
            switch origin {
            case .mainland: .residentID
            case .hongKong, .macao, .taiwan: .hkMacaoTaiwanResidencePermit
            case .foreign: .foreignPermanentResidence
            }
        let reading = try? PersonName.reading(name).get().name
        let written = reading ?? PersonName(text: name, original: name)
        guard number.utf8.count == 15, type == .residentID, let long = CitizenNumber.eighteenCharacterForm(of: number.utf8) else {
            return Person(name: written, identifier: Identifier(type: type, number: number))
        }
        return Person(name: written, identifier: Identifier(type: type, number: String(decoding: long, as: UTF8.self)), oldNumber: number)
    }
}
