import ArgumentParser
import FoundationEssentials
import Glibc
import Ledger
import Logging

/// Writes a log as files that every verifier of tiled logs reads.
struct LedgerExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Export the log as files: its published checkpoint, tiles and entries as C2SP tlog-tiles lays them out.",
        discussion: """
            Reads beside a running daemon, at one moment. A new folder appears whole or not at all. A folder that an earlier export of the same log has made \
            is brought up to date: the checkpoint is replaced last, so that it is a right export at every moment. With --sealed, what is private goes along as \
            it is sealed (sealed/…): whoever has the key ring can open it; such an export needs a new folder, and has to be destroyed when what it holds \
            is to be forgotten.

            Exit codes: 0 written, 1 not (nothing there was changed, or what was there is still right), 2 mistakes in what was given.
            """)

    @Option(help: "The daemon's configuration file.") var config: String
    @Option(help: ArgumentHelp("The folder.", valueName: "dir")) var to: String
    @Flag(help: "Also the sealed private halves.") var sealed = false

    func run() throws {
        let mistakes = MistakeList()
        let settings = LedgerSettings.read(configuration: FilePaths.resolve(config, in: FileManager.default.currentDirectoryPath), into: mistakes)
        try GivenMistakes.refuse(mistakes)
        guard let settings else { throw ExitCode(2) }
        let storage = OpenedLedger.storage(settings.place, Logger(label: "gatewayd") { _ in SwiftLogNoOpLogHandler() })
        let progress = ProgressLine("exporting")
        do {
            let reading = try storage.reading()
            let size = try reading.still {
                guard let export = try LogExport(log: settings.log.text, reading: reading) else {
                    throw ExportFolder.Refusal(reason: "the log \(settings.log) has published nothing yet")
                }
                return try write(export, progress)
            }
            progress.end()
            print("\(to): \(size) entries of \(settings.log)")
        } catch let refusal as ExportFolder.Refusal {
            progress.end()
            throw Self.refusal(refusal.reason)
        } catch let failure as StorageFailure {
            progress.end()
            throw Self.refusal("the ledger cannot be read: \(failure)")
        }
    }

    private func write(_ export: LogExport, _ progress: ProgressLine) throws -> Int {
        if access(to, F_OK) == 0 {
            try bringUpToDate(ExportFolder(path: to), export, progress)
        } else {
            let draft = ExportFolder(path: "\(to).draft-\(getpid())")
            guard mkdir(draft.path, sealed ? 0o700 : 0o755) == 0 else { throw ExportFolder.Refusal(reason: "\(draft.path) cannot be made") }
            do {
                try export.files(isSealed: sealed, write: { try draft.write($1, to: $0) }, progress: progress.show)
                try draft.settle()
                guard rename(draft.path, to) == 0 else {
                    throw ExportFolder.Refusal(reason: "\(draft.path) cannot be renamed to \(to): \(String(cString: strerror(errno)))")
                }
                try ExportFolder(path: to).settle()
            } catch {
                try? FileManager.default.removeItem(atPath: draft.path)
                throw error
            }
        }
        return export.tree.size
    }

    private func bringUpToDate(_ folder: ExportFolder, _ export: LogExport, _ progress: ProgressLine) throws {
        if sealed || access("\(to)/sealed", F_OK) == 0 { throw ExportFolder.Refusal(reason: "\(to) is there; a sealed export needs a new folder") }
        guard let note = try folder.bytes(of: LogResource.checkpoint.path).flatMap({ try? SignedNote(parsing: $0) }),
            let old = Checkpoint(text: note.text), old.origin.utf8.elementsEqual(export.tree.log.utf8)
        else { throw ExportFolder.Refusal(reason: "\(to) is there, and is no export of this log") }
        guard old.size <= export.tree.size, try export.tree.root(ofSize: old.size) == old.root else {
            throw ExportFolder.Refusal(reason: "\(to) has seen another log: run `gatewayd ledger verify` with --checkpoint \(to)/checkpoint")
        }
        try export.files(
            from: old.size, isSealed: false,
            write: { name, bytes in
                if name == LogResource.checkpoint.path { try folder.replace(name, by: bytes) } else { try folder.write(bytes, to: name) }
            }, progress: progress.show)
        for name in export.outdated(from: old.size) { folder.remove(name) }
    }

    private static func refusal(_ text: String) -> ExitCode {
        StandardError.write("ledger export: \(text)")
        return ExitCode(1)
    }
}
