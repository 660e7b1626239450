import AdapterKit
import Adapters
import Mocks
import Testing
import Verification

/// The fixtures, read and written by both sides: adapter and mock agree on every byte, and both agree with files that neither made.
@Suite("Civil affairs on the wire")
struct CivilAffairsWireTests {
    static let secrets = ["app-key": "fixture-app-key", "access-key": "fixture-access-key"]

    /// One recorded exchange.
    struct Exchange: Sendable, CustomTestStringConvertible {
        let name: String
        let question: Question
        let facts: [Fact]
        var testDescription: String { name }
    }

    /// A day by its distance from 2026-03-01.
    private static func day(_ distance: Int) -> CalendarDate { StubWorld.day.adding(days: distance) }

    static let husband = Party(name: "曾福来", number: "449907194502180016")
    static let wife = Party(name: "蔡玉兰", number: "449907194807260025")
    static let returned = Party(name: "周海生", number: "449904197002060012")
    static let spouse = Party(name: "吴美玲", number: "449904197209140028")
    /// Reissued 2020-11-02 for 1971-10-01; applied for divorce 2026-02-10.
    static let marriage: [Fact] = [
        .marital(MaritalEntry(kind: .reissuedMarriage, a: husband, b: wife, date: day(-1_945), original: day(-19_875))),
        .marital(MaritalEntry(kind: .divorceApplication, a: wife, b: husband, date: day(-19))),
    ]
    /// Married 1996-05-01; refused to resume 2023-06-01.
    static let refusal: [Fact] = [
        .marital(MaritalEntry(kind: .marriage, a: returned, b: spouse, date: day(-10_896))),
        .marital(MaritalEntry(kind: .refusalToResume, a: spouse, b: nil, date: day(-1_004))),
    ]
    static let cremation: [Fact] = [.cremation(Cremation(holder: husband, died: day(-14), date: day(-11)))]

    static let exchanges = [
        Exchange(name: "marriage", question: Question(.marriage, about: Person("曾福来", "449907194502180016")), facts: marriage),
        Exchange(name: "refusal", question: Question(.marriage, about: Person("吴美玲", "449904197209140028")), facts: refusal),
        Exchange(name: "marriage-none", question: Question(.marriage, about: Person("李思齐", "449901199511110073")), facts: []),
        Exchange(name: "cremation", question: Question(.funeral, about: Person("曾福来", "449907194502180016")), facts: cremation),
        Exchange(name: "cremation-none", question: Question(.funeral, about: Person("蔡玉兰", "449907194807260025")), facts: []),
    ]

    static let world = StubWorld.completeUntilYesterday
        .holding(marriage, in: .marriage, under: "449907194502180016")
        .holding(refusal, in: .marriage, under: "449904197209140028")
        .holding(cremation, in: .funeral, under: "449907194502180016")

    private var department: CivilAffairsDepartment { CivilAffairsDepartment(credentials: MockCredentials(secrets: Self.secrets)) }

    @Test("a question is written as recorded, after the secret was fetched as recorded, and the recorded reply is read", arguments: exchanges)
    func adapter(exchange: Exchange) async throws {
        let outbound = ScriptedOutbound(
            try RecordedMessage("CivilAffairs", "secret.reply").response, try RecordedMessage("CivilAffairs", exchange.name + ".reply").response)
        let adapter = try Rig.adapter(.civilAffairs, secrets: Self.secrets, outbound: outbound)
        let reply = try await adapter.ask(exchange.question, context: .untraced)
        #expect(reply.statement == (exchange.facts.isEmpty ? .noRecord : .records(exchange.facts)))
        #expect(reply.dataAsOf == CalendarDate("2026-02-28"))
        #expect(reply.reference?.utf8.count == 18)
        let recorded = [
            try RecordedMessage("CivilAffairs", "secret.request").request,
            try RecordedMessage("CivilAffairs", exchange.name + ".request").request,
        ]
        #expect(await outbound.requests == recorded)
    }

    @Test("the mock reads the recorded question and writes the recorded reply", arguments: exchanges)
    func mock(exchange: Exchange) throws {
        let request = MockOutbound.received(try RecordedMessage("CivilAffairs", exchange.name + ".request").request, at: Rig.now)
        #expect(department.dataset(of: request) == exchange.question.registry)
        let response = department.respond(to: request, world: Self.world)
        #expect(response.validation == "ok")
        #expect(response.received == (try RecordedMessage("CivilAffairs", exchange.name + ".reply").response))
    }

    @Test("the mock takes the recorded request for a secret, under no dataset")
    func secret() throws {
        let request = MockOutbound.received(try RecordedMessage("CivilAffairs", "secret.request").request, at: Rig.now)
        #expect(department.dataset(of: request) == nil)
        let response = department.respond(to: request, world: Self.world)
        #expect(response.validation == "ok")
        #expect(response.body.count == (try RecordedMessage("CivilAffairs", "secret.reply").body.count))
    }

    @Test("the mock says its faults as recorded")
    func faults() throws {
        let request = MockOutbound.received(try RecordedMessage("CivilAffairs", "cremation.request").request, at: Rig.now)
        for (fault, name) in [(DialectFault.businessError, "business-error"), (.expiredSecret, "secret-expired"), (.closedHours, "closed")] {
            let recorded = try RecordedMessage("CivilAffairs", name + ".reply").response
            #expect(department.respond(to: request, with: fault, world: Self.world).received == recorded)
        }
        let form = String(decoding: request.body, as: UTF8.self).replacing("fixture-access-key", with: "another")
        let foreign = MockRequest(
            method: request.method, path: request.path, query: [], headers: request.headers, body: Array(form.utf8), receivedAt: Rig.now)
        let response = department.respond(to: foreign, world: Self.world)
        #expect(response.validation == "unknown-access-key")
        #expect(response.received == (try RecordedMessage("CivilAffairs", "access-key-refused.reply").response))
    }

    @Test("the exchange says why it passes nothing on")
    func refusals() throws {
        let recorded = try RecordedMessage("CivilAffairs", "marriage.request").request
        func verdict(at time: Int64 = Rig.now, _ change: (inout OutboundRequest) -> Void = { _ in }) -> String {
            var request = recorded
            change(&request)
            return department.respond(to: MockOutbound.received(request, at: time), world: Self.world).validation
        }
        func header(_ name: String, _ value: String) -> (inout OutboundRequest) -> Void {
            { request in request.headers = request.headers.map { $0.name == name ? .init(name, value) : $0 } }
        }
        func body(_ text: String, _ other: String) -> (inout OutboundRequest) -> Void {
            { $0.body = Array(String(decoding: $0.body, as: UTF8.self).replacing(text, with: other).utf8) }
        }
        #expect(verdict() == "ok")
        #expect(verdict(at: Rig.now + 180_000) == "ok")
        #expect(verdict(at: Rig.now + 180_001) == "stale-timestamp")
        #expect(verdict(at: Rig.now - 180_001) == "stale-timestamp")
        #expect(verdict(header("gjgxjhpt_rid", "somebody")) == "unknown-caller")
        #expect(verdict(header("gjgxjhpt_sid", "s_demo_funeral")) == "bad-signature")
        #expect(verdict(header("gjgxjhpt_rtime", "\(Rig.now + 1)")) == "bad-signature")
        #expect(verdict(header("gjgxjhpt_rtime", "soon")) == "malformed")
        #expect(verdict(header("gjgxjhpt_sign", "")) == "bad-signature")
        #expect(verdict { $0.path = "/wsproxy" } == "unknown-path")
        #expect(verdict(body("format=json", "format=xml")) == "malformed")
        #expect(verdict(body("sign=", "sign=x")) == "malformed")
        #expect(verdict(body("timestamp=1", "timestamp=2")) == "malformed")
        #expect(verdict(body("cert_num_man", "cert_num")) == "malformed")
        #expect(verdict(body("&version=1.0", "&version=1.0&version=1.0")) == "malformed")
    }
}
