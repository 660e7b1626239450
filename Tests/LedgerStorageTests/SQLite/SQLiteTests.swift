import GRDB
import Glibc
import Ledger
import LedgerSQLite
import Testing

@Suite("A ledger in one file", .timeLimit(.minutes(2))) struct SQLiteTests {
    @Test("its files are their owner's only")
    func rights() throws {
        let place = try SQLitePlace()
        let log = try SampleLog(place.storage())
        try log.append(count: 3)
        #expect(Set(place.folder.names) == ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite.lock"])
        for name in place.folder.names {
            var status = stat()
            #expect(stat(place.folder.path + "/" + name, &status) == 0 && status.st_mode & 0o777 == 0o600, "\(name)")
        }
    }

    @Test(
        "a setting that durability or forgetting rests on and that is not in force is refused, and the lease stays free",
        arguments: [
            "synchronous = NORMAL", "synchronous = OFF", "journal_mode = DELETE", "journal_mode = MEMORY", "secure_delete = OFF",
            "secure_delete = FAST",
        ])
    func settings(override: String) throws {
        let place = try SQLitePlace()
        try SampleLog(place.storage()).append(count: 1)
        var file = place.file
        file.overrides = [override]
        do throws(StorageFailure) {
            _ = try file.writing(log: "hall.example/log", holder: "unsafe")
            Issue.record("\(override) was taken")
        } catch {
            guard case .unsafeSetting = error else {
                Issue.record("another failure: \(error)")
                return
            }
        }
        #expect(try SampleLog(place.storage()).session.lease.previous?.holder == "test")
    }

    @Test("what cannot be opened is told by its path and its reason")
    func unopenable() throws {
        let folder = try Folder()
        func failure(_ path: String) -> String {
            do throws(StorageFailure) {
                _ = try LedgerFile(path: path).writing(log: "a", holder: "test")
                return "none"
            } catch {
                guard case .unopenable(let reason) = error else { return "another: \(error)" }
                return reason
            }
        }
        let missing = folder.path + "/none/ledger.sqlite"
        #expect(failure(missing).contains(missing) && failure(missing).contains("No such file or directory"))
        #expect(failure(folder.path).contains("Is a directory"))
        try folder.write(
            Array("this is no database, and long enough to be looked at as one, which takes a hundred bytes at the least, so go on".utf8), to: "text")
        #expect(failure(folder.path + "/text").contains("is no SQLite database"))
        try DatabaseQueue(path: folder.path + "/other").write { try $0.execute(sql: "CREATE TABLE people(name TEXT)") }
        #expect(failure(folder.path + "/other").contains("another program"))
        #expect(throws: StorageFailure.self) { try LedgerFile(path: missing).reading() }
        try folder.write([], to: "empty")
        #expect(throws: StorageFailure.unopenable("\(folder.path)/empty holds no ledger yet")) {
            try LedgerFile(path: folder.path + "/empty").reading()
        }
    }

    @Test("no right to write is told", .enabled(if: geteuid() != 0, "root may write everywhere"))
    func noRight() throws {
        let folder = try Folder()
        chmod(folder.path, 0o500)
        defer { chmod(folder.path, 0o700) }
        #expect(throws: StorageFailure.unopenable("the ledger \(folder.path)/ledger cannot be opened for writing: Permission denied")) {
            try LedgerFile(path: folder.path + "/ledger").writing(log: "a", holder: "test")
        }
    }

    @Test("while another process locks the file nothing is written, and afterwards everything again; readers read on")
    func locked() throws {
        let place = try SQLitePlace()
        var file = place.file
        file.patienceMilliseconds = 50
        let log = try SampleLog(file)
        try log.append(count: 2)
        let other = try place.stranger()
        try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        do throws(StorageFailure) {
            try log.session.publish(SampleLog.note(1))
            Issue.record("it was written")
        } catch {
            guard case .notWritten = error else {
                Issue.record("another failure: \(error)")
                return
            }
        }
        #expect(try file.reading().head(of: log.name)?.size == 2)
        try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try log.append(count: 1)
        #expect(try file.reading().head(of: log.name)?.size == 3)
    }

    @Test("a full file fails and did not persist; with room again the same session goes on")
    func full() throws {
        let place = try SQLitePlace()
        var file = place.file
        file.overrides = ["max_page_count = 100"]
        let session = try SampleLog(file)
        var failure: StorageFailure?
        while failure == nil {
            do {
                try session.append(count: 20)
            } catch let error as StorageFailure {
                failure = error
            }
        }
        guard case .notWritten? = failure else {
            Issue.record("another failure: \(String(describing: failure))")
            return
        }
        let size = session.size
        #expect(try place.storage().reading().head(of: session.name)?.size == size && session.session.head().size == size)
        // Forgetting makes room.
        try session.session.forget([0...size - 1])
        try session.append(count: 5)
        #expect(try place.storage().reading().leaves(of: session.name, in: 0..<1_000_000).count == size + 5)
    }

    @Test("somebody who still reads the old pages keeps forgetting from being called done; doing it again finishes it")
    func stuckReader() throws {
        let place = try SQLitePlace()
        var file = place.file
        file.patienceMilliseconds = 50
        let log = try SampleLog(file)
        try log.append([SampleEntry(about: [1])])
        let reader = try place.stranger()
        try reader.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN")
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM entries")
        }
        #expect(throws: StorageFailure.self) { try log.session.forget([0...0]) }
        try reader.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try log.session.forget([0...0])
        let secret = try Sample.key(0).bytes
        #expect(try place.rawBytes()?.holds(secret) == false)
    }

    @Test("a lock file that was taken away lets another process in, and the first one writes nothing more")
    func fenced() throws {
        let place = try SQLitePlace()
        let first = try SampleLog(place.storage(), holder: "first")
        try first.append(count: 1)
        unlink(place.path + ".lock")
        let second = try SampleLog(place.storage(), holder: "second")
        #expect(throws: StorageFailure.leaseLost) { try first.append(count: 1) }
        #expect(throws: StorageFailure.leaseLost) { try first.session.forget([0...0]) }
        try second.append(count: 1)
        first.session.close()
        try second.append(count: 1)
        #expect(try place.storage().reading().head(of: second.name)?.size == 3)
    }

    @Test("of thousands of persons in thousands of pages nothing stays behind")
    func eraseMany() throws {
        let place = try SQLitePlace()
        let log = try SampleLog(place.storage())
        for start in stride(from: 0, to: 1500, by: 500) {
            try log.append((start..<start + 500).map { SampleEntry(kind: .intent, verification: $0, about: [$0, $0 + 10_000]) })
            try log.append(
                (start..<start + 500).map { SampleEntry(kind: .outcome, verification: $0, about: [$0]) },
                reserving: (start..<start + 500).map { Sample.reservation($0, verification: $0) })
        }
        for start in stride(from: 0, to: 3000, by: 1000) { try log.session.forget([start...start + 999]) }
        let bytes = try #require(try place.rawBytes())
        var remnants = 0
        for number in 0..<1500 {
            for person in [number, number + 10_000] {
                let pseudonym = try Sample.person(person)
                if bytes.holds(pseudonym.bytes) || bytes.holds(Array(pseudonym.bytes.prefix(8))) { remnants += 1 }
            }
            if bytes.holds(Sample.commitment(number).bytes) { remnants += 1 }
        }
        for sequence in 0..<3000 {
            let key = try Sample.key(sequence).bytes
            if bytes.holds(Sample.secret("sealed", sequence)) || bytes.holds(Array(key.prefix(32))) || bytes.holds(Array(key.suffix(32))) {
                remnants += 1
            }
        }
        #expect(remnants == 0)
        #expect(bytes.holds(Array("leaf 17 intent".utf8)))
    }

    @Test("many processes that come at once make one schema, and each gets its log")
    func schemaRace() async throws {
        let place = try SQLitePlace()
        let file = place.file
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<6 {
                group.addTask {
                    let log = try SampleLog(file, "log \(number)")
                    try log.append(count: 10)
                    return log.size
                }
            }
            for try await size in group { #expect(size == 10) }
        }
        #expect(try place.storage().reading().logs() == (0..<6).map { "log \($0)" })
    }

    @Test("an old copy of the file is refused by the second place, and a cut write-ahead log is a shorter log or none")
    func oldCopy() async throws {
        let place = try SQLitePlace()
        let desk = try Desk(place.storage())
        let writer = try desk.started()
        _ = try await writer.append([desk.search(), desk.search()])
        let copies = try place.folder.names.filter { $0.hasSuffix("sqlite") || $0.hasSuffix("-wal") }.map { ($0, try place.folder.bytes(of: $0)) }
        for _ in 0..<5 { _ = try await writer.append([desk.search(), desk.search()]) }
        let newest = try place.folder.names.filter { $0.hasSuffix("sqlite") || $0.hasSuffix("-wal") }.map { ($0, try place.folder.bytes(of: $0)) }
        await writer.stop(.asked)
        func restored(_ files: [(String, [UInt8])]) throws -> (SQLitePlace, Desk) {
            let other = try SQLitePlace()
            for (name, bytes) in files { try other.folder.write(bytes, to: name) }
            return (other, try Desk(other.storage(), secondPlace: desk.secondPlace))
        }
        do {
            let (copy, old) = try restored(copies)
            #expect(throws: LedgerFailure.flawed(.behindSecondPlace(size: 3, place: "the other place", seen: 14))) {
                try old.writer().start(Desk.start)
            }
            #expect(try copy.storage().reading().head(of: Desk.log)?.size == 3)
        }
        let wal = try #require(newest.first { $0.0.hasSuffix("-wal") }?.1)
        let base = newest.filter { !$0.0.hasSuffix("-wal") }
        var sizes: Set<Int> = []
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<40 {
            let cut = Int.random(in: 0...wal.count, using: &dice)
            let (other, torn) = try restored(base + [("ledger.sqlite-wal", Array(wal[..<cut]))])
            #expect(throws: LedgerFailure.self, "cut at \(cut)") { try torn.writer().start(Desk.start) }
            // What is there is a prefix that verifies by itself.
            guard let reading = try? other.storage().reading(), let head = try reading.head(of: Desk.log) else { continue }
            sizes.insert(head.size)
            #expect(head.size < 14)
            if head.size > 0 { _ = try torn.audited() }
        }
        #expect(!sizes.isEmpty)
    }
}
