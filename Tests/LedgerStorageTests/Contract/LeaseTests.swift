import Ledger
import Testing

@Suite("Who may write to a log", .timeLimit(.minutes(2))) struct LeaseTests {
    @Test("a second process is refused while the first holds the log, and told whose it is", arguments: StorageUnderTest.all)
    func exclusive(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let first = try SampleLog(place.storage(), holder: "hall-1 17")
        try first.append(count: 1)
        #expect(first.session.lease == Lease(epoch: 1, previous: nil))
        #expect(throws: StorageFailure.leased(holder: "hall-1 17")) { try place.storage().writing(log: first.name, holder: "hall-2 18") }
        try first.append(count: 1)
        #expect(try place.storage().reading().head(of: first.name)?.size == 2)
    }

    @Test("after a stop in good order and after a death the next one has a greater number, and knows which it was", arguments: StorageUnderTest.all)
    func succession(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        do {
            let first = try SampleLog(place.storage(), holder: "first")
            try first.append(count: 3)
            first.session.close()
        }
        do {
            let second = try SampleLog(place.storage(), holder: "second")
            #expect(second.session.lease == Lease(epoch: 2, previous: .init(epoch: 1, holder: "first", wasClosed: true)))
            #expect(try second.session.head() == LogHead(size: 3, newest: Sample.time(2), checkpoint: SampleLog.note(3), published: nil))
            try second.append(count: 1)
            // No close: it dies.
        }
        let third = try SampleLog(place.storage(), holder: "third")
        #expect(third.session.lease == Lease(epoch: 3, previous: .init(epoch: 2, holder: "second", wasClosed: false)))
        try third.append(count: 1)
        #expect(third.size == 5)
    }

    @Test("a session that has given up its lease writes nothing more", arguments: StorageUnderTest.all)
    func afterClose(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        try log.append(count: 1)
        log.session.close()
        log.session.close()
        #expect(throws: StorageFailure.self) { try log.append(count: 1) }
        #expect(throws: StorageFailure.self) { try log.session.publish(SampleLog.note(1)) }
        #expect(throws: StorageFailure.self) { try log.session.forget([0...0]) }
        #expect(try place.storage().reading().head(of: log.name)?.size == 1)
    }

    @Test("a place that a newer program has used is left alone", arguments: StorageUnderTest.all)
    func newerSchema(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        do {
            let log = try SampleLog(place.storage())
            try log.append(count: 1)
            log.session.close()
        }
        let found = try place.raiseSchema()
        #expect(throws: StorageFailure.newerSchema(found: found, known: found - 1)) {
            try place.storage().writing(log: "hall.example/log", holder: "test")
        }
    }
}
