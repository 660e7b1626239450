import GRDB
import GRDBSQLite
import Glibc
package import Ledger

/// An embedded ledger: one SQLite database in one file, which may hold several logs.
///
/// Durability rests on `journal_mode=WAL` and `synchronous=FULL`, forgetting on `secure_delete=ON`; all three are read back on every
/// connection that writes.
package struct LedgerFile: LedgerStorage {
    /// The path of the database; beside it stand `-wal`, `-shm` and `.lock`.
    package let path: String
    /// How long a session waits for another one's lock before it gives up.
    package var patienceMilliseconds = 5000
    /// How long taking a lease waits for the holder to go.
    package var leasePatienceMilliseconds = 500
    /// Statements that every connection that writes runs behind its own settings: for tests that these are read back.
    package var overrides: [String] = []

    package init(path: String) { self.path = path }

    package func reading() throws(StorageFailure) -> any LedgerReading {
        guard access(path, F_OK) == 0 else { throw .unopenable("there is no ledger at \(path): \(Self.reason(errno))") }
        return FileReading(
            try opened(readOnly: true) { database in
                let found = try Schema.found(in: database)
                if found == 0 { throw StorageFailure.unopenable("\(path) holds no ledger yet") }
                try Schema.check(database, path: path)
            })
    }

    package func writing(log: String, holder: String) throws(StorageFailure) -> any LogWriting {
        try prepareFile()
        let queue = try opened(readOnly: false) { database in
            try Schema.check(database, path: path)
            try Schema.migrate(database)
        }
        let number = try Transaction(queue).run { database in
            try database.run("INSERT OR IGNORE INTO logs(name, epoch, holder, closed, size) VALUES (?, 0, '', 1, 0)", .text(log))
            return try database.row("SELECT id FROM logs WHERE name = ?", .text(log)) { $0.integer(0) } ?? 0
        }
        guard let lock = try lock(number) else {
            let holder = try Transaction(queue).read { database in
                try database.row("SELECT holder FROM logs WHERE id = ?", .integer(number)) { $0.text(0) }
            }
            throw .leased(holder: holder ?? "")
        }
        return try FileWriting(queue, lock: lock, log: number, holder: holder)
    }

    /// Makes the file with rights of its owner only (SQLite gives its other files the same), or says what stands in the way.
    private func prepareFile() throws(StorageFailure) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unopenable("the ledger \(path) cannot be opened for writing: \(Self.reason(errno))") }
        close(file)
    }

    private func lock(_ log: Int) throws(StorageFailure) -> FileLock? {
        for attempt in 0... {
            do throws(LockFailure) {
                if let lock = try FileLock(path: path + ".lock", log: log) { return lock }
            } catch {
                throw .unopenable("the lock \(path).lock cannot be taken: \(Self.reason(error.number))")
            }
            if attempt * 20 >= leasePatienceMilliseconds { break }
            usleep(20_000)
        }
        return nil
    }

    private func opened(readOnly: Bool, _ look: (Database) throws -> Void) throws(StorageFailure) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readOnly
        // Transactions are begun and ended here, where it is known what their failing means.
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(Double(patienceMilliseconds) / 1000)
        let overrides = overrides
        configuration.prepareDatabase { database in
            sqlite3_extended_result_codes(database.sqliteConnection, 1)
            try database.execute(sql: "PRAGMA cache_size = -16000")
            if readOnly { return }
            for sql in ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "wal_autocheckpoint = 4000"] + overrides {
                try database.execute(sql: "PRAGMA " + sql)
            }
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                if !readOnly { try Self.checkSettings(database) }
                try look(database)
            }
            return queue
        } catch {
            throw StorageFailure(opening: path, error)
        }
    }

    /// Reads back what was set: some wrappers and file systems change it silently.
    private static func checkSettings(_ database: Database) throws {
        let mode = try database.row("PRAGMA journal_mode") { $0.text(0) } ?? ""
        guard mode.utf8.elementsEqual("wal".utf8) else { throw StorageFailure.unsafeSetting("journal_mode is \(mode) and has to be wal") }
        let synchronous = try database.row("PRAGMA synchronous") { $0.integer(0) } ?? 0
        guard synchronous >= 2 else { throw StorageFailure.unsafeSetting("synchronous is \(synchronous) and has to be 2 (FULL) at least") }
        let secureDelete = try database.row("PRAGMA secure_delete") { $0.integer(0) } ?? 0
        guard secureDelete == 1 else { throw StorageFailure.unsafeSetting("secure_delete is \(secureDelete) and has to be 1 (ON)") }
    }

    private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

extension StorageFailure {
    /// Why a file cannot be opened.
    fileprivate init(opening path: String, _ error: any Error) {
        switch error {
        case let failure as StorageFailure: self = failure
        case let error as SQLError: self.init(opening: path, code: error.primaryCode, error.message)
        case let error as DatabaseError:
            self.init(opening: path, code: error.resultCode.rawValue, SQLError(error).message)
        default: self = .unopenable("\(path): \(error)")
        }
    }

    private init(opening path: String, code: Int32, _ message: String) {
        switch code {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .notWritten("another process has locked \(path): \(message)")
        case SQLITE_NOTADB: self = .unopenable("\(path) is no SQLite database: \(message)")
        case SQLITE_CORRUPT: self = .corrupt("\(path): \(message)")
        default: self = .unopenable("\(path): \(message)")
        }
    }
}
