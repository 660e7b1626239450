import Foundation
import Glibc
import Testing

/// `ledger-crash` at work, by what it has said.
final class CrashProgram {
    private let process = Process()
    private let leash = Pipe()
    private let output: String

    /// Starts it, behind other words of a command line if there are any.
    init(_ place: SQLitePlace, label: String, tasks: Int = 4, behind prefix: [String] = []) throws {
        output = place.folder.path + "/said-" + label
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        let words = prefix + [try Self.program(), place.path, place.folder.path + "/second", label, String(tasks)]
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        // Nobody else may hold the end of the leash.
        _ = fcntl(leash.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.standardInput = leash
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardError = FileHandle.nullDevice
        // Children inherit the mask of the thread that starts them, and the threads of tests block every signal.
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// The program beside this test bundle.
    private static func program() throws -> String {
        let path = built("ledger-crash")
        try #require(FileManager.default.isExecutableFile(atPath: path), "ledger-crash is not built")
        return path
    }

    /// What was built beside this test bundle under that name.
    static func built(_ name: String) -> String {
        let folder = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent() ?? Bundle.main.bundleURL
        return folder.appending(path: name).path
    }

    /// Lets go of the leash: it ends in its own time, without a word.
    func letGo() { try? leash.fileHandleForWriting.close() }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until it has ended; its exit code, or the number of the signal with a minus.
    func ended() async -> Int32 {
        while process.isRunning { try? await Task.sleep(for: .milliseconds(1)) }
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// The lines that it has said whole.
    var lines: [Substring] {
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    /// The rest of the lines that begin with that word.
    func said(_ word: String) -> [Substring] { lines.filter { $0.hasPrefix(word + " ") }.map { $0.dropFirst(word.count + 1) } }

    /// What it was told is durable: the word of each sequence.
    var acknowledged: [(sequence: Int, word: String)] { Self.acknowledged(in: lines) }

    /// The same of what was said until some moment.
    static func acknowledged(in text: String) -> [(sequence: Int, word: String)] {
        acknowledged(in: text.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
    }

    private static func acknowledged(in lines: [Substring]) -> [(sequence: Int, word: String)] {
        lines.compactMap { line in
            let parts = line.split(separator: " ")
            return parts.count == 3 && parts[0] == "ack" ? Int(parts[1]).map { ($0, String(parts[2])) } : nil
        }
    }

    /// Suspends until it has said so many lines of that kind, or has ended.
    func hasSaid(_ word: String, count: Int = 1) async -> Bool {
        while said(word).count < count {
            if !process.isRunning { return said(word).count >= count }
            try? await Task.sleep(for: .milliseconds(2))
        }
        return true
    }
}
