import Lives
import Oracle
import Testing
import Verification

/// The oracle's own reading of lives against the one that the generator's files tell: two folds, written apart.
@Suite struct OracleTests {
    static let societies = [3, 4].map { Society(living: Plan(persons: 1_500, seed: $0, today: Worlds.today)) }

    @Test(arguments: societies.indices)
    func maritalStatusIsTheGenerators(_ place: Int) {
        let society = Self.societies[place]
        let oracle = Oracle(society)
        for person in society.lives.indices {
            for back in [0, 400, 3_000, 9_000, 15_000] {
                let day = Worlds.today.adding(days: -back)
                // The generator tells nothing of the dead.
                guard let told = society.marital(person, on: day), society.lives[person].born <= day else { continue }
                #expect(oracle.maritalWord(of: person, on: day) == told.status.rawValue, "\(Society.id(person)) on \(day)")
            }
        }
    }

    @Test(arguments: societies.indices)
    func parentsAreTheGenerators(_ place: Int) {
        let society = Self.societies[place]
        let oracle = Oracle(society)
        for person in society.lives.indices {
            let known = oracle.legalParents(of: person, on: Worlds.today)
            // An adult's ended adoption leaves it open who is a parent; the generator says the birth parents.
            guard let known else { continue }
            #expect(Set(known) == Set(society.legalParents(of: person, on: Worlds.today)), "\(Society.id(person))")
        }
    }

    /// The same seed asks the same questions with the same truth.
    @Test func questionsAreTheSameEveryTime() {
        var (one, other) = (Questionnaire(Oracle(Self.societies[0])), Questionnaire(Oracle(Self.societies[0])))
        for person in 0..<400 {
            let (mine, theirs) = (one.about(person), other.about(person))
            #expect(mine.map(\.claim) == theirs.map(\.claim) && mine.map(\.truth) == theirs.map(\.truth))
        }
    }

    /// Every drawn claim is one that a hall could send: only parameters that the claim has, in their order.
    @Test func claimsKeepToTheirSpecification() {
        var questionnaire = Questionnaire(Oracle(Self.societies[1]))
        for person in Self.societies[1].lives.indices {
            for posed in questionnaire.about(person) {
                let order = posed.claim.kind.parameters.map(\.name)
                let places = posed.claim.parameters.map { order.firstIndex(of: $0.name) }
                #expect(!places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted(), "\(posed.claim.kind.rawValue)")
            }
        }
    }
}
