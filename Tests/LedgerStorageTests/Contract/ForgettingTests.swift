import Glibc
import Ledger
import ShangMi
import Testing
import Verification

@Suite("What a storage forgets", .timeLimit(.minutes(2))) struct ForgettingTests {
    /// A log of a verification (0 to 2) with a receipt and a key, and of one that stays (3 to 5).
    private func filled(_ place: any StoragePlace) throws -> SampleLog {
        let log = try SampleLog(place.storage())
        for number in [1, 2] {
            let question = try Sample.question(number)
            let answer = ReceiptedAnswer(code: Sample.code(number), question: question, verdict: .confirmed, value: question, sequence: log.size + 2)
            try log.append(
                [
                    SampleEntry(kind: .intent, verification: number, about: [number]),
                    SampleEntry(kind: .exchange, verification: number, about: [number, 10 + number]),
                    SampleEntry(kind: .outcome, verification: number, about: [number]),
                ], answers: [answer], reserving: [Sample.reservation(number, verification: number)])
        }
        return log
    }

    @Test("private halves, answers and keys go, leaves and hashes stay; doing it again changes nothing", arguments: StorageUnderTest.all)
    func forgets(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try filled(place)
        let reading = try place.storage().reading()
        let before = try reading.entries(of: log.name, in: 0..<6).map(\.entry)
        let leaves = try reading.leaves(of: log.name, in: 0..<6)
        for _ in 0..<2 {
            try log.session.forget([0...1, 2...2])
            let after = try reading.entries(of: log.name, in: 0..<6).map(\.entry)
            #expect(after[..<3].elementsEqual(before[..<3].map(\.forgotten)) && after[3...].elementsEqual(before[3...]))
            #expect(try reading.leaves(of: log.name, in: 0..<6) == leaves)
            #expect(try reading.entries(about: [Sample.person(1), Sample.person(11)], after: nil, limit: 10).isEmpty)
            #expect(try reading.entries(about: [Sample.person(2)], after: nil, limit: 10).count == 3)
            #expect(try reading.answers(under: Sample.code(1)).isEmpty && reading.answers(to: [Sample.question(1)]).isEmpty)
            #expect(try reading.answers(under: Sample.code(2)).count == 1)
            #expect(try reading.reservation(of: Sample.commitment(1)) == nil && reading.reservation(of: Sample.commitment(2)) != nil)
            #expect(try reading.entries(of: Sample.verification(1)).count == 3)
            #expect(try reading.head(of: log.name)?.checkpoint == SampleLog.note(6))
        }
        try log.session.forget([])
        try log.session.forget([100...200])
        try log.append(count: 1)
        #expect(try reading.head(of: log.name)?.size == 7)
    }

    @Test("what is forgotten does not lie on the disk any more", arguments: StorageUnderTest.all)
    func erases(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        guard try place.rawBytes() != nil else { return }
        let log = try filled(place)
        var gone = try (0...2).flatMap { [Sample.secret("sealed", $0), Sample.secret("more", $0), try Sample.key($0).bytes] }
        gone += try [1, 11].map { try Sample.person($0).bytes } + [Sample.secret("question", 1), Sample.commitment(1).bytes]
        var kept = try (3...5).flatMap { [Sample.secret("sealed", $0), try Sample.key($0).bytes] }
        kept += [try Sample.person(2).bytes, Array("leaf 1 exchange".utf8)]
        let before = try #require(try place.rawBytes())
        for secret in gone + kept { #expect(before.holds(secret), "the test looks in the wrong place") }
        // A reader that is in the middle of something does not keep it.
        let reading = try place.storage().reading()
        _ = try reading.entries(of: log.name, in: 0..<6)
        try log.session.forget([0...2])
        let after = try #require(try place.rawBytes())
        for (number, secret) in gone.enumerated() { #expect(!after.holds(secret), "secret \(number) is still there") }
        for secret in kept { #expect(after.holds(secret)) }
    }

    @Test("keys are wrapped anew, and what is forgotten stays forgotten", arguments: StorageUnderTest.all)
    func rewraps(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try filled(place)
        try log.session.forget([0...0])
        try log.session.rewrap([(0, Sample.key(0, wrapping: "wrap-2")), (1, Sample.key(1, wrapping: "wrap-2"))])
        let reading = try place.storage().reading()
        let entries = try reading.entries(of: log.name, in: 0..<3).map(\.entry)
        #expect(try entries[0].isForgotten && entries[1].key == Sample.key(1, wrapping: "wrap-2") && entries[2].key == Sample.key(2))
        #expect(entries[1].sealed == Sample.secret("sealed", 1) + Sample.secret("more", 1) && entries[1].pseudonyms.count == 2)
        if let bytes = try place.rawBytes() { #expect(try !bytes.holds(Sample.key(1).bytes)) }
    }

    @Test("a node forgets in its own log only", arguments: StorageUnderTest.all)
    func ownLog(kind: StorageUnderTest) async throws {
        let place = try await kind.place()
        let log = try filled(place)
        let other = try SampleLog(place.storage(), "another")
        try other.append([SampleEntry(kind: .outcome, verification: 1, about: [1])])
        try other.session.forget([0...0])
        let reading = try place.storage().reading()
        #expect(try reading.entries(about: [Sample.person(1)], after: nil, limit: 10).map(\.place.log) == [log.name, log.name, log.name])
        #expect(try reading.answers(under: Sample.code(1)).count == 1)
    }
}

extension [UInt8] {
    /// Whether the bytes stand somewhere in these.
    func holds(_ part: [UInt8]) -> Bool {
        withUnsafeBytes { all in
            guard let first = part.first, var place = all.baseAddress else { return false }
            let end = place + all.count
            while end - place >= part.count, let hit = memchr(place, Int32(first), end - place - part.count + 1) {
                if memcmp(hit, part, part.count) == 0 { return true }
                place = UnsafeRawPointer(hit) + 1
            }
            return false
        }
    }
}
