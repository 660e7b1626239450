import Ledger
import Testing

@Suite("What a storage appends", .timeLimit(.minutes(2))) struct AppendingTests {
    @Test("an empty place has no logs, a log without entries has a head of its own", arguments: StorageUnderTest.all)
    func empty(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let first = try place.storage().writing(log: "b", holder: "test")
        let second = try place.storage().writing(log: "a", holder: "test")
        #expect(try first.head() == LogHead(size: 0, newest: nil, checkpoint: nil, published: nil))
        let reading = try place.storage().reading()
        #expect(try reading.logs() == ["a", "b"])
        #expect(try reading.head(of: "a") == LogHead(size: 0, newest: nil, checkpoint: nil, published: nil))
        #expect(try reading.head(of: "c") == nil)
        #expect(try reading.entries(of: "c", in: 0..<10).isEmpty && reading.leaves(of: "a", in: 0..<10).isEmpty)
        second.close()
    }

    @Test("what was appended is read as it was given, by another process as well", arguments: StorageUnderTest.all)
    func roundTrip(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let entries = [
            SampleEntry(kind: .intent, verification: 1, about: [1, 2]), SampleEntry(kind: .exchange, verification: 1, about: [2]), SampleEntry(),
        ]
        do {
            let log = try SampleLog(place.storage())
            try log.append(entries)
            #expect(try log.session.head() == LogHead(size: 3, newest: Sample.time(2), checkpoint: SampleLog.note(3), published: nil))
        }
        let reading = try place.storage().reading()
        let read = try reading.entries(of: "hall.example/log", in: 0..<100)
        #expect(read.map(\.place) == (0..<3).map { EntryPlace(log: "hall.example/log", sequence: $0) })
        let expected = try entries.enumerated().map { try SampleLog.sealed($1, sequence: $0) }
        #expect(read.map(\.entry) == expected)
        #expect(try reading.leaves(of: "hall.example/log", in: 1..<3) == expected[1...].map(\.leaf))
        #expect(try reading.entries(of: "hall.example/log", in: 2..<2).isEmpty)
        #expect(try reading.head(of: "hall.example/log")?.checkpoint == SampleLog.note(3))
    }

    @Test("an entry of no length and one of the longest are kept alike", arguments: StorageUnderTest.all)
    func sizes(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let session = try place.storage().writing(log: "a", holder: "test")
        let long = SealedEntry(
            leaf: (0..<65_535).map { UInt8(truncatingIfNeeded: $0) }, sealed: (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 3) },
            key: try Sample.key(1), pseudonyms: try (0..<200).map { try Sample.person($0) })
        let short = SealedEntry(leaf: [0], sealed: [0], key: WrappedKey(wrapping: try Sample.keyName("k"), bytes: [0]), pseudonyms: [])
        let placed = [short, long].map { PlacedEntry(kind: .refusal, verification: nil, at: Sample.time(0), sealed: $0) }
        try session.commit(reserving: []) { _ in Batch(start: 0, entries: placed, nodes: [], checkpoint: SampleLog.note(2), answers: []) }
        #expect(try place.storage().reading().entries(of: "a", in: 0..<2).map(\.entry) == [short, long])
    }

    @Test("a batch that does not go on from the size of the log is refused, and nothing of it is kept", arguments: StorageUnderTest.all)
    func wrongSize(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        try log.append(count: 3)
        let (batch, _) = try log.batch([SampleEntry(verification: 7)])
        try log.append(count: 1)
        #expect(throws: StorageFailure.leaseLost) {
            try log.session.commit(reserving: [Sample.reservation(1, verification: 7)]) { _ in batch }
        }
        let reading = try place.storage().reading()
        #expect(try reading.head(of: log.name)?.size == 4)
        #expect(try reading.entries(of: Sample.verification(7)).isEmpty)
        #expect(try reading.reservation(of: Sample.commitment(1)) == nil)
    }

    @Test("logs of one place do not touch each other", arguments: StorageUnderTest.all)
    func twoLogs(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let first = try SampleLog(place.storage(), "a")
        let second = try SampleLog(place.storage(), "b")
        try first.append(count: 2)
        try second.append([SampleEntry(kind: .intent, verification: 3)])
        try first.append([SampleEntry(kind: .exchange, verification: 3)])
        try second.session.publish(SampleLog.note(1))
        let reading = try place.storage().reading()
        #expect(try reading.head(of: "a")?.size == 3 && reading.head(of: "b")?.size == 1)
        #expect(try reading.head(of: "a")?.published == nil)
        #expect(
            try reading.entries(of: Sample.verification(3)).map(\.place) == [EntryPlace(log: "a", sequence: 2), EntryPlace(log: "b", sequence: 0)])
        #expect(try reading.openVerifications(of: "a").isEmpty && reading.openVerifications(of: "b") == [Sample.verification(3)])
    }

    @Test("a key is taken while it is free or has expired, by the first of one batch, and told otherwise", arguments: StorageUnderTest.all)
    func reservations(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        let first = Sample.reservation(1, verification: 1, at: 0, expires: 1000)
        let rival = Sample.reservation(1, verification: 2, at: 1)
        let other = Sample.reservation(2, verification: 3)
        #expect(try log.append([SampleEntry()], reserving: [first, rival, other]) == [.taken, .held(first), .taken])
        let again = Sample.reservation(1, verification: 4, at: 999)
        #expect(try log.append([SampleEntry()], reserving: [again]) == [.held(first)])
        let late = Sample.reservation(1, verification: 5, at: 1000, expires: 2000)
        #expect(try log.append([SampleEntry()], reserving: [late]) == [.taken])
        let reading = try place.storage().reading()
        #expect(try reading.reservation(of: first.scope) == late && reading.reservation(of: other.scope) == other)
        #expect(try reading.reservation(of: Sample.commitment(3)) == nil)
    }

    @Test("a key that another node's log has reserved is held", arguments: StorageUnderTest.all)
    func reservedElsewhere(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let first = try SampleLog(place.storage(), "a")
        let second = try SampleLog(place.storage(), "b")
        let reservation = Sample.reservation(1, verification: 1)
        try first.append(count: 1)
        try first.append([SampleEntry()], reserving: [reservation])
        #expect(try second.append([SampleEntry()], reserving: [Sample.reservation(1, verification: 2)]) == [.held(reservation)])
    }

    @Test("no batch writes nothing, and reserves nothing", arguments: StorageUnderTest.all)
    func nothing(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        try log.append(count: 1)
        try log.session.commit(reserving: [Sample.reservation(1, verification: 1)]) { outcomes in
            #expect(outcomes == [.taken])
            return nil
        }
        let reading = try place.storage().reading()
        #expect(try reading.reservation(of: Sample.commitment(1)) == nil && reading.head(of: log.name)?.size == 1)
        #expect(try log.append([SampleEntry()], reserving: [Sample.reservation(1, verification: 2)]) == [.taken])
    }

    @Test("the hashes of completed subtrees are kept by level", arguments: StorageUnderTest.all)
    func nodes(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        for _ in 0..<3 { try log.append(count: 257) }
        let reading = try place.storage().reading()
        let leaves = try reading.leaves(of: log.name, in: 0..<1000)
        #expect(leaves.count == 771)
        let tree = MerkleTree(leaves: leaves)
        let subtrees = try (0..<3).map { try #require(Subtree(level: 8, index: $0)) }
        let expected = try tree.hashes(of: subtrees)
        #expect(try reading.nodes(of: log.name, level: 8, in: 0..<10) == expected)
        #expect(try reading.nodes(of: log.name, level: 8, in: 1..<2) == [expected[1]])
        #expect(try reading.nodes(of: log.name, level: 16, in: 0..<10).isEmpty && reading.nodes(of: "b", level: 8, in: 0..<10).isEmpty)
    }

    @Test("a checkpoint is published, replaced, and never of more than there is", arguments: StorageUnderTest.all)
    func publishing(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        try log.append(count: 2)
        try log.session.publish(SampleLog.note(1))
        #expect(try place.storage().reading().head(of: log.name)?.published == SampleLog.note(1))
        try log.session.publish(SampleLog.note(2))
        #expect(throws: StorageFailure.leaseLost) { try log.session.publish(SampleLog.note(3)) }
        #expect(try log.session.head() == LogHead(size: 2, newest: Sample.time(1), checkpoint: SampleLog.note(2), published: SampleLog.note(2)))
    }
}
