import ArgumentParser
import Conformance
import FoundationEssentials
import ShangMi
import StrictJSON
import Verification

/// What an integrator asks about adapters.
struct AdaptersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapters", abstract: "Check configured adapters against their registries, or try one question.",
        subcommands: [AdaptersCheck.self, AdaptersTry.self])
}

/// Mistakes in what was given: said with their places, ends with 2.
enum GivenMistakes {
    static func refuse(_ mistakes: MistakeList) throws {
        if mistakes.isEmpty { return }
        for mistake in mistakes.all { StandardError.write("\(mistake.file)#\(mistake.pointer): \(mistake.reason)") }
        throw ExitCode(2)
    }

    /// The samples of a file; nobody without one. A registry that neither the catalogue nor a department knows is a mistake.
    static func samples(_ path: String?, _ settings: Settings?, into mistakes: MistakeList) -> Samples {
        guard let path, let samples = read(path, mistakes, by: Samples.read) else { return .none }
        guard let known = settings.flatMap({ CandidateDepartments.knownRegistries($0) }) else { return samples }
        let file = FilePaths.resolve(path, in: FileManager.default.currentDirectoryPath)
        for id in samples.registries.keys.sorted() where !known.contains(id) {
            mistakes.add(
                file: file, pointer: "/registries/\(id)",
                "is no dataset of the catalogue or of a department; those are \(known.sorted().map(\.rawValue).joined(separator: ", "))")
        }
        return samples
    }

    /// Reads a strict JSON file with a reader of its own.
    static func read<Value>(_ path: String, _ mistakes: MistakeList, by read: (JSON, ProblemList) -> Value) -> Value? {
        guard let file = ConfigurationFile.read(FilePaths.resolve(path, in: FileManager.default.currentDirectoryPath), into: mistakes) else {
            return nil
        }
        let problems = ProblemList()
        let value = read(file.json, problems)
        mistakes.add(file: file.path, problems.all)
        return value
    }
}

extension Surroundings {
    /// The real clock and real randomness.
    static func real() -> Surroundings {
        let random = RandomReservoir()
        return Surroundings(wallClock: { WallClock.milliseconds() }, randomBytes: { random.bytes(count: $0) })
    }
}
