import FoundationEssentials

/// The project's own files, read from disk: the tests of this folder look at text, not at symbols.
enum Tree {
    /// One file: where it stands below the project's folder, and its lines without line ends.
    struct File: Sendable {
        let path: String
        let lines: [String]

        /// The last part of the path.
        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
        /// The folders and the name.
        var parts: [Substring] { path.split(separator: "/") }
    }

    /// The project's folder, two above this file's.
    static let root: String = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    /// All files below one folder of the project whose name ends so, in order of their paths. Hidden files and folders count only when the
    /// folder itself is named.
    static func files(below folder: String, ending suffixes: String...) -> [File] {
        paths(below: folder).filter { path in suffixes.contains { path.hasSuffix($0) } }.compactMap(file)
    }

    /// One file by its path; nil when it is absent or not UTF-8.
    static func file(_ path: String) -> File? {
        guard let content = try? String(contentsOfFile: root + "/" + path, encoding: .utf8) else { return nil }
        let lines = content.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        return File(path: path, lines: lines.last == "" ? lines.dropLast() : lines)
    }

    /// The names in one folder, in order; empty when it does not exist.
    static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? root : root + "/" + folder)) ?? []).sorted()
    }

    /// True for a folder (or a link to one).
    static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder) && isFolder
    }

    private static func paths(below folder: String) -> [String] {
        names(in: folder).filter { !$0.hasPrefix(".") }.flatMap { name in
            let path = folder.isEmpty ? name : folder + "/" + name
            return isFolder(path) ? paths(below: path) : [path]
        }
    }
}

extension Tree {
    /// The Swift files of the product, its tests and its benchmark.
    static let swift: [File] =
        ["Sources", "Tests", "Benchmarks"].flatMap { files(below: $0, ending: ".swift") } + [file("Package.swift")].compactMap { $0 }

    /// Every text of the project that is under version control, as far as it has one of the usual endings or none.
    static let texts: [File] =
        files(below: "", ending: ".swift", ".md", ".json", ".txt", ".awk", ".h", ".modulemap", ".sh", ".yaml", ".yml", ".xml", ".csv")
        + files(below: "scripts", ending: "") + [file("Makefile"), file(".ci/run"), file(".gitignore"), file(".swift-format")].compactMap { $0 }
}
