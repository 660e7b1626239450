import Mocks
import StrictJSON
import Testing
import Verification

private let rights =
    #"{"kind":"right","owner":"A","right":"ownership","area":"449901","address":"示例市样板路1号","from":"2020-05-01"},"#
    + #"{"kind":"right","owner":"A","right":"mortgage","area":"449902","address":"样板区2号","from":"2021-05-01","until":"2024-05-01"},"#
    + #"{"kind":"lease","tenant":"A","address":"样板区3号","from":"2025-01-01","until":"2025-12-31"}"#

extension Caller {
    static let realEstate = Caller(type: RealEstateDepartment.self, dataset: .realEstate, record: rights, stranger: nil) { _, party, now, send in
        let opened = send(openCase(party, area: nil, at: now))
        guard let ticket = (try? JSON(parsing: opened.body, limits: .request))?["caseNo"]?.text else { return opened }
        _ = send(readCase(ticket, at: now))
        return send(readCase(ticket, at: now))
    }

    static func openCase(_ party: Party, area: String?, at now: Int64) -> MockRequest {
        var members: [JSON.Member] = [
            .init("qlr", ["mc": .string(party.name ?? ""), "zjzl": "1", "zjh": .string(party.number ?? "")]), .init("cxmd", "测试"),
        ]
        if let area { members.append(.init("xzqdm", .string(area))) }
        return post("/bdc/api/v3/cases", [("x-client-id", "gatewayd-demo")], .object(members), at: now)
    }

    static func readCase(_ ticket: String, at now: Int64) -> MockRequest {
        request("/bdc/api/v3/cases/\(ticket)/result", [("x-client-id", "gatewayd-demo")], method: "GET", body: [], at: now)
    }

    static let housing = Caller(
        type: HousingDepartment.self, dataset: .housing, secrets: ["api-key": "demo-housing"], record: rights, stranger: "unknown-caller"
    ) { caller, party, now, send in
        let submitted = send(submitQuery(caller, party, city: nil, at: now))
        guard let ticket = (try? JSON(parsing: submitted.body, limits: .request))?.at("data/queryTicket")?.text else { return submitted }
        _ = send(fetchQuery(caller, ticket, at: now))
        return send(fetchQuery(caller, ticket, at: now))
    }

    static func submitQuery(_ caller: Caller, _ party: Party, city: String?, at now: Int64) -> MockRequest {
        var members: [JSON.Member] = [
            .init("personName", .string(party.name ?? "")), .init("certType", "IDCARD"), .init("certNo", .string(party.number ?? "")),
        ]
        if let city { members.append(.init("cityCode", .string(city))) }
        return post("/zjfw/query/submit", [("apikey", caller.secrets["api-key"] ?? "")], .object(members), at: now)
    }

    static func fetchQuery(_ caller: Caller, _ ticket: String, at now: Int64) -> MockRequest {
        post("/zjfw/query/fetch", [("apikey", caller.secrets["api-key"] ?? "")], ["queryTicket": .string(ticket)], at: now)
    }
}

/// Real estate and housing: cases that take time, areas that are or are not covered.
@Suite struct PropertyTests {
    private static func areas(_ dataset: String) throws -> PopulationWorld {
        let text = #"""
            {"today":"2026-03-01","persons":{\#(Worlds.couple)},"registries":{"\#(dataset)":{
              "areas":{"449901":{"electronicSince":"2009-01-01"},"449902":{}},"records":[\#(rights)]}}}
            """#
        return PopulationWorld(try Population(parsing: Array(text.utf8), defaultToday: Worlds.today))
    }

    private static func json(_ response: MockResponse) throws -> JSON { try JSON(parsing: response.body, limits: .registryAnswer) }

    @Test func aCaseOfRealEstateTakesItsTime() throws {
        let (department, world) = (Caller.realEstate.department(), try Caller.realEstate.world())
        let opened = department.respond(to: Caller.openCase(Worlds.partyA, area: nil, at: Caller.now), world: world)
        let ticket = try #require(try Self.json(opened)["caseNo"]?.text)
        #expect(opened.status == 201 && !ticket.contains(Worlds.numberA))
        let states = try (0..<3).map { _ in try Self.json(department.respond(to: Caller.readCase(ticket, at: Caller.now), world: world)) }
        #expect(states.map { $0["state"] } == ["PROCESSING", "DONE", "DONE"])
        #expect(states[1]["total"] == 3 && states[1].at("rights/0/qllx") == "1" && states[1].at("rights/2/qllx") == "9")
        #expect(states[1].at("rights/0/djsj") == 1_588_262_400_000 && states[1].at("rights/0/zxsj") == .null)
        let unknown = department.respond(to: Caller.readCase("BDC1", at: Caller.now), world: world)
        #expect(unknown.status == 404 && unknown.validation == "unknown-ticket")
    }

    @Test func realEstateIsKeptByArea() throws {
        let world = try Self.areas("real-estate")
        let department = Caller.realEstate.department()
        func result(_ area: String) throws -> JSON {
            let opening = Caller.openCase(Worlds.partyA, area: area, at: Caller.now)
            #expect(department.area(of: opening) == area)
            let ticket = try #require(try Self.json(department.respond(to: opening, world: world))["caseNo"]?.text)
            let reading = Caller.readCase(ticket, at: Caller.now)
            #expect(department.area(of: reading) == area && department.dataset(of: reading) == .realEstate)
            _ = department.respond(to: reading, world: world)
            return try Self.json(department.respond(to: reading, world: world))
        }
        let covered = try result("449901")
        // The lease says no area.
        #expect(covered["state"] == "DONE" && covered["total"] == 2)
        #expect(covered["coverage"] == [["xzqdm": "449901", "qssj": 1_230_739_200_000]])
        #expect(try result("449902")["state"] == "AREA_NOT_COVERED")
        #expect(try result("449903")["state"] == "AREA_NOT_COVERED")
    }

    @Test func aQueryOfHousingIsFetchedByTicket() throws {
        let caller = Caller.housing
        let (department, world) = (caller.department(), try Self.areas("housing"))
        let submitted = try Self.json(department.respond(to: Caller.submitQuery(caller, Worlds.partyA, city: nil, at: Caller.now), world: world))
        let ticket = try #require(submitted.at("data/queryTicket")?.text)
        let fetching = Caller.fetchQuery(caller, ticket, at: Caller.now)
        #expect(department.dataset(of: fetching) == .housing)
        let states = try (0..<2).map { _ in try Self.json(department.respond(to: fetching, world: world)) }
        #expect(states.map { $0["resCode"] } == ["0001", "0000"])
        #expect(states[1].at("data/contracts/0/kind") == "买卖" && states[1].at("data/contracts/0/endDate") == "")
        #expect(states[1].at("data/contracts/2/kind") == "租赁" && states[1].at("data/contracts/2/signDate") == "2025/1/1")
        #expect(states[1].at("data/updateDate") == "2026/3/1" && states[1].at("data/cities/0/since") == "2009/1/1")
        let unknown = department.respond(to: Caller.fetchQuery(caller, "ZF-9", at: Caller.now), world: world)
        #expect(unknown.validation == "unknown-ticket")
    }
}
