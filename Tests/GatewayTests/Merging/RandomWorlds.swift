import Verification

@testable import Gateway

/// A generator of pseudo-random numbers with a seed, so that every run sees the same worlds (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[Int.random(in: 0..<elements.count, using: &self)] }

    mutating func date(from first: String = "1992-01-01", to last: String = "2026-03-01") -> String {
        CalendarDate(dayNumber: Int32.random(in: day(first).dayNumber...day(last).dayNumber, using: &self)).description
    }
}

/// A random world with a random claim: a few people, a few events, some of them strange.
struct RandomCase: Sendable {
    static let cast = [Personas.p03, Personas.p04, Personas.p17, Personas.p02, Personas.p08]

    var world: RuleWorld
    var claim: Claim
    var subject: TestPerson
    var generator: SeededGenerator

    /// `claims` makes a claim for a day (nil for today) about a subject.
    init(seed: UInt64, claims: (_ generator: inout SeededGenerator, _ at: String?) -> Claim = RandomCase.anyClaim) {
        var generator = SeededGenerator(seed: seed)
        var people = Self.cast
        if generator.chance(15) {
            let dead = Int.random(in: 0..<people.count, using: &generator)
            people[dead] = people[dead].cancelled(generator.pick(CancellationReason.allCases), generator.date(from: "2005-01-01"))
        }
        var world = RuleWorld(people)
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
            let (registry, fact) = Self.event(&generator)
            world = world.with(registry, fact)
        }
        let at = generator.chance(50) ? nil : generator.date()
        claim = claims(&generator, at)
        subject = Self.cast[0]
        self.world = world
        self.generator = generator
    }

    static func anyClaim(_ generator: inout SeededGenerator, _ at: String?) -> Claim {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0, 1, 2: .maritalStatus(at: at)
        case 3: .maritalIs(generator.pick(ClaimKind.maritalStates), at: at)
        case 4, 5: .spouse(cast[1], at: at)
        case 6: .isDead(at: at)
        case 7: .deathDate
        case 8: .alive(at: at)
        default: generator.chance(50) ? .missing(at: at) : .noCrime
        }
    }

    static func maritalClaim(_ generator: inout SeededGenerator, _ at: String?) -> Claim {
        generator.chance(60) ? .maritalStatus(at: at) : .maritalIs(generator.pick(ClaimKind.maritalStates), at: at)
    }

    /// One event, mostly about the first two of the cast.
    static func event(_ generator: inout SeededGenerator) -> (RegistryID, Fact) {
        let a = cast[generator.chance(80) ? 0 : 1]
        var b = generator.pick(cast)
        if b.number == a.number { b = cast[2] }
        let date = generator.date()
        switch Int.random(in: 0..<20, using: &generator) {
        case 0...5: return (.marriage, Record.marriage(a, b, date))
        case 6, 7: return (.marriage, Record.divorce(a, b, date))
        case 8: return (.marriage, Record.reissue(a, b, date, original: generator.chance(50) ? generator.date(to: date) : nil))
        case 9: return (.marriage, Record.reissuedDivorce(a, b, date, original: generator.chance(50) ? generator.date(to: date) : nil))
        case 10: return (.marriage, generator.chance(50) ? Record.refusal(by: a, date) : Record.marital(.annulled, a.party, b.party, date))
        case 11, 12: return (.courtJudgment, Record.judgment(a, b, date, generator.chance(70) ? .effective : .firstInstance))
        case 13: return (.courtJudgment, Record.nullity(a, b, date))
        case 14: return (.courtJudgment, Record.declaredDead(b, date, accident: generator.chance(30) ? generator.date(to: date) : nil))
        case 15: return (.courtJudgment, Record.revoked(b, date))
        case 16:
            let kind: CourtDecisionKind = generator.chance(50) ? .recognition : .foreignDivorce
            return (.courtJudgment, Record.decision(kind, [a.party, b.party], date, foreign: generator.date(to: date)))
        case 17: return (.deathCertificate, Record.death(generator.chance(70) ? b : a, date))
        case 18: return (.healthService, Record.encounter(generator.chance(50) ? b : a, date))
        default: return (.courtJudgment, Record.decision(generator.pick([.declaredMissing, .declaredMissingRevoked]), [a.party], date))
        }
    }

    func finding(in world: RuleWorld? = nil) -> Finding { (world ?? self.world).finding(claim, about: subject) }

    var evidence: Evidence { world.evidence(for: [claim], about: subject.person) }

    func finding(on evidence: Evidence) -> Finding { Merging.finding(for: claim, sources: claim.sources, evidence: evidence) }
}

extension Evidence {
    /// The same evidence with every answer changed.
    func mapped(_ change: (Answer) -> Answer) -> Evidence {
        Evidence(today: today, subject: subject, coverage: coverage).adding(answers.map(change))
    }
}

extension Answer {
    func saying(_ statement: Statement) -> Answer { Answer(question: question, statement: statement, dataAsOf: dataAsOf, reference: reference) }
}

extension Verdict {
    /// True or false, which a hall may act upon.
    var isDecided: Bool { self == .confirmed || self == .refuted }
}
