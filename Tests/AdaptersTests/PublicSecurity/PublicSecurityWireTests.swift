import AdapterKit
import Adapters
import Mocks
import Testing
import Verification

/// The fixtures, read and written by both sides: adapter and mock agree on every byte, and both agree with files that neither made.
@Suite("Public security on the wire")
struct PublicSecurityWireTests {
    static let secrets = ["token": "fixture-token"]

    /// One recorded exchange.
    struct Exchange: Sendable, CustomTestStringConvertible {
        let name: String
        let question: Question
        let facts: [Fact]
        var testDescription: String { name }
    }

    private static func day(_ text: String) -> CalendarDate? { CalendarDate(text) }

    static let renamed = Registration(
        holder: Party(name: "邓小满", number: "449908199305210043"), status: .active, sex: "female", birthDate: day("1993-05-21"), ethnicity: "01",
        formerNames: [FormerName(name: "邓招娣", until: day("2015-04-01"))],
        residences: [Residence(division: "449908", address: "示例市样板区一号", from: day("1993-06-01"), until: nil)])
    static let linked = Registration(
        holder: Party(name: "欧阳建国", number: "449902196305010031"), status: .active, sex: "male", birthDate: day("1963-05-01"),
        links: [IdentifierLink(identifier: Identifier(type: .residentID, number: "449902630501003"), until: day("1999-10-01"))])
    static let cancelled = Registration(
        holder: Party(name: "曾福来", number: "449907194502180016"), status: .cancelled(.death, on: day("2026-02-15")))
    static let permit = IdentityDocument(
        holder: Party(name: "陳泰文", number: "819900198209100016"), type: "hk-macao-travel-permit", number: "H99000001",
        validFrom: day("2021-01-10"), validUntil: day("2031-01-09"))
    static let crossing = Crossing(
        holder: Party(name: "CHAN TAI MAN", number: "819900198209100016"), date: StubWorld.day.adding(days: -67))
    static let sealed = CriminalJudgment(
        holder: Party(name: "冯少峰", number: "449903199910060053"), effective: StubWorld.day.adding(days: -2_903), offenceDate: day("2017-01-05"),
        isSealed: true)
    static let resident = Person("陳泰文", "819900198209100016", type: .hkMacaoTaiwanResidencePermit)

    static let exchanges = [
        Exchange(
            name: "population", question: Question(.population, about: Person("邓小满", "449908199305210043")), facts: [.registration(renamed)]),
        Exchange(
            name: "population-linked", question: Question(.population, about: Person("欧阳建国", "449902630501003")), facts: [.registration(linked)]),
        Exchange(
            name: "population-cancelled", question: Question(.population, about: Person("曾富来", "449907194502180016")),
            facts: [.registration(cancelled)]),
        Exchange(name: "population-none", question: Question(.population, about: Person("李思齐", "449901199511110073")), facts: []),
        Exchange(name: "exit-entry", question: Question(.exitEntry, about: resident), facts: [.document(permit), .crossing(crossing)]),
        Exchange(
            name: "exit-entry-document",
            question: Question(
                registry: .exitEntry, topic: .document(holder: resident, type: "hk-macao-travel-permit", number: "H99000001")),
            facts: [.document(permit)]),
        Exchange(name: "crime", question: Question(.crimeRecord, about: Person("冯少峰", "449903199910060053")), facts: [.criminalJudgment(sealed)]),
    ]

    static let world = StubWorld.completeUntilYesterday
        .holding([.registration(renamed)], in: .population, under: "449908199305210043")
        .holding([.registration(linked)], in: .population, under: "449902630501003")
        .holding([.registration(cancelled)], in: .population, under: "449907194502180016")
        .holding([.document(permit), .crossing(crossing)], in: .exitEntry, under: "819900198209100016")
        .holding([.document(permit), .crossing(crossing)], in: .exitEntry, under: "H99000001")
        .holding([.criminalJudgment(sealed)], in: .crimeRecord, under: "449903199910060053")

    @Test("a question is written as recorded and the recorded reply is read", arguments: exchanges)
    func adapter(exchange: Exchange) async throws {
        let outbound = ScriptedOutbound(try RecordedMessage("PublicSecurity", exchange.name + ".reply").response)
        let adapter = try Rig.adapter(
            .publicSecurity, secrets: Self.secrets, outbound: outbound, randomBytes: { count in (0..<count).map { UInt8($0) } })
        let reply = try await adapter.ask(exchange.question, context: .untraced)
        #expect(reply.statement == (exchange.facts.isEmpty ? .noRecord : .records(exchange.facts)))
        #expect(reply.dataAsOf == CalendarDate("2026-02-28"))
        #expect(reply.reference?.utf8.count == 18)
        #expect(await outbound.requests == [try RecordedMessage("PublicSecurity", exchange.name + ".request").request])
    }

    @Test("the mock reads the recorded question and writes the recorded reply", arguments: exchanges)
    func mock(exchange: Exchange) throws {
        let department = PublicSecurityDepartment(credentials: MockCredentials(secrets: Self.secrets))
        let request = MockOutbound.received(try RecordedMessage("PublicSecurity", exchange.name + ".request").request, at: Rig.now)
        #expect(department.dataset(of: request) == exchange.question.registry)
        let response = department.respond(to: request, world: Self.world)
        #expect(response.validation == "ok")
        #expect(response.received == (try RecordedMessage("PublicSecurity", exchange.name + ".reply").response))
    }

    @Test("the mock says its faults as recorded")
    func faults() throws {
        let department = PublicSecurityDepartment(credentials: MockCredentials(secrets: Self.secrets))
        let request = MockOutbound.received(try RecordedMessage("PublicSecurity", "population.request").request, at: Rig.now)
        for (fault, name) in [(DialectFault.businessError, "business-error"), (.closedHours, "closed")] {
            let recorded = try RecordedMessage("PublicSecurity", name + ".reply").response
            #expect(department.respond(to: request, with: fault, world: Self.world).received == recorded)
        }
    }

    @Test("the filter lets through what it should and says why it does not")
    func filter() throws {
        let department = PublicSecurityDepartment(credentials: MockCredentials(secrets: Self.secrets))
        let recorded = try RecordedMessage("PublicSecurity", "population.request").request
        func answer(at time: Int64 = Rig.now, _ change: (inout OutboundRequest) -> Void = { _ in }) -> MockResponse {
            var request = recorded
            change(&request)
            return department.respond(to: MockOutbound.received(request, at: time), world: Self.world)
        }
        func replacing(_ name: String, _ change: @escaping (String) -> String) -> (inout OutboundRequest) -> Void {
            { request in request.headers = request.headers.map { $0.name == name ? .init(name, change($0.value)) : $0 } }
        }
        #expect(answer().validation == "ok")
        #expect(answer(replacing("x-tif-signature") { $0.lowercased() }).validation == "ok")
        #expect(answer(at: Rig.now + 180_999).validation == "ok")
        #expect(answer(at: Rig.now + 181_000).validation == "stale-timestamp")
        #expect(answer(at: Rig.now - 181_000).validation == "stale-timestamp")
        #expect(answer(replacing("x-tif-nonce") { $0 + "0" }).validation == "bad-signature")
        #expect(answer(replacing("x-tif-signature") { "0" + $0.dropFirst() }).validation == "bad-signature")
        #expect(answer(replacing("x-tif-timestamp") { $0 + "0" }).validation == "stale-timestamp")
        #expect(answer(replacing("x-tif-timestamp") { _ in "now" }).validation == "malformed")
        #expect(answer(replacing("x-tif-paasid") { _ in "somebody" }).validation == "unknown-caller")
        #expect(answer(replacing("x-tif-serviceid") { _ in "svc-fzjlcx" }).validation == "unknown-service")
        #expect(answer { $0.headers.removeAll { $0.name == "x-tif-signature" } }.validation == "malformed")
        #expect(answer { $0.path = "/ebus/gdga/other" }.validation == "unknown-path")
        #expect(answer { $0.body = Array("{}".utf8) }.validation == "malformed")
        let rejected = answer(replacing("x-tif-nonce") { $0 + "0" })
        #expect(rejected.received == (try RecordedMessage("PublicSecurity", "rejected.reply").response))
    }
}
