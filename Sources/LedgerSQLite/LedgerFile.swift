import GRDB

/// Where an embedded ledger is kept: one SQLite database in one file.
package struct LedgerFile: Sendable, Hashable {
    /// The path of the database; beside it stand `-wal`, `-shm` and `.lock`.
    package let path: String

    package init(path: String) { self.path = path }
}
