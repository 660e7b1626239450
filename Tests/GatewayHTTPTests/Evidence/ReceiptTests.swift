import Ledger
import Recording
import StrictJSON
import Synchronization
import Testing
import Verification

@testable import Gateway
@testable import GatewayHTTP

/// What the hall, the person and everybody else see of what was written down.
@Suite struct `What may be seen of it` {
    @Test func `A hall reads its own verifications and nobody else's`() async throws {
        let employer = Client(
            name: "employer", unitCode: "91440000MA0000002B", requesterClass: .governmentDepartment, certificateName: "Employer.Demo.Test",
            claims: Set(ClaimKind.allCases), valueClaims: [])
        try await TestDoor.open(clients: [.hall, employer]) { door in
            let asked = try await door.ask(goodInquiry)
            let id = try #require(try asked.json["id"]?.text)
            let read = try await door.request("GET", "/v1/verifications/\(id)", as: "hall")
            #expect(read.status == 200 && read.body == asked.body)
            for target in ["/v1/verifications/\(id)", "/v1/verifications/\(id)/receipt"] {
                let other = try await door.request("GET", target, as: "employer")
                #expect(other.status == 404 && other.code == "verification-unknown", "\(target)")
                #expect(try await door.request("GET", target).status == 401)
            }
            for id in ["01980d2e-0000-7000-8000-ffffffffffff", "x", id.uppercased()] {
                #expect(try await door.request("GET", "/v1/verifications/\(id)", as: "hall").code == "verification-unknown")
            }
        }
    }

    @Test func `A receipt is valid until a different answer comes, and says nothing about the person`() async throws {
        let verdict = Mutex(Verdict.confirmed)
        var stub = try StubVerifying()
        stub.answer = { inquiry, _, _ throws(Refusal) in .sample(inquiry, verdict: verdict.withLock { $0 }) }
        let checker = SchemaChecker(document: try JSON(parsing: PackageResources.openapi_json, limits: .file))
        try await TestDoor.open(stub) { door in
            let code = try #require(try await door.ask(goodInquiry).json["receipt"]?["code"]?.text)
            func standing(_ code: String) async throws -> JSON { try await door.request("GET", "/v1/receipts/\(code)").json }
            #expect(try await standing(code)["standing"] == "valid")
            #expect(try await standing(code.lowercased().replacing("-", with: ""))["standing"] == "valid")
            verdict.withLock { $0 = .inconclusive }
            _ = try await door.ask(goodInquiry)
            #expect(try await standing(code)["standing"] == "valid", "an answer that settles nothing takes nobody's place")
            verdict.withLock { $0 = .refuted }
            let later = try #require(try await door.ask(goodInquiry).json["receipt"]?["code"]?.text)
            #expect(try await standing(code)["standing"] == "superseded")
            let shown = try await standing(later)
            #expect(shown["standing"] == "valid" && shown["verdict"] == "refuted" && shown["hall"] == "hall")
            #expect(checker.mistakes(of: shown, against: "ReceiptStanding") == [])
            let text = String(decoding: shown.encoded(), as: UTF8.self)
            #expect(!text.contains("欧") && !text.contains("4499"))
            let unknown = try await standing("0000-0000-0000")
            #expect(unknown["standing"] == "unknown" && unknown["verdict"] == .null)
            #expect(checker.mistakes(of: unknown, against: "ReceiptStanding") == [])
            #expect(try await door.request("GET", "/v1/receipts/0000-0000-0001").code == "receipt-code-invalid")
        }
    }

    @Test func `The holder's file proves itself offline, also after everything about the person was forgotten`() async throws {
        let ledger = try TestLedger()
        try await TestDoor.open(ledger: ledger) { door in
            let asked = try await door.ask(goodInquiry)
            let id = try #require(try asked.json["id"]?.text)
            let code = try #require(try asked.json["receipt"]?["code"]?.text)
            let file = try await door.request("GET", "/v1/verifications/\(id)/receipt", as: "hall")
            #expect(file.status == 200)
            #expect(try ledger.kinds().last == .receiptRead)
            let holder = ReceiptVerification.Claimed(name: "欧阳晓梅", number: "44990119850312004X")
            #expect(ReceiptVerification(file.body, keys: ledger.verifiers, claimed: holder).isGenuine)
            let stranger = ReceiptVerification.Claimed(name: "陈安然", number: "449901198512040025")
            #expect(!ReceiptVerification(file.body, keys: ledger.verifiers, claimed: stranger).isGenuine)

            ledger.clock.advance(days: 1095)
            #expect(try await ledger.recording.forget(by: try #require(RetentionRules())) == 0)
            ledger.clock.advance(days: 2)
            #expect(try await ledger.recording.forget(by: try #require(RetentionRules())) == 3, "intent, outcome, reading of the receipt")
            #expect(try await door.request("GET", "/v1/verifications/\(id)", as: "hall").code == "verification-forgotten")
            #expect(try await door.request("GET", "/v1/receipts/\(code)").json["standing"] == "unknown")
            #expect(ReceiptVerification(file.body, keys: ledger.verifiers, claimed: holder).isGenuine)
            let audit = LedgerAudit(log: TestLedger.log, keys: ledger.verifiers, sealer: ledger.sealer, witnessed: [])
            let report = try audit.run(try ledger.storage.reading())
            #expect(report.isClean && report.forgotten == 3, "\(report.flaws)")
            let entries = try ledger.entries()
            #expect(!entries.contains { String(decoding: $0.payload, as: UTF8.self).contains("4499") })
        }
    }

    @Test func `A person is told who has asked, through those who may tell, without what a law keeps secret`() async throws {
        let desk = Client(
            name: "hall", unitCode: "11440000MB2D00001A", requesterClass: .courtOrProcuratorate, certificateName: "hall.demo.test",
            claims: Set(ClaimKind.allCases), valueClaims: [], reportsAccess: true)
        let ledger = try TestLedger()
        let body = #"{"subject":{"name":"欧阳晓梅","identifier":{"type":"resident-id","number":"44990119850312004x"}}}"#
        let checker = SchemaChecker(document: try JSON(parsing: PackageResources.openapi_json, limits: .file))
        try await TestDoor.open(clients: [desk, .employer], ledger: ledger) { door in
            let json = "Content-Type: application/json"
            _ = try await door.ask(goodInquiry)
            _ = try await door.ask(goodInquiry.replacing(#""legalBasis":"x""#, with: #""legalBasis":"x","hiddenUntil":"2026-12-31""#))
            _ = try await door.ask(goodInquiry.replacing("欧阳晓梅", with: "陈安然").replacing("44990119850312004X", with: "449901198512040025"))
            let refused = try await door.request("POST", "/v1/ledger/access-report", as: "employer", [json], body: body)
            #expect(refused.status == 403)
            let reply = try await door.request("POST", "/v1/ledger/access-report", as: "hall", [json], body: body)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(checker.mistakes(of: try reply.json, against: "AccessReport") == [])
            let inquiries = try reply.json["inquiries"]?.elements ?? []
            #expect(inquiries.count == 1)
            #expect(inquiries.first?["client"]?["name"] == "hall" && inquiries.first?["purpose"]?["legalBasis"] == "x")
            #expect(inquiries.first?["claims"] == ["crime.no-record"])
            let entry = try #require(try ledger.entries().last?.record as? AccessReportRecord)
            #expect(entry.told == 1 && entry.hidden == 1)
        }
    }

    @Test func `The public half of the log is served as tiles`() async throws {
        let ledger = try TestLedger()
        try await TestDoor.open(ledger: ledger) { door in
            for _ in 0..<3 { _ = try await door.ask(goodInquiry) }
            let id = try #require(try await door.ask(goodInquiry).json["id"]?.text)
            _ = try await door.request("GET", "/v1/verifications/\(id)/receipt", as: "hall")
            let note = try await door.request("GET", "/v1/ledger/checkpoint")
            #expect(note.status == 200 && note["cache-control"] == "no-store")
            let checkpoint = try VerifiedCheckpoint(parsing: note.body, origin: TestLedger.log, logKeys: ledger.verifiers).checkpoint
            let width = checkpoint.size
            // The start, four intents, four outcomes; that the receipt was read is published within a second.
            #expect(width == 9 || width == 10)
            let tile = try await door.request("GET", "/v1/ledger/tile/0/000.p/\(width)")
            #expect(tile.status == 200 && tile["content-type"] == "application/octet-stream")
            let bundle = try await door.request("GET", "/v1/ledger/tile/entries/000.p/\(width)")
            let leaves = try #require(EntryBundle(index: 0, width: width)?.entries(of: bundle.body))
            #expect(MerkleTree(leaves: leaves).root == checkpoint.root)
            #expect(tile.body == leaves.flatMap { MerkleHash.leaf($0).bytes })
            #expect(!String(decoding: bundle.body, as: UTF8.self).contains("4499"))
            for path in ["tile/0/000", "tile/0/000.p/\(width + 7)", "tile/9/000.p/1", "nothing", "tile/00/000.p/1"] {
                #expect(try await door.request("GET", "/v1/ledger/" + path).status == 404, "\(path)")
            }
        }
    }

    @Test func `Two nodes with one storage answer for each other`() async throws {
        let storage = MemoryLedger()
        let keys = TestLedgerKeys()
        let a = try TestLedger(storage: storage, log: "a.example/log", keys: keys)
        let b = try TestLedger(storage: storage, log: "b.example/log", keys: keys)
        let (asked, code) = try await TestDoor.open(ledger: a) { door in
            let reply = try await door.ask(goodInquiry, ["Idempotency-Key: k"])
            return (reply, try #require(try reply.json["receipt"]?["code"]?.text))
        }
        try await TestDoor.open(ledger: b) { door in
            let id = try #require(try asked.json["id"]?.text)
            #expect(try await door.request("GET", "/v1/verifications/\(id)", as: "hall").body == asked.body)
            #expect(try await door.request("GET", "/v1/receipts/\(code)").json["standing"] == "valid")
            let again = try await door.ask(goodInquiry, ["Idempotency-Key: k"])
            #expect(again.body == asked.body && again["idempotency-replayed"] == "true")
        }
        await a.close()
        await b.close()
    }
}
