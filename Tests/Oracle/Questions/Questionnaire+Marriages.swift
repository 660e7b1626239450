import Lives
import Verification

extension Questionnaire {
    mutating func askMarriage(_ person: Int, _ posed: inout [Posed]) {
        let oracle = oracle
        let unions = life(person).unions.map { society.unions[$0] }
        let isRare =
            unions.count > 1
            || unions.contains { $0.voided != nil || $0.ending != nil || $0.terms.count > 1 || $0.refusal != nil || $0.place == .abroad }
        var events: [CalendarDate] = []
        for union in unions {
            for term in union.terms { events += [term.from] + [term.ended?.date].compactMap(\.self) }
            events += union.applications + union.suits.map(\.date)
            if let voided = union.voided { events.append(voided.date) }
        }
        let isVoid = unions.contains { $0.voided != nil }
        for _ in 0..<(isVoid ? 8 : isRare ? 2 : 1) {
            if dice.percent(isRare ? 25 : 9) {
                let day = someDay(of: person, around: events)
                posed.append(pose(person, .maritalStatus, at(day), on: day) { oracle.maritalStatus(of: person, on: $0) })
            }
            if dice.percent(isRare ? 25 : 9) { posed.append(isMarital(person, on: someDay(of: person, around: events))) }
            if dice.percent(isRare ? 25 : 9) {
                let day = someDay(of: person, around: events)
                let other = unions.isEmpty || dice.percent(15) ? somebody(but: person) : dice.element(of: unions).partner(of: person)
                posed.append(
                    pose(
                        person, .maritalSpouse, [.init("spouse", .person(stated(other)))] + at(day), with: [other], on: day
                    ) { Truth(oracle.areMarried(person, other, on: $0)) })
            }
        }
        guard dice.percent(3), let union = unions.last else { return }
        let other = union.partner(of: person)
        posed.append(
            pose(
                person, .maritalSeparated,
                [
                    .init("spouse", .person(stated(other))), .init("from", .date(today.adding(days: -800))),
                    .init("to", .date(today.adding(days: -10))),
                ], with: [other], .unknowable))
    }

    private mutating func isMarital(_ person: Int, on day: CalendarDate) -> Posed {
        let oracle = oracle
        let word =
            dice.percent(50)
            ? oracle.marital(person, on: day).word ?? "not-married" : dice.element(of: ClaimKind.maritalStates)
        return pose(person, .maritalIs, [.init("status", .text(word))] + at(day), on: day) { oracle.isMarital(person, word, on: $0) }
    }
}
