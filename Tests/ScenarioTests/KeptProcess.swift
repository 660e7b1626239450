import Foundation
import Glibc

/// A program that runs until it is told to stop, or until this process is gone.
///
/// A shell watches over it: it reads from a pipe that only this process holds, so that the program ends even when the tests crash.
final class KeptProcess: Sendable {
    private let process: Process
    private let leash: Pipe
    /// The file into which it writes.
    let log: String

    init(_ program: String, _ arguments: String..., log: String) throws {
        self.log = log
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process = Process()
        leash = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        // The shell becomes the program; what it leaves in the background watches the pipe.
        let script = """
            exec 3<&0
            { read -r _; kill -TERM $$; sleep 10; kill -0 $$ && kill -KILL $$; } <&3 >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """
        process.arguments = ["-c", script, "sh", program] + arguments
        let output = try FileHandle(forWritingTo: URL(filePath: log))
        process.standardInput = leash
        process.standardOutput = output
        process.standardError = output
        try process.runUnmasked()
    }

    /// Whether the program runs, by the system's own word: Foundation takes it for running as long as the shell's watcher does.
    var isRunning: Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8) else { return false }
        return status.split(separator: ")").last?.hasPrefix(" Z") == false
    }

    /// Kills the program as a power cut would: it gets to do nothing more.
    func kill() async {
        Glibc.kill(identifier, SIGKILL)
        while isRunning { try? await Task.sleep(for: .milliseconds(5)) }
    }

    /// Of the program, whose shell it was.
    var identifier: Int32 { process.processIdentifier }

    /// What it wrote, line by line.
    var logLines: [Substring] { ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n") }

    /// The end of what it wrote.
    var logTail: String { logLines.suffix(20).joined(separator: "\n") }

    /// Lets go of the leash and waits until the program has ended.
    func stop() async {
        try? leash.fileHandleForWriting.close()
        let end = ContinuousClock.now + .seconds(15)
        while isRunning, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(20)) }
    }
}

extension Process {
    /// Starts it with no signal blocked: a child inherits the mask of the thread that starts it, and the threads of tests block them all.
    func runUnmasked() throws {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }

    /// Runs it and suspends until it has ended.
    func runToEnd() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            terminationHandler = { _ in continuation.resume() }
            do {
                try runUnmasked()
            } catch {
                terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
