import Foundation
import Glibc
import Ledger
import Testing

/// The power fails at any moment: what was synced is there, of the rest anything may be.
@Suite("When the power fails", .serialized, .timeLimit(.minutes(60))) struct PowerLossTests {
    /// How many moments are tried.
    private static let count = ProcessInfo.processInfo.environment["GATEWAYD_CRASHES"].flatMap(Int.init) ?? 40
    private static let seed = ProcessInfo.processInfo.environment["GATEWAYD_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1 << 32)

    @Test("after a power failure at any moment, whatever was acknowledged is there, and the log is in order")
    func anyMoment() async throws {
        var random = SeededNumbers(seed: Self.seed)
        let history = try await history(of: { program in await program.hasSaid("ack", count: 120) })
        for number in 0..<Self.count {
            let moment = Int.random(in: 0...history.count, using: &random)
            try await fail(history, at: moment, DiskHistory.Luck.allCases[number % 4], &random)
        }
        print("the power failed \(Self.count) times in \(history.count) changes, seed \(Self.seed)")
    }

    @Test("the same while the write-ahead log is moved into the database")
    func whileTheLogIsMoved() async throws {
        var random = SeededNumbers(seed: Self.seed)
        let place = try SQLitePlace()
        let journal = place.folder.path + ".journal"
        defer { unlink(journal) }
        let program = try CrashProgram(place, label: "power", behind: Self.shim(place))
        #expect(await program.hasSaid("ack", count: 60))
        program.signal(SIGKILL)
        _ = await program.ended()
        let before = try DiskHistory(path: journal).count
        // Whoever closes the file last moves it.
        let mover = try CrashProgram(place, label: "mover", tasks: 0, behind: Self.shim(place))
        #expect(await mover.ended() == 0)
        let history = try DiskHistory(path: journal)
        #expect(history.writes(to: "ledger.sqlite", after: before))
        for number in 0..<Self.count / 2 {
            let moment = Int.random(in: before...history.count, using: &random)
            try await fail(history, at: moment, DiskHistory.Luck.allCases[number % 4], &random)
        }
    }

    /// Lets the program work until `isEnough`, and kills it.
    private func history(of isEnough: (CrashProgram) async -> Bool) async throws -> DiskHistory {
        let place = try SQLitePlace()
        let program = try CrashProgram(place, label: "power", behind: Self.shim(place))
        #expect(await isEnough(program), "\(program.lines.suffix(3))")
        program.signal(SIGKILL)
        _ = await program.ended()
        defer { unlink(place.folder.path + ".journal") }
        return try DiskHistory(path: place.folder.path + ".journal")
    }

    private static func shim(_ place: SQLitePlace) -> [String] {
        [
            "/usr/bin/env", "LD_PRELOAD=" + CrashProgram.built("libPowerLoss.so"), "POWER_LOSS_FOLDER=" + place.folder.path,
            "POWER_LOSS_JOURNAL=" + place.folder.path + ".journal",
        ]
    }

    private func fail(_ history: DiskHistory, at moment: Int, _ luck: DiskHistory.Luck, _ random: inout SeededNumbers) async throws {
        let disk = history.disk(after: moment, luck, &random)
        let place = try SQLitePlace()
        for (name, bytes) in disk where !name.hasSuffix("-shm") && !name.hasPrefix("said") { try place.folder.write(bytes, to: name) }
        let acknowledged = CrashProgram.acknowledged(in: history.said(before: moment))
        do {
            try await CrashTests.audit(place, acknowledged)
        } catch {
            Issue.record("moment \(moment) of \(history.count), \(luck), seed \(Self.seed): \(error)")
        }
    }
}
