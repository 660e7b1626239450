import ArgumentParser
import Foundation
import Glibc
import Ledger
import LedgerSQLite
import ShangMi

/// Measures the ledger (draft, seal, tree, signature, SQLite) beside a plain batched commit of as many bytes to a table of one column on the
/// same disk, in turns.
@main
struct GatewayLedger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway-ledger", abstract: "Throughput, latency and growth of the ledger beside a plain batched commit.")

    @Option(help: "Seconds of each measurement.") var seconds = 2.0
    @Option(help: "Turns of each measurement; medians are told.") var rounds = 5
    @Option(help: "Writers at once.") var writers: [Int] = [1, 16, 64]
    @Option(help: "Entries that the log grows to; 0 leaves growth out.") var entries = 1_000_000
    @Option(help: "The cipher suite: sm4-ctr-hmac-sm3 or aes-256-gcm.") var suite = "sm4-ctr-hmac-sm3"
    @Flag(help: "Only let the log grow as fast as it can, and check it as `gatewayd ledger verify` does.") var audit = false
    @Option(help: "The folder in which the files are made and removed.") var folder = FileManager.default.temporaryDirectory.path

    mutating func run() async throws {
        guard let suite = CipherSuite(name: suite) else { throw ValidationError("no such cipher suite") }
        let folder = folder + "/gateway-ledger-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let keys = BenchKeys(suite)
        let sample = keys.sealer.sealed(keys.draft(), sequence: 0, stamp: EntryStamp(at: Timestamp(milliseconds: 0), clockWentBack: false))
        let size = sample.leaf.count + sample.sealed.count + (sample.key?.bytes.count ?? 0) + sample.pseudonyms.count * 44
        print("\(suite.name), \(size) bytes an entry, \(rounds) turns of \(seconds) s, in \(folder)")
        if audit { return try await checking(folder + "/audit", keys) }
        try costs(keys)
        print("writers   ledger/s    plain/s  ratio   ledger p50   plain p50  ratio   ledger p99   plain p99")
        for count in writers {
            var ledger: [Turn] = []
            var plain: [Turn] = []
            for round in 0..<rounds {
                // In turns, and each of them first as often.
                for isLedger in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                    let file = folder + "/\(count)-\(round)-\(isLedger)"
                    if isLedger {
                        ledger.append(try await ledgerTurn(file, keys, count))
                    } else {
                        plain.append(try await plainTurn(file, size, count))
                    }
                }
            }
            print(Turn.row(count, ledger, plain))
        }
        if entries > 0 { try await growth(folder + "/growth", keys) }
    }

    private func ledgerTurn(_ file: String, _ keys: BenchKeys, _ count: Int) async throws -> Turn {
        let writer = try keys.writer(file)
        let turn = try await Turn.measured(seconds: seconds, writers: count) { _ = try await writer.append([keys.draft()]) }
        await writer.stop(.asked)
        return turn
    }

    private func plainTurn(_ file: String, _ size: Int, _ count: Int) async throws -> Turn {
        let committer = try PlainCommitter(path: file)
        let bytes = SecureBytes.random(count: size)
        let turn = try await Turn.measured(seconds: seconds, writers: count) { try await committer.append(bytes) }
        committer.stop()
        return turn
    }

    /// What each part of an entry costs alone, on one thread.
    private func costs(_ keys: BenchKeys) throws {
        let drafts = (0..<2000).map { _ in keys.draft() }
        let stamp = EntryStamp(at: Timestamp(milliseconds: 1_772_323_200_000), clockWentBack: false)
        func microseconds(_ count: Int, _ body: (Int) -> Void) -> String {
            let clock = ContinuousClock()
            let elapsed = clock.measure { for number in 0..<count { body(number) } }
            return String(
                format: "%.1f",
                Double(elapsed.components.attoseconds) / 1e12 / Double(count) + Double(elapsed.components.seconds) * 1e6 / Double(count))
        }
        let draft = microseconds(2000) { _ in _ = keys.draft() }
        let leaves = drafts.enumerated().map { $1.leaf(sequence: $0, stamp: stamp).encoded }
        let leaf = microseconds(2000) { _ = drafts[$0].leaf(sequence: $0, stamp: stamp).encoded }
        let seal = microseconds(2000) { _ = keys.sealer.sealing(drafts[$0]) }
        var edge = CompactRange()
        let tree = microseconds(2000) { edge.append(MerkleHash.leaf(leaves[$0])) { _, _ in } }
        let fast = microseconds(300) { _ = Checkpoint(origin: BenchKeys.log, size: $0, root: edge.root)?.signed(by: [keys.signers[0]]) }
        let both = microseconds(300) { _ = Checkpoint(origin: BenchKeys.log, size: $0, root: edge.root)?.signed(by: keys.signers) }
        print(
            "µs: draft \(draft), leaf alone \(leaf), sealing \(seal), tree \(tree); a checkpoint with Ed25519 \(fast), with SM2 too \(both)"
        )
    }

    /// What an entry costs when the log is short and when it is long.
    private func growth(_ file: String, _ keys: BenchKeys) async throws {
        let writer = try keys.writer(file)
        let clock = ContinuousClock()
        var written = 0
        var first: Double?
        print("entries in the log   µs an entry   of the first")
        for mark in [1000, 10_000, 100_000, 300_000, 600_000, 1_000_000, 3_000_000, 10_000_000] where mark <= entries {
            while written < mark { written += try await batchOf64(writer, keys, rounds: min(200, (mark - written + 63) / 64)) }
            let window = 30_000
            let elapsed = try await clock.measure { written += try await batchOf64(writer, keys, rounds: window / 64) }
            let cost = (Double(elapsed.components.seconds) * 1e6 + Double(elapsed.components.attoseconds) / 1e12) / Double(window / 64 * 64)
            first = first ?? cost
            print(String(format: "%18d   %11.1f   %12.2f", mark, cost, cost / (first ?? cost)))
        }
        let begun = clock.now
        await writer.stop(.asked)
        let again = try keys.writer(file)
        let opened = clock.now - begun
        await again.stop(.asked)
        print("stopped and started again in \(opened.components.seconds * 1000 + opened.components.attoseconds / 1_000_000_000_000_000) ms")
    }

    /// How long an audit of the whole log takes, and what it needs.
    private func checking(_ file: String, _ keys: BenchKeys) async throws {
        let writer = try keys.writer(file)
        var written = 0
        while written < entries { written += try await batchOf64(writer, keys, rounds: min(500, (entries - written + 63) / 64)) }
        await writer.stop(.asked)
        let witnessed = try FileSecondPlace(path: file + ".second").kept(of: BenchKeys.log)
        for threads in [1, 2] {
            for (name, sealer) in [("whole", keys.sealer), ("public half", nil)] as [(String, Sealer?)] {
                let audit = LedgerAudit(
                    log: BenchKeys.log, keys: keys.signers.map(\.verifier), sealer: sealer, witnessed: witnessed, threads: threads)
                let clock = ContinuousClock()
                var report = AuditReport()
                let elapsed = try clock.measure { report = try audit.run(try LedgerFile(path: file).reading()) }
                let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
                print(
                    String(
                        format: "%@ of %d entries on %d thread(s): %.1f s, %.0f entries/s, %@; at most %d MiB of memory so far", name, report.size,
                        threads,
                        seconds, Double(report.size) / seconds, report.isClean ? "sound" : "NOT SOUND: \(report.flaws.prefix(3))",
                        Self.residentMebibytes()))
            }
        }
    }

    /// The most memory that this process has had.
    private static func residentMebibytes() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }

    /// 64 writers with so many appends each; how many entries that made.
    private func batchOf64(_ writer: LedgerWriter, _ keys: BenchKeys, rounds: Int) async throws -> Int {
        try await withThrowingDiscardingTaskGroup { group in
            for _ in 0..<64 { group.addTask { for _ in 0..<rounds { _ = try await writer.append([keys.draft()]) } } }
        }
        return 64 * rounds
    }
}
