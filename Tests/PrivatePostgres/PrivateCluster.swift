import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: made with `initdb` in a new folder, reached through a socket there, run by somebody who is not root,
/// and gone with this process, however it ends.
package final class PrivateCluster: Sendable {
    /// Why there is no cluster. Tests fail with it; none is skipped.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    private static let count = Atomic(0)
    private static let made = Result { try PrivateCluster() }

    /// The one that all tests share that do not hurt the server.
    package static func shared() throws -> PrivateCluster { try made.get() }

    /// Where it lives, its socket too.
    package let folder: String
    /// While it is open, the server lives.
    private let lifeline: FileHandle
    private let answers: FileHandle

    /// Makes it and waits until it serves, which takes seconds: not for threads that run tasks.
    package init() throws {
        let bin = try Self.programs()
        let user = try Self.account()
        // The path of a socket has room for 107 bytes, and the server's account has to get there.
        let temporary = FileManager.default.temporaryDirectory.path
        let place = user == nil && temporary.utf8.count < 60 ? temporary : "/tmp"
        folder = "\(place)/gatewayd-pg-\(ProcessInfo.processInfo.processIdentifier)-\(Self.count.add(1, ordering: .relaxed).newValue)"
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "private-cluster.sh").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setsid")
        process.arguments = ["bash", script, bin, folder] + (user.map { [$0] } ?? [])
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        for handle in [input.fileHandleForWriting, output.fileHandleForReading, errors.fileHandleForReading] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try? input.fileHandleForReading.close()
        lifeline = input.fileHandleForWriting
        answers = output.fileHandleForReading
        try? output.fileHandleForWriting.close()
        try? errors.fileHandleForWriting.close()
        let answer = answers.availableData
        guard answer == Data("ready\n".utf8) else {
            let words = String(decoding: (try? errors.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
            throw Missing(description: "the tests' PostgreSQL server does not start: \(words)")
        }
    }

    deinit { try? lifeline.close() }

    /// libpq's string for it.
    package var connectionString: String { "host=\(folder) user=gatewayd dbname=postgres" }

    /// Runs `pg_ctl` on it, and waits for its end.
    package func control(_ command: String) throws {
        try lifeline.write(contentsOf: Data("\(command)\n".utf8))
        let answer = answers.availableData
        guard answer == Data("0\n".utf8) else {
            throw Missing(description: "pg_ctl \(command): \((try? String(contentsOfFile: folder + "/control.log", encoding: .utf8)) ?? "")")
        }
    }

    /// The folder of the server's programs.
    private static func programs() throws -> String {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let packaged = versions.compactMap { Int($0) }.sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin" }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { String($0) }
        let found = (packaged + path).first { folder in
            ["initdb", "pg_ctl", "postgres"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
        }
        guard let found else {
            throw Missing(description: "these tests need the PostgreSQL server (initdb, pg_ctl, postgres): scripts/install-packages installs it")
        }
        return found
    }

    /// Who runs the server; nil for ourselves.
    private static func account() throws -> String? {
        guard getuid() == 0 else { return nil }
        let names: [String] = ["postgres", "nobody"]
        guard let name = names.first(where: { getpwnam($0) != nil }) else {
            throw Missing(description: "the PostgreSQL server refuses to run as root, and there is neither an account 'postgres' nor 'nobody'")
        }
        return name
    }
}
