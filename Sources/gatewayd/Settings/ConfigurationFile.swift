import FoundationEssentials
import StrictJSON

/// One JSON file of the configuration, read strictly; its mistakes carry the file's name and a pointer into it.
struct ConfigurationFile {
    /// Absolute path.
    let path: String
    let json: JSON

    /// Reads the file, or says in `mistakes` why that is not possible.
    static func read(_ path: String, limits: JSONLimits = .file, into mistakes: MistakeList) -> ConfigurationFile? {
        bytes(path, into: mistakes).flatMap { parse($0, of: path, limits: limits, into: mistakes) }
    }

    /// Larger files are no configuration: the largest that is shipped has a thousandth of it.
    static let maximumBytes = 64 << 20

    /// The file as it is, or nil with the mistake.
    static func bytes(_ path: String, into mistakes: MistakeList) -> [UInt8]? {
        do throws(RegularFile.Refusal) {
            return try RegularFile.read(path, limit: maximumBytes).bytes
        } catch {
            switch error {
            case .unreadable: mistakes.add(file: path, pointer: "", "cannot be read")
            case .notAFile: mistakes.add(file: path, pointer: "", "is not a file")
            case .tooLarge: mistakes.add(file: path, pointer: "", "is larger than \(maximumBytes >> 20) MiB")
            }
            return nil
        }
    }

    /// Understands what was read from that path.
    static func parse(_ bytes: [UInt8], of path: String, limits: JSONLimits = .file, into mistakes: MistakeList) -> ConfigurationFile? {
        do throws(JSONSyntaxError) {
            return ConfigurationFile(path: path, json: try JSON(parsing: bytes, limits: limits))
        } catch {
            mistakes.add(file: path, pointer: "", "is not strict JSON: \(error)")
            return nil
        }
    }

    /// A path written in this file: absolute, or relative to the folder of the file.
    func resolve(_ written: String) -> String { FilePaths.resolve(written, besides: path) }
}

/// Paths as configuration files write them.
enum FilePaths {
    /// An absolute path as it is, a relative one from the folder that `file` lies in.
    static func resolve(_ written: String, besides file: String) -> String {
        resolve(written, in: URL(fileURLWithPath: file).deletingLastPathComponent().path)
    }

    /// An absolute path as it is, a relative one from that folder.
    static func resolve(_ written: String, in folder: String) -> String {
        written.hasPrefix("/") ? written : URL(fileURLWithPath: folder).appendingPathComponent(written).path
    }
}

/// Everything that is wrong with a configuration, in the order of reading. No secret is ever part of it.
final class MistakeList {
    /// One mistake: which file, where in it (JSON Pointer, RFC 6901), and why.
    struct Mistake: Hashable, Sendable {
        let file: String
        let pointer: String
        let reason: String
    }

    private(set) var all: [Mistake] = []

    var isEmpty: Bool { all.isEmpty }

    func add(file: String, pointer: String, _ reason: String) {
        all.append(Mistake(file: file, pointer: pointer, reason: reason))
    }

    func add(file: String, _ problems: [JSONProblem]) {
        for problem in problems { add(file: file, pointer: problem.pointer, problem.reason) }
    }

    /// Those of the other list that this one has not: two sides may share a file.
    func add(_ other: MistakeList) { all += other.all.filter { !all.contains($0) } }

    /// `FILE#POINTER: reason`, one for each.
    var lines: [String] { all.map { "\($0.file)#\($0.pointer): \($0.reason)" } }

    /// Objects with `file`, `pointer` and `reason`.
    var json: JSON {
        .array(all.map { ["file": .string($0.file), "pointer": .string($0.pointer), "reason": .string($0.reason)] })
    }
}
