import Lives
import Testing
import Verification

/// Whatever the seed, lives keep to nature and to the law of their time.
@Suite struct LifeTests {
    static let societies: [Society] = [(1, 400), (11, 900), (99, 2_000)].map { seed, persons in
        Society(living: Plan(persons: persons, seed: UInt64(seed), today: Generated.today))
    }

    @Test(arguments: societies.indices)
    func thereAreAsManyAsAsked(_ place: Int) {
        let society = Self.societies[place]
        #expect(society.lives.count == society.plan.persons)
        #expect(society.lives.allSatisfy { $0.born <= society.today })
    }

    @Test(arguments: societies.indices)
    func numbersAreValidAndNobodysTwice(_ place: Int) {
        var seen: Set<String> = []
        for life in Self.societies[place].lives {
            for text in [life.number] + life.formerNumbers.filter({ $0.reason != .fifteenDigits }).map(\.text) {
                let number = CitizenNumber(text)
                #expect(number?.birthDate == life.born)
                #expect(number?.sex == life.sex)
                #expect(["4499", "8199", "8299", "8399"].contains(String(text.prefix(4))) || text.hasPrefix("944990"))
                #expect(seen.insert(text).inserted)
            }
            for former in life.formerNumbers where former.reason == .fifteenDigits {
                #expect(CitizenNumber.eighteenCharacterForm(of: former.text.utf8) != nil)
            }
            #expect((try? PersonName.reading(life.name).get()) != nil)
        }
    }

    @Test(arguments: societies.indices)
    func nobodyIsMarriedTwiceAtATimeNorTooYoungNorDead(_ place: Int) {
        let society = Self.societies[place]
        for union in society.unions {
            let isModern = union.start >= CalendarDate(dayNumber: 4_018)
            #expect(society.lives[union.a].sex == .male && society.lives[union.b].sex == .female)
            #expect(union.start.years(since: society.lives[union.a].born) >= (isModern ? 22 : 20))
            #expect(union.start.years(since: society.lives[union.b].born) >= (isModern ? 20 : 18))
            for person in [union.a, union.b] {
                #expect(society.lives[person].death.map { union.start < $0.date } ?? true)
                #expect(society.lives[person].unions.contains { society.unions[$0].start == union.start })
            }
            for term in union.terms { #expect(term.ended.map { term.from < $0.date } ?? true) }
        }
        for person in society.lives.indices {
            let terms = society.lives[person].unions.map { society.unions[$0] }.filter { $0.voided == nil }.flatMap(\.terms)
                .sorted { $0.from < $1.from }
            for (earlier, later) in zip(terms, terms.dropFirst()) {
                #expect(earlier.ended.map { $0.date <= later.from } ?? false, "person \(person)")
            }
            if let death = society.lives[person].death { #expect(terms.last.map { $0.ended != nil } ?? true, "\(death.date)") }
        }
    }

    @Test(arguments: societies.indices)
    func mothersAreAliveAndOfAge(_ place: Int) {
        let society = Self.societies[place]
        for (child, life) in society.lives.enumerated() {
            if let mother = life.mother {
                #expect((16...48).contains(life.born.years(since: society.lives[mother].born)))
                #expect(society.lives[mother].death.map { life.born < $0.date } ?? true)
                #expect(society.lives[mother].children.contains(child))
                #expect(society.lives[mother].sex == .female)
            }
            if let father = life.father {
                #expect(society.lives[father].sex == .male && society.lives[father].children.contains(child))
                #expect(society.lives[father].death.map { life.born.adding(days: -280) <= $0.date } ?? true)
            }
            for adoption in life.adoptions {
                #expect(adoption.date.years(since: life.born) < 18 && !adoption.parents.contains(child))
                #expect(Set(adoption.parents).isDisjoint(with: [life.mother, life.father].compactMap(\.self)))
            }
        }
    }

    @Test(arguments: societies.indices)
    func nothingHappensBeforeBirthOrAfterDeath(_ place: Int) {
        let society = Self.societies[place]
        for life in society.lives {
            let end = life.death?.date ?? society.today.adding(days: 1)
            let presence =
                life.papers.crossings.map(\.date) + life.papers.encounters.map(\.date) + life.work.jobs.map(\.span.from)
                + life.conduct.convictions.map(\.offence) + life.formerNames.map(\.until) + life.wealth.rights.map(\.span.from)
            for day in presence {
                #expect(life.born <= day && day < end)
                #expect(!life.absences.contains { $0.covers(day) })
            }
            #expect(life.death.map { $0.date >= life.born && $0.date <= society.today } ?? true)
            for stays in zip(life.stays, life.stays.dropFirst()) { #expect(stays.0.until.map { $0 <= stays.1.from } ?? false) }
            for stay in life.stays {
                #expect(stay.until.map { stay.from < $0 } ?? (life.death == nil && life.emigrated == nil))
                #expect(society.households[stay.household].founded <= stay.from)
            }
        }
    }

    @Test func sharesAreAsTheyShouldBe() {
        let society = Self.societies[2]
        let lives = society.lives
        let men = lives.count { $0.sex == .male }
        #expect((100...121).contains(men * 100 / max(1, lives.count - men)))
        let citizens = lives.filter { $0.origin == .mainland && !$0.name.contains("·") }
        let chen = citizens.count { $0.name.hasPrefix("陈") }
        #expect((6...16).contains(chen * 100 / citizens.count))
        let ended = society.unions.compactMap(\.ending)
        let office = ended.count { $0.cause == .registration }
        let court = ended.count { $0.cause == .judgment }
        #expect((55...85).contains(office * 100 / max(1, office + court)))
        let grown = lives.filter { $0.born.year < 1980 && $0.born.year > 1940 && $0.emigrated == nil && $0.absences.isEmpty && $0.death == nil }
        #expect((75...99).contains(grown.count { !$0.unions.isEmpty } * 100 / max(1, grown.count)))
        let first = society.unions.filter { $0.start.year >= 1995 && society.lives[$0.b].unions.first.map { society.unions[$0].start } == $0.start }
        let ages = first.map { $0.start.years(since: society.lives[$0.b].born) }
        #expect((23...28).contains(ages.reduce(0, +) / max(1, ages.count)))
    }
}
