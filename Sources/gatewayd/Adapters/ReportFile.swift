import FoundationEssentials
import Glibc

/// The file that a report is written to, whole or not at all.
enum ReportFile {
    /// Why nothing may be written there; nil if it may. A device or a pipe would be replaced by a file. What a symbolic link points to counts.
    static func mistake(in path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return nil }
        return "exists and is no regular file, so no report is written to it"
    }

    /// False when it cannot be written. Looks again, for a check takes minutes.
    static func write(_ bytes: [UInt8], to path: String) -> Bool {
        mistake(in: path) == nil && FileManager.default.createFile(atPath: path, contents: Data(bytes))
    }
}
