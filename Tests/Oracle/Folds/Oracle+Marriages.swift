import Lives
import Verification

/// Who is married to whom (Civil Code 1046–1054, 1076–1083, 51), the world over: a marriage abroad is one.
extension Oracle {
    /// A marital status on a day.
    enum Marital: Sendable, Hashable {
        case married(to: Int)
        case divorced, widowed, dissolved, never
        /// The own death ended the last marriage, or a court's declaration of it: there is no status any more.
        case over

        /// The word of the claims; nil where there is none.
        var word: String? {
            switch self {
            case .married: "married"
            case .divorced: "divorced"
            case .widowed: "widowed"
            case .dissolved: "dissolved-by-declaration"
            case .never: "never-married"
            case .over: nil
            }
        }
    }

    /// The last thing that happened to the marriages of a person by the day. Void ones have never been, whenever that was found.
    func marital(_ person: Int, on day: CalendarDate) -> Marital {
        var last: (day: CalendarDate, status: Marital)?
        for place in life(person).unions where society.unions[place].voided == nil {
            let union = society.unions[place]
            for term in union.terms where term.from <= day {
                guard let ending = term.ended, ending.date <= day else {
                    if let death = life(person).death, death.date <= day { return .over }
                    return .married(to: union.partner(of: person))
                }
                if let last, last.day > ending.date { continue }
                last = (ending.date, status(of: person, after: ending.cause, on: day))
            }
        }
        return last?.status ?? .never
    }

    private func status(of person: Int, after end: Union.End, on day: CalendarDate) -> Marital {
        switch end {
        case .registration, .judgment: .divorced
        case .death(of: person): .over
        case .death: .widowed
        case .declaration(of: let lost) where isDeclaredDead(lost, on: day): lost == person ? .over : .widowed
        case .declaration: .dissolved
        }
    }

    func maritalStatus(of person: Int, on day: CalendarDate) -> Truth {
        switch marital(person, on: day) {
        // That there was no marriage anywhere can be true, and nobody can know it.
        case .never: .no
        case .over: .unknowable
        case let status: status.word.map { .value(.word($0)) } ?? .unknowable
        }
    }

    func isMarital(_ person: Int, _ word: String, on day: CalendarDate) -> Truth {
        let status = marital(person, on: day)
        if word.reads("not-married") {
            if case .married = status { return .no }
            return .yes
        }
        return Truth(status.word.map { $0.reads(word) } ?? false)
    }

    func areMarried(_ one: Int, _ other: Int, on day: CalendarDate) -> Bool { marital(one, on: day) == .married(to: other) }

    /// Married to each other at some time up to the day.
    func wereEverMarried(_ one: Int, _ other: Int, by day: CalendarDate) -> Bool {
        life(one).unions.contains { place in
            let union = society.unions[place]
            return union.partner(of: one) == other && union.start <= day
        }
    }
}
