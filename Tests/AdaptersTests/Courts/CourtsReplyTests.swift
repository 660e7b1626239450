import AdapterKit
import Adapters
import Charsets
import Mocks
import Testing
import Verification

/// What may come back instead of an answer, and the place that is named for it.
@Suite("Court replies")
struct CourtsReplyTests {
    private func outcome(_ responses: OutboundResponse...) async throws -> Result<Reply, AdapterFailure> {
        let script = [try CourtsWireTests.recorded("token")] + responses
        let outbound = ScriptedOutbound(script.map { .success($0) })
        let adapter = try Rig.adapter(.courts, secrets: CourtsWireTests.secrets, outbound: outbound)
        do throws(AdapterFailure) {
            return .success(try await adapter.ask(Question(.courtJudgment, about: CourtsWireTests.person), context: .untraced))
        } catch {
            expectNoPersonalData(in: error.detail, about: CourtsWireTests.person)
            return .failure(error)
        }
    }

    private func changed(_ name: String, _ text: String, _ other: String) throws -> OutboundResponse {
        let recorded = try CourtsWireTests.recorded(name)
        let body = String(decoding: recorded.body, as: UTF8.self)
        #expect(body.contains(text))
        return OutboundResponse(status: recorded.status, headers: recorded.headers, body: Array(body.replacing(text, with: other).utf8))
    }

    @Test(arguments: [
        ("\"kind\":\"divorce\"", "\"kind\":\"separation\"", "/decisions/0/kind is an unknown word"),
        ("\"kind\":\"divorce\",", "", "/decisions/0/kind is missing"),
        ("\"status\":\"effective\"", "\"status\":\"appealed\"", "/decisions/0/status is an unknown word"),
        ("\"status\":\"effective\"", "\"status\":\"withdrawn\"", "/decisions/0/effectiveDate stands on a decision without effect"),
        ("2019-06-20", "2019-06-31", "/decisions/0/effectiveDate must be a day, written YYYY-MM-DD"),
        ("\"parties\":[{\"name\":null", "\"parties\":[{\"name\":1", "/decisions/1/parties/0/name must be a string"),
        ("[{\"name\":\"陈安然\",\"idNumber\":\"449901198512040025\"},", "[", "/decisions/0/parties do not name the number asked about"),
        (
            "\"idNumber\":\"449901198512040025\",\"dataAsOf\"", "\"idNumber\":\"449901198303170018\",\"dataAsOf\"",
            "/idNumber is not the number asked about"
        ),
        ("\"idNumber\":\"449901198512040025\",\"dataAsOf\"", "\"dataAsOf\"", "/idNumber is missing"),
        ("20260301449901000001", "20260301449901000002", "/queryNumber is not the number asked for"),
        ("\"count\":2", "\"count\":3", "/count is not the number of decisions"), ("\"count\":2,", "", "/count is missing"),
        ("\"dataAsOf\":\"2026-02-28\",", "", "/dataAsOf is missing"), ("\"decisions\":[", "\"decisionz\":[", "/decisions is missing"),
        ("\"count\":2", "\"count\":2,\"count\":2", "duplicate-name at line 1"),
    ])
    func `a mistake in the answer is unreadable and says its place`(text: String, other: String, place: String) async throws {
        let outcome = try await outcome(CourtsWireTests.recorded("application"), changed("answer", text, other))
        guard case .failure(let failure) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(failure.kind == .unreadable)
        #expect(failure.detail.hasPrefix(place), "\(failure.detail)")
    }

    @Test(arguments: [
        ("20260301449901000001", "2026030144990100000", "/queryNumber must be 20 digits"),
        ("20260301449901000001", "2026030144990100000x", "/queryNumber must be 20 digits"),
        ("20260301449901000001", "../../../../oauth/tok", "/queryNumber must be 20 digits"),
        ("0123456789abcdef", "0123456789abcdee", "/exchange is not the number of this exchange"), ("\"code\":\"0\",", "", "/code is missing"),
    ])
    func `a mistake in the receipt is unreadable and says its place`(text: String, other: String, place: String) async throws {
        guard case .failure(let failure) = try await outcome(changed("application", text, other)) else {
            Issue.record("answered")
            return
        }
        #expect(failure.kind == .unreadable)
        #expect(failure.detail.hasPrefix(place), "\(failure.detail)")
    }

    @Test func `GB 18030 where UTF-8 is promised is unreadable`() async throws {
        let recorded = try CourtsWireTests.recorded("answer")
        let body = try GB18030.bytes(from: String(decoding: recorded.body, as: UTF8.self))
        let lying = OutboundResponse(status: 200, headers: recorded.headers, body: body)
        guard case .failure(let failure) = try await outcome(CourtsWireTests.recorded("application"), lying) else {
            Issue.record("answered")
            return
        }
        #expect(failure.kind == .unreadable)
        #expect(failure.detail.hasPrefix("invalid-encoding"))
    }

    @Test func `closed, denied and codes of the business are told apart`() async throws {
        #expect(try await outcome(CourtsWireTests.recorded("closed")) == .failure(AdapterFailure(.closed, detail: "http 503")))
        let unauthorised = OutboundResponse(
            status: 403, headers: [OutboundRequest.Header("www-authenticate", "Bearer realm=\"courts\", error=\"insufficient_scope\"")], body: [])
        #expect(try await outcome(unauthorised) == .success(Reply(.denied)))
        #expect(try await outcome(CourtsWireTests.recorded("application"), unauthorised) == .success(Reply(.denied)))
        let business = try changed("application", "\"code\":\"0\"", "\"code\":\"E9001\"")
        #expect(try await outcome(business) == .failure(AdapterFailure(.registryError, detail: "code E9001")))
        let named = try changed("application", "\"code\":\"0\"", "\"code\":\"陈安然\"")
        #expect(try await outcome(named) == .failure(AdapterFailure(.registryError, detail: "code unknown")))
        let early = try CourtsWireTests.recorded("answer")
        #expect(
            try await outcome(early) == .failure(AdapterFailure(.unreadable, detail: "an application must be answered by 202")))
    }

    @Test func `fields that nobody asks for are ignored`() async throws {
        let more = try changed("answer", "\"count\":2", "\"count\":2,\"court\":\"粤9901\"")
        let reply = try await outcome(CourtsWireTests.recorded("application"), more).get()
        #expect(reply.statement == .records(CourtsWireTests.decisions.map(Fact.decision)))
    }

    @Test func `thousands of spoilt answers yield nothing about somebody else`() async throws {
        let genuine = try CourtsWireTests.recorded("answer")
        let number = CourtsWireTests.person.identifier.number
        for seed in UInt64(0)..<3_000 {
            var generator = SeededGenerator(seed: seed)
            let spoilt = OutboundResponse(status: 200, headers: genuine.headers, body: generator.spoilt(genuine.body))
            guard case .success(let reply) = try await outcome(CourtsWireTests.recorded("application"), spoilt) else { continue }
            guard case .records(let facts) = reply.statement else {
                Issue.record("seed \(seed): \(reply.statement)")
                continue
            }
            #expect(facts.allSatisfy { $0.numbers.contains(number) }, "seed \(seed)")
        }
    }
}
