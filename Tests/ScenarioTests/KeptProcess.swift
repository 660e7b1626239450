import Foundation
import Glibc

/// A program that runs until it is told to stop, or until this process is gone.
///
/// A shell watches over it: it reads from a pipe that only this process holds, so that the program ends even when the tests crash.
final class KeptProcess: Sendable {
    private let process: Process
    private let leash: Pipe
    private let log: String

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

    var isRunning: Bool { process.isRunning }

    /// Of the program, whose shell it was.
    var identifier: Int32 { process.processIdentifier }

    /// The end of what it wrote.
    var logTail: String {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(20).joined(separator: "\n")
    }

    /// Lets go of the leash and waits until the program has ended.
    func stop() async {
        try? leash.fileHandleForWriting.close()
        let end = ContinuousClock.now + .seconds(15)
        while process.isRunning, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(20)) }
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

/// A TCP port on loopback that nobody uses.
enum FreePort {
    static func find() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw StageFailure("no socket") }
        defer { Glibc.close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 ? getsockname(descriptor, generic, &length) : -1
            }
        }
        guard result == 0 else { throw StageFailure("no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}
