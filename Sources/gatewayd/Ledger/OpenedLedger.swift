import Gateway
import Glibc
import Ledger
import LedgerPostgres
import LedgerSQLite
import Logging
import Recording
import ShangMi
import StrictJSON
import Verification

/// The ledger as the daemon writes it: opened, found in good order, its lease taken.
struct OpenedLedger: Sendable {
    let writer: LedgerWriter
    let reader: LedgerReader
    let recording: Recording
    let retention: RetentionRules

    /// Why the ledger cannot be opened, and where it is.
    struct Refusal: Error {
        let place: String
        let reason: String
        /// Who holds the log, where that is why.
        var holder: String?
    }

    /// Opens the ledger. Blocks its thread: not for threads that run tasks.
    ///
    /// - Parameters:
    ///   - configuration: SHA-256 over the files in force, for the record of the start.
    ///   - software: What the record of the start calls the program.
    ///   - onEnd: Called once when the writer has ended by itself: the process has to exit.
    static func open(
        _ settings: LedgerSettings, _ keys: LedgerKeys, configuration: Commitment, logger: Logger,
        software: String = Self.software, onEnd: @escaping @Sendable (LedgerEnd) -> Void
    ) -> Result<OpenedLedger, Refusal> {
        let storage = storage(settings.place, logger)
        let sealer = Sealer(ring: keys.ring, suite: settings.cipher) { SecureBytes.random(count: $0) }
        var limits = LedgerLimits()
        limits.publicationIntervalMilliseconds = settings.publishMilliseconds
        let meters = LedgerMeters()
        let writer = LedgerWriter(
            storage: storage, log: settings.log.text, holder: holder(), sealer: sealer, signers: keys.signers, limits: limits,
            secondPlace: SecondPlaces(settings.witnesses.map(\.place)), wallClock: { WallClock.milliseconds() },
            onWarning: { warning in
                meters.warned(warning)
                logger.error("ledger", metadata: ["warning": "\(warning)"])
            }, onEnd: onEnd)
        let reader: LedgerReader
        do throws(LedgerFailure) {
            reader = try LedgerReader(storage: storage, limits: limits)
            try writer.start { StartRecord(software: software, configuration: configuration, interrupted: $0) }
        } catch {
            var refusal = Refusal(place: settings.place.name, reason: "the ledger cannot be written: \(error)")
            if case .storage(.leased(let holder)) = error { refusal.holder = holder }
            return .failure(refusal)
        }
        let recording = Recording(
            writer: writer, reader: reader, sealer: sealer, log: settings.log.text,
            environment: RecordingEnvironment(wallClock: { WallClock.milliseconds() }, randomBytes: { SecureBytes.random(count: $0) }))
        return .success(OpenedLedger(writer: writer, reader: reader, recording: recording, retention: settings.retention))
    }

    /// Writes what waits and gives up the lease.
    func close(_ reason: StopRecord.Reason) async {
        // The writer last: who closes an embedded ledger last leaves everything in its one file.
        await reader.stop()
        await writer.stop(reason)
    }

    /// Where the ledger is kept, as the commands for auditors open it too.
    static func storage(_ place: LedgerSettings.Place, _ logger: Logger) -> any LedgerStorage {
        switch place {
        case .file(let path): LedgerFile(path: path)
        case .server(let address): PostgresStorage(address)
        }
    }

    /// What a record of a start calls this program.
    static let software = "gatewayd 0.5"

    /// Host and process number, for people who look for whoever holds a log.
    private static func holder() -> String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "\(host) \(getpid())"
    }
}

extension LedgerSettings.Place {
    /// What messages call it.
    var name: String {
        switch self {
        case .file(let path): path
        case .server: "the ledger's server"
        }
    }
}
