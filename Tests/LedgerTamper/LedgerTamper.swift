import ArgumentParser
import Foundation
import GRDB
import Ledger
import LedgerSQLite
import ShangMi

/// Tampers with a ledger in every way and asks the audit each time what is wrong, and where.
@main
struct LedgerTamper: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-tamper",
        abstract: "Every byte flipped, every row deleted, swapped, repeated, every tail cut: does the audit say so, and where?")

    @Option(help: "Entries of the ledger.") var entries = 1000
    @Option(help: "Of so many trials one is made, drawn by the seed; 1 makes all.") var oneOf = 1
    @Option(help: "The seed; told, so that a run can be done again.") var seed: UInt64 = 1
    @Option(help: "Ledgers that nobody has touched.") var untouched = 50
    @Option(help: "Bytes of the raw file that are flipped.") var raw = 20_000
    @Option(help: "Only those trials whose name begins so.") var only = ""

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/ledger-tamper-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var dice = Dice(seed: seed)
        say("seed \(seed), \(entries) entries, \(oneOf == 1 ? "every trial" : "one trial of \(oneOf)")")
        var isGood = try await untouchedLedgers(folder, &dice)
        let sample = SampleLedger(path: folder + "/ledger.sqlite")
        try await sample.grow(to: entries / 2, &dice)
        let (old, oldPublished) = (try Self.copy(of: sample.path), try LedgerFile(path: sample.path).reading().head(of: SampleLedger.log)?.published)
        try await sample.grow(to: entries, &dice)
        let laboratory = try Laboratory(sample)
        let report = try laboratory.audit()
        guard report.isClean, report.size == entries else {
            say("the untouched ledger of \(report.size) entries is not found sound: \(report.flaws.prefix(5))")
            throw ExitCode(1)
        }
        let kinds =
            "\(report.opened) opened, \(report.forgotten) forgotten, \(report.witnesses) checkpoints outside, \(oldPublished?.size ?? 0) published earlier"
        say("the ledger: \(kinds)")
        var trials = Trials(laboratory: laboratory, oneOf: oneOf, dice: dice)
        let all: [(String, (inout Trials) throws -> Tally)] = [
            ("columns of entries, bytes", { try $0.columns(of: "entries") }),
            ("columns of persons, bytes", { try $0.columns(of: "persons") }),
            ("columns of answers, bytes", { try $0.columns(of: "answers") }),
            ("columns of nodes, bytes", { try $0.columns(of: "nodes") }),
            ("columns of open, bytes", { try $0.columns(of: "open") }),
            ("columns of logs, bytes", { try $0.columns(of: "logs") }),
            ("rows deleted", { try $0.deletions() }), ("rows swapped with their neighbours", { try $0.swaps() }),
            ("rows repeated", { try $0.repetitions() }), ("entries re-hashed without the key", { try $0.rehashes() }),
            ("export, bytes", { try $0.exportBytes(isSealed: false) }), ("export, sealed halves, bytes", { try $0.exportBytes(isSealed: true) }),
            ("export, files", { try $0.exportFiles() }), ("tails cut", { try $0.cuts(isSigned: false) }),
            ("tails cut, with a checkpoint signed for them", { try $0.cuts(isSigned: true) }), ("whole rollback", { try $0.rollback(to: old) }),
            ("raw file, bytes", { [raw] trials in try trials.rawFile(count: raw) }),
        ]
        for (name, body) in all where name.hasPrefix(only) {
            let begun = ContinuousClock.now
            let tally = try body(&trials)
            say(tally.line(name) + " (\((ContinuousClock.now - begun).components.seconds) s)")
            isGood = isGood && tally.isGood
            guard try laboratory.audit().isClean else {
                throw ValidationError("\(name) has left something behind: \(try laboratory.audit().flaws.prefix(3))")
            }
        }
        say(isGood ? "everything was detected and located" : "NOT everything was detected and located")
        if !isGood { throw ExitCode(1) }
    }

    /// Ledgers that nobody has touched, kept and exported: all sound.
    private func untouchedLedgers(_ folder: String, _ dice: inout Dice) async throws -> Bool {
        var alarms = 0
        for number in 0..<untouched {
            let sample = SampleLedger(path: "\(folder)/untouched-\(number).sqlite", seed: UInt8(number % 200 + 1))
            let size = 2 + dice.below(number.isMultiple(of: 5) ? 700 : 60)
            try await sample.grow(to: size, &dice)
            if dice.below(3) == 0 { try await sample.grow(to: size + 2 + dice.below(40), &dice) }
            let laboratory = try Laboratory(sample)
            let reports = [
                try laboratory.audit(), try laboratory.audit(try laboratory.export(), isSealed: false),
                try laboratory.audit(try laboratory.export(), isSealed: true),
            ]
            for report in reports where !report.isClean {
                alarms += 1
                say("false alarm in ledger \(number) of \(size) entries: \(report.flaws.prefix(3))")
            }
        }
        say("untouched ledgers: \(untouched), each kept, exported and exported sealed; \(alarms) false alarms")
        return alarms == 0
    }

    /// At once, also into a pipe.
    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    static func copy(of path: String) throws -> [UInt8] {
        // Everything has to stand in the one file.
        try DatabaseQueue(path: path).writeWithoutTransaction { _ = try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
}
