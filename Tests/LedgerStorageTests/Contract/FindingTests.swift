import Ledger
import Testing
import Verification

@Suite("What a storage finds", .timeLimit(.minutes(2))) struct FindingTests {
    @Test("everything of a verification, in the order of the log", arguments: StorageUnderTest.all)
    func byVerification(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        try log.append([SampleEntry(kind: .intent, verification: 1), SampleEntry(kind: .intent, verification: 2)])
        try log.append([SampleEntry(kind: .exchange, verification: 1), SampleEntry(kind: .outcome, verification: 1)])
        let reading = try place.storage().reading()
        #expect(try reading.entries(of: Sample.verification(1)).map(\.place.sequence) == [0, 2, 3])
        #expect(try reading.entries(of: Sample.verification(9)).isEmpty)
    }

    @Test("everything about a person under any of the keys, by log and sequence, page by page", arguments: StorageUnderTest.all)
    func byPerson(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let second = try SampleLog(place.storage(), "b")
        let first = try SampleLog(place.storage(), "a")
        try second.append([SampleEntry(about: [1])])
        try first.append([SampleEntry(about: [1, 2]), SampleEntry(about: [2]), SampleEntry(about: [1]), SampleEntry(about: [3])])
        let reading = try place.storage().reading()
        func found(_ persons: [Pseudonym], after: EntryPlace? = nil, limit: Int = 100) throws -> [EntryPlace] {
            try reading.entries(about: persons, after: after, limit: limit).map(\.place)
        }
        let places = [EntryPlace(log: "a", sequence: 0), EntryPlace(log: "a", sequence: 2), EntryPlace(log: "b", sequence: 0)]
        let one = try Sample.person(1)
        #expect(try found([one]) == places)
        #expect(try found([one], limit: 2) == Array(places[..<2]))
        #expect(try found([one], after: places[0]) == Array(places[1...]))
        #expect(try found([one], after: places[1], limit: 1) == [places[2]])
        #expect(try found([one], after: places[2]).isEmpty && found([one], limit: 0).isEmpty && found([]).isEmpty)
        // An entry about both is found once.
        #expect(try found([one, Sample.person(2)]).map(\.sequence) == [0, 1, 2, 0])
        // The same bytes under another key are another person.
        #expect(try found([Sample.person(1, key: "names-2")]).isEmpty)
        #expect(try reading.entries(about: [one], after: nil, limit: 1).first?.entry == SampleLog.sealed(SampleEntry(about: [1, 2]), sequence: 0))
    }

    @Test("a verification is open from its intent to its outcome", arguments: StorageUnderTest.all)
    func open(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        try log.append([SampleEntry(kind: .intent, verification: 2), SampleEntry(kind: .intent, verification: 1)])
        try log.append([SampleEntry(kind: .exchange, verification: 2), SampleEntry(kind: .receiptRead, verification: 9)])
        let reading = try place.storage().reading()
        #expect(try reading.openVerifications(of: log.name) == [Sample.verification(2), Sample.verification(1)])
        try log.append([SampleEntry(kind: .outcome, verification: 2)])
        #expect(try reading.openVerifications(of: log.name) == [Sample.verification(1)])
        // Opened and closed in one batch.
        try log.append([SampleEntry(kind: .intent, verification: 5), SampleEntry(kind: .outcome, verification: 5)])
        #expect(try reading.openVerifications(of: log.name) == [Sample.verification(1)])
        #expect(try reading.openVerifications(of: "other").isEmpty)
    }

    @Test("answers by the receipt's code, and by their question over all logs in the order of time", arguments: StorageUnderTest.all)
    func answers(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let first = try SampleLog(place.storage(), "a")
        let second = try SampleLog(place.storage(), "b")
        let value = try Sample.question(77)
        let one = ReceiptedAnswer(code: Sample.code(1), question: try Sample.question(1), verdict: .confirmed, value: value, sequence: 1)
        let two = ReceiptedAnswer(code: Sample.code(1), question: try Sample.question(2), verdict: .noRecord, sequence: 1)
        let three = ReceiptedAnswer(code: Sample.code(3), question: try Sample.question(1), verdict: .refuted, sequence: 0)
        try first.append([SampleEntry(), SampleEntry(kind: .outcome, verification: 1, at: 500)], answers: [one, two])
        try second.append([SampleEntry(kind: .outcome, verification: 2, at: 400)], answers: [three])
        let reading = try place.storage().reading()
        func told(_ answers: [StoredAnswer]) -> [String] {
            answers.map {
                "\($0.log) \($0.at.milliseconds) \($0.answer.code.text) \($0.answer.verdict) \($0.answer.sequence) \($0.answer.value != nil)"
            }
        }
        let expected = [one, two].map { StoredAnswer(log: "a", answer: $0, at: Sample.time(500)) }
        let third = StoredAnswer(log: "b", answer: three, at: Sample.time(400))
        let byCode = try reading.answers(under: Sample.code(1))
        #expect(told(byCode) == told(expected))
        #expect(byCode.map(\.answer.question) == [one.question, two.question] && byCode.map(\.answer.value) == [value, nil])
        #expect(try told(reading.answers(to: [one.question])) == told([third, expected[0]]))
        #expect(try told(reading.answers(to: [two.question, one.question])) == told([third] + expected))
        #expect(try reading.answers(under: Sample.code(9)).isEmpty && reading.answers(to: []).isEmpty)
    }

    @Test("what may be due, by verification, by first entry, page by page", arguments: StorageUnderTest.all)
    func unforgotten(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try SampleLog(place.storage())
        let other = try SampleLog(place.storage(), "other")
        try other.append(count: 3)
        try log.append([
            SampleEntry(kind: .start, at: 0), SampleEntry(kind: .intent, verification: 1, at: 10), SampleEntry(kind: .refusal, at: 11),
            SampleEntry(kind: .intent, verification: 2, at: 12), SampleEntry(kind: .outcome, verification: 2, at: 13),
            SampleEntry(kind: .outcome, verification: 1, at: 500), SampleEntry(kind: .stop, at: 501),
        ])
        let reading = try place.storage().reading()
        func groups(before: Int, after: Int? = nil, limit: Int = 10) throws -> [EntryGroup] {
            try reading.unforgotten(of: log.name, before: Sample.time(before), after: after, limit: limit)
        }
        let one = EntryGroup(verification: Sample.verification(1), sequences: [1, 5], newest: Sample.time(500))
        let single = EntryGroup(verification: nil, sequences: [2], newest: Sample.time(11))
        let two = EntryGroup(verification: Sample.verification(2), sequences: [3, 4], newest: Sample.time(13))
        #expect(try groups(before: 1000) == [one, single, two])
        #expect(try groups(before: 500) == [single, two])
        #expect(try groups(before: 13) == [single])
        #expect(try groups(before: 1000, limit: 2) == [one, single] && groups(before: 1000, limit: 0).isEmpty)
        #expect(try groups(before: 1000, after: 1) == [single, two] && groups(before: 1000, after: 2, limit: 1) == [two])
        #expect(try groups(before: 1000, after: 3).isEmpty && groups(before: 5).isEmpty)
        try log.session.forget([2...3])
        #expect(
            try groups(before: 1000) == [one, EntryGroup(verification: Sample.verification(2), sequences: [4], newest: Sample.time(13))])
    }
}
