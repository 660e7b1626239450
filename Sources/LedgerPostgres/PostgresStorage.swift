import CPostgres
import Glibc
package import Ledger

/// Logs kept by a PostgreSQL server (15 or newer, or one that speaks as it does), reached through libpq. One database holds the logs of
/// several nodes. Safe to use from any thread: each session has a connection of its own.
package struct PostgresStorage: LedgerStorage {
    private let address: PostgresAddress
    private let limits: PostgresLimits
    /// The texts of what is asked.
    let statements: Statements

    package init(_ address: PostgresAddress, limits: PostgresLimits = PostgresLimits()) {
        self.address = address
        self.limits = limits
        statements = Statements(address.schema)
    }

    package func reading() throws(StorageFailure) -> any LedgerReading {
        PostgresReader(self, try connected(toWrite: false))
    }

    package func writing(log: String, holder: String) throws(StorageFailure) -> any LogWriting {
        let connection = try connected(toWrite: true)
        do {
            let id = try number(of: log, connection)
            guard try locked(log, connection, waitMilliseconds: limits.leaseWaitMilliseconds) else {
                throw StorageFailure.leased(holder: try holderName(of: id, connection))
            }
            let lease = try leased(id, holder: holder, connection)
            return PostgresWriter(self, connection, log: log, number: id, lease: lease)
        } catch let failure as StorageFailure {
            throw failure
        } catch {
            throw .unopenable("the lease of the log cannot be taken: \((error as? SessionFailure)?.text ?? "")")
        }
    }

    /// A connection with the limits in force and the schema brought forward; to write, only with the settings that durability rests on.
    func connected(toWrite: Bool) throws(StorageFailure) -> Connection {
        switch Connection.holdsPassword(address.connectionString) {
        case nil: throw .unopenable("the server's address is no connection string of libpq")
        case true?: throw .unopenable("the server's address holds a password; name a file of it instead (passfile=…)")
        case false?: break
        }
        do {
            let connection = try Connection(address, limits: limits)
            // Those that the server knows: forks lack some. The last three end what a machine has left behind that went without a word.
            let settings: [(String, Int)] = [
                ("statement_timeout", limits.statementTimeoutMilliseconds), ("lock_timeout", limits.lockTimeoutMilliseconds),
                ("idle_in_transaction_session_timeout", limits.silenceMilliseconds),
                ("tcp_keepalives_idle", 5), ("tcp_keepalives_interval", 2), ("tcp_keepalives_count", 3),
            ]
            var parameters = Parameters()
            parameters.add(settings.map { String?($0.0) })
            parameters.add(settings.map { String?(String($0.1)) })
            _ = try connection.rows(
                Query(
                    "SELECT set_config(n.name, n.value, false) FROM (SELECT unnest($1::text[]) AS name, unnest($2::text[]) AS value) AS n"
                        + " WHERE n.name IN (SELECT name FROM pg_settings)", parameters, isPrepared: false))
            if toWrite {
                let found = try connection.rows(Query("SELECT \(Durability.columns)", isPrepared: false))
                try Durability.check(found, from: 0)
            }
            try Schema.bringForward(connection, address.schema)
            if !toWrite { _ = try connection.rows(Query("SET default_transaction_read_only = on", isPrepared: false)) }
            return connection
        } catch let failure as StorageFailure {
            throw failure
        } catch {
            throw .unopenable("the ledger's server cannot be used: \((error as? SessionFailure)?.text ?? "")")
        }
    }

    /// Takes the lock of a log; false when another session still has it after that time.
    func locked(_ log: String, _ connection: Connection, waitMilliseconds: Int) throws(SessionFailure) -> Bool {
        let step = 50
        var left = waitMilliseconds
        while true {
            var parameters = Parameters()
            parameters.add(AdvisoryKey.lease(of: log, in: address.schema))
            let rows = try connection.rows(Query(statements.tryLock, parameters))
            if rows.count == 1, rows.optionalBytes(0, 0) == [1] { return true }
            guard left > 0 else { return false }
            usleep(UInt32(min(step, left) * 1000))
            left -= step
        }
    }

    /// Ends the session of that process number if it has the lock of the log: ours from before, of whose end the server has not heard yet.
    func endSession(_ processNumber: Int, of log: String, _ connection: Connection) throws(SessionFailure) {
        var parameters = Parameters()
        parameters.add(AdvisoryKey.lease(of: log, in: address.schema))
        parameters.add(Int64(processNumber))
        _ = try connection.run([Query(statements.endSession, parameters)])
    }

    /// The number that a log has in the tables; makes the log when there is none.
    private func number(of log: String, _ connection: Connection) throws -> Int32 {
        var origin = Parameters()
        origin.add(log)
        let find = Query(statements.findLog, origin)
        let found = try connection.rows(find)
        if found.count == 1 { return Int32(try found.number(0, 0)) }
        var lock = Parameters()
        lock.add(AdvisoryKey.migration(of: address.schema))
        var reply = try connection.run([Query(statements.begin), Query("SELECT pg_advisory_xact_lock($1::bigint)", lock), find])
        if reply.refusal == nil, reply.rows[2].count == 0 {
            reply = try connection.run([Query(statements.makeLog, origin), Query(statements.commit), find])
        } else if reply.refusal == nil {
            reply = try connection.run([Query(statements.commit), Query(statements.commit), find])
        }
        guard reply.refusal == nil, reply.rows[2].count == 1 else {
            throw StorageFailure.unopenable("the log cannot be made: \(reply.refusal?.text ?? "it is not there afterwards")")
        }
        return Int32(try reply.rows[2].number(0, 0))
    }

    private func holderName(of number: Int32, _ connection: Connection) throws -> String {
        var parameters = Parameters()
        parameters.add(number)
        return try connection.rows(Query(statements.readLease, parameters)).text(0, 1)
    }

    private func leased(_ number: Int32, holder: String, _ connection: Connection) throws -> Lease {
        var id = Parameters()
        id.add(number)
        var taking = id
        taking.add(holder)
        let reply = try connection.run([
            Query(statements.begin), Query(statements.lockLease, id), Query(statements.takeLease, taking), Query(statements.commit),
        ])
        if let refusal = reply.refusal { throw StorageFailure.unopenable("the lease of the log cannot be taken: \(refusal.text)") }
        let (before, now) = (reply.rows[1], reply.rows[2])
        guard before.count == 1, now.count == 1, reply.rows[3].command == "COMMIT" else { throw StorageFailure.corrupt("the log is not there") }
        let epoch = try before.number(0, 0)
        let previous = epoch == 0 ? nil : Lease.Previous(epoch: epoch, holder: try before.text(0, 1), wasClosed: try before.bool(0, 2))
        return Lease(epoch: try now.number(0, 0), previous: previous)
    }
}

/// The settings of a server without which an acknowledged commit may be lost.
enum Durability {
    /// What to select to know them, as they are in force for the session that asks.
    static let columns = "current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')"

    /// Refuses a session whose commits may be lost with a machine. Every value of `synchronous_commit` but `off` waits for the disk of the
    /// server itself.
    static func check(_ rows: Rows, from column: Int) throws(StorageFailure) {
        let fsync = try rows.text(0, column)
        let pages = try rows.text(0, column + 1)
        let commit = try rows.text(0, column + 2)
        guard fsync == "on" else { throw .unsafeSetting("fsync is \(fsync)") }
        guard pages == "on" else { throw .unsafeSetting("full_page_writes is \(pages)") }
        guard ["on", "local", "remote_write", "remote_apply"].contains(commit) else { throw .unsafeSetting("synchronous_commit is \(commit)") }
    }
}
