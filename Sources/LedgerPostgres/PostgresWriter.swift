import Ledger

/// The session that writes to one log.
///
/// Whoever has the log's advisory lock and the newest epoch writes. The server gives the lock back when it hears of the session's end; the
/// epoch, which every transaction compares, stops a writer that has lost its lock without knowing.
///
/// Everything of a transaction is answered before `COMMIT` is sent. So a connection that breaks before has written nothing, and the next
/// transaction connects anew; only one that breaks while `COMMIT` is on its way leaves open what has happened.
final class PostgresWriter: LogWriting {
    let lease: Lease
    private let storage: PostgresStorage
    private let log: String
    private let number: Int32
    private var connection: Connection?
    private var processNumber: Int
    /// What this session has ended with; it does nothing any more.
    private var end: StorageFailure?

    /// How many entries are forgotten in one transaction.
    private static let forgottenAtOnce = 2000

    init(_ storage: PostgresStorage, _ connection: Connection, log: String, number: Int32, lease: Lease) {
        self.storage = storage
        self.connection = connection
        self.log = log
        self.number = number
        self.lease = lease
        processNumber = connection.processNumber
    }

    func head() throws(StorageFailure) -> LogHead {
        let connection = try live()
        var parameters = Parameters()
        parameters.add(log)
        do {
            let rows = try connection.rows(Query(storage.statements.head, parameters))
            guard rows.count == 1 else { throw StorageFailure.corrupt("the log is not there") }
            return try rows.head(0)
        } catch let failure as StorageFailure {
            throw failure
        } catch {
            throw .unreadable((error as? SessionFailure)?.text ?? "")
        }
    }

    func commit(reserving: [Reservation], _ batch: ([ReservationOutcome]) -> Batch?) throws(StorageFailure) {
        let connection = try live()
        let outcomes = try reserve(reserving, connection)
        guard let batch = batch(outcomes) else {
            if !reserving.isEmpty { rollBack(connection) }
            return
        }
        var fence = fenceParameters
        fence.add(Int64(batch.start))
        fence.add(Int64(batch.checkpoint.size))
        fence.add(batch.entries.last?.at.milliseconds)
        fence.add(batch.checkpoint.note)
        try transact(
            connection, begin: reserving.isEmpty, fence: Query(storage.statements.fenceBatch, fence),
            storage.statements.appending(batch, to: number))
    }

    func publish(_ checkpoint: SizedCheckpoint) throws(StorageFailure) {
        var fence = fenceParameters
        fence.add(Int64(checkpoint.size))
        fence.add(checkpoint.note)
        try transact(try live(), fence: Query(storage.statements.fencePublication, fence), [])
    }

    /// Several transactions, each of which can be done again. The old versions of the rows are given free for reuse, as soon as no reader needs
    /// them; the server overwrites their bytes when it reuses the place, and keeps them in its write-ahead log until that is recycled.
    func forget(_ entries: [ClosedRange<Int>]) throws(StorageFailure) {
        let statements = storage.statements
        for ranges in Self.portions(of: entries) {
            var parameters = Parameters()
            parameters.add(number)
            parameters.add(ranges.map { Int64($0.lowerBound) })
            parameters.add(ranges.map { Int64($0.upperBound) })
            let texts = [statements.forgetPseudonyms, statements.forgetAnswers, statements.forgetReservations, statements.forgetEntries]
            try transact(try live(), fence: Query(statements.fence, fenceParameters), texts.map { Query($0, parameters) })
        }
        // What is not done here, the server's own housekeeping does later.
        guard let connection = try? live() else { return }
        for text in statements.vacuum { _ = try? connection.run([Query(text, isPrepared: false)]) }
    }

    func rewrap(_ keys: [(sequence: Int, key: WrappedKey)]) throws(StorageFailure) {
        var parameters = Parameters()
        parameters.add(number)
        parameters.add(keys.map { Int64($0.sequence) })
        parameters.add(keys.map { String?($0.key.wrapping.text) })
        parameters.add(keys.map { [UInt8]?($0.key.bytes) }, of: .bytea)
        try transact(try live(), fence: Query(storage.statements.fence, fenceParameters), [Query(storage.statements.rewrap, parameters)])
    }

    func close() {
        guard end == nil else { return }
        end = .notWritten("the session is closed")
        // A connection of now, if there is one; the lease is not worth making another.
        if let connection, connection.isAlive { _ = try? connection.run([Query(storage.statements.closeLease, fenceParameters)]) }
        connection = nil
    }

    // MARK: - Transactions

    /// Number of the log and of the lease, with which every fence begins.
    private var fenceParameters: Parameters {
        var parameters = Parameters()
        parameters.add(number)
        parameters.add(Int64(lease.epoch))
        return parameters
    }

    /// The connection; made anew, lock and all, when the one before was lost.
    private func live() throws(StorageFailure) -> Connection {
        if let end { throw end }
        if let connection, connection.isAlive { return connection }
        connection = nil
        do {
            let fresh = try storage.connected(toWrite: true)
            var isLocked = try storage.locked(log, fresh, waitMilliseconds: 0)
            let epoch = try epoch(fresh)
            if epoch == lease.epoch, !isLocked {
                // The server may not have heard yet that the session before has ended.
                try storage.endSession(processNumber, of: log, fresh)
                isLocked = try storage.locked(log, fresh, waitMilliseconds: 500)
            }
            guard epoch == lease.epoch else { throw StorageFailure.leaseLost }
            guard isLocked else { throw StorageFailure.notWritten("the log's lock is held by another session") }
            connection = fresh
            processNumber = fresh.processNumber
            return fresh
        } catch let failure as StorageFailure {
            if case .unopenable(let text) = failure { throw .notWritten(text) }
            throw failure
        } catch {
            throw .notWritten((error as? SessionFailure)?.text ?? "")
        }
    }

    private func epoch(_ connection: Connection) throws -> Int {
        var parameters = Parameters()
        parameters.add(number)
        let rows = try connection.rows(Query(storage.statements.readLease, parameters))
        guard rows.count == 1 else { throw StorageFailure.corrupt("the log is not there") }
        return try rows.number(0, 0)
    }

    /// Carries out a transaction whose fence, a statement that changes one row of one lease, holds.
    private func transact(_ connection: Connection, begin: Bool = true, fence: Query, _ queries: [Query]) throws(StorageFailure) {
        let prefix = begin ? [Query(storage.statements.begin)] : []
        let reply = try answered(connection, prefix + [fence] + queries)
        if reply.rows.count > prefix.count {
            let fenced = reply.rows[prefix.count]
            if fenced.count == 0 {
                rollBack(connection)
                throw .leaseLost
            }
            do throws(StorageFailure) {
                try Durability.check(fenced, from: 0)
            } catch {
                rollBack(connection)
                throw error
            }
        }
        try refuse(reply, connection)
        try commit(connection)
    }

    private func commit(_ connection: Connection) throws(StorageFailure) {
        do throws(SessionFailure) {
            let reply = try connection.run([Query(storage.statements.commit)])
            if let refusal = reply.refusal {
                // An answer to COMMIT that is an error means an end without effect. Only of these is that said everywhere: constraints, aborted
                // transactions, resources, a cancelled statement, a read-only server.
                let isDefinite = ["23", "25", "40", "53"].contains(refusal.code.prefix(2)) || refusal.code == "57014"
                guard isDefinite else { throw SessionFailure.lost(refusal.text) }
                throw SessionFailure.refused(refusal)
            }
            guard reply.rows.first?.command == "COMMIT" else {
                throw SessionFailure.refused(Refusal(code: "25P02", text: "the server has rolled the transaction back"))
            }
        } catch {
            switch error {
            case .refused(let refusal):
                rollBack(connection)
                throw .notWritten(refusal.text)
            case .lost(let text):
                throw ended(.outcomeUnknown("COMMIT was sent and not answered: \(text)"))
            }
        }
    }

    /// The server's answers; a connection that breaks here has written nothing.
    private func answered(_ connection: Connection, _ queries: [Query]) throws(StorageFailure) -> Connection.Reply {
        do throws(SessionFailure) {
            return try connection.run(queries)
        } catch {
            self.connection = nil
            throw .notWritten(error.text)
        }
    }

    private func refuse(_ reply: Connection.Reply, _ connection: Connection) throws(StorageFailure) {
        guard let refusal = reply.refusal else { return }
        rollBack(connection)
        // read_only_sql_transaction: this server has become a standby, another one takes writes now.
        if refusal.code == "25006" { self.connection = nil }
        throw .notWritten(refusal.text)
    }

    private func rollBack(_ connection: Connection) {
        guard let reply = try? connection.run([Query(storage.statements.rollback)]), reply.refusal == nil else {
            self.connection = nil
            return
        }
    }

    private func ended(_ failure: StorageFailure) -> StorageFailure {
        end = failure
        connection = nil
        return failure
    }

    // MARK: - Reservations

    /// What becomes of each reservation, in their order, in a transaction that is begun here; nothing happens when there are none.
    private func reserve(_ reservations: [Reservation], _ connection: Connection) throws(StorageFailure) -> [ReservationOutcome] {
        guard !reservations.isEmpty else { return [] }
        // Another node may reserve the same at the same time: the one that is second is told so by the unique key and looks again.
        for _ in 0..<5 {
            do throws(ReservationCollision) {
                return try reserveOnce(reservations, connection)
            } catch {
                if let failure = error.failure { throw failure }
            }
        }
        throw .notWritten("others reserve the same all the time")
    }

    /// Somebody else was quicker; or, with a failure, nothing can be done.
    private struct ReservationCollision: Error {
        var failure: StorageFailure?
    }

    private func reserveOnce(_ reservations: [Reservation], _ connection: Connection) throws(ReservationCollision) -> [ReservationOutcome] {
        var outcomes = [ReservationOutcome?](repeating: nil, count: reservations.count)
        var waiting = Array(reservations.indices)
        var prefix = [Query(storage.statements.begin)]
        while !waiting.isEmpty {
            // Of each scope the first one; whoever stands behind it in the batch finds it taken.
            var scopes: Set<Commitment> = []
            let round = waiting.filter { scopes.insert(reservations[$0].scope).inserted }
            waiting.removeAll { round.contains($0) }
            let queries = prefix + storage.statements.reserving(round.map { reservations[$0] })
            do throws(StorageFailure) {
                let reply = try answered(connection, queries)
                if reply.refusal?.code == "23505" {
                    rollBack(connection)
                    throw StorageFailure.leaseLost
                }
                try refuse(reply, connection)
                let found = Array(reply.rows.dropFirst(prefix.count))
                var taken: Set<[UInt8]> = []
                for rows in found[..<2] { for row in 0..<rows.count { taken.insert(try rows.bytes(row, 0)) } }
                var standing: [Commitment: Reservation] = [:]
                for row in 0..<found[2].count {
                    let reservation = try found[2].reservation(row)
                    standing[reservation.scope] = reservation
                }
                for place in round {
                    let reservation = reservations[place]
                    if taken.contains(reservation.scope.bytes) {
                        outcomes[place] = .taken
                    } else if let earlier = standing[reservation.scope] {
                        outcomes[place] = .held(earlier)
                    }
                }
            } catch .leaseLost {
                throw ReservationCollision()
            } catch {
                throw ReservationCollision(failure: error)
            }
            prefix = []
        }
        let known = outcomes.compactMap(\.self)
        // One was forgotten between two of the statements.
        guard known.count == reservations.count else {
            rollBack(connection)
            throw ReservationCollision()
        }
        return known
    }

    /// The ranges in portions that one transaction is enough for.
    private static func portions(of ranges: [ClosedRange<Int>]) -> [[ClosedRange<Int>]] {
        var portions: [[ClosedRange<Int>]] = [[]]
        var room = forgottenAtOnce
        for range in ranges {
            var first = range.lowerBound
            while first <= range.upperBound {
                let last = min(range.upperBound, first + room - 1)
                portions[portions.count - 1].append(first...last)
                room -= last - first + 1
                first = last + 1
                if room == 0 {
                    portions.append([])
                    room = forgottenAtOnce
                }
            }
        }
        return portions.filter { !$0.isEmpty }
    }
}
