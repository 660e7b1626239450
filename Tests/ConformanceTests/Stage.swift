import Configuration
import Conformance
import Foundation
import Mocks
import StrictJSON
import Testing

@testable import gatewayd

/// The mock registries of the demo, in this process, over HTTPS with a PKI of their own, and the shipped configuration that points to them.
struct Stage: Sendable {
    @TaskLocal static var current: Stage?

    let folder: String
    let mocks: MockRegistries
    /// So many departments are checked at the same time: more of them would only make each other late.
    let turns = Turns(places: 6)

    static var root: String { #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") }

    static func open() async throws -> Stage {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatewayd-conformance-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try run("make-pki", folder)
        let state = StateFolder(folder)
        let authorities = MockDepartments.authorities
        let mocks = try await MockRegistries.start(
            population: try Population.file(root + "/Config/demo-population.json"), pki: try state.pki(for: authorities),
            secrets: try state.secrets(for: authorities), departments: MockDepartments.all)
        try state.writeAddresses(of: mocks)
        try run("write-settings", folder, "0", "2026-03-01", "addresses.json")
        return Stage(folder: folder, mocks: mocks)
    }

    func close() async {
        await mocks.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The departments of the shipped configuration, read as the command reads them.
    func candidates(_ name: String? = nil) throws -> [Candidate] {
        let mistakes = MistakeList()
        let settings = CandidateDepartments.settings(folder + "/gatewayd.json", into: mistakes)
        let candidates = CandidateDepartments.read(try #require(settings), name: name, into: mistakes)
        #expect(mistakes.isEmpty, "\(mistakes.all)")
        return candidates
    }

    /// The samples of the demo.
    static func samples() throws -> Samples {
        let problems = ProblemList()
        let json = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: root + "/Config/demo-samples.json"))), limits: .file)
        let samples = Samples.read(json, into: problems)
        #expect(problems.isEmpty, "\(problems.all)")
        return samples
    }

    /// Real clock and randomness, fewer injuries than the command makes, and the admin door.
    func surroundings() -> Surroundings {
        var surroundings = Surroundings.real()
        surroundings.mockAdmin = mocks.admin
        surroundings.mutations = 60
        return surroundings
    }

    /// The names in the shipped file, which a department joins by its entry alone.
    static func departments() throws -> [String] {
        let json = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: root + "/Config/adapters.json"))), limits: .file)
        return try #require(json["departments"]?.members).map(\.name)
    }

    private static func run(_ script: String, _ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [root + "/scripts/" + script] + arguments
        process.standardInput = FileHandle.nullDevice
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let gatewayd = own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/gatewayd"
        process.environment = ProcessInfo.processInfo.environment.merging(["GATEWAYD": gatewayd]) { $1 }
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

/// Opens the stage before a suite and closes it after.
struct OnStage: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let stage = try await Stage.open()
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
    /// Runs the suite's tests beside mock registries of their own.
    static var onStage: OnStage { OnStage() }
}

/// Lets so many in and the others wait, in order.
actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { free = places }

    nonisolated func taking<Value: Sendable>(_ run: () async throws -> Value) async throws -> Value {
        await enter()
        do {
            let value = try await run()
            await leave()
            return value
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

/// Everything that asks the mock registries, with one stage for all.
@Suite(.onStage) struct AskingTests {}
