import Mocks
import StrictJSON
import Testing
import Verification

extension Caller {
    private static func hrss(_ dataset: RegistryID, _ path: String, record: String) -> Caller {
        Caller(
            type: HumanResourcesDepartment.self, dataset: dataset, secrets: ["client-secret": "demo-hrss"], record: record,
            stranger: "unknown-caller",
            hourAhead: "expired-secret"
        ) { caller, party, now, send in
            let lent = send(tokenRequest(caller, at: now))
            guard let token = (try? JSON(parsing: lent.body, limits: .request))?["access_token"]?.text else { return lent }
            return send(search(path, party, token: token, at: now))
        }
    }

    static func tokenRequest(_ caller: Caller, at now: Int64) -> MockRequest {
        let fields = [
            ("grant_type", "client_credentials"), ("client_id", "gatewayd-demo"), ("client_secret", caller.secrets["client-secret"] ?? ""),
            ("scope", "hrss.query"),
        ]
        return request("/oauth2/token", body: form(fields), at: now)
    }

    static func search(_ path: String, _ party: Party, token: String, _ more: [JSON.Member] = [], at now: Int64) -> MockRequest {
        let members: [JSON.Member] = [
            .init("idType", "01"), .init("idNo", .string(party.number ?? "")), .init("fullName", .string(party.name ?? "")),
        ]
        return post(path, [("authorization", "Bearer \(token)"), ("x-request-id", "r1")], .object(members + more), at: now)
    }

    static let employment = hrss(
        .employment, "/openapi/v2/unemployment/search",
        record: #"{"kind":"unemployed","person":"A","from":"2025-01-01","until":"2025-06-30"},{"kind":"hardship","person":"A","from":"2025-02-01"}"#)
    static let contributions = hrss(
        .socialInsurance, "/openapi/v2/contributions/search",
        record: #"{"kind":"contribution","person":"A","period":"2025-12","employer":"示例公司","base":8000.5,"payer":"employer"}"#)
}

/// Human resources: tokens, cursors, rows.
@Suite struct HumanResourcesTests {
    @Test func rows() throws {
        let spells = try Caller.employment.json()
        #expect(spells.at("items/0/category") == "UNEMPLOYED" && spells.at("items/0/endDate") == "2025-06-30")
        #expect(spells.at("items/1/category") == "HARDSHIP" && spells.at("items/1/endDate") == .null)
        #expect(spells["dataAsOf"] == "2026-03-01T00:00:00+08:00" && spells["nextCursor"] == .null)
        let contribution = try #require(try Caller.contributions.json().at("items/0"))
        #expect(contribution["contributionBase"] == "8000.50" && contribution["payerType"] == "E" && contribution["month"] == "2025-12")
    }

    @Test func cursorsLeadThroughAllRowsOnce() throws {
        let caller = Caller.contributions
        let records = (1...9).map { #"{"kind":"contribution","person":"A","period":"2025-0\#($0)","base":1}"# }.joined(separator: ",")
        let (department, world) = (caller.department(), try caller.world(records))
        let token = try token(of: department, world)
        var months: [String] = []
        var cursor: JSON = .null
        repeat {
            let request = Caller.search(
                "/openapi/v2/contributions/search", Worlds.partyA, token: token, [.init("limit", 4), .init("cursor", cursor)], at: Caller.now)
            let page = try JSON(parsing: department.respond(to: request, world: world).body, limits: .registryAnswer)
            months += (page["items"]?.elements ?? []).compactMap { $0["month"]?.text }
            cursor = try #require(page["nextCursor"])
        } while cursor.text != nil && months.count < 20
        #expect(months == (1...9).map { "2025-0\($0)" })
        for forged in ["NA==", "x"] {
            let request = Caller.search(
                "/openapi/v2/contributions/search", Worlds.partyA, token: token, [.init("cursor", .string(forged))], at: Caller.now)
            #expect(department.respond(to: request, world: world).validation == "malformed")
        }
    }

    @Test func tokensEndAndCannotBeMade() throws {
        let caller = Caller.employment
        let (department, world) = (caller.department(), try caller.world())
        let token = try token(of: department, world)
        func verdict(_ token: String, after seconds: Int64) -> String {
            let path = "/openapi/v2/unemployment/search"
            return department.respond(to: Caller.search(path, Worlds.partyA, token: token, at: Caller.now + seconds * 1_000), world: world).validation
        }
        #expect(verdict(token, after: 599) == "ok" && verdict(token, after: 601) == "expired-secret")
        #expect(verdict(token + "0", after: 0) == "unknown-token" && verdict("", after: 0) == "unknown-token")
    }

    private func token(of department: any MockDepartment, _ world: any World) throws -> String {
        let lent = department.respond(to: Caller.tokenRequest(.contributions, at: Caller.now), world: world)
        return try #require(try JSON(parsing: lent.body, limits: .request)["access_token"]?.text)
    }
}
