import GRDB
import GRDBSQLite
import Ledger

/// Transactions on one connection, with what their failing means.
struct Transaction {
    private let queue: DatabaseQueue

    init(_ queue: DatabaseQueue) { self.queue = queue }

    /// Runs the body in a transaction that is synced when this returns. The body gives nil to write nothing.
    ///
    /// A failure before the commit is definite once it was rolled back. One out of the commit itself is not: what could not be synced may be on
    /// the disk all the same after a restart. Only a full disk or a lock are definite there as well, because then the frame that would have
    /// committed was not written.
    @discardableResult
    func runIfWanted<Value>(_ body: (Database) throws -> Value?) throws(StorageFailure) -> Value? {
        do {
            return try queue.writeWithoutTransaction { database in
                try database.run("BEGIN IMMEDIATE")
                let value: Value?
                do {
                    value = try body(database)
                } catch {
                    try Self.rollBack(database, because: error)
                    throw error
                }
                guard let value else {
                    try Self.rollBack(database, because: nil)
                    return nil
                }
                do {
                    try database.run("COMMIT")
                } catch let error as SQLError where [SQLITE_FULL, SQLITE_BUSY].contains(error.primaryCode) {
                    try Self.rollBack(database, because: error)
                    throw error
                } catch {
                    throw StorageFailure.outcomeUnknown("the commit failed: \(Self.text(error))")
                }
                return value
            }
        } catch {
            throw Self.failure(error) { .notWritten($0) }
        }
    }

    /// The same for a body that always writes.
    func run<Value>(_ body: (Database) throws -> Value) throws(StorageFailure) -> Value {
        guard let value = try runIfWanted({ Optional(try body($0)) }) else { throw .notWritten("nothing was written") }
        return value
    }

    /// Runs the body in a transaction that reads: everything of one moment.
    func read<Value>(_ body: (Database) throws -> Value) throws(StorageFailure) -> Value {
        do {
            return try queue.writeWithoutTransaction { database in
                try database.run("BEGIN")
                // Nothing was changed: however it ends, there is nothing to undo.
                defer { if !database.isIdle { try? database.run("ROLLBACK") } }
                return try body(database)
            }
        } catch {
            throw Self.failure(error) { .unreadable($0) }
        }
    }

    /// The same within a transaction that ``hold(_:)`` has begun.
    func readOn<Value>(_ body: (Database) throws -> Value) throws(StorageFailure) -> Value {
        do {
            return try queue.writeWithoutTransaction { try body($0) }
        } catch {
            throw Self.failure(error) { .unreadable($0) }
        }
    }

    /// Runs the body in one transaction that reads; within it ``readOn(_:)`` sees the state of one moment.
    func hold<Value>(_ body: () throws -> Value) throws -> Value {
        try readOn { try $0.run("BEGIN") }
        defer { try? readOn { if !$0.isIdle { try $0.run("ROLLBACK") } } }
        return try body()
    }

    /// Moves everything from the write-ahead log into the database and cuts it off: older pages are gone from the disk then.
    func truncateLog() throws(StorageFailure) {
        do {
            let isBusy = try queue.writeWithoutTransaction { database in
                try database.row("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) } ?? 1
            }
            guard isBusy == 0 else { throw StorageFailure.notWritten("it was done, but somebody still reads what was there before: do it again") }
        } catch {
            throw Self.failure(error) { .notWritten($0) }
        }
    }

    private static func rollBack(_ database: Database, because error: (any Error)?) throws {
        // Some failures roll back by themselves.
        if database.isIdle { return }
        do {
            try database.run("ROLLBACK")
        } catch let failure {
            throw StorageFailure.outcomeUnknown("the rollback failed: \(text(failure))\(error.map { ", behind: " + text($0) } ?? "")")
        }
    }

    private static func text(_ error: any Error) -> String { (error as? SQLError)?.message ?? "\(error)" }

    private static func failure(_ error: any Error, otherwise: (String) -> StorageFailure) -> StorageFailure {
        if let failure = error as? StorageFailure { return failure }
        if let error = error as? SQLError, [SQLITE_CORRUPT, SQLITE_NOTADB].contains(error.primaryCode) { return .corrupt(error.message) }
        return otherwise(text(error))
    }
}
