import GRDB
import Ledger
import LedgerSQLite
import Testing

/// Logs in a file of a folder of its own.
final class SQLitePlace: StoragePlace {
    let folder: Folder

    init() throws { folder = try Folder() }

    var path: String { folder.path + "/ledger.sqlite" }

    func storage() -> any LedgerStorage { file }

    var file: LedgerFile {
        var file = LedgerFile(path: path)
        file.leasePatienceMilliseconds = 50
        return file
    }

    /// A connection of another program, which may keep a transaction open.
    func stranger() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    func rawBytes() throws -> [UInt8]? { try folder.names.flatMap { try folder.bytes(of: $0) } }

    func raiseSchema() throws -> Int {
        try DatabaseQueue(path: path).write { database in
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            try database.execute(sql: "PRAGMA user_version = \(version + 1)")
            return version + 1
        }
    }
}
