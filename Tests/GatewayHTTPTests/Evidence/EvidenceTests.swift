import AdapterKit
import Ledger
import Recording
import StrictJSON
import Synchronization
import Testing
import Verification

@testable import Gateway
@testable import GatewayHTTP

/// What is written down, when, and what everybody may see of it, over real HTTPS with a ledger in memory.
@Suite struct `What is written down` {
    @Test func `An intent is durable before anything is asked, the outcome before anything is answered`() async throws {
        let ledger = try TestLedger()
        var stub = try StubVerifying()
        let seen = Mutex<[EntryKind]>([])
        stub.answer = { [ledger] inquiry, _, _ throws(Refusal) in
            let kinds = (try? ledger.kinds()) ?? []
            seen.withLock { $0 = kinds }
            return .sample(inquiry)
        }
        try await TestDoor.open(stub, ledger: ledger) { door in
            let reply = try await door.ask(goodInquiry)
            #expect(reply.status == 200)
            #expect(seen.withLock { $0 } == [.start, .intent])
            #expect(try ledger.kinds() == [.start, .intent, .outcome])
            let entries = try ledger.entries()
            let outcome = try #require(entries.last?.record as? OutcomeRecord)
            #expect(outcome.verdict == .confirmed)
            let json = try reply.json
            #expect(entries[1].leaf.verification?.text == json["id"]?.text)
            #expect(json["receipt"]?["seal"]?.text == entries.last?.leaf.receipt?.base64)
        }
    }

    @Test func `Every send is an entry, also one that another followed`() async throws {
        let ledger = try TestLedger()
        var stub = try StubVerifying()
        let person = Person(name: PersonName(text: "欧阳晓梅", original: "欧阳晓梅"), identifier: Identifier(type: .residentID, number: "44990119850312004X"))
        let question = Question(.crimeRecord, about: person)
        stub.exchanges = [
            Exchange(
                answer: Answer(question: question, statement: .noRecord), elapsedMilliseconds: 9, id: String(repeating: "a", count: 32),
                sends: [.init(elapsedMilliseconds: 4, failure: nil), .init(elapsedMilliseconds: 5, failure: nil)])
        ]
        try await TestDoor.open(stub, ledger: ledger) { door in
            #expect(try await door.ask(goodInquiry).status == 200)
            let sends = try ledger.entries().compactMap { $0.record as? ExchangeRecord }
            #expect(sends.map(\.attempt) == [1, 2])
            #expect(sends.map(\.outcome) == [.followed, .noRecord])
        }
    }

    @Test func `Refusals of somebody known are entries, without what stood in the request`() async throws {
        let ledger = try TestLedger()
        try await TestDoor.open(ledger: ledger) { door in
            #expect(try await door.ask(#"{"certificate":"陈安然"}"#).status == 422)
            #expect(try await door.ask("nonsense").status == 400)
            #expect(try await door.ask(goodInquiry, as: nil).status == 401)
            let refusals = try ledger.entries().compactMap { $0.record as? RefusalRecord }
            #expect(refusals.map(\.code) == ["invalid-parameters", "malformed-json"])
            #expect(refusals.first?.places.isEmpty == false)
            let entries = try ledger.entries()
            #expect(!entries.contains { String(decoding: $0.payload, as: UTF8.self).contains("陈安然") })
        }
    }

    @Test func `Where nothing can be written nothing is asked`() async throws {
        let ledger = try TestLedger()
        let asked = Atomic<Int>(0)
        var stub = try StubVerifying()
        stub.answer = { inquiry, _, _ throws(Refusal) in
            asked.wrappingAdd(1, ordering: .relaxed)
            return .sample(inquiry)
        }
        try await TestDoor.open(stub, ledger: ledger) { door in
            ledger.storage.fail(.commit, .failsAndDidNotPersist)
            let refused = try await door.ask(goodInquiry)
            #expect(refused.status == 503 && refused.code == "ledger-unavailable" && refused["retry-after"] != nil)
            #expect(asked.load(ordering: .relaxed) == 0)
            #expect(try await door.request("GET", "/readyz").json["ledger"] == "not-writable")
            #expect(try await door.ask(goodInquiry).status == 200)
            #expect(try await door.request("GET", "/readyz").json["ledger"] == "writable")
        }
    }

    @Test func `An outcome that was not written is not told, whether it persisted or not`() async throws {
        for fault in [MemoryFault.failsAndDidNotPersist, .unknownAndDidNotPersist, .unknownButDidPersist] {
            let ledger = try TestLedger()
            var stub = try StubVerifying()
            stub.answer = { [ledger] inquiry, _, _ throws(Refusal) in
                ledger.storage.fail(.commit, fault)
                return .sample(inquiry)
            }
            try await TestDoor.open(stub, ledger: ledger) { door in
                let reply = try await door.ask(goodInquiry)
                #expect(reply.status == 503 && reply.code == "ledger-unavailable", "\(fault)")
            }
        }
    }
}

@Suite struct `A key for a request` {
    @Test func `The same request under the same key gets the same answer and asks nobody`() async throws {
        var stub = try StubVerifying()
        let asked = Atomic<Int>(0)
        stub.answer = { inquiry, _, _ throws(Refusal) in
            asked.wrappingAdd(1, ordering: .relaxed)
            return .sample(inquiry)
        }
        try await TestDoor.open(stub, clients: [.hall, .employer, .workload]) { door in
            let first = try await door.ask(goodInquiry, ["Idempotency-Key: \"k-1\""])
            let second = try await door.ask(goodInquiry, ["Idempotency-Key: k-1"])
            #expect(first.status == 200 && first["idempotency-replayed"] == nil)
            #expect(second.status == 200 && second["idempotency-replayed"] == "true")
            #expect(first.body == second.body)
            #expect(asked.load(ordering: .relaxed) == 1)
            let other = try await door.ask(goodInquiry.replacing("0031", with: "0032"), ["Idempotency-Key: k-1"])
            #expect(other.status == 422 && other.code == "idempotency-key-taken")
            #expect(try await door.ask(goodInquiry, ["Idempotency-Key: k-2"]).status == 200)
            #expect(asked.load(ordering: .relaxed) == 2)
        }
    }

    @Test func `While the first is running the second is told so`() async throws {
        var stub = try StubVerifying()
        let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)
        let (goOn, mayGoOn) = AsyncStream.makeStream(of: Void.self)
        stub.answer = { inquiry, _, _ throws(Refusal) in
            hasBegun.finish()
            for await _ in goOn {}
            return .sample(inquiry)
        }
        try await TestDoor.open(stub) { door in
            async let first = door.ask(goodInquiry, ["Idempotency-Key: k"])
            for await _ in begun {}
            let second = try await door.ask(goodInquiry, ["Idempotency-Key: k"])
            #expect(second.status == 409 && second.code == "still-running" && second["retry-after"] == "1")
            mayGoOn.finish()
            #expect(try await first.status == 200)
        }
    }

    @Test func `A thousand at once under one key ask once`() async throws {
        var stub = try StubVerifying()
        let asked = Atomic<Int>(0)
        stub.answer = { inquiry, _, _ throws(Refusal) in
            asked.wrappingAdd(1, ordering: .relaxed)
            return .sample(inquiry)
        }
        let ledger = try TestLedger()
        let inquiry = Inquiry(
            certificate: "no-criminal-record", subject: nil, normalised: [], claims: [],
            purpose: Purpose(category: .general, matterCode: "m", matterName: nil, caseNumber: "c", legalBasis: nil, consent: nil),
            clerk: nil, whenUnavailable: .defer)
        let key = RequestKey(client: "hall", key: "k", body: [1])
        let verifying = stub
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<1000 {
                group.addTask {
                    let answer = try? await ledger.recording.verify(inquiry, for: .hall, within: .seconds(1), by: verifying, key: key) { _ in [1] }
                    if case .answered = answer { return true }
                    return false
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 1)
        #expect(asked.load(ordering: .relaxed) == 1)
        await ledger.close()
    }

    @Test func `What was interrupted is told as such, to the same key and to the id`() async throws {
        let storage = MemoryLedger()
        let keys = TestLedgerKeys()
        let first = try TestLedger(storage: storage, keys: keys)
        var stub = try StubVerifying()
        stub.answer = { inquiry, _, _ throws(Refusal) in
            storage.fail(.commit, .unknownAndDidNotPersist)
            return .sample(inquiry)
        }
        try await TestDoor.open(stub, ledger: first) { door in
            let reply = try await door.ask(goodInquiry, ["Idempotency-Key: k"])
            #expect(reply.status == 503)
        }
        storage.expireLease(of: TestLedger.log)
        let second = try TestLedger(storage: storage, keys: keys)
        let id = try #require(try second.entries().first { $0.leaf.kind == .intent }?.leaf.verification)
        try await TestDoor.open(ledger: second) { door in
            let again = try await door.ask(goodInquiry, ["Idempotency-Key: k"])
            #expect(again.status == 200 && again["idempotency-replayed"] == "true")
            let read = try await door.request("GET", "/v1/verifications/\(id.text)", as: "hall")
            for json in [try again.json, try read.json] {
                #expect(json["verdict"] == "inconclusive" && json["id"]?.text == id.text)
                #expect(json["findings"]?.elements?.first?["reason"]?["code"] == "interrupted")
            }
            let kinds = try second.kinds()
            #expect(kinds == [.start, .intent, .takeover, .outcome, .start])
        }
    }
}
