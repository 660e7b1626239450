import AdapterKit
import Adapters
import Mocks
import StrictJSON
import Testing
import Verification

/// The fixtures, read and written by both sides: adapter and mock agree on every byte, and both agree with files that neither made.
@Suite("Courts on the wire")
struct CourtsWireTests {
    static let secrets = ["client-secret": "fixture-secret/1"]
    static let person = Person.subject
    static let decisions = [
        CourtDecision(
            kind: .divorce, standing: .effective,
            parties: [Party(name: "陈安然", number: "449901198512040025"), Party(name: "黄立诚", number: "449901198303170018")],
            effective: CalendarDate("2019-06-20")),
        CourtDecision(
            kind: .foreignDivorce, standing: .firstInstance, parties: [Party(name: nil, number: "449901198512040025")], effective: nil,
            foreignDate: CalendarDate("2018-01-05")),
    ]
    static let world = StubWorld.completeUntilYesterday
        .holding(decisions.map(Fact.decision), in: .courtJudgment, under: person.identifier.number)

    static func recorded(_ name: String) throws -> OutboundResponse { try RecordedMessage("Courts", name + ".reply").response }

    @Test(arguments: [("answer", decisions), ("none", [])])
    func `a question is written as recorded and the recorded replies are read`(name: String, decisions: [CourtDecision]) async throws {
        let outbound = ScriptedOutbound(
            try Self.recorded("token"), try Self.recorded("application"), try Self.recorded("not-ready"), try Self.recorded(name))
        let adapter = try Rig.adapter(.courts, secrets: Self.secrets, outbound: outbound)
        let reply = try await adapter.ask(Question(.courtJudgment, about: Self.person), context: .untraced)
        #expect(reply.statement == (decisions.isEmpty ? .noRecord : .records(decisions.map(Fact.decision))))
        #expect(reply.dataAsOf == CalendarDate("2026-02-28"))
        #expect(reply.reference == "20260301449901000001")
        let look = try RecordedMessage("Courts", "look.request").request
        let expected = [
            try RecordedMessage("Courts", "token.request").request, try RecordedMessage("Courts", "application.request").request, look, look,
        ]
        #expect(await outbound.requests == expected)
    }

    @Test func `the mock reads the recorded questions and writes the recorded replies`() throws {
        let department = CourtsDepartment(credentials: MockCredentials(secrets: Self.secrets))
        func reply(to name: String, authorised token: String?, world: any World = Self.world) throws -> OutboundResponse {
            var request = try RecordedMessage("Courts", name + ".request").request
            if let token {
                request.headers.removeAll { $0.name == "Authorization" }
                request.headers.append(OutboundRequest.Header("Authorization", "Bearer " + token))
            }
            return department.respond(to: MockOutbound.received(request, at: Rig.now), world: world).received
        }
        let lent = try reply(to: "token", authorised: nil)
        let token = try #require(try JSON(parsing: lent.body, limits: .request)["access_token"]?.text)
        #expect(
            String(decoding: lent.body, as: UTF8.self).replacing(token, with: "fixture-token").utf8.elementsEqual(try Self.recorded("token").body))
        #expect(try reply(to: "application", authorised: token) == Self.recorded("application"))
        #expect(try reply(to: "look", authorised: token) == Self.recorded("not-ready"))
        #expect(try reply(to: "look", authorised: token) == Self.recorded("answer"))
        #expect(try reply(to: "look", authorised: token, world: StubWorld.completeUntilYesterday) == Self.recorded("none"))
        #expect(try reply(to: "look", authorised: "fixture-token") == Self.recorded("invalid-token"))
    }

    @Test func `the mock says why it refuses`() throws {
        let department = CourtsDepartment(credentials: MockCredentials(secrets: Self.secrets), looksUntilReady: 0, tokenLifetimeSeconds: 60)
        func respond(_ name: String, at time: Int64 = Rig.now, _ change: (inout OutboundRequest) -> Void = { _ in }) throws -> MockResponse {
            var request = try RecordedMessage("Courts", name + ".request").request
            change(&request)
            return department.respond(to: MockOutbound.received(request, at: time), world: StubWorld())
        }
        func bearing(_ token: String) -> (inout OutboundRequest) -> Void {
            { request in
                request.headers.removeAll { $0.name == "Authorization" }
                request.headers.append(OutboundRequest.Header("Authorization", "Bearer " + token))
            }
        }
        #expect(try respond("token") { $0.headers.removeAll { $0.name == "Authorization" } }.validation == "invalid-client")
        #expect(try respond("token") { $0.body = [] }.validation == "malformed")
        let token = try #require(try JSON(parsing: respond("token").body, limits: .request)["access_token"]?.text)
        #expect(try respond("application").validation == "unknown-token")
        #expect(try respond("application", bearing(token)).validation == "ok")
        #expect(try respond("application", at: Rig.now + 60_000, bearing(token)).validation == "expired-token")
        #expect(try respond("application", at: Rig.now - 180_001, bearing(token)).validation == "stale-timestamp")
        #expect(
            try respond("application") {
                bearing(token)(&$0)
                $0.body = Array("{}".utf8)
            }.validation == "malformed")
        #expect(try respond("look", bearing(token)).status == 200)
        #expect(
            try respond("look") {
                bearing(token)(&$0)
                $0.path += "0"
            }.validation == "unknown-query")
    }
}
