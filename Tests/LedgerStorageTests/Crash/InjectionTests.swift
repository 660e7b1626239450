import Foundation
import Glibc
import Ledger
import Testing

/// System calls that fail, or that the process does not outlive, injected by strace at the write-ahead log.
@Suite(
    "When a system call fails", .serialized, .timeLimit(.minutes(30)),
    .enabled(if: access("/usr/bin/strace", X_OK) == 0, "system calls are injected by strace, which is not installed"))
struct InjectionTests {
    /// How many of the calls of each sort are tried; all of a long commit path when much is asked for.
    private static let depth = ProcessInfo.processInfo.environment["GATEWAYD_CRASHES"] == nil ? 4 : 40

    /// A ledger that somebody has written to, so that its files are there to be watched.
    private func place() async throws -> (SQLitePlace, [(sequence: Int, word: String)]) {
        let place = try SQLitePlace()
        let program = try CrashProgram(place, label: "before")
        #expect(await program.hasSaid("ack", count: 5))
        program.signal(SIGKILL)
        _ = await program.ended()
        return (place, program.acknowledged)
    }

    /// The program with every call of that sort on the write-ahead log injected.
    private func program(_ place: SQLitePlace, _ injection: String, calls: String) throws -> CrashProgram {
        try CrashProgram(
            place, label: "injected",
            behind: [
                "/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-P", place.path + "-wal", "-e", "trace=" + calls, "-e",
                "inject=\(calls):\(injection)",
            ])
    }

    @Test("a sync that fails once is no acknowledgement: the writer ends, and the next start finds a log in order", arguments: 1...depth)
    func syncFails(call: Int) async throws {
        let (place, before) = try await place()
        let program = try program(place, "error=EIO:when=\(call)", calls: "fdatasync")
        let code = await program.ended()
        // While it starts it refuses, afterwards it ends; it never goes on.
        #expect(code == 70 || code == 71, "\(program.lines.suffix(3))")
        #expect(program.said(code == 70 ? "end" : "refused").first?.contains("outcomeUnknown") == true, "\(program.lines.suffix(3))")
        try await CrashTests.audit(place, before + program.acknowledged)
    }

    @Test("a disk that is full at any write fails for certain, and the same process goes on", arguments: 1...depth)
    func writeFindsNoRoom(call: Int) async throws {
        let (place, before) = try await place()
        // Behind what the start writes.
        let program = try program(place, "error=ENOSPC:when=\(60 + 7 * call)", calls: "pwrite64")
        #expect(await program.hasSaid("ready"), "\(program.lines.suffix(3))")
        #expect(await program.hasSaid("ack", count: 60))
        #expect(program.said("end").isEmpty && program.said("failed").allSatisfy { $0.hasPrefix("notWritten") })
        program.letGo()
        _ = await program.ended()
        try await CrashTests.audit(place, before + program.acknowledged)
    }

    @Test("killed at each call of a commit, nothing acknowledged is lost", arguments: ["fdatasync", "pwrite64"], 1...depth)
    func killed(calls: String, call: Int) async throws {
        let (place, before) = try await place()
        let program = try program(place, "signal=SIGKILL:when=\(call)", calls: calls)
        _ = await program.ended()
        try await CrashTests.audit(place, before + program.acknowledged)
    }
}
