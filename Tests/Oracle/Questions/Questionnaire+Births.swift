import Lives
import Verification

extension Questionnaire {
    /// Day, place, parents and number of a birth, each stated as it was or as somebody else's.
    mutating func askBirth(_ person: Int, _ posed: inout [Posed]) {
        let life = life(person)
        guard dice.percent(life.birthCertificate == nil ? 3 : 22) else { return }
        let twins = life.mother.map { mother in self.life(mother).children.filter { $0 != person && self.life($0).born == life.born } } ?? []
        var parameters: [Claim.Parameter] = []
        var parts: [Truth] = []
        var people: [Int] = []
        let wrong = dice.percent(55) ? -1 : dice.below(5)
        if dice.percent(60) || wrong == 0 {
            let date = wrong == 0 ? life.born.adding(days: dice.number(1...400)) : life.born
            parameters.append(.init("date", .date(date)))
            parts.append(Truth(date == life.born))
        }
        if dice.percent(30) || wrong == 1 {
            let division = wrong == 1 || life.birthDivision == nil ? dice.number(1...PlaceTable.divisionCount) : life.birthDivision ?? 1
            parameters.append(.init("place", .text(PlaceTable.name(of: division))))
            parts.append(Truth(knowing: life.birthDivision.map { $0 == division }))
        }
        if dice.percent(50) || wrong == 2 {
            let mother = wrong == 2 ? somebody(but: person) : life.mother ?? somebody(but: person)
            parameters.append(.init("mother", .person(stated(mother))))
            parts.append(life.mother.map { Truth($0 == mother) } ?? .no)
            people.append(mother)
        }
        if dice.percent(30) || wrong == 3 {
            let father = wrong == 3 ? somebody(but: person) : life.father ?? somebody(but: person)
            parameters.append(.init("father", .person(stated(father))))
            // A father whom nobody has named may be anybody; whoever came from elsewhere has his elsewhere.
            parts.append(life.father.map { Truth($0 == father) } ?? (life.mother == nil ? .no : .unknowable))
            people.append(father)
        }
        if let own = life.birthCertificate, dice.percent(50) || wrong == 4 {
            let other = (twins.first ?? somebody(but: person))
            let number = wrong == 4 ? self.life(other).birthCertificate ?? own : own
            parameters.append(.init("certificateNumber", .text(number)))
            parts.append(Truth(number.reads(own)))
        }
        guard !parameters.isEmpty else { return }
        posed.append(pose(person, .birthFact, parameters, with: people, .all(parts)))
    }
}
