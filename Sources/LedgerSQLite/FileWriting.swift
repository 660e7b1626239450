import GRDB
import Ledger
import Verification

/// The session that writes to one log of a file.
final class FileWriting: LogWriting {
    let lease: Lease
    private let log: Int
    private var open: (transaction: Transaction, lock: FileLock)?
    /// How a session ended that is of no use any more.
    private var end: StorageFailure?

    /// Takes the next lease of the log, whose lock the caller has.
    init(_ queue: DatabaseQueue, lock: FileLock, log: Int, holder: String) throws(StorageFailure) {
        let transaction = Transaction(queue)
        lease = try transaction.run { database -> Lease in
            let row = try database.row("SELECT epoch, holder, closed FROM logs WHERE id = ?", .integer(log)) { row in
                (epoch: row.integer(0), holder: row.text(1), closed: row.integer(2) == 1)
            }
            guard let row else { throw StorageFailure.corrupt("the log has vanished") }
            try database.run(
                "UPDATE logs SET epoch = ?, holder = ?, closed = 0 WHERE id = ?", .integer(row.epoch + 1), .text(holder), .integer(log))
            let previous = row.epoch == 0 ? nil : Lease.Previous(epoch: row.epoch, holder: row.holder, wasClosed: row.closed)
            return Lease(epoch: row.epoch + 1, previous: previous)
        }
        self.log = log
        open = (transaction, lock)
    }

    func head() throws(StorageFailure) -> LogHead {
        let log = log
        guard let head = try using({ transaction throws(StorageFailure) in try transaction.read { try $0.head(ofLog: log) } }) else {
            throw .corrupt("the log has vanished")
        }
        return head
    }

    func commit(reserving reservations: [Reservation], _ batch: ([ReservationOutcome]) -> Batch?) throws(StorageFailure) {
        try change { database in
            let size = try self.checkLease(database)
            guard let batch = batch(try reservations.map { try database.reserve($0) }) else { return nil }
            guard batch.start == size else { throw StorageFailure.leaseLost }
            try database.append(batch, to: self.log)
            return ()
        }
    }

    func publish(_ checkpoint: SizedCheckpoint) throws(StorageFailure) {
        try change { database in
            guard checkpoint.size <= (try self.checkLease(database)) else { throw StorageFailure.leaseLost }
            try database.run(
                "UPDATE logs SET publishedSize = ?, published = ? WHERE id = ?", .integer(checkpoint.size), .blob(checkpoint.note),
                .integer(self.log))
            return ()
        }
    }

    func forget(_ entries: [ClosedRange<Int>]) throws(StorageFailure) {
        try change { database in
            let size = try self.checkLease(database)
            for range in entries where range.lowerBound < size {
                let last = min(range.upperBound, size - 1)
                if let bounds = Place.bounds(log: self.log, max(0, range.lowerBound)..<last + 1) { try database.forget(bounds) }
            }
            return ()
        }
        // The pages as they were still stand in the write-ahead log.
        try using { transaction throws(StorageFailure) in try transaction.truncateLog() }
    }

    func rewrap(_ keys: [(sequence: Int, key: WrappedKey)]) throws(StorageFailure) {
        try change { database in
            let size = try self.checkLease(database)
            for (sequence, key) in keys where (0..<size).contains(sequence) {
                try database.run(
                    "UPDATE entries SET wrapping = ?, key = ? WHERE place = ? AND key IS NOT NULL", .text(key.wrapping.text), .blob(key.bytes),
                    .integer(Place.of(log: self.log, sequence)))
            }
            return ()
        }
        try using { transaction throws(StorageFailure) in try transaction.truncateLog() }
    }

    func close() {
        guard let open else { return }
        if end == nil {
            // Whoever comes next finds the lease given up, or takes it over all the same.
            _ = try? open.transaction.run { database in
                _ = try self.checkLease(database)
                try database.run("UPDATE logs SET closed = 1 WHERE id = ?", .integer(self.log))
            }
        }
        self.open = nil
        end = end ?? .leaseLost
    }

    /// Throws unless the lease is the newest and not given up; gives the size of the log.
    private func checkLease(_ database: Database) throws -> Int {
        let row = try database.row("SELECT epoch, closed, size FROM logs WHERE id = ?", .integer(log)) { row in
            (epoch: row.integer(0), isClosed: row.integer(1) == 1, size: row.integer(2))
        }
        guard let row, row.epoch == lease.epoch, !row.isClosed else { throw StorageFailure.leaseLost }
        return row.size
    }

    private func change(_ body: (Database) throws -> Void?) throws(StorageFailure) {
        try using { transaction throws(StorageFailure) in
            _ = try transaction.runIfWanted(body)
        }
    }

    private func using<Value>(_ body: (Transaction) throws(StorageFailure) -> Value) throws(StorageFailure) -> Value {
        guard let open, end == nil else { throw end ?? .leaseLost }
        do {
            return try body(open.transaction)
        } catch {
            if case .outcomeUnknown = error { end = error }
            throw error
        }
    }
}
