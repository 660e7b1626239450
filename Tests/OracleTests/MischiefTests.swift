import Comparison
import Lives
import Oracle
import Testing
import Verification

/// One class of mistakes at a time, far more often than anywhere: whatever the gateway then gets wrong, it warns, or nobody could have known.
@Suite struct MischiefTests {
    @Test func nothingIsWrongInSilence() async throws {
        let campaign = Campaign(societySize: 700, today: Worlds.today, shipped: try .load())
        let results = campaign.mischievous(Campaign.Mischief.all, seed: 4_242)
        var counts: [(name: String, lives: Int, questions: Int, outcomes: [Outcome: Int])] = []
        for (mischief, comparison, disagreements) in results {
            let outcomes = Dictionary(grouping: disagreements) { $0.outcome(of: mischief) }
            counts.append((mischief.name, comparison.lives, comparison.questions, outcomes.mapValues(\.count)))
            let silent = outcomes[.silent] ?? []
            #expect(silent.isEmpty, "\(mischief.name):\n\(silent.map(\.text).joined(separator: "\n"))")
        }
        print(Table.mischiefs(counts))
    }

    /// The classes of which some mistakes nobody can notice, with the reason in ``Outcome``. A new one has to be decided on, not slipped in.
    @Test func onlyTheseCannotBeNoticed() {
        #expect(
            Campaign.Mischief.all.filter(\.canBeUndetectable).map(\.name) == [
                "fifteen-digit-number", "transposed-digits", "false-death", "never-shared",
            ])
    }
}
