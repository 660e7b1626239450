import NIOCore
import NIOPosix
import Verification

/// Runs the list against departments.
package struct Checker: Sendable {
    private let samples: Samples
    private let surroundings: Surroundings
    /// The ids that are tried; nil for all.
    private let only: Set<String>?

    package init(samples: Samples, surroundings: Surroundings, only: Set<String>? = nil) {
        self.samples = samples
        self.surroundings = surroundings
        self.only = only
    }

    /// Tries everything on one department, one registry after the other, and says what came of it. Throws when the department cannot be
    /// reached by anything: its address is none, or its certificates cannot be used.
    package func check(_ candidate: Candidate) async throws -> DepartmentReport {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let report = try await check(candidate, group)
            try? await group.shutdownGracefully()
            return report
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func check(_ candidate: Candidate, _ group: MultiThreadedEventLoopGroup) async throws -> DepartmentReport {
        guard let bench = Bench(candidate, surroundings, group: group) else { throw NoBench(reason: "the address is not https://host[:port][/path]") }
        if let admin = surroundings.mockAdmin { try await MockDoor(admin).open() }
        let line = try await bench.line()
        var results: [RequirementResult] = []
        var answers: [AnswerShape] = []
        let registries = candidate.registries.keys.sorted()
        // The department's own requirements are tried on a registry about which somebody is known.
        let first = registries.first { samples.registries[$0]?.onRecord != nil } ?? registries.first
        for registry in registries {
            let trial = Trial(bench, registry, samples, line: line)
            for requirement in ConformanceSuite.requirements where only?.contains(requirement.id) ?? true {
                if requirement.scope == .department, registry != first { continue }
                let begun = ContinuousClock.now
                let outcome = await requirement.run(trial)
                results.append(
                    RequirementResult(
                        requirement: requirement.id, registry: requirement.scope == .registry ? registry : nil, outcome: outcome,
                        milliseconds: (ContinuousClock.now - begun).milliseconds))
            }
            if case .success(let held) = await trial.held() { answers.append(AnswerShape(registry: registry, reply: held.reply, facts: held.facts)) }
        }
        await line.close()
        return DepartmentReport(candidate, results: results, answers: answers)
    }
}

/// Why a department cannot be checked at all.
package struct NoBench: Error, Sendable, CustomStringConvertible {
    let reason: String
    package var description: String { reason }
}
