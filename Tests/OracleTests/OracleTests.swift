import Comparison
import Lives
import Oracle
import Testing
import Verification

@Suite struct OracleTests {
    static let today = CalendarDate(dayNumber: 20_513)

    @Test func tryIt() throws {
        let clock = ContinuousClock()
        let t0 = clock.now
        let society = Society(living: Plan(persons: 2_000, seed: 1, today: Self.today))
        let t1 = clock.now
        let comparison = Comparison(society, by: try .load())
        let t2 = clock.now
        print("live \(t1 - t0) compare \(t2 - t1) questions \(comparison.questions)")
        for kind in ClaimKind.allCases {
            guard let tally = comparison.tallies[kind] else { print(kind.rawValue, "never"); continue }
            print(kind.rawValue, tally.asked, tally.isSo, tally.isNotSo, tally.judgements.map { "\($0.key.rawValue) \($0.value)" }.sorted(), tally.verdicts.map { "\($0.key.rawValue) \($0.value)" }.sorted())
        }
        for d in comparison.disagreements { print(d.text, d.seen, d.hidden) }
    }
}
