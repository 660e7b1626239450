import AdapterKit
import Adapters
import StrictJSON
import Testing
import Verification

/// What the adapter makes of replies that no honest register would send, and of questions that it cannot put.
@Suite("Public security: replies")
struct PublicSecurityReplyTests {
    private func ask(_ question: Question, answered body: String, status: Int = 200) async throws -> Reply {
        try await adapter(answering: body, status).ask(question, context: .untraced)
    }

    private func adapter(answering body: String, _ status: Int) throws -> any RegistryAdapter {
        let outbound = ScriptedOutbound(OutboundResponse(status: status, headers: [], body: Array(body.utf8)))
        return try Rig.adapter(.publicSecurity, secrets: ["token": "t"], outbound: outbound)
    }

    private func detail(_ question: Question, answered body: String, status: Int = 200) async throws -> String {
        let adapter = try adapter(answering: body, status)
        do throws(AdapterFailure) {
            return "answered \(try await adapter.ask(question, context: .untraced).statement)"
        } catch {
            return "\(error.kind.rawValue): \(error.detail)"
        }
    }

    private static let subject = "449901198512040025"
    private static let good =
        #""gmsfzh":"449901198512040025","gmsfzh_ppddm":"1","swbs":"0","xm":"陈安然","xm_ppddm":"1""#

    @Test(
        "every mistake of the population register says its place",
        arguments: [
            (#"{"gmsfzh":"449901198512040025","gmsfzh_ppddm":"1","swbs":"0","xm_ppddm":"1"}"#, "/data/cxjg/0/xm is missing"),
            (#"{"gmsfzh":"449901198512040025","gmsfzh_ppddm":"1","swbs":"0","xm":"","xm_ppddm":"1"}"#, "/data/cxjg/0/xm is missing"),
            (#"{"gmsfzh":"449901198512040025","gmsfzh_ppddm":"1","swbs":"0","xm":7,"xm_ppddm":"1"}"#, "/data/cxjg/0/xm must be a string"),
            (#"{"gmsfzh_ppddm":"1","swbs":"0","xm":"陈安然","xm_ppddm":"1"}"#, "/data/cxjg/0/gmsfzh is missing"),
            (#"{"gmsfzh":"449901198512040025","gmsfzh_ppddm":"1","xm":"陈安然","xm_ppddm":"1"}"#, "/data/cxjg/0/swbs is missing"),
            (#"{"gmsfzh":"449901198512040025","gmsfzh_ppddm":"1","swbs":"2","xm":"陈安然","xm_ppddm":"1"}"#, "/data/cxjg/0/swbs must be 0 or 1"),
            (
                #"{"gmsfzh":"449901198512040025","gmsfzh_ppddm":"0","swbs":"0","xm":"陈安然","xm_ppddm":"1"}"#,
                "/data/cxjg/0/gmsfzh_ppddm contradicts the number"
            ),
            (
                #"{"gmsfzh":"449901198303170018","gmsfzh_ppddm":"1","swbs":"0","xm":"黄立诚","xm_ppddm":"0"}"#,
                "/data/cxjg/0/gmsfzh_ppddm contradicts the number"
            ),
            (
                #"{"gmsfzh":"449901198303170018","gmsfzh_ppddm":"0","swbs":"0","xm":"黄立诚","xm_ppddm":"0"}"#,
                "/data/cxjg/0/gmsfzh is neither the number asked about nor linked to it"
            ),
            (#"{\#(good),"zxyy":"9"}"#, "/data/cxjg/0/zxyy is an unknown reason"),
            (#"{\#(good),"zxyy":"1"}"#, "/data/cxjg/0/swbs contradicts the reason of cancellation"),
            (#"{\#(good),"zxrq":"20260101"}"#, "/data/cxjg/0/zxyy is missing beside a day of cancellation"),
            (#"{\#(good),"csrq":"19850230"}"#, "/data/cxjg/0/csrq must be a day, written YYYYMMDD"),
            (#"{\#(good),"xbdm":"3"}"#, "/data/cxjg/0/xbdm is an unknown sex"),
            (#"{\#(good),"cym":{}}"#, "/data/cxjg/0/cym must be an array"),
            (#"{\#(good),"cym":[{"jzrq":"20150401"}]}"#, "/data/cxjg/0/cym/0/xm is missing"),
            (#"{\#(good),"glzj":[{"zjlx":"000","zjhm":"H99000001","glyy":"3"}]}"#, "/data/cxjg/0/glzj/0/zjlx is an unknown kind of document"),
            (#"{\#(good),"hjdz":[7]}"#, "/data/cxjg/0/hjdz/0 must be an object"),
            ("null", "/data/cxjg/0 must be an object"),
        ])
    func places(row: String, place: String) async throws {
        let body = #"{"head":{"status":"0","msg":""},"data":{"cxjg":[\#(row)],"sjjzrq":"20260228"}}"#
        #expect(try await detail(Question(.population, about: .subject), answered: body) == "unreadable: \(place)")
    }

    @Test(
        "envelopes that are no answer",
        arguments: [
            (#"{"head":{"status":"0"},"data":{}}"#, "unreadable: /data/cxjg is missing"),
            (#"{"head":{"status":"0"}}"#, "unreadable: /data is missing"),
            (#"{"head":{"status":"0"},"data":null}"#, "unreadable: /data is missing"),
            (#"{"data":{"cxjg":[]}}"#, "unreadable: /head is missing"),
            (#"{"head":{"status":0},"data":{"cxjg":[]}}"#, "unreadable: /head/status must be a string"),
            (#"{"head":{"status":"1"},"data":{"cxjg":[]}}"#, "registry-error: /head/status is not 0"),
            (#"{"head":{"status":"0","lsh":"李四"},"data":{"cxjg":[]}}"#, "unreadable: /head/lsh must be letters, digits and hyphens"),
            (#"{"head":{"status":"0"},"data":{"cxjg":[],"sjjzrq":"2026-02-28"}}"#, "unreadable: /data/sjjzrq must be a day, written YYYYMMDD"),
            (#"{"code":400001,"msg":"陈安然"}"#, "unreadable: /head is missing"),
            (#"{"head":{"status":"3"},"data":null}"#, "answered denied"),
            (#"{"head":{"status":"0000"},"data":{"cxjg":[]}}"#, "answered noRecord"),
        ])
    func envelopes(body: String, outcome: String) async throws {
        #expect(try await detail(Question(.crimeRecord, about: .subject), answered: body) == outcome)
    }

    @Test("the filter's rejection is told from other errors with status 500")
    func filter() async throws {
        let question = Question(.crimeRecord, about: .subject)
        #expect(try await detail(question, answered: #"{"code":400001,"msg":"x"}"#, status: 500) == "credentials-refused: code 400001")
        #expect(try await detail(question, answered: #"{"code":500000,"msg":"x"}"#, status: 500) == "registry-error: http 500")
        #expect(try await detail(question, answered: #"{"code":400001,"msg":"x"}"#, status: 502) == "registry-error: http 502")
    }

    @Test("the death flag without a reason is a death without a date")
    func flagAlone() async throws {
        let row = Self.good.replacing(#""swbs":"0""#, with: #""swbs":"1""#)
        let body = #"{"head":{"status":"0"},"data":{"cxjg":[{\#(row)}]}}"#
        let reply = try await ask(Question(.population, about: .subject), answered: body)
        let registration = Registration(holder: Party(name: "陈安然", number: Self.subject), status: .cancelled(.death, on: nil))
        #expect(reply == Reply(.records([.registration(registration)]), dataAsOf: nil, reference: nil))
    }

    @Test("two persons who used one number both come back")
    func sharedNumber() async throws {
        let shared = "449907197201100039"
        let first = Registration(holder: Party(name: "彭建业", number: shared), status: .active)
        let second = Registration(
            holder: Party(name: "彭建国", number: "449907197201100055"), status: .active,
            links: [IdentifierLink(identifier: Identifier(type: .residentID, number: shared), until: StubWorld.day)])
        let world = StubWorld().holding([.registration(first), .registration(second)], in: .population, under: shared)
        let reply = try await Rig(.publicSecurity, world: world).ask(.population, Person("彭建国", shared))
        #expect(reply.statement == .records([.registration(first), .registration(second)]))
    }

    @Test("a check letter in lower case is the same number")
    func lowerCase() async throws {
        let registration = Registration(holder: Party(name: "林秀珍", number: "44990219760509004x"), status: .active)
        let world = StubWorld().holding([.registration(registration)], in: .population, under: "44990219760509004X")
        let reply = try await Rig(.publicSecurity, world: world).ask(.population, Person("林秀珍", "44990219760509004X"))
        #expect(reply.statement == .records([.registration(registration)]))
    }

    @Test("documents are a matter of exit and entry alone, and of known kinds")
    func documents() async throws {
        let rig = try Rig(.publicSecurity)
        for registry in [RegistryID.population, .crimeRecord] {
            let topic = Question.Topic.document(holder: .subject, type: "passport", number: "E99000001")
            #expect(try await rig.ask(Question(registry: registry, topic: topic)).statement == .notCovered)
        }
        let unknown = Question.Topic.document(holder: .subject, type: "library-card", number: "1")
        #expect(try await rig.ask(Question(registry: .exitEntry, topic: unknown)).statement == .notCovered)
        #expect(await rig.outbound.arrivals.isEmpty)
        let passport = Question.Topic.document(holder: .subject, type: "passport", number: "E99000001")
        #expect(try await rig.ask(Question(registry: .exitEntry, topic: passport)).statement == .noRecord)
    }

    @Test("a crossing under a number that only another row ties to the asked one is read, one that none ties is not")
    func connected() async throws {
        let permit = "H99000001"
        let document = Fact.document(
            IdentityDocument(
                holder: Party(name: nil, number: Self.subject), type: "hk-macao-travel-permit", number: permit, validFrom: nil, validUntil: nil))
        let crossing = Fact.crossing(Crossing(holder: Party(name: nil, number: Self.subject), date: StubWorld.day))
        let stray = Fact.crossing(Crossing(holder: Party(name: nil, number: "449901198303170018"), date: StubWorld.day))
        let nameless = Fact.crossing(Crossing(holder: Party(name: "陈安然", number: nil), date: StubWorld.day))
        let person = Person("陈安然", permit, type: .hkMacaoTravelPermit)
        func outcome(_ facts: [Fact]) async throws -> Reply.Statement {
            try await Rig(.publicSecurity, world: StubWorld().holding(facts, in: .exitEntry, under: permit)).ask(.exitEntry, person).statement
        }
        #expect(try await outcome([crossing, document]) == .records([crossing, document]))
        for facts in [[crossing], [document, stray], [document, nameless]] {
            await #expect(throws: AdapterFailure.self) { _ = try await outcome(facts) }
        }
    }
}
