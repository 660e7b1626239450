import Lives
import Verification

/// Who somebody is.
extension Oracle {
    /// The number is or was this person's.
    func hasNumber(_ person: Int, _ number: String) -> Bool {
        life(person).number.reads(number) || life(person).formerNumbers.contains { $0.text.reads(number) }
    }

    /// The present name and a number of the person; a former name does not match (`domain.md` A.4.9 item 2).
    func matches(_ person: Int, name: String, number: String) -> Bool { life(person).name.reads(name) && hasNumber(person, number) }

    /// Names that the person had and has no more.
    func formerNames(of person: Int) -> [String] { life(person).formerNames.map(\.text).filter { !$0.reads(life(person).name) } }

    /// The household on the day: nobody who is not yet born, dead, settled abroad, in the army or from elsewhere has one.
    func stay(of person: Int, on day: CalendarDate) -> Stay? {
        life(person).stays.last { $0.from <= day && ($0.until.map { day < $0 } ?? true) }
    }

    func division(of person: Int, on day: CalendarDate) -> String? {
        stay(of: person, on: day).map { PlaceTable.code(of: society.households[$0.household].division) }
    }

    func address(of person: Int, on day: CalendarDate) -> String? { stay(of: person, on: day).map { society.households[$0.household].address } }

    func shareHousehold(_ one: Int, _ other: Int, on day: CalendarDate) -> Bool {
        guard let mine = stay(of: one, on: day), let theirs = stay(of: other, on: day) else { return false }
        return mine.household == theirs.household
    }

    func everSharedHousehold(_ one: Int, _ other: Int) -> Bool {
        life(one).stays.contains { mine in
            life(other).stays.contains { theirs in
                mine.household == theirs.household && mine.from < (theirs.until ?? today.adding(days: 1))
                    && theirs.from < (mine.until ?? today.adding(days: 1))
            }
        }
    }

    /// The passport or permit of that number is this person's and in force today. In these lives nobody withdraws the papers of the dead: the
    /// question is about the document.
    func holdsDocument(_ person: Int, type: String, number: String) -> Truth {
        guard let document = life(person).papers.documents.first(where: { $0.number.reads(number) && $0.type.reads(type) }) else { return .no }
        return Truth(!document.isRevoked && document.validFrom <= today && today <= document.validUntil)
    }
}
