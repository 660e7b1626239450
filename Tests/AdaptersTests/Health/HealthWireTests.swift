import AdapterKit
import Adapters
import Charsets
import Mocks
import ShangMi
import Testing
import Verification

/// The fixtures, read and written by both sides: adapter and mock agree on every byte, and both agree with files that neither made.
@Suite("Health on the wire")
struct HealthWireTests {
    static let secrets = ["licence-key": "fixture-licence-key"]
    static let world = StubWorld.completeUntilYesterday
        .holding([.death(death)], in: .deathCertificate, under: "449907194502180016")
        .holding(encounters.map { .encounter($0) }, in: .healthService, under: "44990619680215009X")
    static let death = DeathCertificate(
        holder: Party(name: "曾福来", number: "449907194502180016"), date: CalendarDate("2026-02-15"), certificateNumber: "D99-2026-000021")
    static let encounters = [
        Encounter(
            holder: Party(name: "䶮文涛", number: "44990619680215009X"), date: StubWorld.day.adding(days: -118), visit: "outpatient"),
        Encounter(
            holder: Party(name: "\u{E863}文涛", number: "44990619680215009X"), date: StubWorld.day.adding(days: -40), visit: "admission"),
    ]
    static let exchanges: [(name: String, registry: RegistryID, person: Person, facts: [Fact])] = [
        ("death", .deathCertificate, Person("曾福来", "449907194502180016"), [.death(death)]),
        ("death-none", .deathCertificate, Person("蔡玉兰", "449907194807260025"), []),
        ("encounters", .healthService, Person("䶮文涛", "44990619680215009X"), encounters.map { .encounter($0) }),
    ]

    @Test(arguments: exchanges.indices)
    func `a question is written as recorded and the recorded reply is read`(index: Int) async throws {
        let (name, registry, person, facts) = Self.exchanges[index]
        let outbound = ScriptedOutbound(try RecordedMessage("Health", name + ".reply").response)
        let adapter = try Rig.adapter(.health, secrets: Self.secrets, outbound: outbound)
        let context = ExchangeContext.untraced
        let reply = try await adapter.ask(Question(registry, about: person), context: context)
        #expect(reply.statement == (facts.isEmpty ? .noRecord : .records(facts)))
        #expect(reply.dataAsOf == CalendarDate("2026-02-28"))
        #expect(reply.reference?.utf8.count == 20)
        #expect(await outbound.requests == [try RecordedMessage("Health", name + ".request").request])
    }

    @Test(arguments: exchanges.indices)
    func `the mock reads the recorded question and writes the recorded reply`(index: Int) throws {
        let (name, registry, _, _) = Self.exchanges[index]
        let department = HealthDepartment(credentials: MockCredentials(secrets: Self.secrets))
        let request = MockOutbound.received(try RecordedMessage("Health", name + ".request").request, at: Rig.now)
        #expect(department.dataset(of: request) == registry)
        let response = department.respond(to: request, world: Self.world)
        #expect(response.validation == "ok")
        #expect(response.received == (try RecordedMessage("Health", name + ".reply").response))
    }

    @Test func `the mock says its faults as recorded`() throws {
        let department = HealthDepartment(credentials: MockCredentials(secrets: Self.secrets))
        let request = MockOutbound.received(try RecordedMessage("Health", "death.request").request, at: Rig.now)
        let business = department.respond(to: request, with: .businessError, world: Self.world)
        #expect(business.received == (try RecordedMessage("Health", "business-error.reply").response))
        let expired = department.respond(to: request, with: .expiredSecret, world: Self.world)
        #expect(expired.received == (try RecordedMessage("Health", "licence-expired.reply").response))
    }

    @Test(arguments: [
        "death.request", "death.reply", "death-none.request", "death-none.reply", "encounters.request", "encounters.reply", "business-error.reply",
    ])
    func `the documents inside lie beside their envelopes`(name: String) throws {
        let document = try RecordedMessage.bytes("Health", name + ".gb18030.xml")
        let envelope = String(decoding: try RecordedMessage("Health", name).body, as: UTF8.self)
        #expect(envelope.contains(">\(Base64.text(of: document))<"))
        #expect(try GB18030.text(from: document).contains("<MDEML>"))
    }

    @Test func `the mock says why it refuses`() throws {
        let department = HealthDepartment(credentials: MockCredentials(secrets: Self.secrets))
        let recorded = try RecordedMessage("Health", "death.request").request
        func verdict(at time: Int64 = Rig.now, _ change: (inout OutboundRequest) -> Void = { _ in }) -> String {
            var request = recorded
            change(&request)
            return department.respond(to: MockOutbound.received(request, at: time), world: StubWorld()).validation
        }
        func replacing(_ text: String, _ other: String) -> (inout OutboundRequest) -> Void {
            { $0.body = Array(String(decoding: $0.body, as: UTF8.self).replacing(text, with: other).utf8) }
        }
        #expect(verdict() == "ok")
        #expect(verdict(at: Rig.now + 180_000) == "ok")
        #expect(verdict(at: Rig.now + 180_001) == "stale-timestamp")
        #expect(verdict(at: Rig.now - 180_001) == "stale-timestamp")
        #expect(verdict(replacing("1772294400000", "1772294400001")) == "bad-signature")
        #expect(verdict(replacing("gatewayd-demo", "somebody")) == "unknown-caller")
        #expect(verdict(replacing("<request>", "<req>")) == "malformed")
        #expect(verdict { $0.path = "/services/cs" } == "unknown-path")
        #expect(verdict { $0.headers.removeAll { $0.name == "SOAPAction" } } == "malformed")
    }
}

extension ExchangeContext {
    /// The context of the recorded exchanges.
    static var untraced: ExchangeContext {
        let context = Rig.context(deadline: .now + .seconds(600))
        return ExchangeContext(
            deadline: context.deadline, exchangeID: context.exchangeID, matterCode: context.matterCode, caseNumber: context.caseNumber,
            unitCode: context.unitCode, traceparent: nil)
    }
}

extension StubWorld {
    /// A world whose registries are complete up to 2026-02-28.
    static var completeUntilYesterday: StubWorld {
        var world = StubWorld()
        world.completeUntil = day.adding(days: -1)
        return world
    }
}
