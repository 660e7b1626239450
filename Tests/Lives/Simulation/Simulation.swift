import Verification

/// Lets the people live, day by day, from the birth of the oldest until today. Every act is checked on its day, so nobody acts who is dead,
/// missing or abroad.
final class Simulation {
    let plan: Plan
    var dice: Dice
    var queue = ActQueue()
    var issuer = NumberIssuer()
    let places: PlaceTable
    var lives: [Life] = []
    var unions: [Union] = []
    var households: [Household] = []
    /// When each person would die of nature.
    var lifespans: [CalendarDate] = []
    /// The open union of each person, or nil.
    var openUnion: [Int?] = []
    /// The latest birth that each woman has given.
    var latestBirth: [CalendarDate?] = []
    /// Everybody who has not died yet, for the plans of each year.
    var living: [Int] = []
    /// Arrivals that are planned and have not happened, and how many of them twins have replaced.
    var pendingArrivals = 0
    var replacedArrivals = 0
    private var quotas: [Int: Int] = [:]

    var today: CalendarDate { plan.today }

    init(_ plan: Plan) {
        self.plan = plan
        dice = Dice(seed: plan.seed, for: .simulation)
        places = PlaceTable(&dice, today: plan.today)
        shareQuotas()
    }

    /// Everything from the first year until today.
    static func run(_ plan: Plan) -> Society {
        let simulation = Simulation(plan)
        for year in simulation.firstYear...plan.today.year { simulation.queue.plan(.newYear(year), on: CalendarDate(year, 1, 1)) }
        while let act = simulation.queue.pop(), act.day <= plan.today { simulation.perform(act) }
        return Society(
            plan: plan, lives: simulation.lives, unions: simulation.unions, households: simulation.households, places: simulation.places,
            enterprises: [])
    }

    var firstYear: Int { today.year - Rates.span }

    /// How many are born in which year, so that they are as many as asked in the end.
    private func shareQuotas() {
        let years = Array(firstYear...today.year)
        // The last year counts as far as it has passed.
        let weights = years.map { $0 == today.year ? Rates.births($0) * today.month / 12 : Rates.births($0) }
        let sum = max(1, weights.reduce(0, +))
        var passed = 0
        var shared = 0
        for (place, year) in years.enumerated() {
            passed += weights[place]
            let due = plan.persons * passed / sum
            quotas[year] = due - shared
            shared = due
        }
        quotas[today.year, default: 0] += plan.persons - shared
    }

    func quota(of year: Int) -> Int { quotas[year] ?? 0 }

    /// A day of the year that is not after today, nor before the first day.
    func someDay(of year: Int, from first: CalendarDate? = nil) -> CalendarDate {
        let start = max(CalendarDate(year, 1, 1), first ?? CalendarDate(year, 1, 1))
        let end = min(CalendarDate(year, 12, 31), today)
        return end <= start ? start : start.adding(days: dice.below(Int(end.dayNumber - start.dayNumber) + 1))
    }

    /// Alive, not lost, not abroad for good.
    func isThere(_ person: Int, on day: CalendarDate) -> Bool {
        let life = lives[person]
        return life.death == nil && life.emigrated == nil && life.absences.last.map { $0.until != nil } ?? true
    }

    func age(of person: Int, on day: CalendarDate) -> Int { day.years(since: lives[person].born) }

    private func perform(_ act: Act) {
        let day = act.day
        switch act.deed {
        case .newYear(let year): planYear(year)
        case .birth(let mother): birth(mother, on: day)
        case .arrival: plannedArrival(.mainland, on: day)
        case .outsiderArrival(let origin): plannedArrival(origin, on: day)
        case .death(let person): death(of: person, on: day)
        case .marriage(let man, let woman): marriage(man, woman, on: day)
        case .application(let union): application(union, on: day)
        case .officeDivorce(let union): divorce(union, by: .registration, on: day)
        case .suit(let union): suit(union, on: day)
        case .judgment(let union): divorce(union, by: .judgment, on: day)
        case .voiding(let union, let kind): voiding(union, kind, on: day)
        case .reissue(let union): reissue(union, on: day)
        case .disappearance, .declaredMissing, .declaredDead, .comeback, .revocation: performLoss(act)
        default: performOther(act)
        }
    }

    private func performOther(_ act: Act) {
        let day = act.day
        switch act.deed {
        case .nameChange(let person): nameChange(of: person, on: day)
        case .numberChange(let person): numberChange(of: person, on: day)
        case .duplicateCancelled(let person): duplicateCancelled(of: person, on: day)
        case .adoption(let child, let parents, let remaining): adoption(of: child, by: parents, remaining: remaining, on: day)
        case .dissolution(let child): dissolution(of: child, on: day)
        case .paternity(let child, let father): paternity(of: child, father, on: day)
        case .householdMove(let household): move(household, on: day)
        case .leavingHome(let person): leaveHome(person, on: day)
        case .emigration(let person): emigrate(person, on: day)
        case .enlistment(let person): enlist(person, on: day)
        case .discharge(let person): discharge(person, on: day)
        default: break
        }
    }

    private func performLoss(_ act: Act) {
        switch act.deed {
        case .disappearance(let person): disappearance(of: person, on: act.day)
        case .declaredMissing(let person): declaredMissing(person, on: act.day)
        case .declaredDead(let person): declaredDead(person, on: act.day)
        case .comeback(let person): comeback(of: person, on: act.day)
        case .revocation(let person): revocation(for: person, on: act.day)
        default: break
        }
    }
}
