import Lives
import Verification

extension Questionnaire {
    mutating func askDeath(_ person: Int, _ posed: inout [Posed]) {
        let life = life(person)
        let isRare = !life.declarations.isEmpty || !life.absences.isEmpty
        let events =
            life.declarations.map(\.date) + life.absences.map(\.from) + [life.death?.date, life.emigrated].compactMap(\.self)
            + life.declarations.compactMap(\.accident)
        for _ in 0..<(isRare ? 4 : 1) {
            let day = someDay(of: person, around: events)
            if dice.percent(isRare ? 60 : 9) { posed.append(isDead(person, on: day)) }
            if dice.percent(isRare ? 50 : 10) { posed.append(isAlive(person, on: day)) }
            if dice.percent(isRare ? 90 : 4) {
                let missing = someDay(of: person, around: events)
                posed.append(pose(person, .missingDeclared, at(missing), Truth(oracle.isDeclaredMissing(person, on: missing))))
            }
        }
        // Few are declared missing, and most are found or declared dead later: each is asked about on many days of that time.
        for (place, declaration) in life.declarations.enumerated() where declaration.kind == .missing {
            let end = place + 1 < life.declarations.count ? life.declarations[place + 1].date : today
            for _ in 0..<24 {
                let day = declaration.date.adding(days: dice.below(max(1, Int(end.dayNumber - declaration.date.dayNumber))))
                posed.append(pose(person, .missingDeclared, at(day), Truth(oracle.isDeclaredMissing(person, on: day))))
            }
        }
        if dice.percent(isRare ? 80 : life.death == nil ? 4 : 12) { posed.append(pose(person, .deathDate, [], oracle.dateOfDeath(of: person))) }
    }

    private mutating func isDead(_ person: Int, on day: CalendarDate) -> Posed {
        guard dice.percent(20) else { return pose(person, .deathIsDead, at(day), Truth(knowing: oracle.isDead(person, on: day))) }
        let known = min(today, day.adding(days: dice.below(3_000)))
        return pose(
            person, .deathIsDead, at(day) + [.init("asKnownAt", .date(known))], Truth(knowing: oracle.isDead(person, on: day, knownBy: known)))
    }

    private mutating func isAlive(_ person: Int, on day: CalendarDate) -> Posed {
        // Of somebody who died in the meantime both are so: seen within those days, and dead on the last of them.
        guard dice.percent(25), oracle.isAlive(person, on: day) != false else {
            return pose(person, .aliveAt, at(day), Truth(knowing: oracle.isAlive(person, on: day)))
        }
        // "Seen within so many days" is true of whoever lived on the first of them, and no more of the dead.
        let within = dice.number(1...366)
        let isAlive = oracle.isAlive(person, on: day) ?? (oracle.isAlive(person, on: day.adding(days: -within)) == true ? true : nil)
        return pose(person, .aliveAt, at(day) + [.init("withinDays", .integer(within))], Truth(knowing: isAlive))
    }
}
