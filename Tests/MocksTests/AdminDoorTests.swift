import StrictJSON
import Testing
import Verification

@testable import Mocks

/// The admin door's calls, without a socket.
@Suite struct AdminDoorTests {
    private let control: MockControl
    private let door: AdminDoor

    init() throws {
        let sessions = MockSessions(population: try Worlds.population(persons: Worlds.couple, faults: #""tax":[{"fault":"reset"}]"#))
        control = MockControl(sessions: sessions, desks: [], today: Worlds.today)
        door = AdminDoor(control: control)
    }

    private func call(_ method: String, _ path: String, _ body: String = "", session: String? = nil) -> (status: Int, body: JSON) {
        let target = RequestTarget(path)
        let response = door.answer(
            MockRequest(
                method: method, path: target.path, query: target.query, headers: session.map { [("x-mock-session", $0)] } ?? [],
                body: Array(body.utf8),
                receivedAt: 0))
        return (response.status, (try? JSON(parsing: response.body, limits: .request)) ?? .null)
    }

    private func codes(_ reply: JSON) -> [String] { (reply["problems"]?.elements ?? []).compactMap { $0["code"]?.text } }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let call: String
        var body = ""
        let status: Int
        let code: String
        var testDescription: String { call + " " + body }
    }

    @Test(
        "mistakes are told with a pointer",
        arguments: [
            Refusal(call: "GET /", status: 404, code: "unknown-path"),
            Refusal(call: "GET /faults/tax/1", status: 404, code: "unknown-path"),
            Refusal(call: "POST /requests", status: 405, code: "wrong-method"),
            Refusal(call: "GET /requests?dataset=nope", status: 422, code: "unknown-query"),
            Refusal(call: "GET /requests?registry=tax", status: 422, code: "unknown-query"),
            Refusal(call: "PUT /faults/nope", body: "[]", status: 422, code: "unknown-dataset"),
            Refusal(call: "PUT /faults/tax", body: "", status: 400, code: "empty"),
            Refusal(call: "PUT /faults/tax", body: "{}", status: 422, code: "wrong-type"),
            Refusal(call: "PUT /clock", body: "{}", status: 422, code: "missing"),
            Refusal(call: "PUT /clock", body: #"{"today":"2026-02-30"}"#, status: 422, code: "invalid-date"),
            Refusal(call: "PUT /clock", body: #"{"time":"25:00"}"#, status: 422, code: "invalid-time"),
            Refusal(call: "PUT /clock", body: #"{"now":"2026-02-28"}"#, status: 422, code: "unknown-key"),
            Refusal(call: "PUT /population", body: #"{"persons":{"A":{}}}"#, status: 422, code: "missing"),
        ])
    func refusal(_ sample: Refusal) {
        let words = sample.call.split(separator: " ").map(String.init)
        let reply = call(words[0], words[1], sample.body)
        #expect(reply.status == sample.status)
        #expect(codes(reply.body).first == sample.code)
    }

    @Test("a session has a decent name", arguments: ["", "a b", "名", String(repeating: "x", count: 65)])
    func sessionName(name: String) {
        #expect(call("GET", "/health", session: name).status == 400)
    }

    @Test func sessionsAreBounded() {
        for index in 1...MockSessions.limit { #expect(call("GET", "/health", session: "s\(index)").status == 200) }
        #expect(call("GET", "/health", session: "one-more").status == 400)
        #expect(call("GET", "/health", session: "s1").status == 200)
    }

    @Test func faultsAreSetPerDatasetAndCleared() {
        #expect(call("PUT", "/faults/hc-death", #"[{"fault":"timeout","times":1}]"#).body["faults"] == 1)
        #expect(control.session.exchange(with: .deathCertificate).fault == .timeout)
        #expect(control.session.exchange(with: .deathCertificate).fault == nil)
        #expect(control.session.exchange(with: "tax").fault == .reset)
        #expect(call("DELETE", "/faults").status == 200)
        #expect(control.session.exchange(with: "tax").fault == nil)
    }

    @Test func aPopulationBringsItsFaults() {
        #expect(call("PUT", "/population", #"{"persons":{},"faults":{"hc-death":[{"fault":"reset"}]}}"#).body["persons"] == 0)
        #expect(control.session.exchange(with: .deathCertificate).fault == .reset)
        #expect(control.session.exchange(with: "tax").fault == nil)
        #expect(control.session.world.facts(in: .population, under: Worlds.numberA).isEmpty)
    }

    @Test func theClockMovesDataAndOpeningHours() {
        control.setFaults([FaultRule(.closedHours)], for: .deathCertificate)
        #expect(control.session.exchange(with: .deathCertificate).fault == .closedHours)
        #expect(call("PUT", "/clock", #"{"today":"2026-04-01","time":"10:30"}"#).body["today"] == "2026-04-01")
        #expect(control.session.exchange(with: .deathCertificate).fault == nil)
        #expect(control.session.world.dataAsOf(.deathCertificate).description == "2026-04-01")
        #expect(call("PUT", "/clock", #"{"time":"18:00"}"#).status == 200)
        #expect(control.session.exchange(with: .deathCertificate).fault == .closedHours)
        #expect(call("PUT", "/clock", #"{"time":"10:30"}"#).status == 200)
        #expect(call("PUT", "/clock", #"{"time":null}"#).status == 200)
        #expect(control.session.exchange(with: .deathCertificate).fault == .closedHours)
    }

    @Test func aDoorCountsOnlyWhoGoesThrough() {
        let session = control.session
        let datasets: [RegistryID] = [.deathCertificate, .healthService]
        control.setFaults([FaultRule(.refuse, times: 1)], for: .deathCertificate)
        #expect(session.door(of: datasets) == .open)
        control.setFaults([FaultRule(.refuse, times: 2)], for: .healthService)
        #expect(session.door(of: datasets) == .shut)
        #expect(session.openDoor(of: datasets) == .shut)
        #expect(session.door(of: datasets) == .open)
        #expect(session.exchange(with: .healthService).fault == .refuse)
        control.setFaults([FaultRule(.wrongCertificate, times: 1, after: 1)], for: .deathCertificate)
        #expect(session.openDoor(of: datasets) == .open)
        #expect(session.exchange(with: .deathCertificate).fault == nil)
        #expect(session.openDoor(of: datasets) == .untrusted(.deathCertificate))
        #expect(session.openDoor(of: datasets) == .open)
    }
}
