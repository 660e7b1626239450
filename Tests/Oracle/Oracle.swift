package import Lives
package import Verification

/// What is true in a society: a fold over lives as they were lived, for each claim that the gateway can be asked.
///
/// It shares no code with the merge rules: it has never seen a record, does not know what a registry is, and this module may not import theirs.
/// Persons are named by their places in ``Society/lives``. Days are inclusive: what begins on a day is so on that day, and what ends on a day
/// is over on it.
package struct Oracle: Sendable {
    package let society: Society

    package init(_ society: Society) { self.society = society }

    var today: CalendarDate { society.today }

    func life(_ person: Int) -> Life { society.lives[person] }
}

extension CalendarDate {
    /// The same day of another year; 1 March for a leap day that is none.
    func plus(years: Int) -> CalendarDate {
        CalendarDate(year: year + years, month: month, day: day) ?? CalendarDate(year: year + years, month: 3, day: 1) ?? self
    }
}

extension String {
    /// The same bytes.
    func reads(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

/// What the tests compare with the generator's own words.
extension Oracle {
    /// The word of the marital status; nil for the dead.
    package func maritalWord(of person: Int, on day: CalendarDate) -> String? { marital(person, on: day).word }

    /// The legal parents for certain; nil where the law leaves it open.
    package func legalParents(of child: Int, on day: CalendarDate) -> [Int]? {
        let parents = parents(of: child, on: day, byBirth: false)
        return parents.possible.isEmpty ? parents.known : nil
    }
}
