import Lives
import Verification

/// Who lives, who is dead, and who is so by a court's word (Civil Code 40–51).
extension Oracle {
    /// A declaration of death that stands, as it was known on a day: not revoked by then.
    private func declaredDeath(of person: Int, knownBy known: CalendarDate) -> (declared: CalendarDate, deemed: CalendarDate)? {
        var standing: (declared: CalendarDate, deemed: CalendarDate)?
        for declaration in life(person).declarations where declaration.date <= known {
            switch declaration.kind {
            case .dead: standing = (declaration.date, declaration.accident ?? declaration.date)
            case .deadRevoked: standing = nil
            case .missing, .missingRevoked: break
            }
        }
        return standing
    }

    /// Dead on the day, in fact or by a declaration that stands; nil where nobody knows. A declaration after an accident reaches back to it,
    /// and one that was revoked has never been true (the person lived).
    func isDead(_ person: Int, on day: CalendarDate, knownBy known: CalendarDate) -> Bool? {
        if let death = life(person).death, death.date <= known, death.date <= day { return true }
        if let declared = declaredDeath(of: person, knownBy: known) {
            if declared.deemed <= day { return true }
            // Before the person was lost everybody could know.
            return life(person).absences.contains { $0.from <= day } ? nil : false
        }
        return isHeardOf(person, onOrAfter: day, knownBy: known) ? false : nil
    }

    func isDead(_ person: Int, on day: CalendarDate) -> Bool? { isDead(person, on: day, knownBy: today) }

    /// Alive on the day; nil where nobody knows, and where somebody whom a court declared dead has come back already: law and fact differ.
    func isAlive(_ person: Int, on day: CalendarDate) -> Bool? {
        guard life(person).born <= day else { return false }
        if let declared = declaredDeath(of: person, knownBy: today) {
            if declared.deemed > day { return life(person).absences.contains { $0.from <= day } ? nil : true }
            return life(person).absences.last?.until == nil ? false : nil
        }
        return isDead(person, on: day).map { !$0 }
    }

    /// Whether the person was still heard of: neither lost without a trace nor settled abroad for good.
    private func isHeardOf(_ person: Int, onOrAfter day: CalendarDate, knownBy known: CalendarDate) -> Bool {
        let life = life(person)
        if life.emigrated.map({ $0 <= day }) ?? false { return false }
        // Whoever came back lived all the time, once it is known.
        return !life.absences.contains { $0.from <= day && ($0.until.map { $0 > known } ?? true) }
    }

    /// The day of death: in fact, or deemed by a declaration that stands. No for the living, unknowable for the lost.
    func dateOfDeath(of person: Int) -> Truth {
        if let death = life(person).death { return .value(.date(death.date)) }
        if let declared = declaredDeath(of: person, knownBy: today) { return .value(.date(declared.deemed)) }
        return isDead(person, on: today) == false ? .no : .unknowable
    }

    /// A declaration of missing is in force: neither revoked nor followed by one of death.
    func isDeclaredMissing(_ person: Int, on day: CalendarDate) -> Bool {
        var isMissing = false
        for declaration in life(person).declarations where declaration.date <= day { isMissing = declaration.kind == .missing }
        return isMissing
    }

    /// Declared dead, and the declaration in force on the day itself, whatever became of it later.
    func isDeclaredDead(_ person: Int, on day: CalendarDate) -> Bool {
        var isDeclared = false
        for declaration in life(person).declarations where declaration.date <= day {
            switch declaration.kind {
            case .dead: isDeclared = true
            case .deadRevoked: isDeclared = false
            case .missing, .missingRevoked: break
            }
        }
        return isDeclared
    }
}
