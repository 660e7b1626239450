import AdapterKit
import ArgumentParser
import FoundationEssentials
import Glibc
import Ledger
import Logging
import ShangMi
import StrictJSON

/// Goes through a whole ledger, where it is kept or as it was exported, and says what is wrong with it and where.
struct LedgerVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a whole ledger: entries, tree, checkpoints, sealed contents, indexes, and what was seen of it outside.",
        discussion: """
            With --config it reads the ledger where it is kept, also beside a running daemon, at one moment; the key ring, the public halves of the \
            signing keys and the second places are those of the configuration. With --export it needs an exported folder and public keys only, each of \
            which has to have signed the checkpoint; --ring also opens what was exported sealed.

            --checkpoint FILE is a checkpoint of this log from elsewhere (a witness, a printed one): without any, an old copy of everything looks like \
            the log. May be repeated.

            Exit codes: 0 sound, 1 flaws (each with entry, file or table), 2 not judged: mistakes in what was given, or nothing to be read.
            """)

    @Option(help: "The daemon's configuration file.") var config: String?
    @Option(help: "A folder that `ledger export` has made.") var export: String?
    @Option(
        help: ArgumentHelp(
            "A verifier key of the log, name+number+key; may be repeated. With --config instead of the signing keys.", valueName: "vkey"))
    var key: [String] = []
    @Option(help: "The log's origin, where it is not the name of the first key.") var log: String?
    @Option(help: "The key ring that opens a sealed export, or other than the configuration's.") var ring: String?
    @Option(help: ArgumentHelp("A checkpoint of this log from elsewhere; may be repeated.", valueName: "file")) var checkpoint: [String] = []
    @Flag(help: "Judge only what everybody may see: needs no ring.") var publicOnly = false
    @Option(help: "Threads that open entries.") var threads = 2
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        if (config == nil) == (export == nil) { throw ValidationError("give either --config FILE or --export DIR") }
        if export != nil, key.isEmpty { throw ValidationError("--export needs --key VKEY, as the operator of the log publishes it") }
        if let place = key.firstIndex(where: { NoteVerifier($0) == nil }) { throw ValidationError("key \(place + 1) is no verifier key") }
        if publicOnly, ring != nil { throw ValidationError("--public-only and --ring exclude each other") }
        if !(1...64).contains(threads) { throw ValidationError("--threads must be 1 to 64") }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        let progress = ProgressLine("checking")
        let report: LedgerReport
        do {
            report = try config.map { try kept($0, progress) } ?? exported(export ?? "", progress)
        } catch let failure as StorageFailure {
            progress.end()
            StandardError.write("the ledger cannot be read: \(failure)")
            throw ExitCode(2)
        }
        progress.end()
        print(json ? String(decoding: report.json.encoded(), as: UTF8.self) : report.text)
        if !report.audit.isClean { throw ExitCode(1) }
    }

    /// The ledger of a daemon's configuration.
    private func kept(_ path: String, _ progress: ProgressLine) throws -> LedgerReport {
        let mistakes = MistakeList()
        let settings = LedgerSettings.read(configuration: FilePaths.resolve(path, in: FileManager.default.currentDirectoryPath), into: mistakes)
        try GivenMistakes.refuse(mistakes)
        guard let settings else { throw ExitCode(2) }
        var keys = key.compactMap { NoteVerifier($0) }
        if keys.isEmpty { keys = LedgerKeys.signers(settings.signingKeysPath, of: settings.log, mistakes)?.map(\.verifier) ?? [] }
        let opening = publicOnly ? nil : sealer(ring ?? settings.keyRingPath, mistakes)
        try GivenMistakes.refuse(mistakes)
        // Before the ledger is looked at: it may grow meanwhile, and must then be ahead of them.
        var witnessed: [KeptCheckpoint] = []
        var notes: [String] = []
        for (name, place) in settings.witnesses {
            do throws(SecondPlaceFailure) {
                let kept = try place.kept(of: settings.log.text)
                if kept.isEmpty { notes.append("the second place \(name) holds nothing") }
                witnessed += kept
            } catch {
                StandardError.write("\(error.place): \(error.reason)")
                throw ExitCode(2)
            }
        }
        witnessed += try givenCheckpoints()
        let audit = LedgerAudit(log: settings.log.text, keys: keys, sealer: opening, witnessed: witnessed, threads: threads)
        let storage = OpenedLedger.storage(settings.place, Logger(label: "gatewayd") { _ in SwiftLogNoOpLogHandler() })
        return LedgerReport(
            log: settings.log.text, audit: try audit.run(try storage.reading(), progress: progress.show), notes: notes, isExport: false)
    }

    /// A folder of files.
    private func exported(_ folder: String, _ progress: ProgressLine) throws -> LedgerReport {
        let keys = key.compactMap { NoteVerifier($0) }
        let origin = log ?? keys[0].name.text
        let mistakes = MistakeList()
        let opening = ring.flatMap { sealer($0, mistakes) }
        try GivenMistakes.refuse(mistakes)
        guard access(folder, R_OK | X_OK) == 0 else {
            StandardError.write("\(folder): cannot be read")
            throw ExitCode(2)
        }
        let audit = ExportAudit(log: origin, keys: keys, sealer: opening, witnessed: try givenCheckpoints(), threads: threads)
        let files = ExportFolder(path: folder)
        let report = try audit.run({ try files.bytes(of: $0) }, progress: progress.show)
        return LedgerReport(log: origin, audit: report, notes: [], isExport: true)
    }

    private func sealer(_ path: String, _ mistakes: MistakeList) -> Sealer? {
        LedgerKeys.ring(FilePaths.resolve(path, in: FileManager.default.currentDirectoryPath), mistakes).map {
            // Nothing is sealed here, and the suite of each entry stands in it.
            Sealer(ring: $0, suite: .sm4) { SecureBytes.random(count: $0) }
        }
    }

    private func givenCheckpoints() throws -> [KeptCheckpoint] {
        try checkpoint.map { path in
            do throws(RegularFile.Refusal) {
                return KeptCheckpoint(place: path, note: try RegularFile.read(path, limit: SignedNote.byteCountMaximum).bytes)
            } catch {
                StandardError.write("\(path): cannot be read, or is no checkpoint for its size")
                throw ExitCode(2)
            }
        }
    }
}

/// What is told of an audit.
struct LedgerReport {
    let log: String
    let audit: AuditReport
    /// What an auditor should know besides.
    let notes: [String]
    let isExport: Bool

    private var hints: [String] {
        var hints = notes
        if audit.witnesses == 0 { hints.append("no checkpoint from outside was given: an old copy of everything would not have been noticed") }
        if audit.unopened > 0 { hints.append("\(audit.unopened) entries were not opened: nothing is said about their contents") }
        if !isExport, !audit.hasJudgedIndexes { hints.append("this storage cannot tell its indexes: only those of receipts were looked at") }
        if audit.flaws.count >= LedgerAudit.flawsMaximum { hints.append("there may be more: only \(LedgerAudit.flawsMaximum) flaws are told") }
        return hints
    }

    var text: String {
        var lines = ["\(log): " + (audit.isClean ? "sound" : "\(audit.flaws.count) flaw(s)")]
        lines.append("entries: \(audit.size), root \(audit.root.base64)")
        lines.append("contents: \(audit.opened) opened and fit, \(audit.forgotten) forgotten, \(audit.unopened) not opened")
        lines.append(
            "signed by: "
                + (audit.signers.isEmpty ? "nobody known" : audit.signers.map { "\($0.name)+\($0.keyID.hexadecimal)" }.joined(separator: ", ")))
        lines.append("checkpoints from outside: \(audit.witnesses)")
        lines += hints.map { "note: \($0)" }
        lines += audit.flaws.map {
            "flaw: \($0.kind.rawValue): " + ([Self.place($0.entries), $0.source].compactMap { $0 } + [$0.detail]).joined(separator: ": ")
        }
        return lines.joined(separator: "\n")
    }

    var json: JSON {
        let flaws = audit.flaws.map { flaw -> JSON in
            [
                "kind": .string(flaw.kind.rawValue), "first": flaw.entries.map { .integer($0.lowerBound) } ?? .null,
                "last": flaw.entries.map { .integer($0.upperBound) } ?? .null, "source": flaw.source.map { .string($0) } ?? .null,
                "detail": .string(flaw.detail),
            ]
        }
        return [
            "log": .string(log), "sound": .bool(audit.isClean), "size": .integer(audit.size), "root": .string(audit.root.base64),
            "opened": .integer(audit.opened), "forgotten": .integer(audit.forgotten), "unopened": .integer(audit.unopened),
            "signers": .array(audit.signers.map { .string("\($0.name)+\($0.keyID.hexadecimal)") }), "witnesses": .integer(audit.witnesses),
            "notes": .array(hints.map { .string($0) }), "flaws": .array(flaws),
        ]
    }

    private static func place(_ entries: ClosedRange<Int>?) -> String? {
        entries.map { $0.count == 1 ? "entry \($0.lowerBound)" : "among entries \($0.lowerBound) to \($0.upperBound)" }
    }
}
