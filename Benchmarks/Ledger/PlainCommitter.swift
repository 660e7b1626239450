import Foundation
import GRDB

/// Appends bytes to a table of one column in batches, one transaction and one sync for everything that waits: what a ledger would cost that
/// proves nothing and hides nothing.
final class PlainCommitter: @unchecked Sendable {
    // `waiting` and `isStopped` are touched with `condition` locked only; the queue is made for sharing.
    private typealias Waiting = (bytes: [UInt8], reply: CheckedContinuation<Void, any Error>)
    private let condition = NSCondition()
    private let queue: DatabaseQueue
    private var waiting: [Waiting] = []
    private var isStopped = false

    init(path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            for sql in ["journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 4000", "cache_size = -16000"] {
                try database.execute(sql: "PRAGMA " + sql)
            }
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { try $0.execute(sql: "CREATE TABLE plain(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT") }
        Thread.detachNewThread { self.run() }
    }

    func append(_ bytes: [UInt8]) async throws {
        try await withCheckedThrowingContinuation { reply in
            condition.withLock {
                waiting.append((bytes, reply))
                condition.signal()
            }
        }
    }

    func stop() {
        condition.withLock {
            isStopped = true
            condition.signal()
        }
    }

    private func run() {
        while let batch = next() {
            let result = Result<Void, any Error> {
                try queue.write { database in
                    let insert = try database.cachedStatement(sql: "INSERT INTO plain(bytes) VALUES (?)")
                    for entry in batch {
                        try insert.execute(arguments: [Data(entry.bytes)])
                    }
                }
            }
            for entry in batch { entry.reply.resume(with: result) }
        }
    }

    private func next() -> [Waiting]? {
        condition.withLock {
            while waiting.isEmpty {
                if isStopped { return nil }
                condition.wait()
            }
            defer { waiting = [] }
            return waiting
        }
    }
}
