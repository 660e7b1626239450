import FoundationEssentials
import StrictJSON

/// One JSON file of the configuration, read strictly; its mistakes carry the file's name and a pointer into it.
struct ConfigurationFile {
    /// Absolute path.
    let path: String
    let json: JSON

    /// Reads the file, or says in `mistakes` why that is not possible.
    static func read(_ path: String, limits: JSONLimits = .file, into mistakes: MistakeList) -> ConfigurationFile? {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            mistakes.add(file: path, pointer: "", "cannot be read")
            return nil
        }
        do throws(JSONSyntaxError) {
            return ConfigurationFile(path: path, json: try JSON(parsing: [UInt8](bytes), limits: limits))
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
    struct Mistake: Hashable {
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
}
