import Foundation
import StrictJSON
import Testing

/// Every story of `Tests/Scenarios`, told to the real daemon, which asks the real mock registries over HTTPS.
@Suite(.serialized, .onStage)
struct ScenarioTests {
    @Test("a story ends as the law says", .timeLimit(.minutes(3)), arguments: try Story.all())
    func plays(_ story: Story) async throws {
        let stage = try #require(Stage.current)
        let mistakes = try await stage.play(Scenario(parsing: story.text))
        #expect(mistakes.isEmpty, "\(mistakes.joined(separator: "\n"))")
    }
}

/// One scenario file.
struct Story: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    var testDescription: String { name }

    /// All of them, in the order of their names.
    static func all() throws -> [Story] {
        let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        let folder = tests + "/Scenarios"
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.sorted().map {
            Story(name: String($0.dropLast(4)), text: try String(contentsOfFile: folder + "/" + $0, encoding: .utf8))
        }
    }
}

/// Opens the stage before a suite and closes it after.
struct OnStage: SuiteTrait, TestScoping {
    /// See ``Stage/open(ownFiles:)``.
    var ownFiles = false

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let stage = try await Stage.open(ownFiles: ownFiles)
        let result: Result<Void, any Error>
        do {
            try await Stage.$current.withValue(stage) { try await function() }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await stage.close()
        try result.get()
    }
}

extension Trait where Self == OnStage {
    /// Runs the suite's tests against a daemon of their own.
    static var onStage: OnStage { OnStage() }

    /// The same with configuration files that the tests may change.
    static var onStageWithOwnFiles: OnStage { OnStage(ownFiles: true) }
}
