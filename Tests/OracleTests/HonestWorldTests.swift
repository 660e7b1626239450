import Comparison
import Lives
import Oracle
import Testing
import Verification

/// Ten thousand lives before registries that make no mistakes, half of them punctual and half of them late, and honest about what they lack:
/// every yes is true and every no is.
@Suite struct HonestWorldTests {
    static let societies = 4
    static let societySize = 2_500

    @Test func everyVerdictIsTrue() async throws {
        let campaign = Campaign(societySize: Self.societySize, today: Worlds.today, shipped: try .load())
        var sum = Comparison()
        await withTaskGroup(of: Comparison.self) { group in
            for place in 0..<Self.societies {
                group.addTask { campaign.honest(seed: 7_000 + UInt64(place), lag: place.isMultiple(of: 2) ? .none : .delays) }
            }
            for await comparison in group { sum.add(comparison) }
        }
        print(Table.claims(sum))
        #expect(sum.lives == 10_000)
        #expect(sum.unreadable == 0, "records that are none of the vocabulary")
        let wrong = sum.disagreements.filter { $0.gap == .unexplained }
        #expect(wrong.isEmpty, "\(wrong.map(\.text).joined(separator: "\n"))")
        // What registers say that they do not hold is warned of, and rare.
        print(sum.disagreements.map { "\($0.gap.rawValue) \($0.text)" }.joined(separator: "\n"))
        #expect(sum.disagreements.count - wrong.count <= 10)
        for kind in ClaimKind.allCases {
            let tally = try #require(sum.tallies[kind], "\(kind.rawValue) was never asked")
            #expect(tally.asked >= 150, "\(kind.rawValue)")
            if Self.neverKnown.contains(kind) { continue }
            #expect(tally.isSo >= 90 && tally.isNotSo >= 90, "\(kind.rawValue): \(tally.isSo) so, \(tally.isNotSo) not so")
        }
    }

    /// No register exists, or only the issuer knows: there is nothing that could be true of these lives.
    static let neverKnown: Set<ClaimKind> = [.maritalSeparated, .illnessCertificateAuthentic]
}

enum Worlds {
    /// 2026-03-01.
    static let today = CalendarDate(dayNumber: 20_513)
}
