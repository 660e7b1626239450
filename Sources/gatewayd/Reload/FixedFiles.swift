import FoundationEssentials
import Ledger

/// The files that are read at start only: whoever changes them and asks for a reload is told.
struct FixedFiles: Sendable {
    private let contents: [(path: String, bytes: Data?)]

    init(paths: [String]) {
        contents = paths.map { ($0, FileManager.default.contents(atPath: $0)) }
    }

    /// SHA-256 over all of them as they were at start.
    var digest: Commitment { Commitment(of: contents.flatMap { Array($0.bytes ?? Data()) + [0] }) }

    /// Those that are no longer what they were at start.
    func changed() -> [String] {
        contents.filter { FileManager.default.contents(atPath: $0.path) != $0.bytes }.map(\.path)
    }
}
