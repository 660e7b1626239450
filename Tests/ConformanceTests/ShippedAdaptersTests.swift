import Conformance
import Testing
import Verification

extension AskingTests {
    /// The list that `gatewayd adapters check` runs, run against every department of the shipped configuration over real HTTPS.
    @Suite struct ShippedAdaptersTests {
        @Test("a shipped adapter meets every requirement", .timeLimit(.minutes(3)), arguments: try Stage.departments())
        func meets(_ department: String) async throws {
            let stage = try #require(Stage.current)
            let candidate = try #require(try stage.candidates(department).first)
            let checker = Checker(samples: try Stage.samples(), surroundings: stage.surroundings())
            let report = try await stage.turns.taking { try await checker.check(candidate) }
            #expect(report.datasets == candidate.registries.keys.sorted())
            for result in report.results where result.outcome.word == .failed || result.outcome.word == .notRun {
                Issue.record(
                    "\(result.registry?.rawValue ?? department) \(result.requirement) \(result.outcome.word.rawValue): \(result.outcome.reason ?? "")"
                )
            }
        }
    }
}
