import Foundation
import Ledger
import PrivatePostgres
import Testing

@testable import LedgerPostgres

@Suite("The way to a ledger's server") struct PostgresConnectionTests {
    @Test("a setting without which commits may be lost is refused at the start and in every transaction", .timeLimit(.minutes(2)))
    func unsafeSettings() async throws {
        let cluster = try await onThread { try PrivateCluster() }
        let place = try PostgresPlace(on: cluster)
        let log = try SampleLog(place.storage())
        try log.append(count: 1)
        for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
            let refusal = StorageFailure.unsafeSetting("\(setting) is off")
            try await change(place, setting, to: "off")
            #expect(throws: refusal) { try place.storage().writing(log: "another", holder: "test") }
            #expect(throws: refusal) { try log.append(count: 1) }
            #expect(throws: refusal) { try log.session.publish(SampleLog.note(1)) }
            // Evidence can be read all the same.
            #expect(try place.storage().reading().head(of: log.name)?.size == log.size)
            try await change(place, setting, to: "on")
            try log.append(count: 1)
        }
        #expect(log.size == 4 && log.session.lease.epoch == 1)
        for value in ["local", "remote_write", "remote_apply"] {
            let session = try place.storage("options='-c synchronous_commit=\(value)'").writing(log: value, holder: "test")
            session.close()
        }
        #expect(throws: StorageFailure.unsafeSetting("synchronous_commit is off")) {
            try place.storage("options='-c synchronous_commit=off'").writing(log: "another", holder: "test")
        }
    }

    @Test("an address that leads nowhere is told without its password")
    func addresses() {
        func failure(_ address: String) -> StorageFailure? {
            #expect(throws: StorageFailure.self) { try PostgresStorage(PostgresAddress(connectionString: address)).reading() }
        }
        let password = StorageFailure.unopenable("the server's address holds a password; name a file of it instead (passfile=…)")
        #expect(failure("host=/tmp password=guess") == password)
        #expect(failure("postgresql://me:guess@localhost/x") == password)
        #expect(failure("guess") == .unopenable("the server's address is no connection string of libpq"))
        let nowhere = failure("host=/nowhere")
        guard case .unopenable(let text)? = nowhere else {
            Issue.record("\(String(describing: nowhere))")
            return
        }
        #expect(text.contains("/nowhere"))
    }

    @Test("a database that does not exist, and a role without rights, are told")
    func rights() async throws {
        let place = try await PostgresPlace.made()
        #expect(throws: StorageFailure.self) { try place.storage("dbname=nothing").reading() }
        let role = "reader_of_\(place.address.schema.text)"
        try place.run("CREATE ROLE \(role) LOGIN")
        let refused = #expect(throws: StorageFailure.self) { try place.storage("user=\(role)").writing(log: "a", holder: "test") }
        #expect(
            refused
                == .unopenable(
                    "the schema \(place.address.schema.text) cannot be brought forward: SQLSTATE 42501: permission denied for database postgres"))
        // With the tables there, reading needs no more than reading.
        let log = try SampleLog(place.storage())
        try log.append(count: 1)
        try place.run("GRANT USAGE ON SCHEMA \(place.address.schema.text) TO \(role)")
        try place.run("GRANT SELECT ON ALL TABLES IN SCHEMA \(place.address.schema.text) TO \(role)")
        #expect(try place.storage("user=\(role)").reading().head(of: log.name)?.size == 1)
        #expect(throws: StorageFailure.self) { try place.storage("user=\(role)").writing(log: "b", holder: "test") }
    }

    @Test("a listener that accepts and says nothing is given up")
    func hangingHandshake() async throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 4) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(isListening)
        let port = UInt16(bigEndian: address.sin_port)
        let storage = PostgresStorage(
            PostgresAddress(connectionString: "host=127.0.0.1 port=\(port) user=a dbname=b"), limits: PostgresLimits(connectTimeoutMilliseconds: 2000)
        )
        let start = ContinuousClock.now
        let failure = await #expect(throws: StorageFailure.self) {
            try await onThread { _ = try storage.writing(log: "a", holder: "test") }
        }
        #expect(ContinuousClock.now - start < .seconds(60))
        guard case .unopenable(let text)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(text.contains("timeout expired"))
    }

    @Test("what the server says of an entry is not passed on")
    func silentErrors() async throws {
        let place = try await PostgresPlace.made()
        let log = try SampleLog(place.storage())
        try log.append(count: 1)
        // Somebody has written behind the log's end.
        try place.run(
            "INSERT INTO \(place.address.schema.text).entries (log, seq, kind, about_persons, at, leaf, sealed) VALUES (1, 1, 'x', false, 0, '', '')")
        #expect(throws: StorageFailure.notWritten("SQLSTATE 23505")) { try log.append(count: 1) }
        try place.run("DELETE FROM \(place.address.schema.text).entries WHERE seq = 1")
        try log.append(count: 1)
        // Somebody has taken one out.
        try place.run("DELETE FROM \(place.address.schema.text).entries WHERE seq = 0")
        #expect(throws: StorageFailure.corrupt("the entry 0 is missing")) { try place.storage().reading().leaves(of: log.name, in: 0..<2) }
        #expect(try place.storage().reading().leaves(of: log.name, in: 1..<5).count == 1)
    }

    /// Changes a setting of the server, and waits until every session has it.
    private func change(_ place: PostgresPlace, _ setting: String, to value: String) async throws {
        try place.run("ALTER SYSTEM SET \(setting) = \(value)")
        try place.run("SELECT pg_reload_conf()::text")
        try await eventually(within: 20, "the server takes the setting") { try place.run("SHOW \(setting)") == [value] }
        // Sessions are told one after the other, just after new ones have it.
        try await Task.sleep(for: .milliseconds(200))
    }
}
